"""Store the ties that are accepted, with the draft they are pinned in, as one decision."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Any

from graph.errors import ConflictError, InputError, StaleRecordsError
from graph.model.changes import Action, Change, Reliance, put
from graph.model.ids import Revision
from graph.model.plan import Plan
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.assignment.job import Compute, PlanJob, plan_and_check
from services.assignment.life import next_plan_id
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.redraft.replan import replan
from services.context import Context
from services.policy import IsolationPolicy, Policy
from services.repair.accepting.accepted import Acceptance, Stored, accept_ties, accepted_changes
from services.repair.accepting.document import acceptance_document
from services.repair.accepting.outlook import look_ahead
from services.repair.accepting.standing import plan_that_stands
from services.repair.proposal import Proposal

_ALL = frozenset(Reliance(entity=entity) for entity in RECORD_TYPES)
"""A proposal is of the whole network, so nothing may come between."""
_SCOPE = "region"


def read_acceptance_document(
    store: NetworkStore,
    proposal: Proposal,
    names: Collection[str] | None,
    *,
    policy: IsolationPolicy,
    reason: str,
    as_pairs: bool,
    say: Say,
    ctx: Context,
) -> dict[str, Any]:
    """Return what accepting ties would write, and what it would change; nothing is stored.

    Raises
    ------
    InputError
        If none is chosen, one is not proposed, or a pair cannot be pinned.
    ConflictError
        If the network has changed since the proposal was made.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    accepted = accept_ties(
        network, proposal, names, today=ctx.today, reason=reason, as_pairs=as_pairs
    )
    changes = accepted_changes(network, accepted, reason=reason, author=ctx.actor.name)
    asked = policy.asked(window_months=proposal.window_months)
    outlook = look_ahead(network, asked, accepted, changes)
    return acceptance_document(accepted, outlook, network, say)


def accept(
    store: NetworkStore,
    proposal: Proposal,
    names: Collection[str] | None,
    *,
    policy: Policy,
    reason: str,
    clock_ms: Callable[[], int],
    ctx: Context,
    as_pairs: bool = True,
    compute: Compute | None = None,
) -> Stored:
    """Accept ties of a proposal: one change set, one entry of the history, one undo.

    Parameters
    ----------
    names
        Ties as ``FROM:TO``; None is the whole proposal.
    policy
        Rules of the draft where the year has no plan yet; else those of the plan are kept.
    as_pairs
        Whether a leader with a free place and a need become a pair pinned in a draft.
    compute
        Calculates and checks the draft, such as in a process of its own; None is here and now.

    Raises
    ------
    InputError
        If none is chosen, one is not proposed, all are on paper already, or no plan is possible
        with the pairs; nothing is stored.
    ConflictError
        If the network has changed since the proposal was made; nothing is stored.
    """
    require(ctx.actor, Right.PLAN)
    started = clock_ms()
    network = store.read()
    accepted = accept_ties(
        network, proposal, names, today=ctx.today, reason=reason, as_pairs=as_pairs
    )
    changes = accepted_changes(network, accepted, reason=reason, author=ctx.actor.name)
    if not changes:
        raise InputError("accept.nothing_to_write", n=len(accepted.on_paper))
    plan = None
    if accepted.pins:
        planned = _planned(
            network,
            changes,
            accepted,
            policy,
            compute or partial(plan_and_check, clock_ms=clock_ms),
        )
        plan = replace(planned.plan, runtime_ms=clock_ms() - started)
        changes = (*changes, *put((plan, *planned.lines)))
    revision = _store(store, network, changes, plan, reason=reason, ctx=ctx)
    return Stored(revision=revision, plan=None if plan is None else plan.id, accepted=accepted)


def _planned(
    network: Network,
    changes: tuple[Change, ...],
    accepted: Acceptance,
    policy: Policy,
    compute: Compute,
) -> PlannedAssignment:
    """Plan the year with the pairs pinned, close to the plan that stands."""
    changed = network.after(changes, Revision(network.revision + 1))
    id_ = next_plan_id(changed, accepted.school_year)
    base = plan_that_stands(network, accepted.school_year, _SCOPE)
    if base is not None:
        return replan(changed, stored_plan(changed, base.id), id_=id_, compute=compute)
    return compute(
        PlanJob(
            network=changed,
            policy=policy,
            school_year=accepted.school_year,
            day=accepted.plan_day,
            scope=_SCOPE,
            id_=id_,
        )
    )


def _store(
    store: NetworkStore,
    network: Network,
    changes: tuple[Change, ...],
    plan: Plan | None,
    *,
    reason: str,
    ctx: Context,
) -> Revision:
    action = Action.EDIT if plan is None else Action.PLAN
    try:
        return store.apply(
            ctx.decision(action, changes, reason=reason),
            based_on=network.revision,
            relies_on=_ALL,
        )
    except StaleRecordsError as error:
        raise ConflictError(
            "accept.stale", made=network.revision, now=store.head().revision
        ) from error
