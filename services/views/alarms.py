"""What the isolation report says of an organisation, as cards show it."""

from collections.abc import Mapping

from services.isolation.findings import IsolationReport
from services.views.curator import Alarm


def build_alarms(report: IsolationReport) -> Mapping[str, Alarm]:
    """Return organisation → what is found of it."""
    return {
        finding.organisation: Alarm(
            is_severe=finding.has_no_working_tie,
            text=finding.text,
            next_step=finding.next_step,
        )
        for finding in report.findings
    }
