"""Proposals of new ties over HTTP."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.bootstrap import load_policy
from api.dependencies import ReadingOnDep
from services.repair.document import repair_document
from services.repair.proposal import Asked, Goal, Minimise
from services.repair.propose import propose_repair

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
    policy = replace(load_policy("krai").isolation, window_months=window)
    proposal = reading.derived(
        f"repair:{window}:{asked}",
        lambda: propose_repair(reading.network, policy, asked, day=reading.day),
    )
    return repair_document(proposal, reading.network, reading.site.say)
