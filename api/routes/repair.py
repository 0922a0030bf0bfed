"""Proposals of new ties over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.clock import clock_ms
from api.dependencies import ComputeDep, ContextDep, ReadingOnDep, SiteDep, read
from api.problems import responses
from api.repairs import proposal_of, require_revision
from api.routes.bodies import AcceptBody
from services.policy import shipped_policy
from services.repair.accepting.document import stored_document
from services.repair.accepting.workflow import accept, read_acceptance_document
from services.repair.document import repair_document
from services.repair.proposal import Asked, Goal, Minimise

router = APIRouter(prefix="/repair", tags=["isolation"])


@router.get("", summary="New ties that reach a goal")
def proposal_document(
    reading: ReadingOnDep,
    goal: Annotated[Goal, Query(description="What shall hold for every organisation.")],
    *,
    window: Annotated[int, Query(ge=1, le=120, description="Months of events.")] = 12,
    hops: Annotated[int, Query(ge=1, le=20, description="Steps to a leader, for `hops`.")] = 2,
    minimise: Annotated[Minimise, Query(description="What is least first.")] = Minimise.KM,
    capacity: Annotated[int | None, Query(ge=0, description="New ties of one, at most.")] = None,
    leader_capacity: Annotated[
        int | None, Query(ge=0, description="New ties of one leader, at most.")
    ] = None,
    max_km: Annotated[float | None, Query(ge=0, le=20_000, description="Longest tie.")] = None,
    neighbours: Annotated[
        int | None, Query(ge=1, le=1000, description="Nearest that are looked at.")
    ] = None,
) -> dict[str, Any]:
    """Return the proposal, the same that `methodnet repair --json` writes; nothing is changed."""
    asked = Asked(
        goal=goal,
        hops=hops,
        minimise=minimise,
        capacity=capacity,
        leader_capacity=leader_capacity,
        max_km=max_km,
        neighbours=neighbours,
    )
    proposal = proposal_of(reading, asked, window_months=window)
    return repair_document(proposal, reading.network, reading.site.say)


@router.post("", summary="Accept proposed ties", responses=responses(400, 403, 409))
def accept_document(
    site: SiteDep, ctx: ContextDep, compute: ComputeDep, body: AcceptBody
) -> dict[str, Any]:
    """Show what accepting writes and changes; with `confirm` store it as one decision."""
    reading = read(site, body.as_of or site.today())
    asked = Asked(
        goal=body.goal,
        hops=body.hops,
        minimise=body.minimise,
        capacity=body.capacity,
        leader_capacity=body.leader_capacity,
        max_km=body.max_km,
        neighbours=body.neighbours,
    )
    require_revision(reading, body.revision)
    proposal = proposal_of(reading, asked, window_months=body.window)
    preview = read_acceptance_document(
        site.store,
        proposal,
        body.ties,
        policy=shipped_policy().isolation,
        reason=body.reason,
        as_pairs=not body.ties_only,
        say=site.say,
        ctx=ctx,
    )
    if not body.confirm:
        return preview
    stored = accept(
        site.store,
        proposal,
        body.ties,
        policy=shipped_policy(),
        reason=body.reason,
        clock_ms=clock_ms,
        ctx=ctx,
        as_pairs=not body.ties_only,
        compute=compute,
    )
    return stored_document(stored, preview, site.say)
