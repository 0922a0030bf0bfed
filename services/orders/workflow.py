"""Preview and issue the order of an approved plan."""

from graph.model.changes import Action, Reliance
from graph.model.ids import PlanId, Revision
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.context import Context
from services.orders.compose import ComposedOrder, OrderTerms, compose_order


def preview(
    store: NetworkStore, plan_id: PlanId, terms: OrderTerms, *, say: Say, ctx: Context
) -> ComposedOrder:
    """Return what the order would change; nothing is stored.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    PlanStateError
        If the plan is not approved.
    InputError
        If the terms cannot be.
    ConflictError
        If a pair of another leader begins within the period, or another plan replaces this one.
    """
    require(ctx.actor, Right.ORDER)
    return compose_order(store.read(), plan_id, terms, say)


def issue(
    store: NetworkStore,
    plan_id: PlanId,
    terms: OrderTerms,
    *,
    reason: str,
    say: Say,
    ctx: Context,
) -> tuple[ComposedOrder, Revision]:
    """Issue the order: its pairs come into force in one change set.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    PlanStateError
        If the plan is not approved.
    InputError
        If the terms cannot be.
    ConflictError
        If a pair of another leader begins within the period, or another plan replaces this one.
    StaleRecordsError
        If pairs or plans have moved while the order was composed; nothing is changed then.
    """
    require(ctx.actor, Right.ORDER)
    network = store.read()
    composed = compose_order(network, plan_id, terms, say)
    revision = store.apply(
        ctx.decision(Action.ORDER, composed.changes, reason=reason),
        based_on=network.revision,
        relies_on=frozenset({Reliance(entity="pair"), Reliance(entity="plan")}),
    )
    return composed, revision
