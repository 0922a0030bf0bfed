"""The isolation report over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ReadingDep, SiteDep, read
from api.fields import Day
from api.reports import isolation_report
from services.isolation.document import isolation_document

router = APIRouter(prefix="/isolation", tags=["isolation"])


@router.get("", summary="Who is left out")
def show_document(
    site: SiteDep,
    reading: ReadingDep,
    as_of: Annotated[Day | None, Query(description="Day of the question.")] = None,
    window: Annotated[int, Query(ge=1, le=120, description="Months of events.")] = 12,
) -> dict[str, Any]:
    """Return the isolation report, the same that `methodnet isolated --json` writes."""
    asked = reading if as_of is None else read(site, as_of)
    report = isolation_report(asked, window_months=window)
    return isolation_document(report, asked.network, site.say)
