"""The way round: the best plan of changed data that moves the fewest needs, solved from scratch."""

import numpy as np

from graph.errors import InputError
from graph.network import Network
from services.assignment.arcs import arcs_of
from services.assignment.close import changes_from
from services.assignment.flow import FlowProblem, solve
from services.assignment.goals import GOALS
from services.assignment.market import market_of
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
    market = market_of(problem)
    names = problem.policy.goals
    per_goal = [GOALS[name].costs(market) for name in names]
    arcs = arcs_of(market)
    moves = changes_from(problem, base.leaders)
    costs = arcs.prices([*(cost for some in per_goal for cost in some), moves])
    found = solve(
        FlowProblem(
            nodes=arcs.nodes,
            tail=arcs.tail,
            head=arcs.head,
            capacity=arcs.capacity,
            costs=costs,
            forced=arcs.forced,
        )
    )
    if found is None:
        raise InputError("plan.pins_do_not_fit")
    totals = [int((cost * found.flow).sum()) for cost in costs]
    values, start = [], 0
    for name, some in zip(names, per_goal, strict=True):
        values.append(GOALS[name].values(totals[start : start + len(some)], market))
        start += len(some)
    given = arcs.offers_given(found.flow)
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    return {
        (codes[needs.organisation[n]], ways[needs.direction[n]]): codes[
            problem.offers.organisation[given[n]]
        ]
        for n in np.flatnonzero(given != NONE).tolist()
    }, values
