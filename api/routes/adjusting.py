"""A plan changed in the year over HTTP: adjustments, scenarios, refusals."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.clock import clock_ms
from api.dependencies import ComputeDep, ContextDep, SiteDep, read
from api.documents import document_text, plan_document_of
from api.fields import Code, Text
from api.problems import responses
from api.routes.answers import RevisionOut
from api.routes.bodies import AdjustmentsBody, RefusalBody, ScenarioBody, ScenarioDraftBody
from api.site import Site
from graph.model.ids import PlanId, ScenarioId
from graph.texts import message
from services.assignment.adjustment import read_adjustment
from services.assignment.refusal.banned import Refusal
from services.assignment.refusal.workflow import read_refusal_document, refuse
from services.assignment.scenarios.document import scenario_document
from services.assignment.scenarios.workflow import (
    draft_adjusted,
    draft_scenario,
    drop_scenario,
    read_scenarios_document,
    save_scenario,
)

router = APIRouter(tags=["plans"])
_REFUSED = responses(400, 403, 404, 409)


@router.post(
    "/plans/{code}/adjustments",
    status_code=HTTPStatus.CREATED,
    summary="Draft with adjustments",
    responses=_REFUSED,
)
def draft_with_adjustments(
    site: SiteDep, ctx: ContextDep, compute: ComputeDep, code: Code, body: AdjustmentsBody
) -> Response:
    """Store adjustments and the draft that follows from them together, and return the draft.

    Undoing the one revision takes both back.
    """
    made = draft_adjusted(
        site.store,
        PlanId(code),
        [read_adjustment(text) for text in body.adjustments],
        reason=body.reason,
        until=body.until,
        clock_ms=clock_ms,
        ctx=ctx,
        compute=compute,
    )
    return _plan(site, made)


@router.get("/plans/{code}/scenarios", summary="Scenarios of a plan", responses=responses(404, 409))
def list_document(
    site: SiteDep, ctx: ContextDep, compute: ComputeDep, code: Code
) -> dict[str, Any]:
    """Return the plan beside all that is tried on it: goals, open needs, load, distance, moves."""
    return read_scenarios_document(site.store, PlanId(code), say=site.say, ctx=ctx, compute=compute)


@router.post(
    "/plans/{code}/scenarios",
    status_code=HTTPStatus.CREATED,
    summary="Keep a scenario",
    responses=_REFUSED,
)
def keep_document(
    site: SiteDep, ctx: ContextDep, compute: ComputeDep, code: Code, body: ScenarioBody
) -> dict[str, Any]:
    """Keep adjustments under a name; the plan and the data stay as they are."""
    made = save_scenario(
        site.store,
        PlanId(code),
        body.name,
        [read_adjustment(text) for text in body.adjustments],
        reason=body.reason or site.say(message("scenario.saved_reason", name=body.name)),
        ctx=ctx,
        compute=compute,
    )
    return scenario_document(site.store.read(), made, site.say)


@router.post(
    "/scenarios/{code}/draft",
    status_code=HTTPStatus.CREATED,
    summary="Make a scenario the draft",
    responses=_REFUSED,
)
def draft_of_scenario(
    site: SiteDep, ctx: ContextDep, compute: ComputeDep, code: Code, body: ScenarioDraftBody
) -> Response:
    """Store the adjustments of a scenario and the draft that follows, and return the draft."""
    made = draft_scenario(
        site.store,
        ScenarioId(code),
        reason=body.reason,
        until=body.until,
        clock_ms=clock_ms,
        ctx=ctx,
        compute=compute,
    )
    return _plan(site, made)


@router.delete("/scenarios/{code}", summary="Drop a scenario", responses=_REFUSED)
def remove_scenario(
    site: SiteDep,
    ctx: ContextDep,
    code: Code,
    reason: Annotated[Text, Query(description="Why, for the history.")] = "",
) -> RevisionOut:
    """Remove a scenario; the plan and the data stay as they are."""
    told = reason or site.say(message("scenario.dropped_reason", id=code))
    return RevisionOut(revision=drop_scenario(site.store, ScenarioId(code), reason=told, ctx=ctx))


@router.post("/plans/{code}/refusals", summary="A refusal", responses=_REFUSED)
def refuse_pairs(
    site: SiteDep, ctx: ContextDep, compute: ComputeDep, code: Code, body: RefusalBody
) -> Response:
    """Show who takes over with the fewest moves; with `confirm` return the stored draft."""
    refusal = Refusal(
        leader=body.leader,
        mentee=body.mentee,
        direction=body.direction,
        reason=body.reason,
        until=body.until,
    )
    if body.confirm:
        made = refuse(
            site.store, PlanId(code), refusal, clock_ms=clock_ms, ctx=ctx, compute=compute
        )
        return _plan(site, made)
    found = read_refusal_document(
        site.store, PlanId(code), refusal, say=site.say, ctx=ctx, compute=compute
    )
    return Response(document_text(found), media_type="application/json")


def _plan(site: Site, plan: PlanId) -> Response:
    text = document_text(plan_document_of(read(site, site.today()), plan))
    return Response(text, status_code=HTTPStatus.CREATED, media_type="application/json")
