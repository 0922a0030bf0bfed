"""Tables for people as an XLSX file: title, frozen header, filter, text that stays text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import IO, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # ships no types

Cell: TypeAlias = str | int | float | bool | date | None

LONGEST_TEXT = 32_767
"""Characters that a cell may hold; a longer text is cut and ends with «…»."""

_DEFAULT_WIDTH = 16.0
_FIRST_DAY = date(1900, 1, 1)  # Excel has no day before this one
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the format has no time zones
_A4 = 9
_LINE_POINTS = 15.0
_TALLEST_POINTS = 409.0  # Excel knows no taller row
_WORD_BREAKS = 1.15  # lines break at words, so they hold a little less than their width


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    r"""One sheet of a workbook.

    Attributes
    ----------
    name
        On the tab: at most 31 characters, none of ``[ ] : * ? / \``.
    header
        Headings of the columns.
    rows
        Cells by row. Texts stay texts whatever they begin with; None is an empty cell.
    widths
        Widths of the columns in characters; columns beyond the last take 16.
    note
        What the sheet shows, in the row above the header; empty = no such row.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] = ()
    note: str = ""


def write_sheets(target: Path | IO[bytes], sheets: Sequence[Sheet]) -> None:
    """Write `sheets` as one XLSX file; equal sheets give equal bytes.

    Parameters
    ----------
    target
        File to write, or an open binary stream.
    sheets
        In the order of the tabs.

    Raises
    ------
    OSError
        If the file cannot be written; it is not touched before the whole workbook is made.

    Examples
    --------
    >>> stream = BytesIO()
    >>> write_sheets(stream, [Sheet(name="A", header=["x"], rows=[["=1+1"]])])
    >>> stream.getvalue()[:2]
    b'PK'
    """
    made = BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _CREATED})
    looks = _Looks(
        note=book.add_format({"bold": True, "font_size": 12}),
        header=book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF7", "bottom": 1}
        ),
        cell=book.add_format({"text_wrap": True, "valign": "top"}),
        day=book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"}),
    )
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name), sheet, looks)
    book.close()
    if isinstance(target, Path):
        target.write_bytes(made.getvalue())
    else:
        target.write(made.getvalue())


@dataclass(frozen=True, slots=True)
class _Looks:
    note: Format
    header: Format
    cell: Format
    day: Format


def _fill(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    top = 1 if sheet.note else 0
    if sheet.note:
        page.write_string(0, 0, _cut(sheet.note), looks.note)
    for column, heading in enumerate(sheet.header):
        width = sheet.widths[column] if column < len(sheet.widths) else _DEFAULT_WIDTH
        page.set_column(column, column, width)
        page.write_string(top, column, _cut(heading), looks.header)
    for number, row in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(row):
            _write(page, number, column, value, looks)
        lines = _lines(row, sheet.widths)
        if lines > 1:  # without a height LibreOffice prints wrapped lines over each other
            page.set_row(number, min(lines * _LINE_POINTS, _TALLEST_POINTS))
    page.freeze_panes(top + 1, 0)
    if sheet.header:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.header) - 1)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, row: int, column: int, value: Cell, looks: _Looks) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value, looks.cell)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, looks.cell)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        page.write_datetime(row, column, value, looks.day)
    else:
        page.write_string(row, column, _cut(str(value)), looks.cell)


def _lines(row: Sequence[Cell], widths: Sequence[float]) -> int:
    """Return how many lines the tallest cell of `row` wraps to."""
    most = 1
    for column, value in enumerate(row):
        if isinstance(value, str):
            width = widths[column] if column < len(widths) else _DEFAULT_WIDTH
            wrapped = sum(
                max(1, ceil(len(line) * _WORD_BREAKS / width)) for line in value.split("\n")
            )
            most = max(most, wrapped)
    return most


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
