"""Answers about isolation in time as sheets for people."""

from collections.abc import Mapping, Sequence

from graph.network import Network
from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet
from services.isolation.kinds import HEADLINE_ORDER
from services.isolation.sheets import kind_label
from services.isolation_in_time.ahead import Ahead
from services.isolation_in_time.compared import Compared, Moved
from services.isolation_in_time.soon import Soon
from services.isolation_in_time.trend import Trend
from services.isolation_in_time.wording import ChangeWording

_WHO: Mapping[str, int] = {"code": 14, "name": 26, "municipality": 26}
_SOON = {**_WHO, "lose_on": 14, "warnings": 28, "text": 60, "next_step": 56}
_FALLS = {**_WHO, "on": 14, "kind": 26, "text": 56, "next_step": 56}
_MOVED = {**_WHO, "kind": 26, "change": 80}
_MONTH = {"day": 14, "judged": 14, "leaders": 12, "without_tie": 18}
"""Columns with their widths in characters."""


def soon_rows(soon: Soon, network: Network, say: Say) -> tuple[Sheet, ...]:
    """Return who may soon be left out as a sheet."""
    rows: list[Sequence[Cell]] = [
        [
            *_who(network, row.organisation, row.municipality),
            row.lose_on,
            "; ".join(say(message(f"isolation_time.warning.{kind}")) for kind in row.warnings),
            " ".join(say(sentence) for sentence in row.sentences.values()),
            say(row.next_step),
        ]
        for row in soon.rows
    ]
    note = " ".join(say(text) for text in soon.texts)
    return (_sheet("soon", _SOON, rows, note, say),)


def ahead_rows(ahead: Ahead, network: Network, say: Say) -> tuple[Sheet, ...]:
    """Return who falls out by the later day as a sheet, and the counts by month as another."""
    rows: list[Sequence[Cell]] = [
        [
            *_who(network, fall.organisation, fall.municipality),
            fall.on,
            kind_label(fall.kind, say),
            say(fall.text),
            say(fall.next_step),
        ]
        for fall in ahead.falls
    ]
    note = " ".join(say(text) for text in ahead.texts)
    return (_sheet("ahead", _FALLS, rows, note, say),)


def compared_rows(compared: Compared, network: Network, say: Say) -> tuple[Sheet, ...]:
    """Return who fell out and who came back as two sheets."""
    wording = ChangeWording(network)
    note = " ".join(say(text) for text in (*compared.texts, *compared.remarks))

    def row(moved: Moved) -> Sequence[Cell]:
        return [
            *_who(network, moved.organisation, moved.municipality),
            kind_label(moved.kind, say),
            " ".join(say(wording.sentence(cause)) for cause in moved.causes),
        ]

    return tuple(
        _sheet(name, _MOVED, [row(moved) for moved in some], note, say)
        for name, some in (("fell_out", compared.fell_out), ("came_back", compared.came_back))
    )


def trend_rows(trend: Trend, say: Say) -> tuple[Sheet, ...]:
    """Return the counts of every kind by month as a sheet; what is not computed is empty."""
    rows: list[Sequence[Cell]] = [
        [
            month.day,
            month.judged,
            month.leaders,
            month.without_tie,
            *(month.counts[kind] for kind in HEADLINE_ORDER),
        ]
        for month in trend.months
    ]
    return (
        Sheet(
            name=say(message("isolation_time.sheet.trend")),
            header=[
                *(say(message(f"isolation_time.column.{name}")) for name in _MONTH),
                *(kind_label(kind, say) for kind in HEADLINE_ORDER),
            ],
            rows=rows,
            widths=(*_MONTH.values(), *(16 for _ in HEADLINE_ORDER)),
            note=" ".join(say(text) for text in trend.texts),
        ),
    )


def _who(network: Network, organisation: str, municipality: str) -> tuple[str, str, str]:
    names = network.name_of
    return (
        organisation,
        names.get(organisation, organisation),
        names.get(municipality, municipality),
    )


def _sheet(
    name: str, columns: Mapping[str, int], rows: list[Sequence[Cell]], note: str, say: Say
) -> Sheet:
    return Sheet(
        name=say(message(f"isolation_time.sheet.{name}")),
        header=[say(message(f"isolation_time.column.{column}")) for column in columns],
        rows=rows,
        widths=tuple(columns.values()),
        note=note,
    )
