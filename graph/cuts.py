"""Ties by pairs: which two cut a network when both go, found in one search. No domain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from graph.measures import Ints

NO_EDGE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """A depth-first forest of a multigraph.

    Attributes
    ----------
    order
        Place of each node in the order of discovery.
    size
        Nodes of the tree below each node, itself included.
    start
        Node from which the tree of each node was begun.
    under
        Node that each edge hangs in the forest, or `NO_EDGE` for an edge that closes a cycle.
    label
        Text of each edge: empty for a bridge; equal for two edges of one component exactly if
        without both there are more components and without one there are not.
    """

    order: Ints
    size: Ints
    start: Ints
    under: Ints
    label: tuple[bytes, ...]


def search(n: int, one: Ints, other: Ints, first: int) -> Search:
    """Search depth first from `first`, then from each node not yet found.

    Parameters
    ----------
    one, other
        Ends of each edge; edges between the same two nodes may be several; none is a loop.

    Notes
    -----
    Each edge that closes a cycle has a label of its own, and each edge of the forest the sum of
    those whose cycles it lies on. The labels are 128-bit hashes summed by exclusive or: that two
    edges share one by chance is out of practice (below 1e-26 for a million edges).

    References
    ----------
    .. [1] D. Pritchard, R. Thurimella. *Fast computation of small cuts via cycle space sampling*.
       ACM Transactions on Algorithms 7 (4), 2011.

    Examples
    --------
    A triangle with a tail.

    >>> found = search(4, np.array([0, 1, 2, 2]), np.array([1, 2, 0, 3]), 0)
    >>> found.label[0] == found.label[1] == found.label[2] != b"", found.label[3]
    (True, b'')
    >>> found.size.tolist(), found.start.tolist()
    ([4, 3, 2, 1], [0, 0, 0, 0])
    """
    at: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for e, (u, v) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        at[u].append((v, e))
        at[v].append((u, e))
    under = [NO_EDGE] * len(one)
    by = [NO_EDGE] * n
    above = [NO_EDGE] * n
    start = [NO_EDGE] * n
    found: list[int] = []
    for root in (first, *range(n)):
        if start[root] != NO_EDGE:
            continue
        start[root] = root
        found.append(root)
        stack = [(root, iter(at[root]))]
        while stack:
            u, ways = stack[-1]
            for v, e in ways:
                if start[v] == NO_EDGE:
                    start[v], by[v], above[v], under[e] = root, e, u, v
                    found.append(v)
                    stack.append((v, iter(at[v])))
                    break
            else:
                stack.pop()
    order = np.empty(n, dtype=np.int64)
    order[found] = np.arange(n)
    size, labels = _from_below(found, by, above, _closing(n, one, other, under), len(one))
    return Search(
        order=order,
        size=np.array(size, dtype=np.int64),
        start=np.array(start, dtype=np.int64),
        under=np.array(under, dtype=np.int64),
        label=tuple(labels),
    )


def _closing(
    n: int, one: Ints, other: Ints, under: Sequence[int]
) -> tuple[dict[int, int], list[int]]:
    """Return the label of each edge that closes a cycle, and their sum at each node."""
    sums, labels = [0] * n, {}
    for e, (u, v) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        if under[e] == NO_EDGE:
            label = int.from_bytes(blake2b(e.to_bytes(8), digest_size=_BYTES).digest())
            labels[e] = label
            sums[u] ^= label
            sums[v] ^= label
    return labels, sums


_BYTES = 16


def _from_below(
    found: Sequence[int],
    by: Sequence[int],
    above: Sequence[int],
    closing: tuple[dict[int, int], list[int]],
    edges: int,
) -> tuple[list[int], list[bytes]]:
    """Return the size of each tree and the label of each edge, summed from the leaves up."""
    labels, sums = closing
    size = [1] * len(found)
    for v in reversed(found):
        u = above[v]
        if u != NO_EDGE:
            labels[by[v]] = sums[v]
            sums[u] ^= sums[v]
            size[u] += size[v]
    return size, [labels[e].to_bytes(_BYTES) if labels[e] else b"" for e in range(edges)]
