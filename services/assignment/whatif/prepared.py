"""A proved plan prepared for adjustments: its flow, exact prices, and arcs ready for searches."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from graph.errors import ConflictError
from graph.geo import IntArray
from graph.network import Network
from services.assignment.advice.residual import chosen_pairs
from services.assignment.arcs import Arcs, arcs_of
from services.assignment.check_side import SIDE_CHECKER
from services.assignment.close import changes_from
from services.assignment.compare import leaders_of_needs
from services.assignment.flow import FlowProblem, solve
from services.assignment.goals import GOALS
from services.assignment.market import Market, market_of
from services.assignment.planned import PlannedAssignment
from services.assignment.potentials import Whole
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.assignment.roster import NONE
from services.assignment.whatif.proof import Proof
from services.assignment.whatif.rerouting import Rerouting
from services.assignment.whatif.routes import routes_of
from services.assignment.whatif.vectors import packed
from services.policy import read_stored_policy

SPARE = 10
"""Places that adjustments may give a leader before the plan is made anew."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WhatIfBase:
    """A plan that is the best of its data, ready to be adjusted; nothing ever changes it.

    Attributes
    ----------
    planned, network
        The plan, and the network it was made on.
    problem, market
        The problem; the market has spare places for each leader.
    arcs, costs
        The network of the market; costs of the goals' components, then of one that counts
        needs whose leader differs from the plan.
    components
        Number of components of each goal, in the policy's order.
    leaders
        Leader of each covered need, by (mentee, direction).
    chosen, offer_of
        Pair and offer of each need, `NONE` for an open one.
    flow, capacity
        Of each arc; spare places have capacity 0.
    totals
        Total of each component.
    potentials
        Prices of all nodes, shape (components, nodes).
    proof
        The test of other flows and prices.
    flowing
        The plan as a flow that can be copied and rerouted.
    """

    planned: PlannedAssignment
    network: Network
    problem: AssignmentProblem
    market: Market
    arcs: Arcs
    costs: Sequence[Whole]
    components: tuple[int, ...]
    leaders: Mapping[tuple[str, str], str]
    chosen: IntArray
    offer_of: IntArray
    flow: IntArray
    capacity: IntArray
    totals: IntArray
    potentials: IntArray
    proof: Proof
    flowing: Rerouting

    def values(self, totals: IntArray) -> list[tuple[int, ...]]:
        """Return the value of each goal from the totals of all components."""
        found, start = [], 0
        for name, count in zip(self.problem.policy.goals, self.components, strict=True):
            found.append(GOALS[name].values(totals[start : start + count].tolist(), self.market))
            start += count
        return found


Keep: TypeAlias = Callable[[Hashable, Callable[[], WhatIfBase]], WhatIfBase]
"""Returns what was kept under a key, or makes it."""


def make_each_time(key: Hashable, make: Callable[[], WhatIfBase]) -> WhatIfBase:
    """Keep nothing: for who asks once."""
    del key
    return make()


def base_of(network: Network, planned: PlannedAssignment, *, spare: int = SPARE) -> WhatIfBase:
    """Prepare a plan for adjustments.

    Parameters
    ----------
    network
        The network the plan was made on.
    spare
        Places that may be added to a leader.

    Raises
    ------
    ConflictError
        If not every goal of the plan is proved, it keeps a side rule, or it is not the best of
        this network.

    Notes
    -----
    Among plans equal in all goals the one that moves the fewest needs is wanted, so "the leader
    of a need differs" is the last component. The plan itself is the only one without such a
    need; prices that prove it come from solving once.
    """
    plan = planned.plan
    if not all(goal.proved for goal in planned.goals):
        raise ConflictError("advice.not_proved", plan=plan.id)
    if plan.checker == SIDE_CHECKER:
        raise ConflictError("whatif.side_rules", plan=plan.id)
    problem = written_out_in_full(
        assignment_problem(
            network,
            read_stored_policy(plan.policy).assignment,
            school_year=plan.school_year,
            day=plan.as_of,
            scope=plan.scope,
        )
    )
    chosen = chosen_pairs(problem, planned)
    leaders = problem.leaders
    market = market_of(replace(problem, leaders=replace(leaders, places=leaders.places + spare)))
    per_goal = [GOALS[name].costs(market) for name in problem.policy.goals]
    arcs = arcs_of(market)
    leaders_before = leaders_of_needs(planned)
    moves = changes_from(problem, leaders_before)
    costs = arcs.prices([*(cost for some in per_goal for cost in some), moves])
    units = market.leader_units
    capacity = arcs.capacity.copy()
    capacity[arcs.at["leader"]] = units.number <= leaders.places[units.owner]
    flow = arcs.flow_of(chosen)
    potentials = _prices(arcs, costs, capacity)
    if potentials is None:
        raise ConflictError("advice.other_data", plan=plan.id)
    proof = Proof(arcs.tail, arcs.head, costs, potentials)
    if not proof.holds(flow, capacity, arcs.forced, potentials):
        raise ConflictError("advice.other_data", plan=plan.id)
    flowing = _flowing(arcs, costs, problem, chosen, potentials)
    return WhatIfBase(
        planned=planned,
        network=network,
        problem=problem,
        market=market,
        arcs=arcs,
        costs=costs,
        components=tuple(len(some) for some in per_goal),
        leaders=leaders_before,
        chosen=chosen,
        offer_of=np.array(flowing.offer_of, np.int64),
        flow=flow,
        capacity=capacity,
        totals=np.array([int((cost * flow).sum()) for cost in costs], np.int64),
        potentials=potentials,
        proof=proof,
        flowing=flowing,
    )


def _prices(arcs: Arcs, costs: Sequence[Whole], capacity: IntArray) -> IntArray | None:
    """Return prices of the best flows, None if there is no flow."""
    found = solve(
        FlowProblem(
            nodes=arcs.nodes,
            tail=arcs.tail,
            head=arcs.head,
            capacity=capacity,
            costs=costs,
            forced=arcs.forced,
        )
    )
    return None if found is None else found.potentials


def _flowing(
    arcs: Arcs,
    costs: Sequence[Whole],
    problem: AssignmentProblem,
    chosen: IntArray,
    potentials: IntArray,
) -> Rerouting:
    flowing = Rerouting(routes_of(arcs, costs), packed(potentials))
    flowing.offer_room = problem.offers.places.tolist()
    flowing.leader_room = problem.leaders.places.tolist()
    flowing.forced = set(np.flatnonzero(problem.pinned != NONE).tolist())
    covered = np.flatnonzero(chosen != NONE)
    offers = problem.pairs.offer[chosen[covered]]
    for need, offer in zip(covered.tolist(), offers.tolist(), strict=True):
        flowing.give(need, offer)
    return flowing
