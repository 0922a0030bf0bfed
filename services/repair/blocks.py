"""Blocks: what holds together when any one tie is lost, and the ties between blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

from graph.measures import Ints, Mask, component_labels

_MANY = 6
"""Ties of a node, on average, above which most of them say nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocks:
    """A graph without its details: blocks, and the critical ties, which make a forest of them.

    Attributes
    ----------
    of
        Number of the block of each node.
    one, other
        Blocks at the ends of each critical tie.
    """

    of: Ints
    one: Ints
    other: Ints

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return int(self.of.max(initial=-1)) + 1

    def within(self, inside: Mask) -> "Blocks":
        """Return the same blocks with the ties inside a part alone."""
        kept = inside[self.one] & inside[self.other]
        return Blocks(of=self.of, one=self.one[kept], other=self.other[kept])


def blocks_of(n: int, one: Ints, other: Ints) -> Blocks:
    """Cut a graph at its critical ties; two ties between the same nodes hold each other.

    Parameters
    ----------
    n
        Number of nodes.
    one, other
        Ends of ties, never equal.

    References
    ----------
    .. [1] R. E. Tarjan. *A note on finding the bridges of a graph*. Information Processing
       Letters 2 (6), 1974, 160-161.

    Examples
    --------
    A triangle with a tail of one node.

    >>> found = blocks_of(4, np.array([0, 1, 2, 2]), np.array([1, 2, 0, 3]))
    >>> found.of.tolist(), found.one.tolist(), found.other.tolist()
    ([0, 0, 0, 1], [0], [1])
    """
    keys = np.minimum(one, other) * n + np.maximum(one, other)
    found, times = np.unique(keys, return_counts=True)
    low, high = found // max(n, 1), found % max(n, 1)
    few = _two_forests(n, low, high)
    found, times, low, high = found[few], times[few], low[few], high[few]
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * n)
    graph.extend_from_edge_list(list(zip(low.tolist(), high.tolist(), strict=True)))
    single = [min(ends) * n + max(ends) for ends in rx.bridges(graph)]
    critical = np.isin(found, np.array(single, dtype=np.int64)) & (times == 1)
    of = component_labels(n, low[~critical], high[~critical])
    return Blocks(of=of, one=of[low[critical]], other=of[high[critical]])


def _two_forests(n: int, low: Ints, high: Ints) -> Ints:
    """Return as many of the distinct ties as say what is critical: two forests, one over the rest.

    References
    ----------
    .. [1] H. Nagamochi, T. Ibaraki. *A linear-time algorithm for finding a sparse k-connected
       spanning subgraph of a k-connected graph*. Algorithmica 7, 1992, 583-596.
    """
    left = np.arange(len(low))
    if len(low) <= _MANY * n:
        return left
    kept = []
    for _ in range(2):
        graph = csr_array((left + 1.0, (low[left], high[left])), shape=(n, n))
        tree = minimum_spanning_tree(graph).data.astype(np.int64) - 1
        kept.append(tree)
        left = np.setdiff1d(left, tree)
    return np.sort(np.concatenate(kept))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """A forest in the order of a walk: everything behind a block stands in one row after it.

    Attributes
    ----------
    place
        Where each block stands in the walk.
    size
        How many blocks stand behind it, itself included.
    before
        The block it hangs on; itself at the root of a tree.
    """

    place: Ints
    size: Ints
    before: Ints

    @classmethod
    def of(cls, blocks: Blocks, roots: Ints) -> "Trees":
        """Walk through all trees, each from its root."""
        count = blocks.count
        top = np.full(len(roots), count)
        ends = np.concatenate([blocks.one, roots]), np.concatenate([blocks.other, top])
        graph = csr_array((np.ones(len(ends[0]), np.int8), ends), shape=(count + 1, count + 1))
        order, before = breadth_first_order(graph, count, directed=False)
        size, place = [1] * (count + 1), [0] * (count + 1)
        above, walk = before.tolist(), order.tolist()
        for v in walk[:0:-1]:
            size[above[v]] += size[v]
        free = [0] * (count + 1)
        free[count] = 0
        for v in walk[1:]:
            place[v] = free[above[v]]
            free[above[v]] += size[v]
            free[v] = place[v] + 1
        hangs = before[:count].astype(np.int64)
        return cls(
            place=np.array(place[:count], dtype=np.int64),
            size=np.array(size[:count], dtype=np.int64),
            before=np.where(hangs == count, np.arange(count), hangs),
        )


def roots_of(blocks: Blocks, heavy: Ints) -> Ints:
    """Return for each tree of blocks its heaviest one."""
    labels = component_labels(blocks.count, blocks.one, blocks.other)
    order = np.lexsort((-heavy, labels))
    _, first = np.unique(labels[order], return_index=True)
    found: Ints = order[first]
    return found


def weak_sets(n: int, one: Ints, other: Ints, needed: Mask) -> Iterator[Ints]:
    """Yield sets of nodes that fewer than two ties join to the rest, needed ones on both sides.

    Parameters
    ----------
    n
        Number of nodes.
    one, other
        Ends of ties.
    needed
        Nodes that have to hold together.

    Notes
    -----
    Whole components, and what lies behind each critical tie seen from the heaviest block. There
    is none if and only if all needed nodes are of one block.

    Examples
    --------
    >>> needed = np.array([True, True, False])
    >>> [s.tolist() for s in weak_sets(3, np.array([0]), np.array([1]), needed)]
    [[1]]
    """
    blocks = blocks_of(n, one, other)
    if not blocks.count:
        return
    roots = roots_of(blocks, np.bincount(blocks.of, minlength=blocks.count))
    trees = Trees.of(blocks, roots)
    by_place = np.argsort(trees.place[blocks.of], kind="stable")
    starts = np.searchsorted(trees.place[blocks.of][by_place], np.arange(blocks.count + 1))
    before = np.concatenate([[0], np.cumsum(needed[by_place])])
    low, high = starts[trees.place], starts[trees.place + trees.size]
    inside = before[high] - before[low]
    parts = (inside > 0) & (inside < before[-1])
    for v in np.flatnonzero(parts).tolist():
        yield np.sort(by_place[low[v] : high[v]])


def bare(blocks: Blocks, needed: Mask) -> Blocks:
    """Return the blocks with the ties that lie between needed ones alone."""
    one, other = blocks.one, blocks.other
    while True:
        degree = np.bincount(np.concatenate([one, other]), minlength=blocks.count)
        idle = (degree == 1) & ~needed
        kept = ~(idle[one] | idle[other])
        if kept.all():
            return Blocks(of=blocks.of, one=one, other=other)
        one, other = one[kept], other[kept]


def fewest_ties(blocks: Blocks, needed: Mask) -> int:
    """Return how many new ties the needed blocks take at least to be joined twice.

    Each block at the end of a tree needs one, each without any tie two, and a tie has two ends.

    References
    ----------
    .. [1] K. P. Eswaran, R. E. Tarjan. *Augmentation problems*. SIAM Journal on Computing 5 (4),
       1976, 653-665.

    Examples
    --------
    A chain of three blocks, and one alone.

    >>> chain = Blocks(of=np.arange(4), one=np.array([0, 1]), other=np.array([1, 2]))
    >>> fewest_ties(chain, np.array([True, True, True, True]))
    2
    """
    if needed.sum() <= 1:
        return 0
    left = bare(blocks, needed)
    degree = np.bincount(np.concatenate([left.one, left.other]), minlength=blocks.count)
    ends, alone = int((degree == 1).sum()), int((needed & (degree == 0)).sum())
    return -(-ends // 2) + alone
