"""The way round: the best plan of changed data that moves the fewest needs, solved from scratch."""

import numpy as np

from graph.network import Network
from services.assignment.assign import goal_values
from services.assignment.close import assign_close
from services.assignment.problem import assignment_problem, written_out_in_full
from services.assignment.roster import NONE
from services.assignment.whatif.prepared import WhatIfBase


def plan_anew(
    base: WhatIfBase, network: Network
) -> tuple[dict[tuple[str, str], str], list[tuple[int, ...]]]:
    """Return the leader of each covered need, and the value of each goal.

    Raises
    ------
    InputError
        If a pin of the network cannot be kept.
    """
    plan = base.planned.plan
    problem = written_out_in_full(
        assignment_problem(
            network,
            base.problem.policy,
            school_year=plan.school_year,
            day=plan.as_of,
            scope=plan.scope,
        )
    )
    solved = assign_close(problem, base.leaders)
    given = solved.offer
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    return {
        (codes[needs.organisation[n]], ways[needs.direction[n]]): codes[
            problem.offers.organisation[given[n]]
        ]
        for n in np.flatnonzero(given != NONE).tolist()
    }, goal_values(solved)
