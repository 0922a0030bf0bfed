"""Draft, check, approve and withdraw a plan: each one decision, one transaction."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from graph.errors import InputError, StaleRecordsError
from graph.model.changes import Action, Change, Reliance, put
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId, Revision, SchoolYear
from graph.stores.port import NetworkStore
from graph.texts import Message
from graph.valid_time import first_day
from services.access import Right, require
from services.assignment.admission import require_admissible
from services.assignment.approval import has_moved
from services.assignment.checks import faults_of
from services.assignment.fault import Fault
from services.assignment.job import Compute, PlanJob, plan_and_check
from services.assignment.life import move, next_plan_id
from services.assignment.moved import moved_since
from services.assignment.planned import stored_plan
from services.assignment.redraft.replan import replaced_by_next
from services.assignment.side_base import changes_to_base
from services.context import Context
from services.policy import Policy

_READ_BY_PLANS = ("need", "offer", "restriction", "organisation", "pair", "distance", "plan")
_OVERTAKEN = 2  # an approval that others overtake is checked again, so often


def draft(
    store: NetworkStore,
    policy: Policy,
    *,
    school_year: SchoolYear,
    day: date | None,
    scope: str,
    reason: str,
    clock_ms: Callable[[], int],
    ctx: Context,
    max_changes: int | None = None,
    base: str | None = None,
    compute: Compute | None = None,
) -> PlanId:
    """Plan a school year, check the plan, and keep it as a draft.

    Parameters
    ----------
    day
        Day on which offers and restrictions are judged; None is 1 September of the year.
    clock_ms
        Milliseconds of a steady clock, to note how long planning took.
    max_changes
        Most needs whose leader, or its absence, may differ from a base; None is no limit.
    base
        The plan they are counted against; None is the approved one, else the newest draft. An
        approved or ordered one is what the new draft replaces.
    compute
        Calculates and checks the plan, such as in a process of its own; None is here and now.

    Returns
    -------
    PlanId
        Short number of the new draft.

    Raises
    ------
    InputError
        If the year has no need in work, a pin cannot be kept, no plan has as few changes, or
        there is no base.
    NotFoundError
        If there is no such base.
    ConflictError
        If the independent check refuses the plan, or none was found in time; nothing is stored.
    """
    require(ctx.actor, Right.PLAN)
    network = store.read()
    started = clock_ms()
    changes = None
    if max_changes is not None:
        changes = changes_to_base(
            network, school_year=school_year, scope=scope, most=max_changes, base=base
        )
    elif base is not None:
        raise InputError("side.base_alone")
    job = PlanJob(
        network=network,
        policy=policy,
        school_year=school_year,
        day=day or first_day(school_year),
        scope=scope,
        id_=next_plan_id(network, school_year),
        changes=changes,
    )
    planned = plan_and_check(job, clock_ms) if compute is None else compute(job)
    plan = replace(
        planned.plan,
        runtime_ms=clock_ms() - started,
        replaces=None if changes is None else replaced_by_next(network.plan(changes.base)),
    )
    records = (plan, *planned.lines)
    _decide(store, Action.PLAN, put(records), reason=reason, ctx=ctx, based_on=network.revision)
    return plan.id


def read_moved(store: NetworkStore, plan_id: PlanId, *, ctx: Context) -> Message | None:
    """Name what has moved since a plan was computed, or None; others may decide meanwhile.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    plan = network.plan(plan_id)
    if not has_moved(network, plan):
        return None
    return moved_since(plan, store.read(at=Revision(plan.network_revision)), network)


def check(store: NetworkStore, plan_id: PlanId, *, ctx: Context) -> tuple[Fault, ...]:
    """Verify a stored plan on the network it was computed on; no fault means proved.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    require(ctx.actor, Right.READ)
    planned = stored_plan(store.read(), plan_id)
    return faults_of(store.read(at=Revision(planned.plan.network_revision)), planned)


def approve(store: NetworkStore, plan_id: PlanId, *, reason: str, ctx: Context) -> Revision:
    """Approve a draft after checking it on the network of today.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    PlanStateError
        If the plan is no draft.
    ConflictError
        If today's network no longer admits the plan, or another plan of the year holds a need of
        it; the sentence names what moved.
    """
    require(ctx.actor, Right.APPROVE)
    for _ in range(_OVERTAKEN):
        with suppress(StaleRecordsError):
            return _approve_as_read(store, plan_id, reason=reason, ctx=ctx)
    return _approve_as_read(store, plan_id, reason=reason, ctx=ctx)


def _approve_as_read(
    store: NetworkStore, plan_id: PlanId, *, reason: str, ctx: Context
) -> Revision:
    network = store.read()
    plan = network.plan(plan_id)
    approved = move(plan, PlanStatus.APPROVED)
    require_admissible(network, plan, lambda at: store.read(at=at))
    return _decide(
        store,
        Action.APPROVE,
        (Change(before=plan, after=approved),),
        reason=reason,
        ctx=ctx,
        based_on=network.revision,
        relies_on=frozenset(Reliance(entity=entity) for entity in _READ_BY_PLANS),
    )


def withdraw(store: NetworkStore, plan_id: PlanId, *, reason: str, ctx: Context) -> Revision:
    """Withdraw a draft or an approved plan; it stays readable.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    PlanStateError
        If the plan is ordered or withdrawn already.
    """
    require(ctx.actor, Right.PLAN)
    network = store.read()
    plan = network.plan(plan_id)
    change = Change(before=plan, after=move(plan, PlanStatus.WITHDRAWN))
    return _decide(
        store, Action.WITHDRAW, (change,), reason=reason, ctx=ctx, based_on=network.revision
    )


def _decide(
    store: NetworkStore,
    action: Action,
    changes: tuple[Change, ...],
    *,
    reason: str,
    ctx: Context,
    based_on: Revision,
    relies_on: frozenset[Reliance] = frozenset(),
) -> Revision:
    return store.apply(
        ctx.decision(action, changes, reason=reason),
        based_on=based_on,
        relies_on=relies_on,
    )
