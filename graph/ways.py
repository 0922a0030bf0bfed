"""Ways from sources: hops, ties that each way needs, ways in order of time. No domain words."""

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from graph.measures import UNREACHED, Ints, Mask

NO_TIE = -1
"""No tie is needed by every way."""


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


def critical_ties(n: int, low: Ints, high: Ints, sources: Ints) -> tuple[Ints, Ints]:
    """Find the ties without which a node reaches no source.

    Parameters
    ----------
    low, high
        Ends of distinct ties as `graph.measures.distinct_ties` returns them.
    sources
        Nodes that others want to reach; any one of them is enough.

    Returns
    -------
    tuple
        For each node the position of the nearest such tie, and for each tie that of the next one
        on the way to the sources; `NO_TIE` for none.

    Notes
    -----
    The sources are welded to one root by triangles, so that no tie among them counts. The bridges
    of that graph cut it into blocks; each block but that of the root hangs on the bridge towards
    it. Linear in the number of ties.

    References
    ----------
    .. [1] R. E. Tarjan. *A note on finding the bridges of a graph*. Information Processing
       Letters 2 (6), 1974, 160-161.

    Examples
    --------
    0 is the source; 2 hangs on the tie 1-2, and that on 0-1.

    >>> nearest, further = critical_ties(4, np.array([0, 1]), np.array([1, 2]), np.array([0]))
    >>> nearest.tolist(), further.tolist()
    ([-1, 0, 1, -1], [-1, 0])
    """
    root, k = n, len(sources)
    weld = np.arange(n + 1, n + 1 + k)
    to_root = np.full(k, root)
    tails = np.concatenate([low, sources, sources, weld])
    heads = np.concatenate([high, to_root, weld, to_root])
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * (n + 1 + k))
    graph.extend_from_edge_list(list(zip(tails.tolist(), heads.tolist(), strict=True)))
    pairs = np.array(sorted(rx.bridges(graph)), dtype=np.int64).reshape(-1, 2)
    keys = np.sort(pairs.min(axis=1) * n + pairs.max(axis=1))
    bridges = np.searchsorted(low * n + high, keys)
    kept = np.ones(len(tails), dtype=bool)
    kept[bridges] = False
    without = csr_array(
        (np.ones(kept.sum()), (tails[kept], heads[kept])), shape=(n + 1 + k, n + 1 + k)
    )
    count, blocks = connected_components(without, directed=False)
    block = blocks.astype(np.int64)
    towards = _towards(count, block[low[bridges]], block[high[bridges]], bridges, int(block[root]))
    further = np.full(len(low), NO_TIE, dtype=np.int64)
    for end, beyond in ((low, high), (high, low)):
        mine = bridges[towards[block[end[bridges]]] == bridges]
        further[mine] = towards[block[beyond[mine]]]
    return towards[block[:n]], further


def _towards(count: int, one: Ints, other: Ints, tie: Ints, start: int) -> Ints:
    """Return for each block of a forest the tie to the block before it on the way from `start`."""
    order, before = _search(
        count, np.concatenate([one, other]), np.concatenate([other, one]), start
    )
    keys = np.concatenate([one * count + other, other * count + one])
    ranked = np.argsort(keys)
    found = np.full(count, NO_TIE, dtype=np.int64)
    hanging = order[1:]
    at = np.searchsorted(keys[ranked], hanging * count + before[hanging])
    found[hanging] = np.concatenate([tie, tie])[ranked[at]]
    return found


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
