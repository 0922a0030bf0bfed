"""Plans weighed over HTTP: what two differ in, what a place more or a leader less does."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api.advice import AdviceKind, Asked, read_advice_document
from api.dependencies import ContextDep, SiteDep
from api.fields import Code, Filter
from api.long_questions import require_soon_answered
from api.problems import responses
from graph.model.ids import PlanId
from services.assignment.causes.workflow import read_comparison_document

router = APIRouter(prefix="/plans", tags=["plans"])


@router.get("/{code}/comparison/{other}", summary="Two plans", responses=responses(404))
def compare_document(
    site: SiteDep,
    ctx: ContextDep,
    code: Code,
    other: Annotated[Code, Path(description="Number of the second plan.")],
) -> dict[str, Any]:
    """Return goals side by side, how many needs keep their leader, and all that do not.

    Each of those says what changed in the data, decisions or rules: a difference that is true,
    not one that is proved to be what the plan changed for.
    """
    return read_comparison_document(site.store, PlanId(code), PlanId(other), say=site.say, ctx=ctx)


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

    The same document that `methodnet advise --json` writes; nothing is decided. Refused where a
    plan takes seconds or longer, such as for a district: the command answers there.
    """
    require_soon_answered(site.store, PlanId(code), "advise")
    asked = Asked(
        plan=PlanId(code),
        kind=kind,
        organisation=organisation,
        budget=budget,
        direction=direction,
        keep=site.prepared.keep,
    )
    return read_advice_document(site.store, asked, say=site.say, ctx=ctx)
