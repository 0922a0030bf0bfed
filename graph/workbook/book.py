"""An XLSX file in the making: headings with notes, drop-down lists, cells of the right type."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import IO

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # ships no types

from graph.model.fields import Field, FieldType, read_dictionary
from graph.workbook.cells import CellValue, column_letter
from graph.workbook.layout import LISTS_SHEET, SheetLayout
from graph.workbook.shown import NO, YES

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the format has no time zones
_ROWS_WITH_LISTS = 20_000
_WIDTHS = {FieldType.TEXT: 28.0, FieldType.REFERENCES: 24.0, FieldType.COUNTED_REFERENCES: 32.0}
_WIDTH = 15.0
_TYPED = frozenset({FieldType.INTEGER, FieldType.REAL, FieldType.DATE})


class Book:
    """A workbook that is written when it is closed; equal contents give equal bytes."""

    def __init__(self) -> None:
        self._made = BytesIO()
        self._book = xlsxwriter.Workbook(
            self._made,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "dd.mm.yyyy",
            },
        )
        self._book.set_properties({"created": _CREATED})
        look = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        self._required = self._book.add_format({**look, "bg_color": "#CFE0F5"})
        self._optional = self._book.add_format({**look, "bg_color": "#EEF2F7"})
        self._text = self._book.add_format({"num_format": "@"})
        self._day = self._book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
        self._example = self._book.add_format({"italic": True, "font_color": "#6B7280"})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._lists = _list_columns()

    def add_sheet(self, layout: SheetLayout) -> Worksheet:
        """Add the sheet of `layout` with its headings, notes and lists, without rows."""
        page = self._book.add_worksheet(layout.name)
        for column, field in enumerate(layout.fields):
            look = self._required if field.required else self._optional
            shape = self._day if field.type is FieldType.DATE else self._text
            page.set_column(
                column,
                column,
                _WIDTHS.get(field.type, _WIDTH),
                None if field.type in _TYPED - {FieldType.DATE} else shape,
            )
            page.write_string(0, column, field.heading, look)
            page.write_comment(0, column, field.note, {"author": "", "x_scale": 1.5})
            self._add_list(page, column, field)
        page.freeze_panes(1, 0)
        return page

    def _add_list(self, page: Worksheet, column: int, field: Field) -> None:
        words = _words(field)
        if words not in self._lists:
            return
        letter = column_letter(self._lists[words])
        rule = {
            "validate": "list",
            "source": f"={LISTS_SHEET}!${letter}$2:${letter}${len(words) + 1}",
            "ignore_blank": True,
        }
        if field.suggest:
            rule["show_error"] = False  # an open list only suggests
        page.data_validation(1, column, _ROWS_WITH_LISTS, column, rule)

    def write_row(
        self, page: Worksheet, row: int, cells: Iterable[CellValue], *, is_example: bool = False
    ) -> None:
        """Write one row; texts stay texts whatever they begin with."""
        look = self._example if is_example else None
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, cell, look or self._text)
            elif isinstance(cell, date):
                page.write_datetime(row, column, cell, self._day)
            elif cell is not None:
                page.write_number(row, column, cell, look)

    def add_table(
        self, name: str, header: Sequence[str], rows: Iterable[Sequence[CellValue]]
    ) -> None:
        """Add a sheet for reading: a header and wrapped cells."""
        page = self._book.add_worksheet(name)
        page.set_column(0, 0, 26)
        page.set_column(1, len(header) or 1, 40)
        for column, heading in enumerate(header):
            page.write_string(0, column, heading, self._required)
        for number, cells in enumerate(rows, start=1 if header else 0):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(number, column, cell, self._day)
                elif isinstance(cell, int | float):
                    page.write_number(number, column, cell, self._wrapped)
                elif cell is not None:
                    page.write_string(number, column, cell, self._wrapped)
        page.freeze_panes(1 if header else 0, 0)

    def add_lists(self) -> None:
        """Add the sheet that the drop-down lists point to."""
        page = self._book.add_worksheet(LISTS_SHEET)
        page.set_column(0, len(self._lists), 26)
        for words, column in self._lists.items():
            page.write_string(0, column, _list_heading(words), self._required)
            for number, word in enumerate(words, start=1):
                page.write_string(number, column, word)

    def save(self, target: Path | IO[bytes]) -> None:
        """Write the whole workbook to `target`, which is not touched before.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        self._book.close()
        if isinstance(target, Path):
            target.write_bytes(self._made.getvalue())
        else:
            target.write(self._made.getvalue())


def _words(field: Field) -> tuple[str, ...]:
    """Return the words offered for a field: a closed list, да and нет, or suggestions."""
    if field.type is FieldType.BOOLEAN:
        return (YES, NO)
    return tuple(choice.ru for choice in field.choices) or field.suggest


def _offered() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for entity in read_dictionary().entities.values():
        for field in entity.fields.values():
            words = _words(field)
            if field.sheet and words:
                found.setdefault(words, f"{field.sheet}: {field.heading}")
    return found


def _list_columns() -> dict[tuple[str, ...], int]:
    return {words: column for column, words in enumerate(_offered())}


def _list_heading(words: tuple[str, ...]) -> str:
    return _offered()[words]
