"""The shortest path from node to node, by reduced lengths that are never below 0."""

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush

from services.assignment.whatif.routes import Way


def shortest(
    prices: Sequence[int],
    onward: Callable[[int], Iterable[Way]],
    source: int,
    target: int,
    limit: int | None = None,
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the nodes up to the target with their distances, and who comes before each.

    Parameters
    ----------
    prices
        Potentials; the length of an arc is its cost and the price of its tail less that of its
        head.
    onward
        Returns the arcs that leave a node.
    target
        Node to stop at; it is not in the answer if no path leads there.
    limit
        From this length on paths are of no interest: the target has it if no path is shorter,
        and nothing then comes before it.

    References
    ----------
    E. W. Dijkstra, *A note on two problems in connexion with graphs*, Numerische Mathematik 1,
    1959, 269-271.

    Examples
    --------
    >>> ways = {0: [(1, 4), (2, 1)], 1: [], 2: [(1, 2)]}
    >>> shortest([0, 0, 0], ways.__getitem__, 0, 1)
    ({0: 0, 2: 1, 1: 3}, {1: 2, 2: 0})
    >>> shortest([0, 0, 0], ways.__getitem__, 0, 1, limit=2)
    ({0: 0, 2: 1, 1: 2}, {2: 0})
    """
    near: dict[int, int] = {}
    before: dict[int, int] = {}
    best = {source: 0}
    waiting = [(0, source)]
    if limit is not None:
        best[target] = limit
        waiting.append((limit, target))
    while waiting:
        way, node = heappop(waiting)
        if node in near:
            continue
        near[node] = way
        if node == target:
            return near, before
        start = way + prices[node]
        for head, cost in onward(node):
            further = start + cost - prices[head]
            known = best.get(head)
            if (known is None or further < known) and (limit is None or further < limit):
                best[head] = further
                before[head] = node
                heappush(waiting, (further, head))
                if head == target:
                    limit = further
    return near, before
