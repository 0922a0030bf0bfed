"""Measures of the whole network over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ContextDep, SiteDep
from api.fields import Filter, OptionalDay
from api.problems import responses
from services.measures.workflow import read_measures_document
from services.policy import shipped_policy

router = APIRouter(prefix="/measures", tags=["measures"])


@router.get("", summary="What the network is like", responses=responses(404))
def show_document(
    site: SiteDep,
    ctx: ContextDep,
    as_of: Annotated[OptionalDay, Query(description="Day of the question; today if empty.")] = None,
    window: Annotated[int, Query(ge=1, le=120, description="Months of events.")] = 12,
    municipality: Annotated[Filter, Query(description="Code of a municipality.")] = "",
) -> dict[str, Any]:
    """Return the measures with their lists, the same that `methodnet measures --json` writes."""
    return read_measures_document(
        site.store,
        shipped_policy().isolation,
        day=as_of or site.today(),
        window_months=window,
        municipality=municipality,
        say=site.say,
        ctx=ctx,
    )
