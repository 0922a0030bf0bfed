"""Ties that are the only way: what is cut off from all sources when one of them ends."""

from dataclasses import dataclass

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from graph.measures import ROOT, UNREACHED, Ints, Mask, component_labels
from services.drills.forest import Forest


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleTies:
    """Ties without which somebody reaches no source.

    Attributes
    ----------
    one, other
        Ends of each such tie, in the order of `low` and `high` they came from.
    lost
        Sum of weights of the nodes that are cut off when it ends.
    below
        Block that is cut off with all that hangs on it.
    blocks
        Parts that no single tie divides, as they hang on one another.
    block
        Block of each node.
    """

    one: Ints
    other: Ints
    lost: Ints
    below: Ints
    blocks: Forest
    block: Ints

    def cut_off(self, i: int) -> Ints:
        """Return the nodes that are cut off when tie number `i` ends."""
        blocks, top = self.blocks, int(self.below[i])
        gone = np.zeros(len(blocks.place), dtype=bool)
        gone[blocks.order[blocks.place[top] : blocks.end[top]]] = True
        return np.flatnonzero(gone[self.block])


def single_ties(n: int, low: Ints, high: Ints, sources: Mask, weight: Ints) -> SingleTies:
    """Return every tie whose end cuts somebody off from all sources.

    All sources become one node; its bridges are these ties. What two sources hold is held by two
    ties, which no longer are one after that.

    Parameters
    ----------
    n
        Number of nodes.
    low, high
        Ends of the distinct ties.
    sources
        Which nodes others want to reach.
    weight
        What each node counts.

    References
    ----------
    .. [1] R. Tarjan. *A note on finding the bridges of a graph*. Information Processing Letters
       2 (1974) 160–161.

    Examples
    --------
    Source 0; 2 and 3 hang on the tie 1–2, and everybody on 0–1.

    >>> ties = (np.array([0, 1, 2]), np.array([1, 2, 3]))
    >>> is_source = np.array([True, False, False, False])
    >>> found = single_ties(4, *ties, is_source, np.ones(4, dtype=np.int64))
    >>> found.lost.tolist(), found.cut_off(1).tolist()
    ([3, 2, 1], [2, 3])
    """
    one, other = np.where(sources[low], n, low), np.where(sources[high], n, high)
    kept = np.flatnonzero(one != other)
    keys = np.minimum(one, other)[kept] * (n + 1) + np.maximum(one, other)[kept]
    found, index, times = np.unique(keys, return_index=True, return_counts=True)
    single = _bridges(n + 1, found // (n + 1), found % (n + 1)) & (times == 1)
    rows = np.sort(kept[index[single]])
    rest = np.setdiff1d(kept, rows)
    block = component_labels(n + 1, one[rest], other[rest])
    root = int(block[n])
    ends = block[one[rows]], block[other[rows]]
    before = _before(int(block.max()) + 1, *ends, root)
    blocks = Forest.of(
        np.select([before == root, before >= 0], [ROOT, before], UNREACHED),
        np.bincount(block[:n], np.where(sources, 0, weight), len(before)).astype(np.int64),
    )
    below = np.where(before[ends[0]] == ends[1], *ends)
    held = blocks.place[below] >= 0
    rows, below = rows[held], below[held]
    return SingleTies(
        one=low[rows],
        other=high[rows],
        lost=np.array([blocks.weight_with(v) for v in below.tolist()], dtype=np.int64),
        below=below,
        blocks=blocks,
        block=block[:n],
    )


def _bridges(n: int, low: Ints, high: Ints) -> Mask:
    """Return which of the distinct ties are bridges."""
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * n)
    graph.extend_from_edge_list(list(zip(low.tolist(), high.tolist(), strict=True)))
    keys = [min(ends) * n + max(ends) for ends in rx.bridges(graph)]
    return np.isin(low * n + high, np.array(keys, dtype=np.int64))


def _before(size: int, one: Ints, other: Ints, root: int) -> Ints:
    """Return the block before each one on its way from the root's; below 0 where there is none."""
    graph = csr_array((np.ones(len(one), np.int8), (one, other)), shape=(size, size))
    _, before = breadth_first_order(graph, root, directed=False)
    return before.astype(np.int64)
