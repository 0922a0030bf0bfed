"""Somebody refuses: the reason, the smallest replacement, and the draft with a ban."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, Response

from api.clock import clock_ms
from api.dependencies import ComputeDep, ContextDep
from api.fields import Code, Filter, Text, parse_day
from api.web.page import Desk, DeskDep, Page
from api.web.pages.decisions import UNREADABLE, to_plan
from api.web.pages.plans import book_of, plan_crumbs
from graph.errors import ConflictError, InputError
from graph.model.ids import PlanId
from graph.model.plan import Plan
from services.access import Right, require
from services.assignment.job import Compute
from services.assignment.refusal.banned import Refusal
from services.assignment.refusal.workflow import read_refusal_document, refuse
from services.context import Context
from services.views.advice_view import MovedNeed, differing, moved_rows
from services.views.goal_changes import GoalChange
from services.views.partners import Who, build_who
from services.views.plan_view import PlanBook

router = APIRouter()
WHOLE = "whole"
"""Stands for a fault that no single field can mend."""
_FIELD_OF = {"adjust.until_past": "until"}
"""Code of a refusal → field that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a refusal leads to."""

    texts: tuple[str, ...]
    moved: tuple[MovedNeed, ...]
    goals: tuple[GoalChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Who refuses whom as the address names them, and what is typed."""

    leader: str
    mentee: str
    direction: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusingPage(Page):
    """Context of `refuse.html`."""

    plan: Annotated[Plan, "The plan that the refusal is about."]
    asked: Annotated[Refused, "Who refuses whom, and what stands in the fields."]
    leader: Annotated[Who | None, "The leader, None if a mentee refuses all."]
    mentee: Annotated[Who | None, "The mentee, None if a leader refuses all."]
    direction: Annotated[str, "Name of the direction, empty for all."]
    usual_until: Annotated[str, "Day until which a refusal holds if none is typed."]
    faults: Annotated[Mapping[str, str], "Field, or `whole`, → what is missing or wrong, in words."]
    preview: Annotated[Preview | None, "What the refusal leads to, None before it can be told."]


@router.get("/plans/{code}/refuse", response_class=HTMLResponse)
def refusing(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    code: Code,
    leader: Filter = "",
    mentee: Filter = "",
    direction: Filter = "",
    reason: Annotated[Text | None, Query()] = None,
    until: Filter = "",
) -> HTMLResponse:
    """Ask why and until when; with a reason show the smallest replacement."""
    require(ctx.actor, Right.PLAN)
    asked = Refused(
        leader=leader, mentee=mentee, direction=direction, reason=reason or "", until=until
    )
    book = book_of(desk, code)
    if reason is None:
        return _page(desk, book, asked, {}, None)
    refusal, faults = _read(desk, asked)
    preview = None
    if refusal is not None:
        try:
            preview = _preview(desk, book, refusal, ctx, compute)
        except (InputError, ConflictError) as error:
            faults = _fault(desk, error)
    return _page(desk, book, asked, faults, preview)


@router.post("/plans/{code}/refuse")
def confirm(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    code: Code,
    leader: Annotated[Filter, Form()] = "",
    mentee: Annotated[Filter, Form()] = "",
    direction: Annotated[Filter, Form()] = "",
    reason: Annotated[Text, Form()] = "",
    until: Annotated[Filter, Form()] = "",
) -> Response:
    """Store the refusal with the draft that takes the plan's place."""
    require(ctx.actor, Right.PLAN)
    asked = Refused(leader=leader, mentee=mentee, direction=direction, reason=reason, until=until)
    refusal, faults = _read(desk, asked)
    if refusal is None:
        return _page(desk, book_of(desk, code), asked, faults, None)
    try:
        made = refuse(
            desk.site.store, PlanId(code), refusal, clock_ms=clock_ms, ctx=ctx, compute=compute
        )
    except InputError as error:
        return _page(desk, book_of(desk, code), asked, _fault(desk, error), None)
    return to_plan(made, "refused")


def _fault(desk: Desk, error: InputError | ConflictError) -> dict[str, str]:
    """Return a refusal at the field that it is about, else for the whole form."""
    return {_FIELD_OF.get(error.code, WHOLE): desk.site.say(error.message)}


def _read(desk: Desk, asked: Refused) -> tuple[Refusal | None, dict[str, str]]:
    """Read what is typed; without a refusal there is a fault for each field in its way."""
    faults: dict[str, str] = {}
    until = None
    try:
        until = parse_day(asked.until)
    except InputError as error:
        faults["until"] = desk.site.say(error.message)
    if not asked.reason.strip():
        faults["reason"] = desk.say("web.fault.reason")
    if faults:
        return None, faults
    return (
        Refusal(
            leader=asked.leader or None,
            mentee=asked.mentee or None,
            direction=asked.direction or None,
            reason=asked.reason.strip(),
            until=until,
        ),
        faults,
    )


def _preview(
    desk: Desk, book: PlanBook, refusal: Refusal, ctx: Context, compute: Compute
) -> Preview:
    document = read_refusal_document(
        desk.site.store, book.plan.id, refusal, say=desk.site.say, ctx=ctx, compute=compute
    )
    return Preview(
        texts=tuple(document["texts"]),
        moved=moved_rows(book.index, document["steps"]),
        goals=differing(document["goals"]),
    )


def _page(
    desk: Desk,
    book: PlanBook,
    asked: Refused,
    faults: Mapping[str, str],
    preview: Preview | None,
) -> HTMLResponse:
    index, plan = book.index, book.plan
    for code in filter(None, (asked.leader, asked.mentee)):
        index.network.organisation(code)  # an unknown one is refused before anybody types
    names = [index.name_of.get(code, code) for code in (asked.leader, asked.mentee) if code]
    usual = Refusal(leader=None, mentee=None, direction=None, reason="", until=None)
    page = RefusingPage(
        section="plans",
        title=desk.say("web.refuse.heading", who=" — ".join(names)),
        crumbs=plan_crumbs(desk, plan.id, desk.say("web.refuse.crumb")),
        plan=plan,
        asked=asked,
        leader=build_who(index, asked.leader) if asked.leader else None,
        mentee=build_who(index, asked.mentee) if asked.mentee else None,
        direction=index.name_of.get(asked.direction, asked.direction),
        usual_until=desk.say("web.refuse.until_usual", day=usual.last_day(plan)),
        faults=faults,
        preview=preview,
    )
    return desk.render("refuse.html", page, status=UNREADABLE if faults else 200)
