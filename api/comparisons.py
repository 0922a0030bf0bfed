"""Comparisons of two plans, computed once for each revision and shared by the faces."""

from collections.abc import Mapping
from typing import Any

from api.dependencies import Reading
from services.assignment.compare import Comparison, compare_plans, comparison_document


def comparison_of(reading: Reading, a: str, b: str) -> Comparison:
    """Return what changes from plan `a` to plan `b`."""
    return reading.derived(f"comparison:{a}:{b}", lambda: compare_plans(reading.network, a, b))


def comparison_document_of(reading: Reading, a: str, b: str) -> dict[str, Any]:
    """Return the comparison as every face writes it."""
    return reading.derived(
        f"comparison_document:{a}:{b}",
        lambda: comparison_document(comparison_of(reading, a, b)),
    )


def causes_of(reading: Reading, a: str, b: str) -> Mapping[tuple[str, str], str]:
    """Return (mentee, direction) → why its line differs, where the comparison tells."""
    document = comparison_document_of(reading, a, b)
    return {
        (line["mentee"], line["direction"]): line["cause"]
        for kind in ("moved", "new", "ended")
        for line in document[kind]
        if line.get("cause")
    }
