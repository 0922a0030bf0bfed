"""What is tried becomes a scenario or a draft; scenarios stand side by side."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.clock import clock_ms
from api.dependencies import ComputeDep, ContextDep
from api.fields import Code, Filter, Reason, parse_day
from api.web.page import Desk, DeskDep, Page
from api.web.pages.decisions import SEE_OTHER, to_plan
from api.web.pages.plans import book_of, plan_crumbs
from api.web.pages.strip import TriesForm
from graph.model.ids import PlanId, ScenarioId
from graph.model.plan import Plan
from services.assignment.job import Compute
from services.assignment.scenarios.workflow import (
    draft_adjusted,
    draft_scenario,
    drop_scenario,
    read_scenarios_document,
    save_scenario,
)
from services.context import Context
from services.views.plan_view import PlanBook, ShownGoal
from services.views.scenarios_view import (
    ScenarioLine,
    SideBySide,
    scenario_lines,
    side_by_side,
)
from services.views.try_view import read_tries

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenariosPage(Page):
    """Context of `scenarios.html`."""

    plan: Annotated[Plan, "The plan that is tried on."]
    lines: Annotated[tuple[ScenarioLine, ...], "Scenarios of the plan."]
    goals: Annotated[tuple[ShownGoal, ...], "Goals of the plan as it stands."]
    found: Annotated[SideBySide | None, "What each comes to; None before it is asked."]


@router.post("/plans/{code}/scenarios")
def keep_scenario(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    code: Code,
    tries: TriesForm,
    name: Annotated[Reason, Form()],
    reason: Annotated[Reason, Form()],
) -> Response:
    """Keep what is tried under a name."""
    save_scenario(
        desk.site.store,
        PlanId(code),
        name,
        read_tries(tries),
        reason=reason,
        ctx=ctx,
        compute=compute,
    )
    return _to_scenarios(code, "scenario_kept")


@router.post("/plans/{code}/adjust")
def adjust(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    code: Code,
    tries: TriesForm,
    reason: Annotated[Reason, Form()],
    until: Annotated[Filter, Form()] = "",
) -> Response:
    """Make what is tried a draft: its restrictions and places become data."""
    made = draft_adjusted(
        desk.site.store,
        PlanId(code),
        read_tries(tries),
        reason=reason,
        until=parse_day(until),
        clock_ms=clock_ms,
        ctx=ctx,
        compute=compute,
    )
    return to_plan(made, "drafted")


@router.post("/plans/{code}/scenarios/{scenario}/draft")
def make_draft(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    code: Code,
    scenario: Code,
    reason: Annotated[Reason, Form()],
) -> Response:
    """Make a scenario the draft."""
    made = draft_scenario(
        desk.site.store,
        ScenarioId(scenario),
        of_plan=PlanId(code),
        reason=reason,
        until=None,
        clock_ms=clock_ms,
        ctx=ctx,
        compute=compute,
    )
    return to_plan(made, "drafted")


@router.post("/plans/{code}/scenarios/{scenario}/drop")
def drop(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    scenario: Code,
    reason: Annotated[Reason, Form()],
) -> Response:
    """Remove a scenario."""
    drop_scenario(
        desk.site.store, ScenarioId(scenario), of_plan=PlanId(code), reason=reason, ctx=ctx
    )
    return _to_scenarios(code, "scenario_dropped")


@router.get("/plans/{code}/scenarios", response_class=HTMLResponse)
def scenarios(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    code: Code,
    now: Annotated[str, Query(pattern="^1?$")] = "",
    done: Filter = "",
) -> HTMLResponse:
    """Show the scenarios of a plan; first their list, then what each comes to."""
    book = book_of(desk, code)
    lines = scenario_lines(book.index, code)
    known = {"scenario_kept", "scenario_dropped"}
    page = ScenariosPage(
        section="plans",
        title=desk.say("web.scenarios.heading", plan=book.plan.id),
        crumbs=plan_crumbs(desk, book.plan.id, desk.say("web.scenarios.crumb")),
        notice=desk.say(f"web.done.{done}") if done in known else "",
        plan=book.plan,
        lines=lines,
        goals=book.goals,
        found=_side_by_side(desk, book, ctx, compute) if now and lines else None,
    )
    return desk.render("scenarios.html", page)


def _side_by_side(desk: Desk, book: PlanBook, ctx: Context, compute: Compute) -> SideBySide:
    document = desk.reading.derived(
        f"scenarios:{book.plan.id}",
        lambda: read_scenarios_document(
            desk.site.store, book.plan.id, say=desk.site.say, ctx=ctx, compute=compute
        ),
    )
    return side_by_side(book.index, document)


def _to_scenarios(code: str, done: str) -> RedirectResponse:
    return RedirectResponse(f"/plans/{quote(code, safe='')}/scenarios?done={done}", SEE_OTHER)
