"""Groups of needs that compete for too few places: the proof that some stay open in any plan."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.geo import IntArray
from services.assignment.joins import written_out
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


def full_offers(problem: AssignmentProblem, given: IntArray) -> BoolArray:
    """Return which offers have no place left, of their own or of their leader's."""
    used = given[given != NONE]
    offers, leaders = problem.offers, problem.leaders
    count = np.bincount(used, minlength=len(offers))
    load = np.bincount(offers.leader[used], minlength=len(leaders))
    spent = np.append(load >= leaders.places, True)  # leader -1: the offer is not valid
    full: BoolArray = (count >= offers.places) | spent[offers.leader]
    return full


def shortages(problem: AssignmentProblem, given: IntArray, open_: IntArray) -> list[Shortage]:
    """Group open needs by what can be freed for them by moving others: nothing, in each group.

    From an open need one reaches its offers; from a full offer the needs that hold its places,
    and through a full leader all needs that leader serves; from these again their offers. If no
    place is free in all that is reached, the needs reached have exactly as many places as are
    covered among them: a minimum cut.

    Parameters
    ----------
    given
        Offer of each need, -1 for open.
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
    reach = _Reach(problem, given)
    groups: dict[int, list[int]] = defaultdict(list)
    for need in open_.tolist():
        groups[reach.of(need)].append(need)
    found = [reach.shortage(mask, needs) for mask, needs in groups.items()]
    return sorted((s for s in found if s is not None), key=lambda s: s.open)


class _Reach:
    """What is reached in the residual network, as bits of whole numbers, one a component.

    Nodes are the offers, then the leaders, then the hubs. An offer leads to the other offers of
    the needs that hold its places, by a written pair or through the need's hub, and, while it has
    places itself, to its leader; a leader leads to its offers that are in use.
    """

    def __init__(self, problem: AssignmentProblem, given: IntArray) -> None:
        pairs, hubs, offers, leaders = problem.pairs, problem.hubs, problem.offers, problem.leaders
        self._problem = problem
        self._covered = np.flatnonzero(given != NONE)
        self._holds = given[self._covered]
        self._start = np.searchsorted(pairs.need, np.arange(len(problem.needs) + 1))
        load = np.bincount(offers.leader[self._holds], minlength=len(leaders))
        count = np.bincount(self._holds, minlength=len(offers))
        self._free = load < leaders.places
        held = given[pairs.need]
        moved = held != NONE
        hub = hubs.of_need[self._covered]
        via = hub != NONE
        up = np.flatnonzero(offers.valid & (count < offers.places))
        down = np.flatnonzero(count > 0)
        leader0 = len(offers)
        hub0 = leader0 + len(leaders)
        edges = [
            (held[moved], pairs.offer[moved]),
            (self._holds[via], hub0 + hub[via]),
            (hub0 + hubs.hub, hubs.offer),
            (up, leader0 + offers.leader[up]),
            (leader0 + offers.leader[down], down),
        ]
        edge = [np.concatenate(ends) for ends in zip(*edges, strict=True)]
        size = hub0 + hubs.count
        graph = coo_array((np.ones(len(edge[0]), np.int8), edge), shape=(size, size)).tocsr()
        number, self._component = connected_components(graph, directed=True, connection="strong")
        self._masks = self._closure(number, self._component[edge[0]], self._component[edge[1]])
        self._by_pair = self._component[pairs.offer]
        self._by_hub = self._component[hubs.offer]

    def of(self, need: int) -> int:
        """Return the bits of all components that `need` reaches."""
        hubs = self._problem.hubs
        hub = int(hubs.of_need[need])
        reached = set(self._by_pair[self._start[need] : self._start[need + 1]].tolist())
        if hub != NONE:
            reached |= set(self._by_hub[hubs.start[hub] : hubs.start[hub + 1]].tolist())
        mask = 0
        for component in reached:
            mask |= self._masks[component]
        return mask

    def shortage(self, mask: int, open_: list[int]) -> Shortage | None:
        """Return the group that reaches `mask`, or None if a place is free there."""
        room = mask.to_bytes(len(self._masks) // 8 + 1, "little")
        bits = np.unpackbits(np.frombuffer(room, np.uint8), bitorder="little").astype(bool)
        inside = bits[self._component]
        offers = self._problem.offers
        if (self._free & inside[len(offers) :][: len(self._free)]).any():
            return None
        covered = self._covered[inside[self._holds]].tolist()
        leaders = np.unique(offers.organisation[self._offers([*open_, *covered])])
        return Shortage(open=tuple(open_), covered=tuple(covered), leaders=tuple(leaders.tolist()))

    def _offers(self, needs: list[int]) -> IntArray:
        """Return all offers that `needs` have an admissible pair with."""
        pairs, hubs, rows = self._problem.pairs, self._problem.hubs, np.array(needs)
        written = pairs.offer[written_out(self._start[rows], self._start[rows + 1])]
        hub = np.unique(hubs.of_need[rows])
        hub = hub[hub != NONE]
        through = hubs.offer[written_out(hubs.start[hub], hubs.start[hub + 1])]
        return np.unique(np.concatenate([written, through]))

    @staticmethod
    def _closure(components: int, source: IntArray, target: IntArray) -> list[int]:
        """Return for each component the bits of those it reaches, itself among them."""
        after: list[set[int]] = [set() for _ in range(components)]
        between = source != target
        for a, b in set(zip(source[between].tolist(), target[between].tolist(), strict=True)):
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
