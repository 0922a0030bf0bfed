"""Drills of one revision and day, computed once for all pages and files that ask."""

from typing import Any

from api.dependencies import Reading
from services.context import Context
from services.drills.ground import Ground
from services.drills.ranking import TieRow, tie_rows
from services.drills.workflow import DrillAsked, drill_document_of
from services.policy import shipped_policy


def drill_document_on(reading: Reading, asked: DrillAsked, ctx: Context) -> dict[str, Any]:
    """Return the document of a drill, or of all single losses, on the day of `reading`.

    It is that of the network of `reading`, also if a newer one has been stored since.
    """
    site = reading.site

    def make() -> dict[str, Any]:
        return drill_document_of(
            _ground_on(reading, asked),
            reading.network,
            site.store,
            shipped_policy(),
            asked,
            say=site.say,
            ctx=ctx,
        )

    return reading.derived(f"drill:{asked}", make)


def single_ties_on(reading: Reading, asked: DrillAsked) -> tuple[TieRow, ...]:
    """Return the ties without which somebody reaches no leader, without the other losses."""
    return reading.derived(
        f"drill_ties:{asked.day}:{asked.hops}:{asked.window_months}",
        lambda: tie_rows(_ground_on(reading, asked)),
    )


def _ground_on(reading: Reading, asked: DrillAsked) -> Ground:
    policy = shipped_policy().isolation.asked(window_months=asked.window_months)
    return reading.derived(
        f"drill_ground:{asked.day}:{asked.hops}:{policy.window_months}",
        lambda: Ground.known(
            reading.network, policy, day=asked.day, hops=asked.hops, today=reading.site.today()
        ),
    )
