"""Plans: their list, one plan, and why a pair; reading only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.documents import open_need_texts
from api.fields import Code, Filter
from api.reports import problem_of
from api.web.page import Crumb, Desk, DeskDep, Page
from api.web.pages.strip import Strip, Tries, make_strip
from graph.model.choices import OpenReason, PlanStatus
from graph.model.ids import SchoolYear
from graph.model.organisation import Municipality
from graph.model.plan import Plan
from graph.texts import message
from graph.valid_time import previous
from services.assignment.approval import has_moved
from services.named import named_all
from services.policy import shipped_names
from services.views.comparison_view import (
    ComparisonQuery,
    LineKind,
    build_compared_lines,
    comparable_plans,
    past_plan,
)
from services.views.other_leaders import OtherLeader
from services.views.pair_view import PairView, build_pair_view
from services.views.partners import Who, build_who
from services.views.plan_rows import PAGE, WHOLE, PlanQuery, PlanRows, build_plan_rows
from services.views.plan_view import LeaderLoad, PlanBook, PlanLine, build_plan_list
from services.views.scenarios_view import ScenarioLine, scenario_lines
from services.views.try_view import readable_tries

router = APIRouter()

LADDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "help",
        (
            "needs_of_level_3_covered",
            "mentees_with_leader",
            "needs_of_level_2_covered",
            "needs_of_level_1_covered",
        ),
    ),
    ("fair", ("open_needs_squared", "overlooked_covered", "preferred_pairs", "pairs_kept")),
    ("bearable", ("min_load_shortfall", "distance_bands", "points", "load_squared")),
)
"""Groups of goals on the page of a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansPage(Page):
    """Context of `plans.html`."""

    heading: Annotated[str, "How many plans there are, in words."]
    lines: Annotated[tuple[PlanLine, ...], "Plans with what each reaches."]
    scopes: Annotated[Mapping[str, str], "Scope → its words."]
    years: Annotated[tuple[SchoolYear, ...], "School years that can be planned, newest first."]
    municipalities: Annotated[tuple[Municipality, ...], "Municipalities, for the scope."]
    policies: Annotated[tuple[str, ...], "Names of the shipped policies."]
    bases: Annotated[tuple[Plan, ...], "Plans that a new one may be kept close to, newest first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(Page):
    """Context of `plan.html`."""

    book: Annotated[PlanBook, "The plan with its goals, load, shortages."]
    rows: Annotated[PlanRows, "A page of pairs and open needs."]
    tab: Annotated[str, "Which table is shown: pairs, open or load."]
    load: Annotated[tuple[tuple[Who, LeaderLoad], ...], "A page of the load of leaders."]
    scope: Annotated[str, "Scope of the plan, in words."]
    last_year: Annotated[SchoolYear, "School year before the plan's."]
    ladder: Annotated[tuple[tuple[str, tuple[str, ...]], ...], "Groups of goals in their order."]
    group_title: Annotated[Mapping[str, str], "Group of shortage → its directions."]
    short_by: Annotated[int, "Needs that stay open in any plan."]
    leaders_named: Annotated[Mapping[str, str], "Leader of a shortage → name and municipality."]
    open_text: Annotated[Mapping[str, str], "Key of an open need → its sentence."]
    names: Annotated[Mapping[str, str], "Code → short name."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    is_filtered: Annotated[bool, "Whether anything narrows the tables."]
    scenarios: Annotated[tuple[ScenarioLine, ...], "What is tried on it and kept under a name."]
    strip: Annotated[Strip, "What is tried on the plan, and the form for one more."]
    others: Annotated[tuple[Plan, ...], "Plans that it may be compared with, the likeliest first."]
    past: Annotated[Plan | None, "The final plan of last year, if there is one."]
    since: Annotated[Mapping[LineKind, int], "Kind of change since that plan → lines."]
    is_whole: Annotated[bool, "Whether all rows are shown, as for paper."]
    is_old: Annotated[bool, "Whether data that a draft was computed from have changed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage(Page):
    """Context of `pair.html`."""

    view: Annotated[PairView, "The pair with the rules, the numbers and the other leaders."]
    verdict: Annotated[str, "Why this leader, in one or two sentences."]


@router.get("/plans", response_class=HTMLResponse)
def plans(desk: DeskDep) -> HTMLResponse:
    """List the plans, and offer to compute a new one."""
    network = desk.reading.network
    lines = build_plan_list(network)
    title = desk.say("web.section.plans")
    municipalities = sorted(network.municipalities, key=lambda m: m.name)
    page = PlansPage(
        section="plans",
        title=title,
        crumbs=(Crumb(text=title),),
        heading=desk.say("web.plans.heading", n=len(lines))
        if lines
        else desk.say("web.plans.heading_none"),
        lines=lines,
        scopes={line.plan.scope: scope_words(desk, line.plan.scope) for line in lines},
        years=tuple(sorted(set(network.needs.column("school_year")), reverse=True)),
        municipalities=tuple(municipalities),
        policies=shipped_names(),
        bases=tuple(line.plan for line in lines if line.plan.status is not PlanStatus.WITHDRAWN),
    )
    return desk.render("plans.html", page)


def scope_words(desk: Desk, scope: str) -> str:
    """Return the words for the scope of a plan."""
    kind, _, code = scope.partition(":")
    if kind == "municipality":
        return desk.reading.network.name_of.get(code, code)
    return desk.say(f"web.scope.{kind}")


def read_rows_query(
    *,
    q: Filter = "",
    direction: Filter = "",
    municipality: Filter = "",
    level: Literal["", "1", "2", "3"] = "",
    state: Literal["", "new", "kept", "far", "border", "pinned"] = "",
    reason: OpenReason | Literal[""] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    rows: Annotated[str, Query(pattern="^(all)?$")] = "",
) -> PlanQuery:
    """Return which rows of a plan an address asks for; ``rows=all`` shows all, as paper does."""
    return PlanQuery(
        text=q,
        direction=direction,
        municipality=municipality,
        level=int(level) if level else None,
        state=state,
        reason=reason or None,
        offset=0 if rows else offset,
        limit=WHOLE if rows else PAGE,
    )


@router.get("/plans/{code}", response_class=HTMLResponse)
def plan(
    *,
    request: Request,
    desk: DeskDep,
    code: Code,
    query: Annotated[PlanQuery, Depends(read_rows_query)],
    tab: Literal["pairs", "open", "load"] = "pairs",
    tries: Tries = "",
) -> HTMLResponse:
    """Show one plan: goals, pairs, open needs, load, shortages."""
    reading = desk.reading
    book = book_of(desk, code)
    load = book.load[query.offset : query.offset + query.limit] if tab == "load" else ()
    title = desk.say("web.plan.heading", plan=book.plan.id)
    past = past_plan(reading.network, book.plan)
    tried, unread = readable_tries(tries)
    page = PlanPage(
        section="plans",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.plans"), href="/plans"),
            Crumb(text=book.plan.school_year),
            Crumb(text=book.plan.id),
        ),
        notice=_notice(desk, request, book),
        book=book,
        rows=build_plan_rows(book, query),
        tab=tab,
        load=tuple((build_who(reading.index, one.leader), one) for one in load),
        scope=scope_words(desk, book.plan.scope),
        last_year=previous(book.plan.school_year),
        ladder=LADDER,
        group_title=_group_titles(book),
        short_by=sum(group.short_by for group in book.groups),
        leaders_named=named_all(
            reading.network, (one for group in book.groups for one in group.leaders)
        ),
        open_text=open_need_texts(reading, code),
        names=reading.network.name_of,
        query=dict(request.query_params),
        is_filtered=query != PlanQuery(offset=query.offset, limit=query.limit),
        scenarios=scenario_lines(reading.index, book.plan.id),
        strip=make_strip(book, tried, unread=unread),
        others=comparable_plans(reading.network, book.plan),
        past=past,
        since=_since(desk, book, past),
        is_whole=query.limit == WHOLE,
        is_old=_is_old(desk, book.plan),
    )
    return desk.render("plan.html", page)


def book_of(desk: Desk, code: str) -> PlanBook:
    """Return a plan with its lines, looked up once for each revision."""
    reading = desk.reading
    return reading.derived(f"book:{code}", lambda: PlanBook(reading.index, code))


def plan_crumbs(desk: Desk, plan: str, here: str, *, query: str = "") -> tuple[Crumb, ...]:
    """Return the way to a page below a plan; `query` chooses the tab of the plan to go back to."""
    return (
        Crumb(text=desk.say("web.section.plans"), href="/plans"),
        Crumb(text=plan, href=f"/plans/{quote(plan, safe='')}{query}"),
        Crumb(text=here),
    )


def _is_old(desk: Desk, plan: Plan) -> bool:
    """Whether data that a draft was computed from have changed since."""
    if plan.status is not PlanStatus.DRAFT:
        return False
    return desk.reading.derived(f"moved:{plan.id}", lambda: has_moved(desk.reading.network, plan))


def _since(desk: Desk, book: PlanBook, past: Plan | None) -> Mapping[LineKind, int]:
    """Count how the plan differs from the final one of last year; empty if there is none."""
    if past is None:
        return {}
    found = build_compared_lines(book_of(desk, past.id), book, {}, ComparisonQuery(limit=0))
    return found.counts


def _notice(desk: Desk, request: Request, book: PlanBook) -> str:
    done = request.query_params.get("done", "")
    if done == "ordered" and book.order is not None:
        begins = "soon" if desk.reading.day < book.order.from_date else "now"
        return desk.say(
            f"web.done.ordered_{begins}", number=book.order.number, start=book.order.from_date
        )
    known = {"drafted", "approved", "withdrawn", "refused"}
    return desk.say(f"web.done.{done}") if done in known else ""


def _group_titles(book: PlanBook) -> dict[str, str]:
    names = book.index.name_of
    return {
        group.group: ", ".join(
            sorted({names.get(member.partition("|")[2], member) for member in group.members})
        )
        for group in book.groups
    }


@router.get("/plans/{code}/pairs/{mentee}/{direction}", response_class=HTMLResponse)
def pair(desk: DeskDep, code: Code, mentee: Code, direction: Code) -> HTMLResponse:
    """Show why the plan gives a mentee its leader in a direction."""
    book = book_of(desk, code)
    view = build_pair_view(book, problem_of(desk.reading, book), mentee, direction)
    title = desk.say("web.why.heading", leader=view.leader.name, mentee=view.mentee.name)
    page = PairPage(
        section="plans",
        title=title,
        crumbs=plan_crumbs(desk, book.plan.id, f"{view.leader.name} — {view.mentee.name}"),
        view=view,
        verdict=_verdict(desk, view),
    )
    return desk.render("pair.html", page)


def _verdict(desk: Desk, view: PairView) -> str:
    if view.line.pinned:
        return desk.say("web.verdict.pinned")
    if not view.others:
        return desk.say("web.verdict.only")
    if not view.nearer:
        return desk.say("web.verdict.nearest")
    passing = [other for other in view.nearer if other.passes]
    suits = message("web.verdict.suits", n=len(passing)) if passing else None
    told = [
        desk.say("web.verdict.nearer", n=len(view.nearer), suits=suits)
        if suits
        else desk.say("web.verdict.none_suits", n=len(view.nearer))
    ]
    remote = [o.counts_as_km for o in view.nearer if o.counts_as_km is not None]
    if remote:
        told.append(desk.say("web.verdict.counted", n=len(remote), km=f"{max(remote):g}"))
    by_reason: dict[str, list[OtherLeader]] = {}
    for other in passing:
        by_reason.setdefault(other.fails, []).append(other)
    for reason, some in by_reason.items():
        names = tuple(message("web.verdict.name", name=other.who.name) for other in some[:3])
        told.append(desk.say(f"web.verdict.{reason}", n=len(some), names=names))
    return " ".join(told)
