"""Documents for programs that several routes and pages share, made once for each revision."""

from collections.abc import Mapping
from typing import Any

from api.dependencies import Reading
from graph.model.ids import PlanId
from graph.model.record import key_of
from services.assignment.document import plan_document


def plan_document_of(reading: Reading, code: str) -> dict[str, Any]:
    """Return the plan document, the same for every face."""
    plan = reading.network.plan(code)
    return reading.derived(
        f"document:{code}",
        lambda: plan_document(reading.network, PlanId(plan.id), reading.site.say),
    )


def open_need_texts(reading: Reading, code: str) -> Mapping[str, str]:
    """Return key of an open need → the sentence why it is open."""
    document = plan_document_of(reading, code)
    return {
        key_of((code, line["mentee"], line["direction"])): line["text"]
        for line in document["open_needs"]
    }
