"""What-ifs of a stored plan, on the network it was made on; nothing is written."""

from collections.abc import Sequence
from typing import Any

from graph.model.ids import PlanId, Revision
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.assignment.adjustment import read_adjustment, require_some
from services.assignment.planned import stored_plan
from services.assignment.whatif.alternatives import alternatives
from services.assignment.whatif.alternatives_document import alternatives_document
from services.assignment.whatif.answer import what_if
from services.assignment.whatif.document import what_if_document
from services.assignment.whatif.prepared import Keep, WhatIfBase, base_of, make_each_time
from services.context import Context


def read_what_if_document(
    store: NetworkStore,
    plan_id: PlanId,
    tries: Sequence[str],
    *,
    keep: Keep = make_each_time,
    say: Say,
    ctx: Context,
) -> dict[str, Any]:
    """Return the exact plan after adjustments, written as `read_adjustment` reads them.

    Raises
    ------
    NotFoundError
        If there is no such plan, organisation or direction.
    InputError
        If nothing or too much is tried, an adjustment is unreadable, or they contradict each other.
    ConflictError
        If nothing exact can be said of the plan.
    """
    require(ctx.actor, Right.READ)
    require_some(tries)
    adjustments = [read_adjustment(text) for text in tries]
    base = _prepared(store, plan_id, keep)
    return what_if_document(plan_id, what_if(base, adjustments), base.network, say)


def read_alternatives_document(
    store: NetworkStore,
    plan_id: PlanId,
    *,
    mentee: str,
    direction: str | None = None,
    keep: Keep = make_each_time,
    say: Say,
    ctx: Context,
) -> dict[str, Any]:
    """Return the best other leaders for the needs of a mentee, with the effect on everybody.

    Parameters
    ----------
    direction
        Of the need; None is every need of the mentee.

    Raises
    ------
    NotFoundError
        If there is no such plan, organisation or direction.
    InputError
        If the mentee has no such need in the plan.
    ConflictError
        If nothing exact can be said of the plan.
    """
    require(ctx.actor, Right.READ)
    base = _prepared(store, plan_id, keep)
    found = alternatives(base, mentee, direction)
    return alternatives_document(base, mentee, found, say)


def _prepared(store: NetworkStore, plan_id: PlanId, keep: Keep) -> WhatIfBase:
    network = store.read()
    plan = network.plan(plan_id)

    def make() -> WhatIfBase:
        return base_of(
            store.read(at=Revision(plan.network_revision)), stored_plan(network, plan_id)
        )

    return keep((plan.id, plan.network_revision, plan.data_fingerprint, plan.certificate), make)
