"""Structural measures over arrays: components, dominators, cores, reach; no domain words."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

ROOT = -1
"""A node that hangs directly on the sources."""
UNREACHED = -2
"""A node that no source reaches."""


def distinct(values: Ints) -> Ints:
    """Return the different values, sorted.

    Notes
    -----
    Sorts, where `numpy.unique` hashes: several times as quick on values that are nearly in order.

    Examples
    --------
    >>> distinct(np.array([5, 3, 5])).tolist(), distinct(np.array([], dtype=np.int64)).tolist()
    ([3, 5], [])
    """
    ordered = np.sort(values)
    found: Ints = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return found


def distinct_ties(one: Ints, other: Ints, n: int) -> tuple[Ints, Ints, Ints]:
    """Collapse repeated edges of either direction into undirected ties.

    Parameters
    ----------
    one, other
        Ends of each edge, below `n`, never equal.

    Returns
    -------
    tuple
        Smaller end, larger end and number of edges of each tie, sorted by ends.

    Examples
    --------
    >>> low, high, edges = distinct_ties(np.array([2, 0, 2]), np.array([0, 2, 1]), 3)
    >>> low.tolist(), high.tolist(), edges.tolist()
    ([0, 1], [2, 2], [2, 1])
    """
    keys = np.minimum(one, other) * n + np.maximum(one, other)
    found, edges = np.unique(keys, return_counts=True)
    return found // n, found % n, edges


def component_labels(n: int, one: Ints, other: Ints) -> Ints:
    """Return the number of the component of each of `n` nodes; direction does not matter.

    Examples
    --------
    >>> component_labels(4, np.array([3]), np.array([1])).tolist()
    [0, 1, 2, 1]
    """
    graph = csr_array((np.ones(len(one), np.int8), (one, other)), shape=(n, n))
    _, labels = connected_components(graph, directed=False)
    return labels.astype(np.int64)


def immediate_dominators(n: int, one: Ints, other: Ints, sources: Ints) -> Ints:
    """Return for each node the nearest node without which no source reaches it.

    The graph is undirected; all `sources` hang on one virtual root, so that a source other than
    the node itself may be the answer.

    Parameters
    ----------
    one, other
        Ends of the distinct ties.
    sources
        Nodes that others want to reach.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``: a node, `ROOT` if there is no such node, or `UNREACHED`. Following it from
        node to node lists everything that a node depends on, nearest first.

    Notes
    -----
    Dominators of a flow graph whose edges go both ways. Iterative algorithm: quadratic at worst,
    near linear on networks with short ways.

    References
    ----------
    .. [1] K. Cooper, T. Harvey, K. Kennedy. *A Simple, Fast Dominance Algorithm*. Rice University,
       2001.

    Examples
    --------
    0 is the source; 2 hangs on 1, and 1 hangs on 0.

    >>> immediate_dominators(4, np.array([0, 1]), np.array([1, 2]), np.array([0])).tolist()
    [-1, 0, 1, -2]
    """
    root = n
    graph: rx.PyDiGraph[None, None] = rx.PyDiGraph(multigraph=True)
    graph.add_nodes_from([None] * (n + 1))
    tails = np.concatenate([one, other, np.full(len(sources), root)])
    heads = np.concatenate([other, one, sources])
    graph.extend_from_edge_list(list(zip(tails.tolist(), heads.tolist(), strict=True)))
    parents = np.full(n, UNREACHED, dtype=np.int64)
    found = rx.immediate_dominators(graph, root)
    del found[root]
    nodes = np.fromiter(found.keys(), np.int64, len(found))
    nearest = np.fromiter(found.values(), np.int64, len(found))
    parents[nodes] = np.where(nearest == root, ROOT, nearest)
    return parents


def of_core_one(n: int, low: Ints, high: Ints) -> Mask:
    """Return which of `n` nodes have core number 1: tied, but on no part where all have two ties.

    Parameters
    ----------
    low, high
        Ends of the distinct ties.

    Notes
    -----
    Takes away nodes with one tie as long as there are any. The last neighbour of a node is the
    exclusive or of all neighbours it had and lost, so no lists of neighbours are needed. Linear.

    References
    ----------
    .. [1] S. B. Seidman. *Network structure and minimum degree*. Social Networks 5 (3), 1983,
       269-287.

    Examples
    --------
    A triangle with a tail of one node, and a node alone.

    >>> of_core_one(5, np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3])).tolist()
    [False, False, False, True, False]
    """
    one, other = np.concatenate([low, high]), np.concatenate([high, low])
    degree = np.bincount(one, minlength=n)
    mixed = np.zeros(n, dtype=np.int64)
    np.bitwise_xor.at(mixed, one, other)
    left, last = degree.tolist(), mixed.tolist()
    ends = np.flatnonzero(degree == 1).tolist()
    while ends:
        v = ends.pop()
        if left[v] == 1:
            u = last[v]
            left[v] = 0
            left[u] -= 1
            last[u] ^= v
            if left[u] == 1:
                ends.append(u)
    peeled: Mask = (degree > 0) & (np.array(left, dtype=np.int64) == 0)
    return peeled


def reached(tail: Ints, head: Ints, sources: Mask) -> Mask:
    """Return which nodes each set of sources reaches along directed edges, itself included.

    Parameters
    ----------
    tail, head
        Ends of each edge.
    sources
        Shape ``(n, k)``: column by column one set of sources.

    Returns
    -------
    numpy.ndarray
        Shape ``(n, k)``.

    Examples
    --------
    >>> reached(np.array([0, 1]), np.array([1, 2]), np.array([[False], [True], [False]])).tolist()
    [[False], [True], [True]]
    """
    n = len(sources)
    into = csr_array((np.ones(len(tail), np.int32), (head, tail)), shape=(n, n))
    at = sources
    while True:
        further = at | (into @ at.astype(np.int32) > 0)
        if (further == at).all():
            return at
        at = further
