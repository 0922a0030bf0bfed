"""Weigh a refusal, or store it with the draft that takes the plan's place."""

from collections.abc import Callable
from typing import Any

from graph.model.changes import Change
from graph.model.ids import PlanId, Revision
from graph.model.plan import Plan
from graph.network import Network
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.assignment.job import Compute
from services.assignment.life import next_plan_id
from services.assignment.planned import stored_plan
from services.assignment.redraft.replan import here, require_open
from services.assignment.redraft.workflow import redraft
from services.assignment.refusal.banned import Refusal, refusal_changes
from services.assignment.refusal.document import refusal_document
from services.assignment.refusal.take_over import take_over
from services.context import Context


def read_refusal_document(
    store: NetworkStore,
    plan_id: PlanId,
    refusal: Refusal,
    *,
    say: Say,
    ctx: Context,
    compute: Compute = here,
) -> dict[str, Any]:
    """Return what a refusal leads to on the data of today; nothing is stored.

    Parameters
    ----------
    compute
        Calculates and checks the plan, such as in a process of its own.

    Raises
    ------
    NotFoundError
        If there is no such plan, organisation or direction.
    PlanStateError
        If the plan is withdrawn.
    InputError
        If nobody is named, the plan has no such pair, or no plan is possible.
    ConflictError
        If another plan has replaced it.
    """
    require(ctx.actor, Right.PLAN)
    network = store.read()
    base = stored_plan(network, plan_id)
    require_open(network, base.plan)
    changes = refusal_changes(network, base.plan, refusal, author=ctx.actor.name)
    changed = network.after(changes, Revision(network.revision + 1))
    new_id = next_plan_id(changed, base.plan.school_year)
    found = take_over(changed, base, id_=new_id, compute=compute)
    return refusal_document(network, refusal, changes, base=base, found=found, say=say)


def refuse(
    store: NetworkStore,
    plan_id: PlanId,
    refusal: Refusal,
    *,
    clock_ms: Callable[[], int],
    ctx: Context,
    compute: Compute | None = None,
) -> PlanId:
    """Store a refusal and the draft that takes the plan's place, as one decision.

    Returns
    -------
    PlanId
        Short number of the draft.

    Raises
    ------
    NotFoundError
        If there is no such plan, organisation or direction.
    PlanStateError
        If the plan is withdrawn.
    InputError
        If nobody is named, the plan has no such pair, or no plan is possible; nothing is stored.
    ConflictError
        If another plan has replaced it, or the data moved at every try; nothing is stored.
    """
    require(ctx.actor, Right.PLAN)

    def decide(network: Network, plan: Plan) -> tuple[Change, ...]:
        return refusal_changes(network, plan, refusal, author=ctx.actor.name)

    return redraft(
        store,
        plan_id,
        decide,
        reason=refusal.reason,
        clock_ms=clock_ms,
        ctx=ctx,
        planner=take_over,
        compute=compute,
    )
