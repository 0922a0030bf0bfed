"""The way round: the best plan of changed data that moves the fewest needs, solved from scratch."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from graph.network import Network
from services.assignment.assign import goal_values
from services.assignment.close import assign_close
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.assignment.roster import NONE
from services.assignment.whatif.prepared import WhatIfBase


def problem_on(base: WhatIfBase, network: Network) -> AssignmentProblem:
    """Return the problem of the plan on changed data.

    Raises
    ------
    InputError
        If a pin of the network cannot be kept.
    """
    plan = base.planned.plan
    return written_out_in_full(
        assignment_problem(
            network,
            base.problem.policy,
            school_year=plan.school_year,
            day=plan.as_of,
            scope=plan.scope,
        )
    )


def problem_with_only(
    base: WhatIfBase, need: int, pairs: Collection[int], *, forced: bool
) -> AssignmentProblem:
    """Return the problem in which a need has only these pairs; if `forced`, one of them.

    Forced pairs are of one leader, so that the need is as if pinned to it.
    """
    problem = base.problem
    kept = problem.pairs.need != need
    kept[list(pairs)] = True
    pinned = problem.pinned.copy()
    if forced:
        pinned[need] = problem.offers.organisation[problem.pairs.offer[min(pairs)]]
    return replace(problem, pairs=problem.pairs.take(kept), pinned=pinned)


def plan_anew(
    base: WhatIfBase, problem: AssignmentProblem
) -> tuple[dict[tuple[str, str], str], list[tuple[int, ...]]]:
    """Return the leader of each covered need, and the value of each goal.

    Raises
    ------
    InputError
        If the pins of the problem cannot all be kept at once.
    """
    solved = assign_close(problem, base.leaders)
    given = solved.offer
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    return {
        (codes[needs.organisation[n]], ways[needs.direction[n]]): codes[
            problem.offers.organisation[given[n]]
        ]
        for n in np.flatnonzero(given != NONE).tolist()
    }, goal_values(solved)
