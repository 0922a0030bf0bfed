"""Adjustments tried on a plan over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ContextDep, SiteDep
from api.fields import Code, Text
from api.long_questions import require_soon_answered
from api.problems import responses
from graph.model.ids import PlanId
from services.assignment.adjustment import MOST_ADJUSTMENTS
from services.assignment.whatif.workflow import read_what_if_document

_TRY = (
    "Adjustment: `pin:LEADER:MENTEE[:DIRECTION]`, `ban:…`, `prefer:…` or "
    "`places:LEADER:DIRECTION:+1`; may be given several times."
)

router = APIRouter(prefix="/plans", tags=["plans"])


@router.get("/{code}/what-if", summary="What if", responses=responses(404, 409))
def what_if_document(
    site: SiteDep,
    ctx: ContextDep,
    code: Code,
    tries: Annotated[
        list[Text],
        Query(alias="try", description=_TRY, json_schema_extra={"maxItems": MOST_ADJUSTMENTS}),
    ],
) -> dict[str, Any]:
    """Return the exact plan after adjustments: goals before and after, and who is concerned.

    The same document that `methodnet whatif --json` writes; nothing is decided. Refused where a
    plan takes seconds or longer, such as for a district: the command answers there.
    """
    require_soon_answered(site.store, PlanId(code), "whatif")
    return read_what_if_document(
        site.store, PlanId(code), tries, keep=site.prepared.keep, say=site.say, ctx=ctx
    )
