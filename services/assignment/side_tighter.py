"""Flows with ever tighter limits, until the plan keeps what single mentees and leaders may have."""

from dataclasses import replace

import numpy as np

from graph.geo import IntArray
from services.assignment.assign import Solved, assign_by
from services.assignment.goals import GOALS, Cost
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE, BoolArray
from services.assignment.side_limits import Hours, ties_of
from services.assignment.side_rules import SideRules


def within_limits(flow: Solved, rules: SideRules) -> IntArray:
    """Return pairs with few enough partners and hours, as good as flows alone find them.

    A mentee with too many leaders keeps those that are pinned, then those it has most pairs with,
    and so does a leader with too many mentees; a leader with too many hours has as many places as
    pairs that fit, counted from the longest. Then the flow is solved again, until nobody has too
    many. Each step closes a partner or a place, so there are not more steps than these.
    """
    problem = flow.market.problem
    limits = _Limits(problem, rules)
    found = flow.pair
    while limits.tighten(found):
        found = limits.solve(flow)
    return found


class _Limits:
    """Which pairs are open still, and the places of each leader."""

    def __init__(self, problem: AssignmentProblem, rules: SideRules) -> None:
        self._problem = problem
        self._rules = rules
        self._tie = ties_of(problem)
        self._open = np.ones(len(problem.pairs), bool)
        self._places = problem.leaders.places.copy()

    def tighten(self, found: IntArray) -> bool:
        """Close what has become too much; return whether anything has."""
        rules, used = self._rules, found[found != NONE]
        size = max(1, len(self._problem.leaders))
        pinned = self._problem.pinned[self._problem.pairs.need[used]] != NONE
        over = False
        if rules.max_leaders is not None:
            most = np.full(len(self._problem.needs.mentees), rules.max_leaders, np.int64)
            over |= self._keep_first(used, pinned, self._tie // size, most)
        if rules.mentees is not None:
            over |= self._keep_first(used, pinned, self._tie % size, rules.mentees)
        if rules.hours is not None:
            over |= self._keep_hours(used, pinned, rules.hours)
        return over

    def solve(self, flow: Solved) -> IntArray:
        """Return the best pairs of those that are open, by number among all."""
        at = np.flatnonzero(self._open)
        leaders = replace(self._problem.leaders, places=self._places)
        fewer = replace(self._problem, pairs=self._problem.pairs.take(at), leaders=leaders)
        units = flow.market.leader_units
        kept = units.number <= self._places[units.owner]
        narrow = replace(flow.market, problem=fewer, leader_units=units.take(kept))
        goals = [GOALS[name].costs(flow.market) for name in self._problem.policy.goals]
        if self._rules.hours is not None:
            goals.insert(0, [self._rules.hours.of_pins(self._problem)])
        costs = [[_of_some(cost, at, kept) for cost in costs] for costs in goals]
        chosen = assign_by(narrow, costs).pair
        return np.where(chosen == NONE, NONE, at[chosen])

    def _keep_first(
        self, used: IntArray, pinned: BoolArray, owner_of_pair: IntArray, most: IntArray
    ) -> bool:
        """Close all but the first partners of each owner with more than `most`."""
        ties, first, at, times = np.unique(
            self._tie[used], return_index=True, return_inverse=True, return_counts=True
        )
        owner = owner_of_pair[used][first]
        weight = times + len(self._tie) * np.bincount(at, weights=pinned, minlength=len(ties))
        order = np.lexsort((ties, -weight, owner))
        ties, owner = ties[order], owner[order]
        place = np.arange(len(owner)) - np.searchsorted(owner, owner)
        many = np.unique(owner[place >= most[owner]])
        kept = ties[place < most[owner]]
        self._open &= ~np.isin(owner_of_pair, many) | np.isin(self._tie, kept)
        return bool(len(many))

    def _keep_hours(self, used: IntArray, pinned: BoolArray, hours: Hours) -> bool:
        """Leave leaders with too many hours as many places as pairs fit, the longest first."""
        offer = self._problem.pairs.offer[used]
        leader, each = self._problem.offers.leader[offer], hours.of_offer[offer]
        order = np.lexsort((-each, ~pinned, leader))
        leader, each = leader[order], each[order]
        total = np.cumsum(each)
        before = np.searchsorted(leader, leader)
        total -= (total - each)[before]
        over = np.unique(leader[total > hours.most[leader]])
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
