"""Drills of one revision and day, computed once for all pages and files that ask."""

from typing import Any

from api.dependencies import Reading
from services.context import Context
from services.drills.workflow import DrillAsked, read_drill_document
from services.policy import shipped_policy


def drill_document_on(reading: Reading, asked: DrillAsked, ctx: Context) -> dict[str, Any]:
    """Return the document of a drill, or of all single losses, on the day of `reading`."""

    def make() -> dict[str, Any]:
        site = reading.site
        return read_drill_document(site.store, shipped_policy(), asked, say=site.say, ctx=ctx)

    return reading.derived(f"drill:{asked}", make)
