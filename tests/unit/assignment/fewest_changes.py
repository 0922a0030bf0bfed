"""The least changes of any plan without a leader, by a linear programme in a region's size."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, vstack

from graph.geo import IntArray, RealArray
from graph.network import Network
from services.assignment.compare import leaders_of_needs
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.policy import GoalName, read_policy
from tests.unit.assignment.oracle import DAY, MAXIMISED, YEAR

FIRST = tuple(GoalName(name) for name in MAXIMISED[:4])
"""Goals that come before few changes."""


def fewest_changes(
    left: Network, plan: PlannedAssignment, goals: Mapping[GoalName, tuple[int, ...]]
) -> int:
    """Return the least changes of any plan with the same goals 1 to 4, by a linear programme.

    Half a change is no change: the bound is rounded up, so that it may only be too small.
    """
    policy = read_policy(plan.plan.policy).assignment
    problem = written_out_in_full(
        assignment_problem(left, policy, school_year=YEAR, day=DAY, scope="region")
    )
    before = leaders_of_needs(plan)
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    asked = zip(needs.organisation.tolist(), needs.direction.tolist(), strict=True)
    had = [before.get((codes[mentee], ways[way])) for mentee, way in asked]
    pairs = problem.pairs
    leader = problem.offers.organisation[pairs.offer].tolist()
    cost = [
        1.0 if had[n] is None else -float(codes[who] == had[n])
        for n, who in zip(pairs.need.tolist(), leader, strict=True)
    ]
    fixed = [goals[name][0] for name in FIRST]
    rows, limits, equal, values = _programme(problem, fixed)
    blank = np.zeros(rows.shape[1] - len(cost))
    answer: Any = linprog(
        np.concatenate([cost, blank]),
        A_ub=rows,
        b_ub=limits,
        A_eq=equal,
        b_eq=values,
        bounds=(0, 1),
        method="highs",
    )
    assert answer.status == 0
    return int(np.ceil(answer.fun - 1e-6)) + sum(leader is not None for leader in had)


def _programme(
    problem: AssignmentProblem, fixed: list[int]
) -> tuple[Any, RealArray, Any, IntArray]:
    """Return the rows of a plan: limits of needs, offers, leaders, mentees; goals 1 to 4 fixed.

    Columns are the pairs, then a mentee's having a leader.
    """
    pairs, needs, offers = problem.pairs, problem.needs, problem.offers
    count, mentees = len(pairs), len(needs.mentees)
    one = np.arange(count)
    mentee = needs.mentee[pairs.need]
    most = problem.policy.max_needs_per_mentee
    groups = (
        (pairs.need, np.ones(len(needs))),
        (pairs.offer, np.maximum(0, offers.places)),
        (offers.leader[pairs.offer], problem.leaders.places),
        (mentee, np.full(mentees, most)),
    )
    width = count + mentees
    blocks = [
        coo_array((np.ones(count), (row, one)), shape=(len(limit), width)) for row, limit in groups
    ]
    got = count + np.arange(mentees)
    covered = coo_array(
        (
            np.concatenate([np.ones(mentees), -np.ones(count)]),
            (np.concatenate([np.arange(mentees), mentee]), np.concatenate([got, one])),
        ),
        shape=(mentees, width),
    )
    limits = np.concatenate([*(limit for _, limit in groups), np.zeros(mentees)])
    level = needs.level[pairs.need]
    goals = {
        FIRST[0]: (one[level == 3], fixed[0]),
        FIRST[1]: (got, fixed[1]),
        FIRST[2]: (one[level == 2], fixed[2]),
        FIRST[3]: (one[level == 1], fixed[3]),
    }
    equal = [
        coo_array((np.ones(len(some)), (np.zeros(len(some), int), some)), shape=(1, width))
        for some, _ in goals.values()
    ]
    rows = csr_array(vstack([*blocks, covered]))
    return rows, limits, csr_array(vstack(equal)), np.array([v for _, v in goals.values()])
