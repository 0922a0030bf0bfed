"""The isolation report as sheets for people: findings, counts by municipality, passport."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.model.fields import read_dictionary
from graph.network import Network
from graph.texts import Message, Say, message
from graph.workbook.sheets import Cell, Sheet
from services.isolation.findings import IsolationReport
from services.isolation.kinds import HEADLINE_ORDER, Kind

_COLUMNS = {
    "code": 14,
    "name": 26,
    "municipality": 26,
    "organisation_kind": 18,
    "headline": 26,
    "kinds": 36,
    "text": 48,
    "also": 48,
    "next_step": 56,
}
"""Columns of the findings with their widths in characters."""

_ORGANISATION_KINDS = read_dictionary()["organisation"].fields["kind"].choices


def kind_label(kind: Kind, say: Say) -> str:
    """Return `kind` in words."""
    return say(message(f"isolation.kind.{kind.lower()}"))


def _window(report: IsolationReport) -> Message:
    return message("isolation.window", n=report.window_months)


def isolation_rows(report: IsolationReport, network: Network, say: Say) -> tuple[Sheet, ...]:
    """Return the report as three sheets: findings, counts by municipality, passport."""
    return (
        _findings_sheet(report, network, say),
        _municipalities_sheet(report, network, say),
        _passport_sheet(report, network, say),
    )


def _findings_sheet(report: IsolationReport, network: Network, say: Say) -> Sheet:
    kind_words = {c.code: c.ru for c in _ORGANISATION_KINDS}
    rows: list[Sequence[Cell]] = []
    for finding in report.findings:
        organisation = network.organisation(finding.organisation)
        rows.append(
            [
                organisation.id,
                organisation.name,
                network.name_of.get(finding.municipality, finding.municipality),
                kind_words[organisation.kind],
                kind_label(finding.listed, say),
                "; ".join(kind_label(kind, say) for kind in finding.kinds),
                say(finding.reason),
                " ".join(
                    say(finding.sentences[kind])
                    for kind in finding.kinds
                    if kind is not finding.listed
                ),
                say(finding.next_step),
            ]
        )
    return Sheet(
        name=say(message("isolation.sheet.findings")),
        header=[say(message(f"isolation.column.{name}")) for name in _COLUMNS],
        rows=rows,
        widths=tuple(_COLUMNS.values()),
        note=say(
            message(
                "isolation.sheet.findings.note",
                n=len(rows),
                date=report.as_of,
                window=_window(report),
            )
        ),
    )


def _municipalities_sheet(report: IsolationReport, network: Network, say: Say) -> Sheet:
    counts: Counter[tuple[str, Kind]] = Counter()
    listed: Counter[str] = Counter()
    for finding in report.findings:
        listed[finding.municipality] += 1
        counts.update((finding.municipality, kind) for kind in finding.kinds)
    holes = {hole.municipality for hole in report.reporting_holes}
    kinds = [kind for kind in HEADLINE_ORDER if report.counts[kind] is not None]
    rows: list[Sequence[Cell]] = [
        [
            code,
            network.name_of.get(code, code),
            listed[code],
            *(counts[code, kind] for kind in kinds),
            say(message("isolation.word.hole")) if code in holes else None,
        ]
        for code in sorted(listed.keys() | holes)
    ]
    return Sheet(
        name=say(message("isolation.sheet.municipalities")),
        header=[
            *(
                say(message(f"isolation.column.{name}"))
                for name in ("municipality_code", "municipality", "listed")
            ),
            *(kind_label(kind, say) for kind in kinds),
            say(message("isolation.column.hole")),
        ],
        rows=rows,
        widths=(14, 30, 12, *(14 for _ in kinds), 30),
        note=say(message("isolation.sheet.municipalities.note")),
    )


def _names(network: Network, codes: Iterable[str]) -> str | None:
    return ", ".join(f"{network.name_of.get(code, code)} ({code})" for code in codes) or None


def _passport_sheet(report: IsolationReport, network: Network, say: Say) -> Sheet:
    facts: list[tuple[str, Cell]] = [
        ("store", network.head.store_id),
        ("revision", report.revision),
        ("as_of", report.as_of),
        ("window_months", report.window_months),
        ("hops", report.hops),
        ("judged", report.judged),
        ("leaders", report.leaders),
        ("listed", len(report.findings)),
        ("new", _names(network, report.new)),
        ("holes", _names(network, [h.municipality for h in report.reporting_holes])),
        ("unmarked", ", ".join(report.unmarked_events) or None),
    ]
    rows: list[Sequence[Cell]] = [[say(message(f"isolation.fact.{f}")), v] for f, v in facts]
    rows += [
        [kind_label(kind, say), count]
        for kind in HEADLINE_ORDER
        if (count := report.counts[kind]) is not None
    ]
    remark = say(message("isolation.fact.remark"))
    rows += [[remark, say(one)] for one in report.remarks]
    return Sheet(
        name=say(message("isolation.sheet.passport")),
        header=[say(message(f"isolation.column.{name}")) for name in ("fact", "value")],
        rows=rows,
        widths=(44, 60),
        note=say(message("isolation.sheet.passport.note")),
    )
