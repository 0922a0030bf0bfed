"""The life of a plan: which step may follow which, and what stands against a step."""

from dataclasses import replace

from graph.errors import ConflictError, PlanStateError
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId, SchoolYear
from graph.model.plan import Plan
from graph.network import Network
from services.assignment.past import final_plans, plans_before, replaced_plans

_NEXT: dict[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.APPROVED, PlanStatus.WITHDRAWN}),
    PlanStatus.APPROVED: frozenset({PlanStatus.ORDERED, PlanStatus.WITHDRAWN}),
    PlanStatus.ORDERED: frozenset(),
    PlanStatus.WITHDRAWN: frozenset(),
}


def move(plan: Plan, status: PlanStatus) -> Plan:
    """Return `plan` one step further.

    Raises
    ------
    PlanStateError
        If no step leads to `status` from where the plan stands.
    """
    if status not in _NEXT[plan.status]:
        raise _refusal(plan, status)
    return replace(plan, status=status)


def _refusal(plan: Plan, wanted: PlanStatus) -> PlanStateError:
    """Say why `plan` cannot become `wanted`, and which step is first."""
    if plan.status is PlanStatus.DRAFT:
        return PlanStateError("plan.not_approved", plan=plan.id)
    if plan.status is PlanStatus.APPROVED:
        return PlanStateError("plan.already_approved", plan=plan.id)
    if plan.status is PlanStatus.WITHDRAWN:
        return PlanStateError("plan.withdrawn", plan=plan.id)
    if wanted is PlanStatus.WITHDRAWN:
        return PlanStateError("plan.order_stands", plan=plan.id)
    return PlanStateError("plan.already_ordered", plan=plan.id)


def next_plan_id(network: Network, school_year: SchoolYear) -> PlanId:
    """Return a short number for a new plan of `school_year`, such as ``2026-3``.

    Numbers are given once: a plan that was taken back keeps its number in the history only, so a
    store refuses a number that is used at the same moment by another.
    """
    year = school_year[:4]
    used = [
        int(code.removeprefix(f"{year}-"))
        for code in network.plans.keys
        if code.startswith(f"{year}-") and code.removeprefix(f"{year}-").isdecimal()
    ]
    return PlanId(f"{year}-{max(used, default=0) + 1}")


def require_own_needs(network: Network, plan: Plan) -> None:
    """Let a plan pass whose needs are in no other approved or ordered plan of its year.

    The plan that it replaces, and what that one replaced before, are no other plans.

    Raises
    ------
    ConflictError
        If it shares a need with such a plan; both are named.
    """
    own = _needs_of(network, plan.id)
    for other in sorted(
        final_plans(network, plan.school_year).keys() - {plan.id, *plans_before(network, plan.id)}
    ):
        shared = own & _needs_of(network, PlanId(other))
        if shared:
            raise ConflictError("plan.shared_needs", plan=plan.id, other=other, n=len(shared))


def require_not_replaced(network: Network, plan: Plan) -> None:
    """Let a plan pass that no approved or ordered plan has replaced.

    Raises
    ------
    ConflictError
        If there is one; it is named.
    """
    by = replaced_plans(network).get(plan.id)
    if by is not None:
        raise ConflictError("plan.replaced", plan=plan.id, by=by)


def _needs_of(network: Network, plan: PlanId) -> set[tuple[str, str]]:
    return {
        (line.mentee, line.direction)
        for entity in ("assignment", "open_need")
        for line in network.lines_of(entity, plan)
    }
