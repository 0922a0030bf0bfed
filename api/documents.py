"""Documents for programs that several faces share, and the one way in which they are written."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.model.ids import PlanId
from graph.model.record import key_of
from services.assignment.document import plan_document

if TYPE_CHECKING:  # commands write documents without loading the web application
    from api.dependencies import Reading


def document_text(document: Mapping[str, Any]) -> str:
    r"""Write a document as JSON, in the same bytes for every face.

    Examples
    --------
    >>> document_text({"id": "2026-1", "goals": []})
    '{\n "id": "2026-1",\n "goals": []\n}\n'
    """
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def plan_document_of(reading: "Reading", code: str) -> dict[str, Any]:
    """Return the plan document, the same for every face."""
    plan = reading.network.plan(code)
    return reading.derived(
        f"document:{code}",
        lambda: plan_document(reading.network, PlanId(plan.id), reading.site.say),
    )


def open_need_texts(reading: "Reading", code: str) -> Mapping[str, str]:
    """Return key of an open need → the sentence why it is open."""
    document = plan_document_of(reading, code)
    return {
        key_of((code, line["mentee"], line["direction"])): line["text"]
        for line in document["open_needs"]
    }
