"""Groups of needs that compete for too few places: the proof that some stay open in any plan."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.geo import IntArray
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE, BoolArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Needs that only these leaders can serve, who have fewer places than there are needs.

    Attributes
    ----------
    open, covered
        Numbers of the needs; the covered ones use all places there are for the group.
    leaders
        Organisations with an admissible pair to one of the needs.
    """

    open: tuple[int, ...]
    covered: tuple[int, ...]
    leaders: tuple[int, ...]


def full_offers(problem: AssignmentProblem, pair: IntArray) -> BoolArray:
    """Return which offers have no place left, of their own or of their leader's."""
    used = problem.pairs.offer[pair[pair != NONE]]
    offers, leaders = problem.offers, problem.leaders
    count = np.bincount(used, minlength=len(offers))
    load = np.bincount(offers.leader[used], minlength=len(leaders))
    spent = np.append(load >= leaders.places, True)  # leader -1: the offer is not valid
    full: BoolArray = (count >= offers.places) | spent[offers.leader]
    return full


def shortages(problem: AssignmentProblem, pair: IntArray, open_: IntArray) -> list[Shortage]:
    """Group open needs by what can be freed for them by moving others: nothing, in each group.

    From an open need one reaches its offers; from a full offer the needs that hold its places,
    and through a full leader all needs that leader serves; from these again their offers. If no
    place is free in all that is reached, the needs reached have exactly as many places as are
    covered among them: a minimum cut.

    Parameters
    ----------
    pair
        Chosen pair of each need, -1 for open.
    open_
        Numbers of the open needs to explain; all of their offers are full.

    Returns
    -------
    list of Shortage
        Needs that reach the same offers are in one group; a need that reaches a free place is in
        none.

    References
    ----------
    P. Hall, *On Representatives of Subsets*, Journal of the London Mathematical Society 10 (1),
    1935, 26-30.
    """
    reach = _Reach(problem, pair)
    groups: dict[int, list[int]] = defaultdict(list)
    for need in open_.tolist():
        groups[reach.of(need)].append(need)
    found = [reach.shortage(mask, needs) for mask, needs in groups.items()]
    return sorted((s for s in found if s is not None), key=lambda s: s.open)


class _Reach:
    """What is reached in the residual network, as bits of whole numbers, one a component.

    Nodes are the offers, then the leaders. An offer leads to the other offers of the needs that
    hold its places, and, while it has places itself, to its leader; a leader leads to its offers
    that are in use.
    """

    def __init__(self, problem: AssignmentProblem, pair: IntArray) -> None:
        pairs, offers, leaders = problem.pairs, problem.offers, problem.leaders
        self._problem = problem
        self._covered = np.flatnonzero(pair != NONE)
        self._holds = pairs.offer[pair[self._covered]]
        self._start = np.searchsorted(pairs.need, np.arange(len(problem.needs) + 1))
        load = np.bincount(offers.leader[self._holds], minlength=len(leaders))
        count = np.bincount(self._holds, minlength=len(offers))
        self._free = load < leaders.places
        holder = np.full(len(problem.needs), NONE, np.int64)
        holder[self._covered] = self._holds
        held = holder[pairs.need]
        moved = held != NONE
        up = np.flatnonzero(offers.valid & (count < offers.places))
        down = np.flatnonzero(count > 0)
        source = [held[moved], up, len(offers) + offers.leader[down]]
        target = [pairs.offer[moved], len(offers) + offers.leader[up], down]
        edge = np.concatenate(source), np.concatenate(target)
        size = len(offers) + len(leaders)
        graph = coo_array((np.ones(len(edge[0]), np.int8), edge), shape=(size, size)).tocsr()
        number, self._component = connected_components(graph, directed=True, connection="strong")
        self._masks = self._closure(number, self._component[edge[0]], self._component[edge[1]])

    def of(self, need: int) -> int:
        """Return the bits of all components that `need` reaches."""
        mask = 0
        for offer in self._offers(need):
            mask |= self._masks[self._component[offer]]
        return mask

    def shortage(self, mask: int, open_: list[int]) -> Shortage | None:
        """Return the group that reaches `mask`, or None if a place is free there."""
        inside = np.array([mask >> int(c) & 1 for c in self._component], bool)
        offers = self._problem.offers
        if (self._free & inside[len(offers) :]).any():
            return None
        covered = self._covered[inside[self._holds]].tolist()
        some = {offer for need in (*open_, *covered) for offer in self._offers(need)}
        leaders = {int(offers.organisation[offer]) for offer in some}
        return Shortage(open=tuple(open_), covered=tuple(covered), leaders=tuple(sorted(leaders)))

    def _offers(self, need: int) -> list[int]:
        first, last = self._start[need : need + 2]
        offers: list[int] = self._problem.pairs.offer[first:last].tolist()
        return offers

    @staticmethod
    def _closure(components: int, source: IntArray, target: IntArray) -> list[int]:
        """Return for each component the bits of those it reaches, itself among them."""
        after: list[set[int]] = [set() for _ in range(components)]
        for a, b in set(zip(source.tolist(), target.tolist(), strict=True)):
            if a != b:
                after[a].add(b)
        masks = [0] * components
        for c in _sinks_first(after):
            mask = 1 << c
            for other in after[c]:
                mask |= masks[other]
            masks[c] = mask
        return masks


def _sinks_first(after: list[set[int]]) -> list[int]:
    """Return the nodes of an acyclic graph, each behind all it leads to."""
    before: list[list[int]] = [[] for _ in after]
    waiting = [len(some) for some in after]
    for a, some in enumerate(after):
        for b in some:
            before[b].append(a)
    order = [c for c, count in enumerate(waiting) if count == 0]
    for c in order:
        for a in before[c]:
            waiting[a] -= 1
            if waiting[a] == 0:
                order.append(a)
    return order
