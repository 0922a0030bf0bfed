"""What is decided about a plan on its pages: compute, approve, withdraw, order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.clock import clock_ms
from api.dependencies import ContextDep
from api.fields import Code, Day, Filter, OptionalDay, Reason, Text, parse_school_year
from api.web.page import Crumb, DeskDep, Page
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId
from graph.model.plan import Plan
from services.access import Right, require
from services.assignment.life import move
from services.assignment.workflow import approve, draft, withdraw
from services.orders.compose import ComposedOrder, OrderTerms
from services.orders.workflow import issue, preview
from services.policy import shipped_policy

router = APIRouter()

SEE_OTHER = 303


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage(Page):
    """Context of `order.html`."""

    plan: Annotated[Plan, "The approved plan."]
    number: Annotated[str, "Number of the order, as typed."]
    date: Annotated[Day | None, "Its date."]
    from_date: Annotated[Day | None, "First day of the pairs; none is the school year's."]
    to_date: Annotated[Day | None, "First day after the pairs; none is the school year's."]
    composed: Annotated[ComposedOrder | None, "What the order would change; none before its terms."]
    names: Annotated[Mapping[str, str], "Code → short name."]


def to_plan(code: str, done: str) -> RedirectResponse:
    """Send the reader to a plan, with a word on what was done."""
    return RedirectResponse(f"/plans/{quote(code, safe='')}?done={done}", SEE_OTHER)


@router.post("/plans")
def make_plan(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    school_year: Annotated[Filter, Form()],
    scope: Annotated[Code, Form()] = "region",
    policy: Annotated[Code, Form()] = "krai",
    reason: Annotated[Text, Form()] = "",
) -> Response:
    """Compute a draft and show it."""
    plan = draft(
        desk.site.store,
        shipped_policy(policy),
        school_year=parse_school_year(school_year),
        day=None,
        scope=scope,
        reason=reason or desk.say("web.plans.default_reason"),
        clock_ms=clock_ms,
        ctx=ctx,
    )
    return to_plan(plan, "drafted")


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
    number: Filter = "",
    date: OptionalDay = None,
    from_date: OptionalDay = None,
    to_date: OptionalDay = None,
) -> HTMLResponse:
    """Ask for the terms of the order, then show what it would change."""
    require(ctx.actor, Right.ORDER)
    plan = desk.reading.network.plan(code)
    move(plan, PlanStatus.ORDERED)  # refuses a plan that cannot be ordered, before anybody types
    composed = None
    if number.strip() and date is not None:
        terms = OrderTerms(number=number, date=date, from_date=from_date, to_date=to_date)
        composed = preview(desk.site.store, PlanId(code), terms, say=desk.site.say, ctx=ctx)
    title = desk.say("web.order.heading", plan=plan.id)
    page = OrderPage(
        section="plans",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.plans"), href="/plans"),
            Crumb(text=plan.id, href=f"/plans/{plan.id}"),
            Crumb(text=desk.say("web.order.crumb")),
        ),
        plan=plan,
        number=number,
        date=date or desk.reading.day,
        from_date=from_date,
        to_date=to_date,
        composed=composed,
        names=desk.reading.network.name_of,
    )
    return desk.render("order.html", page)


@router.post("/plans/{code}/order")
def issue_order(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    number: Annotated[Reason, Form()],
    date: Annotated[Day, Form()],
    reason: Annotated[Reason, Form()],
    from_date: Annotated[OptionalDay, Form()] = None,
    to_date: Annotated[OptionalDay, Form()] = None,
) -> Response:
    """Issue the order: its pairs come into force."""
    terms = OrderTerms(number=number, date=date, from_date=from_date, to_date=to_date)
    issue(desk.site.store, PlanId(code), terms, reason=reason, say=desk.site.say, ctx=ctx)
    return to_plan(code, "ordered")
