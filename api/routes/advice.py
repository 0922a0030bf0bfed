"""Plans weighed over HTTP: what two differ in, what a place more or a leader less does."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api.dependencies import ContextDep, SiteDep
from api.fields import Code, Filter
from api.problems import responses
from graph.errors import InputError
from graph.model.ids import PlanId
from services.assignment.advice.workflow import (
    LARGEST_BUDGET,
    read_budget_document,
    read_places_document,
    read_without_document,
)
from services.assignment.causes.workflow import read_comparison_document


class AdviceKind(StrEnum):
    """What is asked about a plan."""

    PLACES = "places"
    BUDGET = "budget"
    WITHOUT = "without"


router = APIRouter(prefix="/plans", tags=["plans"])


@router.get("/{code}/comparison/{other}", summary="Two plans", responses=responses(404))
def compare_document(
    site: SiteDep,
    ctx: ContextDep,
    code: Code,
    other: Annotated[Code, Path(description="Number of the second plan.")],
) -> dict[str, Any]:
    """Return goals side by side, how many needs keep their leader, and all that do not, and why."""
    return read_comparison_document(site.store, PlanId(code), PlanId(other), say=site.say, ctx=ctx)


@router.get("/{code}/advice", summary="Advice", responses=responses(404, 409))
def advice_document(
    site: SiteDep,
    ctx: ContextDep,
    code: Code,
    *,
    kind: Annotated[AdviceKind, Query(description="What is asked.")] = AdviceKind.PLACES,
    budget: Annotated[int | None, Query(description="New places, for `budget`.")] = None,
    organisation: Annotated[Filter, Query(description="Leader who leaves, for `without`.")] = "",
) -> dict[str, Any]:
    """Return what one more place brings everywhere, where to open several, or who replaces whom.

    The same document that `methodnet advise --json` writes; nothing is decided.
    """
    plan = PlanId(code)
    if kind is AdviceKind.BUDGET:
        if budget is None:
            raise InputError("advice.no_number", most=LARGEST_BUDGET)
        return read_budget_document(site.store, plan, places=budget, say=site.say, ctx=ctx)
    if kind is AdviceKind.WITHOUT:
        if not organisation:
            raise InputError("advice.no_organisation")
        return read_without_document(site.store, plan, leader=organisation, say=site.say, ctx=ctx)
    return read_places_document(site.store, plan, say=site.say, ctx=ctx)
