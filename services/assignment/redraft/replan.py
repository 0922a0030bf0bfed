"""The plan of changed data by the terms of a plan that stands."""

from dataclasses import replace
from functools import partial

from graph.errors import PlanStateError
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId
from graph.model.plan import Plan
from graph.network import Network
from services.assignment.compare import leaders_of_needs
from services.assignment.job import Compute, PlanJob, plan_and_check
from services.assignment.life import require_not_replaced
from services.assignment.past import FINAL
from services.assignment.planned import PlannedAssignment
from services.assignment.side_rules import Changes
from services.policy import read_stored_policy

here: Compute = partial(plan_and_check, clock_ms=lambda: 0)
"""Calculates a plan here and now, where nobody measures the time."""


def require_open(network: Network, plan: Plan) -> None:
    """Let a plan pass that may still be changed by a new draft.

    Raises
    ------
    PlanStateError
        If it is withdrawn.
    ConflictError
        If another plan has replaced it; it is named.
    """
    if plan.status is PlanStatus.WITHDRAWN:
        raise PlanStateError("plan.withdrawn", plan=plan.id)
    require_not_replaced(network, plan)


def replan(
    network: Network,
    base: PlannedAssignment,
    *,
    id_: PlanId,
    compute: Compute = here,
    changes: Changes | None = None,
) -> PlannedAssignment:
    """Plan the year, day, scope and policy of `base` on a network, and check what comes out.

    Among plans equal in all goals it is the one that moves the fewest needs. It says that it
    replaces an approved or ordered plan, or what a draft would replace.

    Parameters
    ----------
    compute
        Calculates and checks the plan.
    changes
        At most so many moves, whatever that costs; None is no limit.

    Raises
    ------
    InputError
        If no need of the year is in work, a pin cannot be kept, or no plan has as few changes.
    ConflictError
        If the independent check refuses the plan, or none was found in time.
    """
    plan = base.plan
    planned = compute(
        PlanJob(
            network=network,
            policy=read_stored_policy(plan.policy),
            school_year=plan.school_year,
            day=plan.as_of,
            scope=plan.scope,
            id_=id_,
            changes=changes,
            close_to=leaders_of_needs(base),
        )
    )
    return replace(planned, plan=replace(planned.plan, replaces=replaced_by_next(plan)))


def replaced_by_next(plan: Plan) -> PlanId | None:
    """Return what a new draft made from `plan` replaces: it, if it is approved or ordered."""
    return plan.id if plan.status in FINAL else plan.replaces
