"""What if: pins, bans, wishes and places tried on a plan; nothing is decided here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.dependencies import ContextDep
from api.fields import Code, Filter
from api.long_questions import require_soon_answered
from api.web.page import DeskDep, Page
from api.web.pages.plans import book_of, plan_crumbs
from api.web.pages.strip import LONGEST_TRIES, Strip, Tries, TypedTry, make_strip
from graph.errors import ConflictError, InputError, NotFoundError
from graph.model.ids import DirectionId, OrganisationId
from graph.model.plan import Plan
from services.assignment.adjustment import Adjustment, AdjustmentKind, require_some
from services.assignment.whatif.workflow import read_what_if_document
from services.views.names import code_of, suggestions
from services.views.plan_view import PlanBook
from services.views.try_view import (
    added,
    build_answer,
    read_try,
    readable_tries,
    write_tries,
)

router = APIRouter()
_MORE, _LESS = "more", "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage(Page):
    """Context of `what_if.html`."""

    plan: Annotated[Plan, "The plan that is tried on."]
    strip: Annotated[Strip, "What is tried, the form for one more, and the answer."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPart(Page):
    """Context of `parts/try/names.html`."""

    leaders: Annotated[tuple[str, ...], "Suggestions for the field of the leader."]
    mentees: Annotated[tuple[str, ...], "Suggestions for the field of the mentee."]


@router.get("/plans/{code}/what-if/names", response_class=HTMLResponse)
def names(desk: DeskDep, code: Code) -> HTMLResponse:
    """Give the suggestions of the fields, as a part that the form asks for when it is used."""
    book = book_of(desk, code)
    part = NamesPart(
        section="plans",
        title="",
        leaders=suggestions(book.index, book.places_of),
        mentees=suggestions(book.index, _mentees(book)),
    )
    return desk.render("parts/try/names.html", part)


@router.get("/plans/{code}/what-if", response_class=HTMLResponse)
def what_if(
    *,
    request: Request,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    tries: Tries = "",
    add: Filter = "",
    kind: Filter = "",
    leader: Filter = "",
    mentee: Filter = "",
    direction: Filter = "",
) -> HTMLResponse:
    """Show what the adjustments do to the plan; with fields of the form, one adjustment more."""
    book = book_of(desk, code)
    typed = TypedTry(kind=kind, leader=leader, mentee=mentee, direction=direction)
    tried, unread = readable_tries(tries)
    fault, answer = "", None
    try:
        if add:
            tried = _one_more(tried, read_try(add))
        elif kind:
            tried = _one_more(tried, _read(book, typed))
            typed = TypedTry()
    except InputError as error:
        fault = desk.site.say(error.message)
    if tried:
        try:
            require_soon_answered(desk.site.store, book.plan.id, "whatif")
            document = read_what_if_document(
                desk.site.store,
                book.plan.id,
                [str(one) for one in tried],
                keep=desk.site.prepared.keep,
                say=desk.site.say,
                ctx=ctx,
            )
            answer = build_answer(book.index, document)
        except (ConflictError, InputError) as error:
            fault = fault or desk.site.say(error.message)
        except NotFoundError as error:
            fault = fault or desk.say("web.try.unknown", what=error.message)
    page = WhatIfPage(
        section="plans",
        title=desk.say("web.try.title", plan=book.plan.id),
        crumbs=plan_crumbs(desk, book.plan.id, desk.say("web.try.crumb")),
        plan=book.plan,
        strip=make_strip(book, tried, typed=typed, fault=fault, answer=answer, unread=unread),
    )
    made = desk.render("what_if.html", page)
    address = _address(request, book.plan.id, write_tries(tried))
    if address:
        made.headers["hx-push-url"] = address
    return made


def _one_more(tried: tuple[Adjustment, ...], new: Adjustment) -> tuple[Adjustment, ...]:
    """Return what is tried with one adjustment more.

    Raises
    ------
    InputError
        If that is more than may be tried at once, or than an address holds.
    """
    more = added(tried, new)
    if len(more) > len(tried):
        require_some(more)
    if len(write_tries(more)) > LONGEST_TRIES:
        raise InputError("web.try.too_long")
    return more


def _read(book: PlanBook, typed: TypedTry) -> Adjustment:
    """Read the fields of the form.

    Raises
    ------
    InputError
        If a name is not known, or the kind of adjustment needs what is not given.
    """
    leader = OrganisationId(code_of(book.index, typed.leader, book.places_of))
    direction = DirectionId(typed.direction) if typed.direction else None
    if typed.kind in {_MORE, _LESS}:
        if direction is None:
            raise InputError("web.try.no_direction")
        return Adjustment(
            kind=AdjustmentKind.PLACES,
            leader=leader,
            direction=direction,
            places=1 if typed.kind == _MORE else -1,
        )
    if typed.kind not in set(AdjustmentKind):
        raise InputError("web.try.refused", text=typed.kind)
    return Adjustment(
        kind=AdjustmentKind(typed.kind),
        leader=leader,
        mentee=OrganisationId(code_of(book.index, typed.mentee, _mentees(book))),
        direction=direction,
    )


def _mentees(book: PlanBook) -> set[str]:
    covered = {line.mentee for line in book.assignments}
    return covered | {line.mentee for line in book.open_needs}


def _address(request: Request, plan: str, tries: str) -> str:
    """Return the address of the page that asks, with what is tried now; empty outside a plan."""
    asking = urlsplit(request.headers.get("hx-current-url", ""))
    if asking.path != f"/plans/{quote(plan, safe='')}":
        return ""
    query: Mapping[str, str] = dict(parse_qsl(asking.query))
    kept = {name: value for name, value in query.items() if name not in {"try", "done"}}
    return f"{asking.path}?{urlencode(kept | ({'try': tries} if tries else {}))}".rstrip("?")
