"""Try, keep, weigh, draft and drop what is tried on a plan."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from graph.errors import ConflictError, InputError, NotFoundError
from graph.model.changes import Action, Change, Reliance
from graph.model.ids import PlanId, Revision, ScenarioId
from graph.model.plan import Plan, Scenario
from graph.network import Network
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.assignment.adjusted import adjusted_changes
from services.assignment.adjustment import Adjustment, read_adjustment, require_some
from services.assignment.job import Compute
from services.assignment.planned import stored_plan
from services.assignment.redraft.replan import here
from services.assignment.redraft.workflow import redraft
from services.assignment.scenarios.document import Column, scenarios_document
from services.assignment.scenarios.outcome import outcome_of, tried
from services.context import Context

LONGEST_NAME = 100


def draft_adjusted(
    store: NetworkStore,
    plan_id: PlanId,
    adjustments: Sequence[Adjustment],
    *,
    reason: str,
    until: date | None,
    clock_ms: Callable[[], int],
    ctx: Context,
    compute: Compute | None = None,
) -> PlanId:
    """Store adjustments and the draft that follows from them as one decision.

    Raises
    ------
    NotFoundError
        If there is no such plan, organisation or direction.
    InputError
        If there are no adjustments, or they cannot be; nothing is stored.
    ConflictError
        If the plan is withdrawn or replaced, or the data moved at every try; nothing is stored.
    """
    require(ctx.actor, Right.PLAN)
    require_some(adjustments)

    def decide(network: Network, plan: Plan) -> tuple[Change, ...]:
        return adjusted_changes(
            network,
            adjustments,
            day=plan.as_of,
            school_year=plan.school_year,
            reason=reason,
            author=ctx.actor.name,
            until=until,
        )

    return redraft(
        store, plan_id, decide, reason=reason, clock_ms=clock_ms, ctx=ctx, compute=compute
    )


def save_scenario(
    store: NetworkStore,
    plan_id: PlanId,
    name: str,
    adjustments: Sequence[Adjustment],
    *,
    reason: str,
    ctx: Context,
    compute: Compute = here,
) -> Scenario:
    """Keep adjustments under a name, after trying them; the plan and the data stay as they are.

    Raises
    ------
    NotFoundError
        If there is no such plan, organisation or direction.
    InputError
        If the name is empty or too long, there are no adjustments, or they cannot be.
    ConflictError
        If the plan has a scenario of this name.
    StaleRecordsError
        If another is saved at this very moment; nothing is stored then.
    """
    require(ctx.actor, Right.PLAN)
    network = store.read()
    planned = stored_plan(network, plan_id)
    wanted = " ".join(name.split())
    if not 0 < len(wanted) <= LONGEST_NAME:
        raise InputError("scenario.name", most=LONGEST_NAME)
    require_some(adjustments)
    own = [one for one in network.scenarios if one.plan == plan_id]
    for other in own:
        if other.name.casefold() == wanted.casefold():
            raise ConflictError("scenario.name_taken", name=other.name, plan=plan_id, id=other.id)
    then = store.read(at=Revision(planned.plan.network_revision))
    tried(then, planned, adjustments, compute)
    scenario = Scenario(
        id=_next_id(network, plan_id),
        plan=plan_id,
        name=wanted,
        adjustments=tuple(map(str, adjustments)),
    )
    _decide(store, Change(before=None, after=scenario), network, reason=reason, ctx=ctx)
    return scenario


def draft_scenario(
    store: NetworkStore,
    scenario_id: ScenarioId,
    *,
    of_plan: PlanId | None = None,
    reason: str,
    until: date | None,
    clock_ms: Callable[[], int],
    ctx: Context,
    compute: Compute | None = None,
) -> PlanId:
    """Make a scenario the draft: its adjustments become data, on the network of today.

    Parameters
    ----------
    of_plan
        Plan that it is said to belong to, None if nothing is said.

    Raises
    ------
    NotFoundError
        If there is no such scenario, it belongs to another plan, or it names what is no more.
    InputError
        If the adjustments can no longer be; nothing is stored.
    ConflictError
        If the plan is withdrawn or replaced, or the data moved at every try; nothing is stored.
    """
    require(ctx.actor, Right.PLAN)
    scenario = _found(store.read(), scenario_id, of_plan)
    return draft_adjusted(
        store,
        scenario.plan,
        [read_adjustment(text) for text in scenario.adjustments],
        reason=reason,
        until=until,
        clock_ms=clock_ms,
        ctx=ctx,
        compute=compute,
    )


def drop_scenario(
    store: NetworkStore,
    scenario_id: ScenarioId,
    *,
    of_plan: PlanId | None = None,
    reason: str,
    ctx: Context,
) -> Revision:
    """Remove a scenario; the plan and the data stay as they are.

    Parameters
    ----------
    of_plan
        Plan that it is said to belong to, None if nothing is said.

    Raises
    ------
    NotFoundError
        If there is no such scenario, or it belongs to another plan.
    """
    require(ctx.actor, Right.PLAN)
    network = store.read()
    change = Change(before=_found(network, scenario_id, of_plan), after=None)
    return _decide(store, change, network, reason=reason, ctx=ctx)


def read_scenarios_document(
    store: NetworkStore, plan_id: PlanId, *, say: Say, ctx: Context, compute: Compute = here
) -> dict[str, Any]:
    """Return a plan beside all that is tried on it, computed on the data of the plan.

    A scenario that cannot be is told with the reason.

    Parameters
    ----------
    compute
        Calculates and checks each plan, such as in a process of its own.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    ConflictError
        If a plan was not computed to its end: that says nothing of the scenario.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    planned = stored_plan(network, plan_id)
    then = store.read(at=Revision(planned.plan.network_revision))
    columns = [Column(scenario=None, outcome=outcome_of(planned, planned))]
    own = (scenario for scenario in network.scenarios if scenario.plan == plan_id)
    for scenario in sorted(own, key=lambda one: (len(one.id), one.id)):
        try:
            some = [read_adjustment(text) for text in scenario.adjustments]
            outcome = outcome_of(tried(then, planned, some, compute), planned)
        except (InputError, NotFoundError) as refused:
            columns.append(Column(scenario=scenario, outcome=None, refusal=refused.message))
        else:
            columns.append(Column(scenario=scenario, outcome=outcome))
    return scenarios_document(network, plan_id, columns, say)


def _found(network: Network, scenario_id: ScenarioId, of_plan: PlanId | None) -> Scenario:
    found = network.scenarios.get(scenario_id)
    if found is None:
        raise NotFoundError("scenario.unknown", scenario=scenario_id)
    if of_plan not in (None, found.plan):
        raise NotFoundError("scenario.of_other_plan", scenario=scenario_id, plan=of_plan)
    return found


def _next_id(network: Network, plan: PlanId) -> ScenarioId:
    head = f"{plan}-s"
    used = [
        int(code.removeprefix(head))
        for code in network.scenarios.keys
        if code.startswith(head) and code.removeprefix(head).isdecimal()
    ]
    return ScenarioId(f"{head}{max(used, default=0) + 1}")


def _decide(
    store: NetworkStore, change: Change, network: Network, *, reason: str, ctx: Context
) -> Revision:
    return store.apply(
        ctx.decision(Action.EDIT, (change,), reason=reason),
        based_on=network.revision,
        relies_on=frozenset({Reliance(entity="scenario")}),
    )
