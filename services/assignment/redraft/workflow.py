"""Store a decision and the draft that follows from it as one change set."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeAlias

from graph.errors import ConflictError, StaleRecordsError
from graph.model.changes import Action, Change, Reliance, put
from graph.model.ids import PlanId, Revision
from graph.model.plan import Plan
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.stores.port import NetworkStore
from services.access import Right, require
from services.assignment.job import Compute, plan_and_check
from services.assignment.life import next_plan_id
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.redraft.replan import replan, require_open
from services.context import Context

Decide: TypeAlias = Callable[[Network, Plan], tuple[Change, ...]]
"""From the newest network and the plan to what a decision changes in the data."""


class Planner(Protocol):
    """Plans anew on changed data by the terms of a plan."""

    def __call__(
        self,
        network: Network,
        base: PlannedAssignment,
        *,
        id_: PlanId,
        compute: Compute,
    ) -> PlannedAssignment:
        """Return the new plan, checked."""
        ...


_TRIES = 3
_ALL = frozenset(Reliance(entity=entity) for entity in RECORD_TYPES)
"""The plan is of the revision that its change set makes, so nothing may come between."""


def redraft(
    store: NetworkStore,
    plan_id: PlanId,
    decide: Decide,
    *,
    reason: str,
    clock_ms: Callable[[], int],
    ctx: Context,
    planner: Planner = replan,
    compute: Compute | None = None,
) -> PlanId:
    """Change the data, plan anew by the terms of a plan, and keep both as one decision.

    Whatever others store meanwhile, the draft is of the data it is stored with: it is computed
    again if something has moved, and given up if that happens time and again. Undoing the one
    revision takes the data and the draft back.

    Parameters
    ----------
    decide
        What changes in the data.
    planner
        How the new plan follows from them.
    compute
        Calculates and checks the plan, such as in a process of its own; None is here and now.

    Returns
    -------
    PlanId
        Short number of the new draft.

    Raises
    ------
    NotFoundError
        If there is no such plan, or an adjustment names nothing.
    PlanStateError
        If the plan is withdrawn.
    InputError
        If the decision cannot be, or no plan is possible with it; nothing is stored.
    ConflictError
        If the plan has been replaced, the independent check refuses the new one, or the data
        moved at every try; nothing is stored.
    """
    require(ctx.actor, Right.PLAN)
    started = clock_ms()
    for _ in range(_TRIES):
        with suppress(StaleRecordsError):
            network = store.read()
            base = stored_plan(network, plan_id)
            require_open(network, base.plan)
            changes = decide(network, base.plan)
            changed = network.after(changes, Revision(network.revision + 1))
            planned = planner(
                changed,
                base,
                id_=next_plan_id(changed, base.plan.school_year),
                compute=compute or partial(plan_and_check, clock_ms=clock_ms),
            )
            new = replace(planned.plan, runtime_ms=clock_ms() - started)
            store.apply(
                ctx.decision(Action.PLAN, (*changes, *put((new, *planned.lines))), reason=reason),
                based_on=network.revision,
                relies_on=_ALL,
            )
            return new.id
    raise ConflictError("adjust.overtaken", plan=plan_id, n=_TRIES)
