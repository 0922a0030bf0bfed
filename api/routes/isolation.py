"""The isolation report over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ReadingOnDep
from api.reports import isolation_report
from services.isolation.document import isolation_document

router = APIRouter(prefix="/isolation", tags=["isolation"])


@router.get("", summary="Who is left out")
def show_document(
    reading: ReadingOnDep,
    window: Annotated[int, Query(ge=1, le=120, description="Months of events.")] = 12,
    hops: Annotated[int, Query(ge=1, le=20, description="Most hops to a leader.")] = 2,
) -> dict[str, Any]:
    """Return the isolation report, the same that `methodnet isolated --json` writes."""
    report = isolation_report(reading, window_months=window, hops=hops)
    return isolation_document(report, reading.network, reading.site.say)
