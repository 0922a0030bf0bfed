"""Comparisons of two plans, computed once for each revision and shared by the pages."""

from collections.abc import Mapping

from api.dependencies import Reading
from graph.model.ids import PlanId
from services.assignment.causes.workflow import read_comparison_document
from services.assignment.compare import Comparison, compare_plans
from services.context import Context


def comparison_of(reading: Reading, a: str, b: str) -> Comparison:
    """Return what changes from plan `a` to plan `b`."""
    return reading.derived(f"comparison:{a}:{b}", lambda: compare_plans(reading.network, a, b))


def causes_of(reading: Reading, a: str, b: str, ctx: Context) -> Mapping[tuple[str, str], str]:
    """Return (mentee, direction) → why its line differs."""

    def tell() -> dict[tuple[str, str], str]:
        document = read_comparison_document(
            reading.site.store, PlanId(a), PlanId(b), say=reading.site.say, ctx=ctx
        )
        return {
            (line["mentee"], line["direction"]): line["cause"]["text"]
            for kind in ("moved", "new", "ended")
            for line in document[kind]
        }

    return reading.derived(f"causes:{a}:{b}", tell)
