"""The smallest changes by which an open need of a school gets a leader in the best plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.geo import IntArray
from graph.model.plan import OpenNeed
from graph.network import Network
from services.assignment.advice.anew import problem_of
from services.assignment.advice.beginnings import Beginning, beginnings
from services.assignment.advice.effects import GoalChange, changes_of
from services.assignment.advice.in_turn import Instead, NewPlace, in_turn
from services.assignment.advice.learn import standing_with
from services.assignment.advice.places import OneMore, one_more_place
from services.assignment.advice.relaxed import relaxed_ways
from services.assignment.advice.residual import Standing
from services.assignment.advice.swaps import Vector
from services.assignment.advice.ways import Way, WayKind
from services.assignment.planned import PlannedAssignment
from services.assignment.roster import NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpForNeed:
    """Ways out of one open need, best first; `instead` where none is found but others gain."""

    need: OpenNeed
    ways: tuple[Way, ...]
    instead: Instead | None


def help_for(network: Network, planned: PlannedAssignment, mentee: str) -> tuple[HelpForNeed, ...]:
    """Return what would give each open need of a mentee a leader, by direction.

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    ConflictError
        If the plan is not proved to be the best.

    Notes
    -----
    Places and new offers are answered for all leaders at once, twice: as the network is, and
    with the need barred from a leader. With a place whose effect is better the first time every
    best plan covers the need. Changes that let in several pairs at once are solved anew, those
    first that the residual network does not exclude.
    """
    network.organisation(mentee)
    open_ = [need for need in planned.open_needs if need.mentee == mentee]
    if not open_:
        return ()
    plain = problem_of(network, planned.plan)
    new = beginnings(plain, {need.direction for need in open_})
    new = tuple(one for one in new if not one.widens_pin)
    now = standing_with(network, planned, new)
    ways = [list(now.problem.directions).index(need.direction) for need in open_]
    asked = np.flatnonzero(np.isin(now.problem.offers.direction, ways))
    helper = _Helper(network, planned, now, new, _by_place(now, asked))
    return tuple(helper.of(need) for need in open_)


class _Helper:
    """What all open needs of one mentee share; `free` is what one more place brings anybody."""

    def __init__(
        self,
        network: Network,
        planned: PlannedAssignment,
        now: Standing,
        new: Sequence[Beginning],
        free: Mapping[tuple[int, int], OneMore],
    ) -> None:
        self._network = network
        self._planned = planned
        self._now = now
        self._free = free
        self._new = {one.offer.key: one for one in new}
        self._own = [goal.values for goal in planned.goals]
        keys = now.problem.network.offers.keys
        self._keys = [keys[row] for row in now.problem.offers.row.tolist()]

    def of(self, need: OpenNeed) -> HelpForNeed:
        """Return the ways out of one need."""
        problem = self._now.problem
        at = self._number(need)
        if not problem.places.in_force[problem.needs.organisation[at]]:
            return HelpForNeed(need=need, ways=(), instead=None)
        offers = np.flatnonzero(problem.offers.direction == problem.needs.direction[at])
        barred = _by_place(_barred(self._now, at), offers)
        found = list(self._places(barred, offers))
        found += relaxed_ways(self._network, self._planned, self._now, at, self._new.keys())
        first = None if found else self._first_served(need, at)
        if isinstance(first, Way):
            return HelpForNeed(need=need, ways=(first,), instead=None)
        ways = tuple(sorted(found, key=lambda way: way.order))
        return HelpForNeed(need=need, ways=ways, instead=first)

    def _number(self, need: OpenNeed) -> int:
        problem = self._now.problem
        needs = problem.needs
        mentee = problem.places.number[need.mentee]
        way = list(problem.directions).index(need.direction)
        return int(np.flatnonzero((needs.organisation == mentee) & (needs.direction == way))[0])

    def _places(self, barred: Mapping[tuple[int, int], OneMore], offers: IntArray) -> Iterator[Way]:
        """Yield places more and new offers that the need would get."""
        problem = self._now.problem
        alone: dict[int, Vector] = {}
        leaders = set(problem.offers.leader[offers].tolist())
        for (leader, offer), without in sorted(barred.items()):
            one = self._free[leader, offer]
            if leader not in leaders or not one.change < without.change:
                continue
            code = problem.places.codes[problem.leaders.organisation[leader]]
            begun = None if offer == NONE else self._new.get(self._keys[offer])
            if offer == NONE:
                alone[leader] = one.change
                yield Way(kind=WayKind.TOTAL, leader=code, goals=self._goals(one))
            elif one.change == alone.get(leader):
                continue  # the larger total alone brings as much
            elif begun is not None:
                yield Way(kind=WayKind.BEGIN, leader=code, goals=self._goals(one), like=begun.like)
            else:
                yield Way(kind=WayKind.PLACE, leader=code, goals=self._goals(one))

    def _goals(self, one: OneMore) -> tuple[GoalChange, ...]:
        now = self._now
        after = now.values(now.totals + np.array(one.change, np.int64))
        return changes_of(now.problem.policy, self._own, after)

    def _first_served(self, need: OpenNeed, at: int) -> Instead | Way | None:
        """Return who gets the most useful place that the need could take, before the need does.

        A place at an offer that is there is a smaller change than a new direction.
        """
        problem, free, keys = self._now.problem, self._free, self._keys
        mine = problem.pairs.offer[problem.pairs.need == at].tolist()
        some = [free[int(problem.offers.leader[offer]), offer] for offer in mine]
        useful = sorted(
            (keys[one.offer] in self._new, one.change, keys[one.offer])
            for one in some
            if any(one.change)
            and (keys[one.offer] not in self._new or one.change != free[one.leader, NONE].change)
        )
        for is_new in (False, True):
            best = next((key for kind, _, key in useful if kind is is_new), None)
            if best is not None:
                found = in_turn(self._network, self._planned, need, self._place(best))
                if found is not None:
                    return found
        return None

    def _place(self, key: str) -> NewPlace:
        """Return one place more at an offer, or a new one."""
        begun = self._new.get(key)
        if begun is not None:
            return NewPlace(offer=begun.offer, like=begun.like)
        offer = self._network.offers.get(key)
        if offer is None:
            raise AssertionError(key)  # an offer of the problem is new or a row of the network
        return NewPlace(offer=replace(offer, places=offer.places + 1), like=None)


def _by_place(now: Standing, some: IntArray) -> dict[tuple[int, int], OneMore]:
    """Return the effect of one more place by leader and offer."""
    return {(one.leader, one.offer): one for one in one_more_place(now, some)}


def _barred(now: Standing, need: int) -> Standing:
    """Return the plan as a flow in which an open need can get no leader."""
    capacity = now.arcs.capacity.copy()
    capacity[now.arcs.at["need"].start + need] = 0
    return replace(now, arcs=replace(now.arcs, capacity=capacity))
