"""Data changed as an advice says, planned anew: how tests confirm an advice."""

from dataclasses import replace

from graph.errors import InputError
from graph.model.ids import PlanId
from graph.network import Network
from services.assignment.advice.places import OneMore
from services.assignment.advice.residual import Standing, standing_of
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.assignment.roster import NONE
from services.policy import AssignmentPolicy, read_policy
from tests.unit.assignment.drawn import policy_text
from tests.unit.assignment.oracle import DAY, YEAR
from tests.unit.assignment.towns import changed

Values = list[tuple[int, ...]]


def plan_of(network: Network, policy: AssignmentPolicy) -> PlannedAssignment | None:
    """Return the best plan, None where rows contradict each other."""
    try:
        return plan_assignment(
            network,
            read_policy(policy_text(policy)),
            school_year=YEAR,
            day=DAY,
            scope="region",
            id_=PlanId("p"),
        )
    except InputError:
        return None


def stood(network: Network, policy: AssignmentPolicy) -> Standing | None:
    """Return the best plan as a flow, None where rows contradict each other."""
    plan = plan_of(network, policy)
    return None if plan is None else standing_of(network, plan)


def values_with(network: Network, standing: Standing, one: OneMore) -> Values:
    """Return the goals of the best plan after the rows were changed as the advice says."""
    plan = plan_of(with_more(network, standing, one), standing.problem.policy)
    assert plan is not None
    return [goal.values for goal in plan.goals]


def with_more(network: Network, standing: Standing, one: OneMore) -> Network:
    """Return the network with one more place on its rows."""
    problem = standing.problem
    code = problem.places.codes[problem.leaders.organisation[one.leader]]
    leader = network.organisation(code)
    if one.offer == NONE:
        total = int(problem.leaders.places[one.leader]) + 1
        return changed(network, replace(leader, places_total=total))
    offer = network.offers[int(problem.offers.row[one.offer])]
    more = changed(network, replace(offer, places=offer.places + 1))
    if leader.places_total is not None:
        more = changed(more, replace(leader, places_total=leader.places_total + 1))
    return more


def promised(standing: Standing, one: OneMore) -> Values:
    """Return the goals as the advice promises them."""
    change = one.change
    return standing.values(standing.totals + change)
