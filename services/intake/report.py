"""The document of an import: the same for every face."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.model.ids import Revision
from graph.texts import Say, message
from graph.workbook.findings import Finding
from services.intake.compare import SheetCounts
from services.intake.preview import Preview, Result

SHOWN_PER_KIND = 20
"""Findings of one kind that a report writes out; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a file.

    Attributes
    ----------
    preview
        What was, or would be, applied.
    result
        Applied, refused, no changes, or still a preview.
    revision
        Revision of the store now.
    """

    preview: Preview
    result: Result
    revision: Revision


def report_of(preview: Preview) -> ImportReport:
    """Return the report of a file that was compared and not applied."""
    return ImportReport(preview=preview, result=preview.result, revision=preview.based_on)


def document(report: ImportReport, say: Say) -> dict[str, Any]:
    """Return the report as plain data, in the shape of `import.schema.json`."""
    preview = report.preview
    pairs = preview.effects.pairs_losing_need
    return {
        "result": report.result.value,
        "file": preview.file_name,
        "revision": report.revision,
        "based_on": preview.based_on,
        "sheets": {sheet: asdict(counts) for sheet, counts in preview.counts.items()},
        "counts": total_counts(preview),
        "ended": [
            {"sheet": e.sheet, "key": e.key, "day": e.day.isoformat()}
            for e in preview.endings
            if e.day is not None
        ],
        "removed": [{"sheet": e.sheet, "key": e.key} for e in preview.endings if e.day is None],
        "findings": list(_findings(preview.findings, say)),
        "effects": {
            "pairs_losing_need": [
                {"leader": leader, "mentee": mentee, "direction": direction}
                for leader, mentee, direction in pairs
            ],
            "newly_isolated": list(preview.effects.newly_isolated),
        },
    }


def total_counts(preview: Preview) -> dict[str, int]:
    """Return the four counts over all sheets."""
    counts = [asdict(some) for some in preview.counts.values()]
    return {name: sum(some[name] for some in counts) for name in asdict(SheetCounts())}


def shown_findings(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield at most 20 findings of each kind, each with how many follow unshown (mostly 0)."""
    total = Counter(finding.kind for finding in findings)
    shown: Counter[object] = Counter()
    for finding in findings:
        shown[finding.kind] += 1
        if shown[finding.kind] < SHOWN_PER_KIND:
            yield finding, 0
        elif shown[finding.kind] == SHOWN_PER_KIND:
            yield finding, total[finding.kind] - SHOWN_PER_KIND


def _findings(findings: Sequence[Finding], say: Say) -> Iterator[dict[str, Any]]:
    for finding, more in shown_findings(findings):
        yield {
            "code": finding.code,
            "severity": finding.severity.value,
            "sheet": finding.sheet,
            "cell": finding.cell,
            "row": finding.row,
            "column": finding.column,
            "value": finding.value,
            "expected": say(finding.expected),
            "fix": say(finding.fix),
            "text": say(finding.text),
        }
        if more:
            yield {
                "code": finding.code,
                "severity": finding.severity.value,
                "sheet": None,
                "cell": None,
                "row": None,
                "column": None,
                "value": None,
                "expected": None,
                "fix": None,
                "text": say(message("workbook.more", n=more)),
            }
