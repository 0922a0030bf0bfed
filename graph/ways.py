"""Ways from sources: hops, and ways in order of time. No domain words."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from graph.measures import UNREACHED, Ints, Mask


def hops_from(n: int, one: Ints, other: Ints, sources: Ints) -> Ints:
    """Return the hops from the nearest of `sources` to each of `n` nodes.

    Parameters
    ----------
    one, other
        Ends of undirected ties.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``; 0 at a source, `UNREACHED` where no way leads.

    Examples
    --------
    >>> hops_from(4, np.array([0, 1]), np.array([1, 2]), np.array([0])).tolist()
    [0, 1, 2, -2]
    """
    root = n
    order, before = _search(
        n + 1,
        np.concatenate([one, other, np.full(len(sources), root)]),
        np.concatenate([other, one, sources]),
        root,
    )
    hops = [UNREACHED] * n + [-1]
    for v, u in zip(order[1:].tolist(), before[order[1:]].tolist(), strict=True):
        hops[v] = hops[u] + 1
    return np.array(hops[:n], dtype=np.int64)


def reached_in_time(tail: Ints, head: Ints, time: Ints, sources: Mask) -> Mask:
    """Return which nodes something from `sources` reaches along edges that never go back in time.

    Parameters
    ----------
    tail, head
        Ends of each directed edge.
    time
        When it happens; edges of one time may follow one another in any order.
    sources
        Shape ``(n,)``.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``, the sources themselves included.

    Notes
    -----
    Breadth-first search over the stops (node, time): one may wait at a node for its next stop.

    References
    ----------
    .. [1] P. Holme, J. Saramäki. *Temporal networks*. Physics Reports 519 (3), 2012, 97-125.

    Examples
    --------
    From 0 to 1 on day 5, from 1 to 2 on day 4: too early to pass anything on.

    >>> source = np.array([True, False, False])
    >>> reached_in_time(np.array([0, 1]), np.array([1, 2]), np.array([5, 4]), source).tolist()
    [True, True, False]
    """
    times, moment = np.unique(time, return_inverse=True)
    size = max(len(times), 1)
    stops, number = np.unique(
        np.concatenate([tail * size + moment, head * size + moment]), return_inverse=True
    )
    node = stops // size
    waits = np.flatnonzero(node[:-1] == node[1:])
    starts = np.flatnonzero(sources[node])
    root = len(stops)
    order, _ = _search(
        root + 1,
        np.concatenate([number[: len(tail)], waits, np.full(len(starts), root)]),
        np.concatenate([number[len(tail) :], waits + 1, starts]),
        root,
    )
    found = sources.copy()
    found[node[order[1:]]] = True
    return found


def _search(n: int, tails: Ints, heads: Ints, start: int) -> tuple[Ints, Ints]:
    """Return the nodes in the order of a breadth-first search, `start` first, and predecessors."""
    graph = csr_array((np.ones(len(tails)), (tails, heads)), shape=(n, n))
    order, before = breadth_first_order(graph, start, directed=True, return_predecessors=True)
    return order.astype(np.int64), before.astype(np.int64)
