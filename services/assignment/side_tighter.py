"""Plans by flows alone that keep what single mentees and leaders may have: partners and hours."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from graph.geo import IntArray, RealArray
from services.assignment.assign import Solved, assign_by
from services.assignment.goals import GOALS, Cost
from services.assignment.roster import NONE, BoolArray
from services.assignment.side_limits import Hours, ties_of
from services.assignment.side_rules import SideRules

_AHEAD = 6
"""So many goals at most go before the wish for few partners; the best of all is taken."""
_WISHES = 3
"""Flows that only wish for few partners; the next ones close what is still too much."""
_WORTH = 100
"""A need counts as much as so many of the level below when partners are chosen."""
_NOTHING = 1e-6
"""What a relaxation takes of a partner that it does not take."""


def within_limits(flow: Solved, rules: SideRules, left_s: Callable[[], float]) -> IntArray:
    """Return pairs with few enough partners and hours, as good as flows find them.

    Mentees with too many leaders, and leaders with too many mentees, keep the pinned ones and
    those they share the most acute needs with. Pairs with others cost one more: a goal that comes
    after the first, second … of the policy; so do the hours of leaders with too many. Where that
    does not help partners are closed, and such a leader has as many places as pairs fit, the
    longest first. Then the flow is solved again, until nobody has too many: each step closes a
    partner or a place.
    """
    if rules.max_leaders is None and rules.mentees is None and rules.hours is None:
        return flow.pair
    best, found = None, flow.pair
    for ahead in range(min(_AHEAD, len(flow.components)) + 1):
        pair, totals = _Limits(flow, rules, ahead).run(flow.pair)
        if best is None or totals < best:
            best, found = totals, pair
        if left_s() <= 0:
            break
    return found


class Flows:
    """Makes plans by flows out of what a search for whole columns finds on its way."""

    def __init__(self, flow: Solved, rules: SideRules) -> None:
        self._flow = flow
        self._rules = rules

    def around(self, chosen: IntArray) -> Iterator[IntArray]:
        """Yield a plan with all pairs of `chosen` and more, then the best with its partners.

        A search looks at one goal, and drops what only a later goal wants.
        """
        limits = _Limits(self._flow, self._rules, 0)
        limits.hold(chosen)
        fuller, _ = limits.run(chosen, solve_first=True)
        yield fuller
        same = _Limits(self._flow, self._rules, 0)
        same.only(ties_of(self._flow.market.problem)[fuller[fuller != NONE]])
        yield same.run(fuller, solve_first=True)[0]

    def rounded(self, ties: IntArray, share: RealArray) -> IntArray:
        """Return the best plan in which a mentee has the leaders of which it has most.

        Parameters
        ----------
        ties, share
            Mentee and leader as one number, and how much of each a relaxation takes.
        """
        order = np.lexsort((ties, -share, ties // self._size))
        ties, share = ties[order], share[order]
        mentee = ties // self._size
        place = np.arange(len(ties)) - np.searchsorted(mentee, mentee)
        most = len(ties) if self._rules.max_leaders is None else self._rules.max_leaders
        limits = _Limits(self._flow, self._rules, 0)
        limits.only(ties[(place < most) & (share > _NOTHING)], among=ties)
        return limits.run(self._flow.pair, solve_first=True)[0]

    @property
    def _size(self) -> int:
        return max(1, len(self._flow.market.problem.leaders))


class _Limits:
    """Which pairs are open still, which are dear, and the places of each leader."""

    def __init__(self, flow: Solved, rules: SideRules, ahead: int) -> None:
        self._market = flow.market
        self._problem = problem = flow.market.problem
        self._rules = rules
        self._ahead = ahead
        self._goals = [GOALS[name].costs(flow.market) for name in problem.policy.goals]
        self._totals = flow.totals
        self._tie = ties_of(problem)
        self._open = np.ones(len(problem.pairs), bool)
        self._dear = np.zeros(len(problem.pairs), bool)
        self._busy = np.zeros(len(problem.leaders), bool)
        self._pinned = problem.pinned != NONE
        self._places = problem.leaders.places.copy()

    def hold(self, chosen: IntArray) -> None:
        """Let every plan have the pairs of `chosen`."""
        held = chosen != NONE
        self._pinned = self._pinned | held
        self._open &= ~held[self._problem.pairs.need]
        self._open[chosen[held]] = True

    def only(self, ties: IntArray, *, among: IntArray | None = None) -> None:
        """Close all pairs of mentees and leaders but of `ties`, or all those `among` some."""
        closed = ~np.isin(self._tie, ties)
        if among is not None:
            closed &= np.isin(self._tie, among)
        self._open &= ~closed

    def run(self, found: IntArray, *, solve_first: bool = False) -> tuple[IntArray, list[int]]:
        """Return pairs that keep the limits, and the totals of the goals."""
        if solve_first:
            found = self._solve()
        step = 0
        while self._tighten(found, close=step >= _WISHES):
            found = self._solve()
            step += 1
        return found, list(self._totals)

    def _tighten(self, found: IntArray, *, close: bool) -> bool:
        """Make dear, or close, what has become too much; return whether anything has."""
        rules, used = self._rules, found[found != NONE]
        size = max(1, len(self._problem.leaders))
        self._dear[:] = False
        over = False
        if rules.max_leaders is not None:
            most = np.full(len(self._problem.needs.mentees), rules.max_leaders, np.int64)
            over |= self._keep_first(used, self._tie // size, most, close=close)
        if rules.mentees is not None:
            over |= self._keep_first(used, self._tie % size, rules.mentees, close=close)
        if rules.hours is not None:
            over |= self._keep_hours(used, rules.hours, close=close)
        return over

    def _solve(self) -> IntArray:
        """Return the best pairs of those that are open, by number among all."""
        at = np.flatnonzero(self._open)
        problem = replace(
            self._problem,
            pairs=self._problem.pairs.take(at),
            leaders=replace(self._problem.leaders, places=self._places),
            pinned=np.where(self._pinned, 0, NONE),
        )
        units = self._market.leader_units
        kept = units.number <= self._places[units.owner]
        goals = list(self._goals)
        wish, hours = self._dear.astype(np.int64), self._rules.hours
        if hours is not None:
            offer = self._problem.pairs.offer
            busy = self._busy[self._problem.offers.leader[offer]]
            wish *= 1 + int(hours.of_offer.max(initial=0))
            wish[busy] += hours.of_offer[offer[busy]]
            goals.insert(0, [hours.of_pins(self._problem)])
        goals.insert(self._ahead + (hours is not None), [Cost(pair=wish)])
        costs = [[_of_some(cost, at, kept) for cost in costs] for costs in goals]
        market = replace(self._market, problem=problem, leader_units=units.take(kept))
        solved = assign_by(market, costs)
        before = sum(map(len, self._goals[: self._ahead]))
        totals = solved.totals[1:] if hours is not None else solved.totals
        self._totals = (*totals[:before], *totals[before + 1 :])
        chosen = solved.pair
        return np.where(chosen == NONE, NONE, at[chosen])

    def _keep_first(
        self, used: IntArray, owner_of_pair: IntArray, most: IntArray, *, close: bool
    ) -> bool:
        """Make all but the first partners of each owner dear, or close them where too many."""
        need = self._problem.pairs.need[used]
        ties, first, at = np.unique(self._tie[used], return_index=True, return_inverse=True)
        owner = owner_of_pair[used][first]
        pinned = np.bincount(at, weights=self._pinned[need], minlength=len(ties))
        worth = float(_WORTH) ** self._problem.needs.level[need]
        order = np.lexsort(
            (ties, -np.bincount(at, weights=worth, minlength=len(ties)), -pinned, owner)
        )
        ties, owner = ties[order], owner[order]
        place = np.arange(len(owner)) - np.searchsorted(owner, owner)
        many = np.unique(owner[place >= most[owner]])
        full = np.unique(owner[place + 1 >= most[owner]])
        others = ~np.isin(self._tie, ties[place < most[owner]])
        self._dear |= np.isin(owner_of_pair, full) & others
        if close:
            self._open &= ~(np.isin(owner_of_pair, many) & others)
        return bool(len(many))

    def _keep_hours(self, used: IntArray, hours: Hours, *, close: bool) -> bool:
        """Make the hours of leaders with too many dear, or close places that do not fit."""
        offer = self._problem.pairs.offer[used]
        pinned = self._pinned[self._problem.pairs.need[used]]
        leader, each = self._problem.offers.leader[offer], hours.of_offer[offer]
        order = np.lexsort((-each, ~pinned, leader))
        leader, each = leader[order], each[order]
        total = np.cumsum(each)
        before = np.searchsorted(leader, leader)
        total -= (total - each)[before]
        over = np.unique(leader[total > hours.most[leader]])
        self._busy[over] = True
        if not close:
            return bool(len(over))
        fits = np.bincount(leader[total <= hours.most[leader]], minlength=len(self._places))
        pins = np.bincount(leader, weights=pinned[order], minlength=len(self._places))
        self._places[over] = np.maximum(fits, pins.astype(np.int64))[over]
        return bool(len(over))


def _of_some(cost: Cost, pairs: IntArray, units: BoolArray) -> Cost:
    """Return a cost for some pairs and some units of leaders only."""
    return replace(
        cost,
        pair=None if cost.pair is None else cost.pair[pairs],
        leader=None if cost.leader is None else cost.leader[units],
    )
