"""What the isolation report says of an organisation, as cards show it."""

from collections.abc import Iterator, Mapping

from services.isolation.findings import IsolationReport
from services.views.curator import Alarm


class Alarms(Mapping[str, Alarm]):
    """Organisation → what is found of it; said when somebody looks at it."""

    def __init__(self, report: IsolationReport) -> None:
        self._findings = {str(finding.organisation): finding for finding in report.findings}

    def __getitem__(self, organisation: str) -> Alarm:
        finding = self._findings[organisation]
        return Alarm(
            is_severe=finding.has_no_working_tie,
            text=finding.reason,
            next_step=finding.next_step,
        )

    def __contains__(self, organisation: object) -> bool:
        return organisation in self._findings

    def __iter__(self) -> Iterator[str]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)


def build_alarms(report: IsolationReport) -> Mapping[str, Alarm]:
    """Return organisation → what is found of it."""
    return Alarms(report)
