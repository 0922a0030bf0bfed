"""Plans weighed over HTTP: what two of them differ in."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from api.dependencies import ReadingDep
from api.fields import Code
from api.problems import responses
from services.assignment.compare import compare_plans, comparison_document

router = APIRouter(prefix="/plans", tags=["plans"])


@router.get("/{code}/comparison/{other}", summary="Two plans", responses=responses(404))
def compare_document(
    reading: ReadingDep,
    code: Code,
    other: Annotated[Code, Path(description="Number of the second plan.")],
) -> dict[str, Any]:
    """Return goals side by side, how many needs keep their leader, and all that do not."""
    return comparison_document(compare_plans(reading.network, code, other))
