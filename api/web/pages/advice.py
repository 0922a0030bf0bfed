"""Advice on a plan: the panel beside it, and a page with a tab for each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.advice import AdviceKind, Asked, read_advice_document
from api.dependencies import ContextDep
from api.fields import Code, Filter
from api.long_questions import require_soon_answered
from api.web.page import Desk, DeskDep, Page
from api.web.pages.plans import book_of, plan_crumbs
from graph.errors import ConflictError, InputError
from graph.model.plan import Plan
from services.assignment.advice.workflow import LARGEST_BUDGET
from services.context import Context
from services.views.advice_view import (
    CurvePoint,
    FairPrice,
    MovedNeed,
    PlaceAdvice,
    Shortage,
    WayOut,
    curve_points,
    fair_price,
    moved_rows,
    place_rows,
    shortages_of,
    ways_for,
    who_instead,
)
from services.views.names import code_of, suggestions
from services.views.plan_view import PlanBook

router = APIRouter()

TABS = (
    AdviceKind.PLACES,
    AdviceKind.BUDGET,
    AdviceKind.WITHOUT,
    AdviceKind.LEARN,
    AdviceKind.STABILITY,
    AdviceKind.FAIRNESS,
    AdviceKind.SHORTAGE,
)
"""Questions about a whole plan, in the order of the tabs."""
_ROWS = {AdviceKind.PLACES: "places", AdviceKind.BUDGET: "steps", AdviceKind.LEARN: "directions"}
"""Where the document of a question keeps leaders with a direction and what they would change."""
_BEST, _WAYS, _SHOWN, _USUAL_BUDGET = 3, 6, 50, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvicePage(Page):
    """Context of `advice.html`."""

    plan: Annotated[Plan, "The plan asked about."]
    kind: Annotated[AdviceKind, "What is asked: one of the tabs."]
    tabs: Annotated[tuple[AdviceKind, ...], "Questions that may be asked."]
    typed: Annotated[Mapping[str, str], "What stands in the fields of the question."]
    leaders: Annotated[tuple[str, ...], "Suggestions for the field of the leader."]
    largest_budget: Annotated[int, "Most new places that may be asked for."]
    is_asked: Annotated[bool, "Whether the question is whole."]
    is_answered: Annotated[bool, "Whether the answer is on the page, or is still to be fetched."]
    fault: Annotated[str, "Why there is no answer, in words."]
    places: Annotated[tuple[PlaceAdvice, ...], "Places that change anything, best first."]
    found: Annotated[int, "How many places change anything."]
    moved: Annotated[tuple[MovedNeed, ...], "Needs whose leader differs."]
    points: Annotated[tuple[CurvePoint, ...], "Points of the stability curve, fewest moves first."]
    price: Annotated[FairPrice | None, "The price of fairness, None for other questions."]
    shortages: Annotated[tuple[Shortage, ...], "Shortages, largest first, with their leaders."]
    texts: Annotated[tuple[str, ...], "The answer in sentences."]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPart(Page):
    """Context of `parts/advice/help.html`."""

    plan: Annotated[Plan, "The plan asked about."]
    ways: Annotated[tuple[WayOut, ...], "What would give the need a leader, best first."]
    found: Annotated[int, "How many ways there are."]
    instead: Annotated[str, "Who would take a new place instead; empty if nobody would."]
    fault: Annotated[str, "Why there is no answer, in words."]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestPlacesPart(Page):
    """Context of `parts/advice/best.html`."""

    plan: Annotated[Plan, "The plan asked about."]
    places: Annotated[tuple[PlaceAdvice, ...], "The best places."]
    found: Annotated[int, "How many places change anything."]
    fault: Annotated[str, "Why there is no answer, in words."]


def advice_document_of(desk: Desk, ctx: Context, asked: Asked) -> Mapping[str, Any]:
    """Return the answer to a question, computed once for each revision.

    Raises
    ------
    InputError
        If the question does not say all that its kind needs.
    NotFoundError
        If there is no such organisation.
    ConflictError
        If nothing exact can be said of the plan, or not soon.
    """
    require_soon_answered(desk.site.store, asked.plan, "advise")
    question = (asked.plan, asked.kind, asked.organisation, asked.budget)
    return desk.reading.derived(
        f"advice:{question}",
        lambda: read_advice_document(desk.site.store, asked, say=desk.site.say, ctx=ctx),
    )


@router.get("/plans/{code}/advice/best", response_class=HTMLResponse)
def best_places(desk: DeskDep, ctx: ContextDep, code: Code) -> HTMLResponse:
    """Show the three best places for one more, as a part of the page of the plan."""
    book = book_of(desk, code)
    places: tuple[PlaceAdvice, ...] = ()
    fault = ""
    try:
        asked = Asked(plan=book.plan.id, kind=AdviceKind.PLACES)
        places = place_rows(book.index, advice_document_of(desk, ctx, asked)["places"])
    except (ConflictError, InputError) as error:
        fault = desk.site.say(error.message)
    part = BestPlacesPart(
        section="plans",
        title="",
        plan=book.plan,
        places=places[:_BEST],
        found=len(places),
        fault=fault,
    )
    return desk.render("parts/advice/best.html", part)


@router.get("/plans/{code}/advice/help", response_class=HTMLResponse)
def ways_out(
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    mentee: Annotated[Code, Query()],
    direction: Annotated[Code, Query()],
) -> HTMLResponse:
    """Show what would give an open need a leader, as a part of its page."""
    book = book_of(desk, code)
    ways: tuple[WayOut, ...] = ()
    instead = fault = ""
    try:
        asked = Asked(plan=book.plan.id, kind=AdviceKind.HELP, organisation=mentee)
        needs = advice_document_of(desk, ctx, asked)["needs"]
        ways, instead = ways_for(needs, direction), who_instead(needs, direction)
    except (ConflictError, InputError) as error:
        fault = desk.site.say(error.message)
    part = HelpPart(
        section="plans",
        title="",
        plan=book.plan,
        ways=ways[:_WAYS],
        found=len(ways),
        instead=instead,
        fault=fault,
    )
    return desk.render("parts/advice/help.html", part)


@router.get("/plans/{code}/advice", response_class=HTMLResponse)
def advice(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    tab: Annotated[Filter, Query(alias="kind")] = "",
    budget: Filter = "",
    organisation: Filter = "",
    now: Annotated[str, Query(pattern="^1?$")] = "",
) -> HTMLResponse:
    """Answer one question about a plan; first the page with its frame, then the answer."""
    book = book_of(desk, code)
    kind = AdviceKind(tab) if tab in TABS else AdviceKind.PLACES
    typed = {
        "budget": budget or (str(_USUAL_BUDGET) if kind is AdviceKind.BUDGET else ""),
        "organisation": organisation,
    }
    asked, fault = _question(desk, book, kind, typed)
    answer: Mapping[str, Any] = {}
    if asked is not None and now:
        try:
            answer = advice_document_of(desk, ctx, asked)
        except (ConflictError, InputError) as error:
            fault = desk.site.say(error.message)
    places = place_rows(book.index, answer.get(_ROWS.get(kind, ""), ()))
    is_without = kind is AdviceKind.WITHOUT
    page = AdvicePage(
        section="plans",
        title=desk.say("web.advice.heading", plan=book.plan.id),
        crumbs=plan_crumbs(desk, book.plan.id, desk.say("web.advice.crumb")),
        plan=book.plan,
        kind=kind,
        tabs=TABS,
        typed=typed,
        leaders=suggestions(book.index, book.places_of) if is_without else (),
        largest_budget=LARGEST_BUDGET,
        is_asked=asked is not None,
        is_answered=bool(now or fault),
        fault=fault,
        places=places[:_SHOWN],
        found=len(places),
        moved=moved_rows(book.index, answer.get("steps", ())) if is_without else (),
        points=curve_points(answer.get("points", ())),
        price=fair_price(book.index, answer) if "price" in answer else None,
        shortages=shortages_of(book.index, answer.get("groups", ())),
        texts=tuple(answer.get("texts", ())),
    )
    return desk.render("advice.html", page)


def _question(
    desk: Desk, book: PlanBook, kind: AdviceKind, typed: Mapping[str, str]
) -> tuple[Asked | None, str]:
    """Return the question, or None with why it is not whole; both empty before anybody types."""
    organisation, budget = "", None
    if kind is AdviceKind.WITHOUT:
        if not typed["organisation"]:
            return None, ""
        try:
            organisation = code_of(book.index, typed["organisation"], book.places_of)
        except InputError as error:
            return None, desk.site.say(error.message)
    if kind is AdviceKind.BUDGET:
        if not typed["budget"].isdecimal():
            return None, desk.say("advice.no_number", most=LARGEST_BUDGET)
        budget = int(typed["budget"])
    return (
        Asked(plan=book.plan.id, kind=kind, organisation=organisation, budget=budget),
        "",
    )
