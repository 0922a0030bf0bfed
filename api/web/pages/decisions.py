"""What is decided about a plan on its pages: compute, approve, withdraw, order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as date_type
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.clock import clock_ms
from api.dependencies import ComputeDep, ContextDep
from api.fields import Code, Filter, Reason, Text, parse_day, parse_school_year
from api.web.page import Desk, DeskDep, Page
from api.web.pages.plans import plan_crumbs
from api.web.words import day as day_text
from graph.errors import InputError
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId
from graph.model.plan import Plan
from graph.valid_time import first_day, following
from services.access import Right, require
from services.assignment.life import move
from services.assignment.workflow import approve, draft, withdraw
from services.named import named_all
from services.orders.compose import ComposedOrder, OrderTerms, begin_of_pairs
from services.orders.workflow import issue, preview
from services.policy import shipped_policy

router = APIRouter()

SEE_OTHER, UNREADABLE = 303, 422


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """Terms of an order as somebody types them; days as ``01.09.2026``."""

    number: str = ""
    date: str = ""
    from_date: str = ""
    to_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage(Page):
    """Context of `order.html`."""

    plan: Annotated[Plan, "The approved plan."]
    typed: Annotated[OrderForm, "What stands in the fields."]
    faults: Annotated[Mapping[str, str], "Field → what is missing or wrong, in words."]
    composed: Annotated[ComposedOrder | None, "What the order would change; none before its terms."]
    names: Annotated[Mapping[str, str], "Code → short name."]
    named: Annotated[Mapping[str, str], "Code of who stands in a pair → name and municipality."]


def to_plan(code: str, done: str) -> RedirectResponse:
    """Send the reader to a plan, with a word on what was done."""
    return RedirectResponse(f"/plans/{quote(code, safe='')}?done={done}", SEE_OTHER)


@router.post("/plans")
def make_plan(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    school_year: Annotated[Filter, Form()],
    scope: Annotated[Code, Form()] = "region",
    policy: Annotated[Code, Form()] = "krai",
    reason: Annotated[Text, Form()] = "",
    max_changes: Annotated[Filter, Form()] = "",
    base: Annotated[Filter, Form()] = "",
) -> Response:
    """Compute a draft and show it; a number of changes keeps it close to another plan."""
    plan = draft(
        desk.site.store,
        shipped_policy(policy),
        school_year=parse_school_year(school_year),
        day=None,
        scope=scope,
        reason=reason or desk.say("web.plans.default_reason"),
        clock_ms=clock_ms,
        ctx=ctx,
        max_changes=_whole(max_changes) if max_changes else None,
        base=base if base and max_changes else None,
        compute=compute,
    )
    return to_plan(plan, "drafted")


def _whole(typed: str) -> int:
    """Read a whole number of changes.

    Raises
    ------
    InputError
        If it is none.
    """
    text = typed.strip()
    if not text.isascii() or not text.isdecimal():
        raise InputError("web.fault.changes", text=text)
    return int(text)


@router.post("/plans/{code}/approve")
def approve_plan(
    desk: DeskDep, ctx: ContextDep, code: Code, reason: Annotated[Reason, Form()]
) -> Response:
    """Approve a draft after checking it on the network of today."""
    approve(desk.site.store, PlanId(code), reason=reason, ctx=ctx)
    return to_plan(code, "approved")


@router.post("/plans/{code}/withdraw")
def withdraw_plan(
    desk: DeskDep, ctx: ContextDep, code: Code, reason: Annotated[Reason, Form()]
) -> Response:
    """Withdraw a draft or an approved plan."""
    withdraw(desk.site.store, PlanId(code), reason=reason, ctx=ctx)
    return to_plan(code, "withdrawn")


@router.get("/plans/{code}/order", response_class=HTMLResponse)
def order(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    number: Filter | None = None,
    date: Filter = "",
    from_date: Filter = "",
    to_date: Filter = "",
) -> HTMLResponse:
    """Ask for the terms of the order, then show what it would change."""
    require(ctx.actor, Right.ORDER)
    plan = desk.reading.network.plan(code)
    move(plan, PlanStatus.ORDERED)  # refuses a plan that cannot be ordered, before anybody types
    if number is None:
        start = begin_of_pairs(desk.reading.network, plan, desk.reading.day)
        empty = OrderForm(
            date=day_text(desk.reading.day),
            from_date=day_text(start),
            to_date=day_text(first_day(following(plan.school_year))),
        )
        return _order_page(desk, plan, empty, {}, None)
    typed = OrderForm(number=number.strip(), date=date, from_date=from_date, to_date=to_date)
    terms, faults = _read_terms(desk, typed)
    composed = None
    if terms is not None:
        try:
            composed = preview(desk.site.store, plan.id, terms, say=desk.site.say, ctx=ctx)
        except InputError as error:
            faults["to_date"] = desk.site.say(error.message)
    return _order_page(desk, plan, typed, faults, composed)


@router.post("/plans/{code}/order")
def issue_order(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    number: Annotated[Text, Form()] = "",
    date: Annotated[Filter, Form()] = "",
    reason: Annotated[Text, Form()] = "",
    from_date: Annotated[Filter, Form()] = "",
    to_date: Annotated[Filter, Form()] = "",
) -> Response:
    """Issue the order: its pairs come into force."""
    require(ctx.actor, Right.ORDER)
    plan = desk.reading.network.plan(code)
    typed = OrderForm(number=number, date=date, from_date=from_date, to_date=to_date)
    terms, faults = _read_terms(desk, typed)
    if terms is None:
        return _order_page(desk, plan, typed, faults, None)
    if not reason:
        faults["reason"] = desk.say("web.fault.reason")
        composed = preview(desk.site.store, plan.id, terms, say=desk.site.say, ctx=ctx)
        return _order_page(desk, plan, typed, faults, composed)
    issue(desk.site.store, plan.id, terms, reason=reason, say=desk.site.say, ctx=ctx)
    return to_plan(code, "ordered")


def _read_terms(desk: Desk, typed: OrderForm) -> tuple[OrderTerms | None, dict[str, str]]:
    """Read what is typed; without terms there is a fault for each field that stands against."""
    faults: dict[str, str] = {}
    days: dict[str, date_type | None] = {}
    for name in ("date", "from_date", "to_date"):
        try:
            days[name] = parse_day(getattr(typed, name))
        except InputError as error:
            faults[name] = desk.site.say(error.message)
    if not typed.number:
        faults["number"] = desk.say("web.fault.number")
    day = days.get("date")
    if day is None:
        faults.setdefault("date", desk.say("web.fault.date"))
    if faults or day is None:
        return None, faults
    terms = OrderTerms(
        number=typed.number, date=day, from_date=days["from_date"], to_date=days["to_date"]
    )
    return terms, faults


def _order_page(
    desk: Desk,
    plan: Plan,
    typed: OrderForm,
    faults: Mapping[str, str],
    composed: ComposedOrder | None,
) -> HTMLResponse:
    title = desk.say("web.order.heading", plan=plan.id)
    page = OrderPage(
        section="plans",
        title=title,
        crumbs=plan_crumbs(desk, plan.id, desk.say("web.order.crumb")),
        plan=plan,
        typed=typed,
        faults=faults,
        composed=composed,
        names=desk.reading.network.name_of,
        named=_named(desk, composed) if composed else {},
    )
    return desk.render("order.html", page, status=UNREADABLE if faults else 200)


def _named(desk: Desk, composed: ComposedOrder) -> Mapping[str, str]:
    pairs = (*composed.begun, *composed.ended, *composed.taken_over)
    ends = {end for pair in pairs for end in (pair.leader, pair.mentee)}
    return named_all(desk.reading.network, ends)
