"""Ties that are the only way: what reaches no source when one of them ends. No domain words."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from graph.forest import Forest
from graph.measures import ROOT, UNREACHED, Ints, component_labels

NO_TIE = -1
"""No tie is needed by every way."""


@dataclass(frozen=True, kw_only=True)
class SingleTies:
    """Ties without which a node reaches no source, by their positions among all ties.

    Attributes
    ----------
    nearest
        For each node the nearest such tie on its way to the sources; `NO_TIE` for none.
    further
        For each tie the next such tie on the way to the sources; `NO_TIE` for none.
    """

    nearest: Ints
    further: Ints

    def of(self, v: int) -> list[int]:
        """Return every tie without which a node reaches no source, nearest first."""
        return self.before(int(self.nearest[v]))

    def before(self, tie: int) -> list[int]:
        """Return a tie and all further ones on the way to the sources; nothing for `NO_TIE`."""
        chain = []
        while tie != NO_TIE:
            chain.append(tie)
            tie = int(self.further[tie])
        return chain

    @cached_property
    def all(self) -> Ints:
        """Every tie without which some node reaches no source."""
        return np.unique(self.nearest[self.nearest != NO_TIE])

    def cut_off(self, tie: int) -> Ints:
        """Return the nodes that reach no source when a tie ends; none for any other tie."""
        gone = np.zeros(len(self.further) + 1, dtype=bool)
        start, end = self._forest.place[tie], self._forest.end[tie]
        gone[self._forest.order[max(start, 0) : end]] = True
        return np.flatnonzero(gone[self.nearest])

    def lost(self, weight: Ints) -> Ints:
        """Return for each of `all` the weight of the nodes that it cuts off."""
        held = self.nearest != NO_TIE
        hanging = np.bincount(self.nearest[held], weight[held], len(self.further))
        forest = self._forest
        total = np.concatenate([[0], np.cumsum(hanging.astype(np.int64)[forest.order])])
        found: Ints = total[forest.end[self.all]] - total[forest.place[self.all]]
        return found

    @cached_property
    def _forest(self) -> Forest:
        """The ties as they hang on one another: below a tie are those it takes with it."""
        parents = np.full(len(self.further), UNREACHED, dtype=np.int64)
        next_tie = self.further[self.all]
        parents[self.all] = np.where(next_tie == NO_TIE, ROOT, next_tie)
        return Forest.of(parents, np.ones(len(parents), dtype=np.int64))


def single_ties(n: int, low: Ints, high: Ints, sources: Ints) -> SingleTies:
    """Find the ties without which a node reaches no source.

    Parameters
    ----------
    n
        Number of nodes.
    low, high
        Ends of distinct ties as `graph.measures.distinct_ties` returns them.
    sources
        Nodes that others want to reach; any one of them is enough.

    Notes
    -----
    All sources become one node, so that no tie among them counts and two ties to two sources hold
    as well as two ways. The bridges of that graph cut it into blocks; each block but that of the
    sources hangs on the bridge towards it. Linear in the number of ties.

    References
    ----------
    .. [1] R. E. Tarjan. *A note on finding the bridges of a graph*. Information Processing
       Letters 2 (6), 1974, 160-161.

    Examples
    --------
    0 is the source; 2 hangs on the tie 1-2, and that on 0-1.

    >>> found = single_ties(4, np.array([0, 1]), np.array([1, 2]), np.array([0]))
    >>> found.nearest.tolist(), found.further.tolist(), found.of(2)
    ([-1, 0, 1, -1], [-1, 0], [1, 0])
    >>> found.lost(np.ones(4, dtype=np.int64)).tolist(), found.cut_off(1).tolist()
    ([2, 1], [2])
    """
    merged = np.arange(n)
    merged[sources] = n
    one, other = merged[low], merged[high]
    kept = np.flatnonzero(one != other)
    keys = np.minimum(one, other)[kept] * (n + 1) + np.maximum(one, other)[kept]
    found, index = np.unique(keys, return_index=True)
    pairs = _bridges(n + 1, found // (n + 1), found % (n + 1))
    at = np.searchsorted(found, pairs[:, 0] * (n + 1) + pairs[:, 1])
    # Where two ties lead to the sources, one of them stays below: so neither divides anything.
    bridges = np.sort(kept[index[at]])
    is_bridge = np.zeros(len(low), dtype=bool)
    is_bridge[bridges] = True
    block = component_labels(n + 1, one[~is_bridge], other[~is_bridge])
    ends = block[one[bridges]], block[other[bridges]]
    towards = _towards(int(block.max()) + 1, *ends, bridges, int(block[n]))
    further = np.full(len(low), NO_TIE, dtype=np.int64)
    for near, beyond in (ends, ends[::-1]):
        mine = towards[near] == bridges
        further[bridges[mine]] = towards[beyond[mine]]
    return SingleTies(nearest=towards[block[merged]], further=further)


def _bridges(n: int, low: Ints, high: Ints) -> Ints:
    """Return the ends of the bridges, one row each, the smaller first."""
    graph: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * n)
    graph.extend_from_edge_list(list(zip(low.tolist(), high.tolist(), strict=True)))
    return np.sort(np.array(list(rx.bridges(graph)), dtype=np.int64).reshape(-1, 2), axis=1)


def _towards(count: int, one: Ints, other: Ints, tie: Ints, start: int) -> Ints:
    """Return for each block of a forest the tie to the block before it on the way from `start`."""
    graph = csr_array((np.ones(len(one), np.int8), (one, other)), shape=(count, count))
    _, before = breadth_first_order(graph, start, directed=False)
    found = np.full(count, NO_TIE, dtype=np.int64)
    for near, beyond in ((one, other), (other, one)):
        mine = before[near] == beyond
        found[near[mine]] = tie[mine]
    return found
