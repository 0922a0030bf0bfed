"""The isolation report over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ReadingOnDep
from api.problems import responses
from api.reports import isolation_report, overlooked_of, proof_of
from services.isolation.document import isolation_document
from services.isolation.overlooked_document import overlooked_document, proof_document

router = APIRouter(prefix="/isolation", tags=["isolation"])

Window = Annotated[int, Query(ge=1, le=120, description="Months of events.")]
Hops = Annotated[int, Query(ge=1, le=20, description="Most hops to a leader.")]


@router.get("", summary="Who is left out")
def show_document(
    reading: ReadingOnDep,
    window: Window = 12,
    hops: Hops = 2,
) -> dict[str, Any]:
    """Return the isolation report, the same that `methodnet isolated --json` writes."""
    report = isolation_report(reading, window_months=window, hops=hops)
    return isolation_document(report, reading.network, reading.site.say)


@router.get("/lists", summary="Who is overlooked beside the kinds")
def show_lists_document(reading: ReadingOnDep, window: Window = 12) -> dict[str, Any]:
    """Return the five lists that no kind answers: planned, idle, branch, closed, lost."""
    found = overlooked_of(reading, window_months=window)
    return overlooked_document(found, reading.network, reading.site.say, day=reading.day)


@router.get("/of/{code}", summary="Evidence of one organisation", responses=responses(404))
def show_proof_document(reading: ReadingOnDep, code: str, window: Window = 12) -> dict[str, Any]:
    """Return meetings, partners, papers, component and way to a leader of one organisation."""
    found = proof_of(reading, code, window_months=window)
    return proof_document(found, reading.network, day=reading.day)
