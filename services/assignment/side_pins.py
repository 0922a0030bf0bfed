"""Pins that a side rule about one mentee or one leader leaves no room for."""

import numpy as np

from graph.errors import InputError
from graph.geo import IntArray
from services.assignment.admissible import TENTHS
from services.assignment.assign import Solved, assign_by
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE
from services.assignment.side_limits import Hours
from services.assignment.side_rules import SideRules


def check_pins(flow: Solved, rules: SideRules) -> None:
    """Refuse pins with which somebody has too many partners, or a leader too many hours.

    Raises
    ------
    InputError
        The sentence names the organisation.
    """
    problem = flow.market.problem
    needs, pinned = problem.needs, problem.pinned
    rows = np.flatnonzero(pinned != NONE)
    if not len(rows):
        return
    mentee, leader = needs.organisation[rows], pinned[rows]
    both = np.unique(np.stack([mentee, leader]), axis=1)
    size = len(problem.places.codes)
    if rules.max_leaders is not None:
        count = np.bincount(both[0], minlength=size)
        for one in np.flatnonzero(count > rules.max_leaders).tolist():
            name = _name(problem, one)
            raise InputError("side.pins_over_leaders", n=rules.max_leaders, mentee=name)
    own = problem.leaders.organisation
    if rules.mentees is not None:
        count = np.bincount(both[1], minlength=size)[own]
        for at in np.flatnonzero(count > rules.mentees).tolist():
            name, most = _name(problem, int(own[at])), int(rules.mentees[at])
            raise InputError("side.pins_over_mentees", n=most, leader=name)
    if rules.hours is not None:
        least = _least_hours(flow, rules.hours)
        for at in np.flatnonzero(least > rules.hours.most).tolist():
            name, hours = _name(problem, int(own[at])), int(least[at]) / TENTHS
            room = int(rules.hours.most[at]) / TENTHS
            raise InputError("side.pins_over_hours", hours=hours, most=room, leader=name)


def _least_hours(flow: Solved, hours: Hours) -> IntArray:
    """Return the least hours of each leader's pins: they differ if it has two offers of a kind."""
    market = flow.market
    found = assign_by(market, [[hours.of_pins(market.problem)]]).pair
    return hours.of(market.problem, np.where(market.problem.pinned == NONE, NONE, found))


def _name(problem: AssignmentProblem, organisation: int) -> str:
    return problem.network.name_of[problem.places.codes[organisation]]
