"""Advice about a stored plan, computed on the network the plan was made on; nothing is written."""

from typing import Any

from graph.errors import InputError
from graph.model.ids import PlanId, Revision
from graph.network import Network
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.assignment.advice.budget import spend
from services.assignment.advice.document import (
    budget_document,
    places_document,
    without_document,
)
from services.assignment.advice.places import one_more_place
from services.assignment.advice.residual import standing_of
from services.assignment.advice.without import without_leader
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.whatif.prepared import base_of
from services.context import Context

LARGEST_BUDGET = 100


def read_places_document(
    store: NetworkStore, plan_id: PlanId, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return what one more place at each leader and each offer would bring, best first.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    ConflictError
        If the plan is not proved to be the best, so that nothing exact can be said.
    """
    require(ctx.actor, Right.READ)
    planned, network = _stored(store, plan_id)
    now = standing_of(network, planned)
    return places_document(plan_id, now, one_more_place(now), say)


def read_budget_document(
    store: NetworkStore, plan_id: PlanId, *, places: int, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return where to open `places` new places, the best first; fewer if more bring nothing.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    InputError
        If `places` is not 1 to `LARGEST_BUDGET`.
    ConflictError
        If the plan is not proved to be the best.
    """
    require(ctx.actor, Right.READ)
    if not 1 <= places <= LARGEST_BUDGET:
        raise InputError("advice.budget_range", most=LARGEST_BUDGET)
    planned, network = _stored(store, plan_id)
    base = base_of(network, planned, spare=places)
    return budget_document(base, places, spend(base, places), say)


def read_without_document(
    store: NetworkStore, plan_id: PlanId, *, leader: str, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return the plan that is left when `leader` leaves, with the fewest changes.

    Raises
    ------
    NotFoundError
        If there is no such plan or organisation.
    InputError
        If the organisation offers nothing.
    """
    require(ctx.actor, Right.READ)
    planned, network = _stored(store, plan_id)
    found = without_leader(network, planned, leader)
    return without_document(plan_id, network, leader, found, say)


def _stored(store: NetworkStore, plan_id: PlanId) -> tuple[PlannedAssignment, Network]:
    planned = stored_plan(store.read(), plan_id)
    return planned, store.read(at=Revision(planned.plan.network_revision))
