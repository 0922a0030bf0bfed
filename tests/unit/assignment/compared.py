"""A plan of the product beside the best one that another program knows."""

from graph.errors import InputError
from graph.model.ids import PlanId
from graph.network import Network
from services.assignment.checks import faults_of
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy, read_policy
from tests.unit.assignment.drawn import policy_text
from tests.unit.assignment.oracle import DAY, MAXIMISED, YEAR, Instance, Vector

REFUSED_BEFORE = {
    "plan.no_needs",
    "plan.pin_and_ban",
    "plan.pin_twice",
    "plan.pin_no_need",
    "plan.pin_no_offer",
    "plan.pin_fits_nothing",
}
"""Rows that contradict each other or name nothing; other refusals mean that no plan exists."""


def planned(network: Network, policy: AssignmentPolicy) -> PlannedAssignment:
    """Plan the year with the goals of a policy."""
    return plan_assignment(
        network,
        read_policy(policy_text(policy)),
        school_year=YEAR,
        day=DAY,
        scope="region",
        id_=PlanId("p"),
    )


def reached(plan: PlannedAssignment) -> Vector:
    """Return the goals of a plan so that less is better."""
    return tuple(
        tuple(-v for v in goal.values) if goal.name in MAXIMISED else goal.values
        for goal in plan.goals
    )


def planned_or_refused(
    network: Network, policy: AssignmentPolicy
) -> tuple[PlannedAssignment | None, str]:
    """Return the plan, or the code of what stands against it."""
    try:
        return planned(network, policy), ""
    except InputError as error:
        return None, error.code


def differs_from_all_plans(network: Network, policy: AssignmentPolicy) -> bool | None:
    """Return whether the plan is not the best of all plans, None where there is none.

    All plans are looked at one by one. A plan that the checker refuses differs too.
    """
    plan, refused = planned_or_refused(network, policy)
    instance = Instance(network, policy)
    if plan is None:
        return None if refused in REFUSED_BEFORE or instance.best() is None else True
    return reached(plan) != instance.best() or faults_of(network, plan) != ()
