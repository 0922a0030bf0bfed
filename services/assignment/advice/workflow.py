"""Advice about a stored plan, computed on the network the plan was made on; nothing is written."""

from collections.abc import Callable
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
from services.assignment.advice.fairness import price_of_fairness
from services.assignment.advice.fairness_document import fairness_document
from services.assignment.advice.help import help_for
from services.assignment.advice.help_document import help_document
from services.assignment.advice.learn import directions_to_learn
from services.assignment.advice.learn_document import learn_document
from services.assignment.advice.places import one_more_place
from services.assignment.advice.residual import standing_of
from services.assignment.advice.shortages import shortage_document
from services.assignment.advice.stability import STABILITY_S, stability, start_of_curve
from services.assignment.advice.stability_document import stability_document
from services.assignment.advice.without import without_leader
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.progress import Tell
from services.assignment.whatif.prepared import base_of
from services.context import Context
from services.policy import read_stored_policy

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


def read_learn_document(
    store: NetworkStore, plan_id: PlanId, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return what each leader would bring with a direction it does not offer, best first.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    ConflictError
        If the plan is not proved to be the best.
    """
    require(ctx.actor, Right.READ)
    planned, network = _stored(store, plan_id)
    return learn_document(plan_id, network, directions_to_learn(network, planned), say)


def read_help_document(
    store: NetworkStore, plan_id: PlanId, *, mentee: str, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return why each open need of a mentee is open, and what would cover it.

    Raises
    ------
    NotFoundError
        If there is no such plan or organisation.
    ConflictError
        If the plan is not proved to be the best.
    """
    require(ctx.actor, Right.READ)
    planned, network = _stored(store, plan_id)
    return help_document(network, planned, mentee, help_for(network, planned, mentee), say)


def read_fairness_document(
    store: NetworkStore, plan_id: PlanId, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return what the goal of fewer long trips costs, and whom it protects.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    ConflictError
        If the plan is not proved to be the best.
    InputError
        If the plan's policy does not have the goal.
    """
    require(ctx.actor, Right.READ)
    planned, network = _stored(store, plan_id)
    band_km = read_stored_policy(planned.plan.policy).assignment.band_km
    return fairness_document(plan_id, network, price_of_fairness(network, planned), band_km, say)


def read_shortage_document(
    store: NetworkStore, plan_id: PlanId, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return the proof of each shortage of places.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    require(ctx.actor, Right.READ)
    planned, network = _stored(store, plan_id)
    return shortage_document(network, planned, say)


def read_stability_document(
    store: NetworkStore,
    plan_id: PlanId,
    *,
    clock_ms: Callable[[], int],
    tell: Tell,
    say: Say,
    ctx: Context,
) -> dict[str, Any]:
    """Return what coverage can be had with so many changes to what is there.

    Parameters
    ----------
    clock_ms
        Milliseconds of a steady clock: the curve takes at most `STABILITY_S` seconds.
    tell
        Hears which point is being looked for.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    InputError
        If the plan's policy has side rules of its own.
    """
    require(ctx.actor, Right.READ)
    started = clock_ms()
    newest = store.read()
    planned, network = _stored(store, plan_id)
    curve = stability(
        network,
        planned,
        start_of_curve(newest, network, planned.plan),
        left_s=lambda: STABILITY_S - (clock_ms() - started) / 1000,
        tell=tell,
    )
    return stability_document(plan_id, curve, say)


def _stored(store: NetworkStore, plan_id: PlanId) -> tuple[PlannedAssignment, Network]:
    planned = stored_plan(store.read(), plan_id)
    return planned, store.read(at=Revision(planned.plan.network_revision))
