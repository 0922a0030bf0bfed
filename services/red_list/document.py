"""The red list of a curator as a document for other programs, and as a sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.texts import Message, Say, message
from graph.workbook.sheets import Cell, Sheet
from services.red_list.reasons import Severity
from services.red_list.red_list import RedList, RedRow

_COLUMNS = {
    "severity": 16,
    "code": 14,
    "organisation": 26,
    "municipality": 26,
    "through": 26,
    "why": 70,
    "step": 56,
}
"""Columns of the sheet with their widths in characters."""


def red_list_document(found: RedList, say: Say) -> dict[str, Any]:
    """Return every organisation with its reasons and the next step, the most urgent first."""
    scene = found.scene
    return {
        "person": found.person.id,
        "name": found.person.name,
        "as_of": scene.day.isoformat(),
        "window_months": scene.policy.window_months,
        "network_revision": scene.network.revision,
        "accompanied": found.accompanied,
        "in_sight": found.in_sight,
        "counts": {severity.value: found.count(severity) for severity in Severity},
        "organisations": [_row(row, say) for row in found.rows],
        "texts": [say(line) for line in _lines(found)],
    }


def red_list_sheet(found: RedList, say: Say) -> Sheet:
    """Return the list as a sheet for people."""
    network, names = found.scene.network, found.scene.network.name_of
    rows: list[Sequence[Cell]] = []
    for row in found.rows:
        home = network.organisation(row.organisation).municipality
        through = row.sight.through
        rows.append(
            [
                say(message(f"red_list.severity.{row.severity}")),
                row.organisation,
                names.get(row.organisation, row.organisation),
                names.get(home, home),
                names.get(through, through) or None,
                "\n".join(say(reason.text) for reason in row.reasons),
                say(row.next_step),
            ]
        )
    return Sheet(
        name=say(message("red_list.sheet")),
        header=[say(message(f"red_list.col.{name}")) for name in _COLUMNS],
        rows=rows,
        widths=tuple(_COLUMNS.values()),
        note=say(lead(found)),
    )


def heading(found: RedList) -> Message:
    """Say how many organisations are red."""
    if not found.in_sight:
        return message("red_list.heading_nobody", name=found.person.name)
    now = found.count(Severity.NOW)
    if now:
        return message("red_list.heading", n=now)
    return message("red_list.heading_soon" if found.rows else "red_list.heading_calm")


def lead(found: RedList) -> Message:
    """Say whose list it is, of which day, and out of how many organisations."""
    return message(
        "red_list.lead",
        name=found.person.name,
        date=found.scene.day,
        n=found.accompanied,
        in_sight=found.in_sight,
    )


def _row(row: RedRow, say: Say) -> dict[str, Any]:
    return {
        "organisation": row.organisation,
        "severity": row.severity.value,
        "through": row.sight.through or None,
        "headline": None if row.finding is None else row.finding.headline.value,
        "reasons": [
            {
                "what": reason.what.value,
                "severity": reason.severity.value,
                "of": list(reason.of),
                "text": say(reason.text),
            }
            for reason in row.reasons
        ],
        "next_step": say(row.next_step),
    }


def _lines(found: RedList) -> Iterator[Message]:
    names = found.scene.network.name_of
    yield heading(found)
    yield lead(found)
    for row in found.rows:
        yield message(
            "red_list.line",
            severity=message(f"red_list.severity.{row.severity}"),
            organisation=names.get(row.organisation, row.organisation),
            of=row.organisation,
            why=row.reasons[0].text,
            step=row.next_step,
        )
