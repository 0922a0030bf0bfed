"""What must hold whenever a plan becomes approved, by whichever way."""

from collections.abc import Callable

from graph.errors import ConflictError
from graph.model.choices import PlanStatus
from graph.model.ids import Revision
from graph.model.plan import Plan
from graph.network import Network
from graph.texts import Message
from services.assignment.approval import has_moved, recheck
from services.assignment.checks import faults_of
from services.assignment.fault import Fault
from services.assignment.life import require_not_replaced, require_own_needs
from services.assignment.moved import moved_since
from services.assignment.planned import stored_plan

_TOLD = 5  # faults named in a refusal; the whole list is what `check` gives


def require_admissible(
    network: Network, plan: Plan, computed_on: Callable[[Revision], Network]
) -> None:
    """Let a plan pass that today's network still admits and proves, and whose needs are its own.

    Parameters
    ----------
    computed_on
        Reads the network of a revision; asked only where rows have moved since: the plan must be
        whole on the rows it was computed from, and what moved is named.

    Raises
    ------
    ConflictError
        If another binding plan of the year holds a need of it, if the plan fails the check on
        the rows it was computed from, or if the check on today's rows finds a fault; all are
        named, and the records that moved since the plan was computed.
    """
    require_own_needs(network, plan)
    faults = recheck(network, plan.id)
    if not has_moved(network, plan):
        if faults:
            raise ConflictError("plan.spoilt", plan=plan.id, n=len(faults), faults=told(faults))
        return
    before = computed_on(Revision(plan.network_revision))
    spoilt = faults_of(before, stored_plan(network, plan.id))
    if spoilt:
        raise ConflictError("plan.spoilt", plan=plan.id, n=len(spoilt), faults=told(spoilt))
    if faults:
        raise ConflictError(
            "plan.outdated",
            plan=plan.id,
            n=len(faults),
            faults=told(faults),
            moved=moved_since(plan, before, network),
        )


def require_step_back(
    network: Network, before: Plan, after: Plan, computed_on: Callable[[Revision], Network]
) -> None:
    """Let the undoing of a decision move a plan from `before` to `after`, or refuse.

    The undoing of an order gives the approved plan back. Nothing but a new order puts a plan in
    force, and a plan that comes back to approved by another way is checked as if approved today.

    Raises
    ------
    ConflictError
        If the plan would come into force without an order, must not be approved today, or another
        plan has replaced it.
    """
    if after.status is before.status:
        return
    require_not_replaced(network, after)
    if after.status is PlanStatus.ORDERED:
        raise ConflictError("undo.order_again", plan=after.id)
    if after.status is PlanStatus.APPROVED and before.status is not PlanStatus.ORDERED:
        require_admissible(network, after, computed_on)


def told(faults: tuple[Fault, ...]) -> tuple[Message, ...]:
    """Return the sentences of the first faults."""
    return tuple(fault.message for fault in faults[:_TOLD])
