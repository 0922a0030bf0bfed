"""The isolation report over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ReadingOnDep
from api.fields import Code
from api.problems import responses
from api.reports import answers_on, isolation_report, proof_of
from services.isolation.document import isolation_document
from services.isolation.questions_document import proof_document, questions_document

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


@router.get("/lists", summary="The ten questions, each with its list")
def show_lists_document(
    reading: ReadingOnDep, window: Window = 12, hops: Hops = 2
) -> dict[str, Any]:
    """Return the ten lists, the same that `methodnet isolated --lists --json` writes."""
    found = answers_on(reading, window_months=window, hops=hops)
    return questions_document(
        found, reading.network, reading.site.say, day=reading.day, window_months=window
    )


@router.get("/of/{code}", summary="Evidence of one organisation", responses=responses(404))
def show_proof_document(
    reading: ReadingOnDep, code: Code, window: Window = 12, hops: Hops = 2
) -> dict[str, Any]:
    """Return what is found of one organisation, and what it stands on."""
    found = proof_of(reading, code, window_months=window, hops=hops)
    report = isolation_report(reading, window_months=window, hops=hops)
    finding = next((one for one in report.findings if one.organisation == code), None)
    return proof_document(found, finding, reading.network, reading.site.say, day=reading.day)
