"""Adjustments tried on a prepared plan: arcs rerouted, then proved on all of them."""

from collections.abc import Iterable

import numpy as np

from graph.geo import IntArray
from services.assignment.adjustment import Adjustment, AdjustmentKind
from services.assignment.roster import NONE
from services.assignment.whatif.prepared import WhatIfBase
from services.assignment.whatif.rerouting import NoWayError
from services.assignment.whatif.vectors import unit, unpacked
from services.policy import GoalName


class Trial:
    """A prepared plan with adjustments; they must be free of contradictions."""

    def __init__(self, base: WhatIfBase) -> None:
        self.base = base
        self.flowing = base.flowing.copy()
        self.closed: set[int] = set()
        self.cheaper: set[int] = set()

    def take(self, adjustment: Adjustment) -> None:
        """Reroute the plan for one adjustment.

        Raises
        ------
        NoWayError
            If it cannot be told on the arcs that are there: then the plan is made anew.
        """
        problem = self.base.problem
        scope, number = problem.places.in_scope, problem.places.number
        leader = number[adjustment.leader]
        if not scope[leader]:
            return
        if adjustment.kind is AdjustmentKind.PLACES:
            self._open_places(leader, adjustment)
            return
        mentee = number[adjustment.mentee or ""]
        if not scope[mentee]:
            return
        for need in self._needs(mentee, adjustment.direction):
            offers = self._offers(leader, int(problem.needs.direction[need]))
            pairs = [pair for o in offers if (pair := self._pair(need, o)) != NONE]
            if adjustment.kind is AdjustmentKind.BAN:
                self._close(need, pairs)
            elif adjustment.kind is AdjustmentKind.PREFER:
                self._prefer(need, pairs)
            elif len(pairs) != len(offers):
                raise NoWayError
            elif offers:
                self.keep_only(need, pairs)

    def chosen(self) -> IntArray:
        """Return the pair of each need, `NONE` for an open one."""
        chosen = self.base.chosen.copy()
        for need in np.flatnonzero(self.base.offer_of != self.flowing.offer_of).tolist():
            offer = self.flowing.offer_of[need]
            chosen[need] = NONE if offer == NONE else self._pair(need, offer)
        return chosen

    def is_proved(self, flow: IntArray) -> bool:
        """Return whether a flow is the best one, by the prices, on all arcs."""
        base, arcs = self.base, self.base.arcs
        capacity, forced = base.capacity.copy(), arcs.forced.copy()
        room = np.array(self.flowing.leader_room, np.int64)
        units = base.market.leader_units
        capacity[arcs.at["leader"]] = units.number <= room[units.owner]
        capacity[arcs.at["offer"]] = np.array(self.flowing.offer_room, np.int64)[arcs.live]
        capacity[self._arcs(self.closed)] = 0
        forced[arcs.at["need"].start + np.array(sorted(self.flowing.forced), np.int64)] = True
        nodes = np.array(sorted(self.flowing.repriced), np.int64)
        prices = base.potentials.copy()
        try:
            prices[:, nodes] = unpacked(
                (self.flowing.prices[v] for v in nodes.tolist()), len(prices)
            )
        except OverflowError:
            return False
        cheaper = (self._wishes(), self._arcs(self.cheaper)) if self.cheaper else None
        return base.proof.holds(flow, capacity, forced, prices, cheaper=cheaper)

    def totals(self, flow: IntArray) -> IntArray:
        """Return the total of each component."""
        base = self.base
        moved = np.flatnonzero(flow != base.flow)
        change = (flow - base.flow)[moved]
        more = [int((cost[moved] * change).sum()) for cost in base.costs]
        totals: IntArray = base.totals + np.array(more, np.int64)
        if self.cheaper:
            totals[self._wishes()] -= int(flow[self._arcs(self.cheaper)].sum())
        return totals

    def keep_only(self, need: int, pairs: Iterable[int], *, forced: bool = True) -> None:
        """Leave a need only these pairs; if `forced`, one of them at any cost.

        Raises
        ------
        NoWayError
            If there is no place for it.
        """
        options = self.base.problem.pairs
        first, last = np.searchsorted(options.need, [need, need + 1]).tolist()
        if forced:
            self.flowing.force(need)
        self._close(need, sorted(set(range(first, last)) - set(pairs)))

    def _close(self, need: int, pairs: Iterable[int]) -> None:
        offers = self.base.problem.pairs.offer
        self.closed.update(pairs)
        self.flowing.remove_options(need, [int(offers[pair]) for pair in pairs])

    def _prefer(self, need: int, pairs: list[int]) -> None:
        problem = self.base.problem
        if GoalName.PREFERRED_PAIRS not in problem.policy.goals:
            return
        for pair in pairs:
            if not problem.pairs.preferred[pair] and pair not in self.cheaper:
                self.cheaper.add(pair)
                less = unit(self._wishes(), len(self.base.costs))
                self.flowing.make_cheaper(need, int(problem.pairs.offer[pair]), less)

    def _open_places(self, leader: int, adjustment: Adjustment) -> None:
        """Change the places of the newest valid offer, as the rows of the network would."""
        problem = self.base.problem
        offers = self._offers(leader, problem.directions.index(adjustment.direction or ""))
        owner = int(problem.offers.leader[offers[-1]])
        needs, flowing = len(problem.needs), self.flowing
        room = flowing.leader_room[owner] + adjustment.places
        if problem.given[problem.offers.leader == owner].any() or (
            len(flowing.routes.leader_units[owner]) < min(room, needs)
        ):
            raise NoWayError
        flowing.open_places(offers[-1], adjustment.places)

    def _needs(self, organisation: int, direction: str | None) -> list[int]:
        """Return the needs of an organisation in a direction, or in all."""
        problem = self.base.problem
        found = problem.needs.organisation == organisation
        if direction is not None:
            found &= problem.needs.direction == problem.directions.index(direction)
        return np.flatnonzero(found).tolist()

    def _offers(self, organisation: int, way: int) -> list[int]:
        """Return the valid offers of an organisation in a direction."""
        offers = self.base.problem.offers
        own = (offers.organisation == organisation) & (offers.direction == way) & offers.valid
        return np.flatnonzero(own).tolist()

    def _pair(self, need: int, offer: int) -> int:
        """Return the number of a pair that is still admissible, else `NONE`."""
        pairs = self.base.problem.pairs
        first, last = np.searchsorted(pairs.need, [need, need + 1]).tolist()
        at = first + int(np.searchsorted(pairs.offer[first:last], offer))
        is_there = at < last and pairs.offer[at] == offer and at not in self.closed
        return at if is_there else NONE

    def _arcs(self, pairs: Iterable[int]) -> IntArray:
        arcs: IntArray = self.base.arcs.at["pair"].start + np.array(sorted(pairs), np.int64)
        return arcs

    def _wishes(self) -> int:
        """Return the component that counts wishes: 1 less for each pair that is wished."""
        base = self.base
        before = base.problem.policy.goals.index(GoalName.PREFERRED_PAIRS)
        return sum(base.components[:before])
