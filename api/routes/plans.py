"""Assignment plans over HTTP."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.clock import clock_ms
from api.dependencies import ComputeDep, ContextDep, ReadingDep, SiteDep, read
from api.documents import document_text, plan_document_of
from api.fields import Code, Filter, parse_school_year
from api.problems import responses
from api.routes.answers import OrderOut, PlanLineOut, RevisionOut
from api.routes.bodies import OrderBody, PlanBody, ReasonBody
from graph.errors import InputError
from graph.model.ids import PlanId
from graph.texts import message
from services.assignment.workflow import approve, draft, withdraw
from services.orders.compose import OrderTerms
from services.orders.document import order_document
from services.orders.workflow import issue, preview
from services.policy import shipped_policy
from services.views.plan_view import build_plan_list

router = APIRouter(prefix="/plans", tags=["plans"])


@router.get("", summary="List plans")
def list_plans(reading: ReadingDep) -> list[PlanLineOut]:
    """Return all plans, the newest year first."""
    return [PlanLineOut.of(line) for line in build_plan_list(reading.network)]


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Draft an assignment plan",
    responses=responses(400, 403, 404, 409),
)
def draft_document(site: SiteDep, ctx: ContextDep, compute: ComputeDep, body: PlanBody) -> Response:
    """Plan on the network as it stands, and return the plan document.

    Nothing is decided until the plan is approved. A large network takes up to two minutes; who
    closes the connection before stops the calculation, and nothing is stored.
    """
    plan = draft(
        site.store,
        shipped_policy(body.policy),
        school_year=parse_school_year(body.school_year),
        day=body.as_of,
        scope=body.scope,
        reason=body.reason or site.say(message("web.plans.default_reason")),
        clock_ms=clock_ms,
        ctx=ctx,
        max_changes=body.max_changes,
        base=body.base,
        compute=compute,
    )
    document = plan_document_of(read(site, site.today()), plan)
    return _written(document, HTTPStatus.CREATED)


@router.get("/{code}", summary="One plan", responses=responses(404))
def show_document(reading: ReadingDep, code: Code) -> Response:
    """Return the plan document, the same that `methodnet plan --json` writes, byte for byte."""
    return _written(plan_document_of(reading, code))


@router.get("/{code}/explanation", summary="Why", responses=responses(404))
def explain_document(
    reading: ReadingDep,
    code: Code,
    mentee: Annotated[Filter, Query(description="Code of a mentee; empty for all.")] = "",
    leader: Annotated[Filter, Query(description="Code of a leader; empty for all.")] = "",
) -> dict[str, Any]:
    """Return why each pair stands, and why each open need is open."""
    document = plan_document_of(reading, code)
    for organisation in filter(None, (mentee, leader)):
        reading.network.organisation(organisation)
    return {
        "plan": code,
        "assignments": [
            line
            for line in document["assignments"]
            if mentee in {"", line["mentee"]} and leader in {"", line["leader"]}
        ],
        "open_needs": [
            line for line in document["open_needs"] if not leader and mentee in {"", line["mentee"]}
        ],
    }


@router.post("/{code}/approval", summary="Approve a draft", responses=responses(400, 403, 404, 409))
def approve_plan(site: SiteDep, ctx: ContextDep, code: Code, body: ReasonBody) -> RevisionOut:
    """Approve a draft after the independent check on the network of today."""
    return RevisionOut(revision=approve(site.store, PlanId(code), reason=body.reason, ctx=ctx))


@router.post(
    "/{code}/withdrawal", summary="Withdraw a plan", responses=responses(400, 403, 404, 409)
)
def withdraw_plan(site: SiteDep, ctx: ContextDep, code: Code, body: ReasonBody) -> RevisionOut:
    """Withdraw a draft or an approved plan; it stays readable."""
    return RevisionOut(revision=withdraw(site.store, PlanId(code), reason=body.reason, ctx=ctx))


@router.post(
    "/{code}/order", summary="Order an approved plan", responses=responses(400, 403, 404, 409)
)
def order_plan(site: SiteDep, ctx: ContextDep, code: Code, body: OrderBody) -> OrderOut:
    """Show what the order would change; with `confirm` put its pairs in force."""
    terms = OrderTerms(
        number=body.number, date=body.date, from_date=body.from_date, to_date=body.to_date
    )
    if not body.confirm:
        composed = preview(site.store, PlanId(code), terms, say=site.say, ctx=ctx)
        return OrderOut.model_validate(order_document(composed, None))
    if not body.reason:
        raise InputError("web.order.no_reason")
    composed, revision = issue(
        site.store, PlanId(code), terms, reason=body.reason, say=site.say, ctx=ctx
    )
    return OrderOut.model_validate(order_document(composed, revision))


def _written(document: Mapping[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(document_text(document), status_code=status, media_type="application/json")
