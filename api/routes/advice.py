"""Plans weighed over HTTP: what two differ in, what a place more or a leader less does."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api.advice import AdviceKind, Asked, read_advice
from api.dependencies import ContextDep, ReadingDep, SiteDep
from api.fields import Code, Filter, Text
from api.problems import responses
from graph.model.ids import PlanId
from services.assignment.compare import compare_plans, comparison_document
from services.assignment.whatif.workflow import read_what_if_document

_TRY = (
    "Adjustment: `pin:LEADER:MENTEE[:DIRECTION]`, `ban:…`, `prefer:…` or "
    "`places:LEADER:DIRECTION:+1`; may be given several times."
)

router = APIRouter(prefix="/plans", tags=["plans"])


@router.get("/{code}/comparison/{other}", summary="Two plans", responses=responses(404))
def compare_document(
    reading: ReadingDep,
    code: Code,
    other: Annotated[Code, Path(description="Number of the second plan.")],
) -> dict[str, Any]:
    """Return goals side by side, how many needs keep their leader, and all that do not."""
    return comparison_document(compare_plans(reading.network, code, other))


@router.get("/{code}/advice", summary="Advice", responses=responses(404, 409))
def advice_document(
    site: SiteDep,
    ctx: ContextDep,
    code: Code,
    *,
    kind: Annotated[AdviceKind, Query(description="What is asked.")] = AdviceKind.PLACES,
    budget: Annotated[int | None, Query(description="New places, for `budget`.")] = None,
    organisation: Annotated[Filter, Query(description="Organisation the question is about.")] = "",
    direction: Annotated[Filter, Query(description="Direction, for `alternatives`.")] = "",
) -> dict[str, Any]:
    """Return the answer to one question about a plan.

    The same document that `methodnet advise --json` writes; nothing is decided.
    """
    asked = Asked(
        plan=PlanId(code),
        kind=kind,
        organisation=organisation,
        budget=budget,
        direction=direction,
        keep=site.prepared.keep,
    )
    return read_advice(site.store, asked, say=site.say, ctx=ctx)


@router.get("/{code}/what-if", summary="What if", responses=responses(404, 409))
def what_if_answer(
    site: SiteDep,
    ctx: ContextDep,
    code: Code,
    tries: Annotated[list[Text], Query(alias="try", description=_TRY)],
) -> dict[str, Any]:
    """Return the exact plan after adjustments: goals before and after, and who is concerned.

    The same document that `methodnet whatif --json` writes; nothing is decided.
    """
    return read_what_if_document(
        site.store, PlanId(code), tries, keep=site.prepared.keep, say=site.say, ctx=ctx
    )
