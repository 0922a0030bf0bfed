"""The plan of changed data by the terms of a plan that stands."""

from collections.abc import Callable
from dataclasses import replace

from graph.errors import ConflictError, PlanStateError
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId
from graph.model.plan import Plan
from graph.network import Network
from services.assignment.admission import told
from services.assignment.checks import faults_of
from services.assignment.compare import leaders_of_needs
from services.assignment.life import require_not_replaced
from services.assignment.past import FINAL
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.assignment.side_plan import patient
from services.assignment.side_rules import Changes
from services.policy import read_policy


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
    changes: Changes | None = None,
    left_s: Callable[[], float] = patient,
) -> PlannedAssignment:
    """Plan the year, day, scope and policy of `base` on a network, and check what comes out.

    Among plans equal in all goals it is the one that moves the fewest needs. It says that it
    replaces an approved or ordered plan, or what a draft would replace.

    Raises
    ------
    InputError
        If no need of the year is in work, a pin cannot be kept, or no plan has as few changes.
    ConflictError
        If the independent check refuses the plan, or none was found in time.
    """
    plan = base.plan
    planned = plan_assignment(
        network,
        read_policy(plan.policy),
        school_year=plan.school_year,
        day=plan.as_of,
        scope=plan.scope,
        id_=id_,
        changes=changes,
        close_to=leaders_of_needs(base),
        left_s=left_s,
    )
    faults = faults_of(network, planned)
    if faults:
        raise ConflictError("plan.check_failed", faults=told(faults))
    return replace(planned, plan=replace(planned.plan, replaces=replaced_by_next(plan)))


def replaced_by_next(plan: Plan) -> PlanId | None:
    """Return what a new draft made from `plan` replaces: it, if it is approved or ordered."""
    return plan.id if plan.status in FINAL else plan.replaces
