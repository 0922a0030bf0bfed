"""Why a need is open, and what another leader would change; parts of the pages of one need."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.advice import AdviceKind, Asked, read_advice_document
from api.dependencies import ContextDep
from api.documents import open_need_texts
from api.fields import Code
from api.long_questions import require_soon_answered
from api.reports import problem_of
from api.web.page import DeskDep, Page
from api.web.pages.plans import book_of, plan_crumbs
from graph.errors import ConflictError, InputError
from graph.model.plan import Plan
from graph.model.record import key_of
from services.views.alternatives_view import AlternativesView, build_alternatives
from services.views.need_view import OpenNeedView, build_open_need_view
from services.views.partners import Who, build_who

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeedPage(Page):
    """Context of `need.html`."""

    view: Annotated[OpenNeedView, "The need with its reason and the leaders of its direction."]
    text: Annotated[str, "Why it is open, in one sentence."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativesPart(Page):
    """Context of `parts/pair/alternatives.html`."""

    plan: Annotated[Plan, "The plan asked about."]
    found: Annotated[AlternativesView | None, "Other leaders side by side, None with a fault."]
    leader: Annotated[Who | None, "The leader in the plan, None for an open need."]
    km: Annotated[float | None, "Distance to that leader."]
    fault: Annotated[str, "Why there is no answer, in words."]


@router.get("/plans/{code}/need", response_class=HTMLResponse)
def open_need(
    desk: DeskDep,
    code: Code,
    mentee: Annotated[Code, Query()],
    direction: Annotated[Code, Query()],
) -> HTMLResponse:
    """Show why the plan leaves a need open, and who could help."""
    book = book_of(desk, code)
    view = build_open_need_view(book, problem_of(desk.reading, book), mentee, direction)
    texts: Mapping[str, Any] = open_need_texts(desk.reading, code)
    page = OpenNeedPage(
        section="plans",
        title=desk.say("web.need_page.heading", mentee=view.mentee.name),
        crumbs=plan_crumbs(desk, book.plan.id, view.mentee.name, query="?tab=open"),
        view=view,
        text=texts[view.line.key],
    )
    return desk.render("need.html", page)


@router.get("/plans/{code}/alternatives", response_class=HTMLResponse)
def alternatives(
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    mentee: Annotated[Code, Query()],
    direction: Annotated[Code, Query()],
) -> HTMLResponse:
    """Show what other leaders would change, as a part of the page of a pair or an open need."""
    book = book_of(desk, code)
    found, fault = None, ""
    try:
        asked = Asked(
            plan=book.plan.id,
            kind=AdviceKind.ALTERNATIVES,
            organisation=mentee,
            direction=direction,
            keep=desk.site.prepared.keep,
        )
        require_soon_answered(desk.site.store, book.plan.id, "advise")
        document = read_advice_document(desk.site.store, asked, say=desk.site.say, ctx=ctx)
        found = build_alternatives(book.index, document, mentee, direction)
    except (ConflictError, InputError) as error:
        fault = desk.site.say(error.message)
    line = book.index.network.assignments.get(key_of((book.plan.id, mentee, direction)))
    part = AlternativesPart(
        section="plans",
        title="",
        plan=book.plan,
        found=found,
        leader=build_who(book.index, line.leader) if line else None,
        km=line.distance_km if line else None,
        fault=fault,
    )
    return desk.render("parts/pair/alternatives.html", part)
