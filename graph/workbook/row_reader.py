"""Takes the rows of one sheet, cell by cell, to values of fields."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from graph.model.fields import Field, FieldType, read_dictionary
from graph.model.record import key_of
from graph.model.registry import CHOICE_TYPES
from graph.texts import Parameter
from graph.workbook.cells import CellValue, SheetCells, column_letter
from graph.workbook.findings import Finding, shown_value
from graph.workbook.header import Header
from graph.workbook.kinds import Kind, Severity
from graph.workbook.layout import EXAMPLE_MARK, SheetLayout, normal
from graph.workbook.reading import UnreadableCell
from graph.workbook.row_rules import ROW_RULES
from graph.workbook.rows import ParsedRow, RowHome
from graph.workbook.values import CellReader, reader_of

_ENGLISH = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_RUSSIAN = ("#ССЫЛКА!", "#Н/Д", "#ДЕЛ/0!", "#ЗНАЧ!", "#ИМЯ?", "#ЧИСЛО!", "#ПУСТО!")
_ERRORS = frozenset((*_ENGLISH, *_RUSSIAN))
_TOTALS = ("итого", "всего")
_IN_TEXT_FILES = frozenset({Kind.NUMBER_AS_TEXT, Kind.DECIMAL_COMMA, Kind.DATE_AS_TEXT})
_CODES = frozenset({FieldType.CODE, FieldType.REFERENCE})
_GUARDED = re.compile(r"'+[=+\-@]")


class RowReader:
    """Reads one sheet; what it finds is told after its rows were taken.

    Parameters
    ----------
    layout
        The canonical sheet.
    sheet
        Its cells.
    header
        Where its columns are.
    is_text
        Whether it comes from CSV: numbers and dates are texts there, and an apostrophe guards
        texts that begin like a formula.
    """

    def __init__(
        self, layout: SheetLayout, sheet: SheetCells, header: Header, *, is_text: bool
    ) -> None:
        self.examples = 0
        self._layout, self._sheet, self._header, self._is_text = layout, sheet, header, is_text
        self._columns = [
            (position, field, self._reader(field), () if field.is_list else None)
            for position, field in header.columns.items()
        ]
        self._home = RowHome(
            sheet=sheet.name,
            counted_as=layout.name,
            letters={field.name: column_letter(at) for at, field in header.columns.items()},
            headings=header.headings,
        )
        self._unordered = layout.key if read_dictionary()[layout.entity].unordered else ()
        self._errors: list[Finding] = []
        self._warnings: list[Finding] = []
        self._notices: dict[tuple[Kind, str], tuple[int, Finding]] = {}
        self._empty = 0

    def _reader(self, field: Field) -> CellReader:
        read = reader_of(field)
        choice = CHOICE_TYPES[self._layout.entity].get(field.name)
        if choice is None:
            return read

        def read_word(cell: CellValue, note: Any) -> Any:
            code = read(cell, note)
            return None if code is None else choice(code)

        return read_word

    def rows(self) -> Iterator[ParsedRow]:
        """Yield the data rows; examples, totals and empty rows are counted and left out."""
        expected = self._header.row + 1
        with_formulas = {row for row, _ in self._sheet.formulas}
        for number, cells in self._sheet.rows:
            if number <= self._header.row:
                continue
            first = next((c for c in cells if c is not None and not _is_blank(c)), None)
            if first is None and number not in with_formulas:
                continue
            self._empty += number - expected
            expected = number + 1
            if isinstance(first, str) and first.lstrip().startswith(EXAMPLE_MARK):
                self.examples += 1
            elif isinstance(first, str) and normal(first).startswith(_TOTALS):
                self._say_about_total(number, first)
            else:
                yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[CellValue]) -> ParsedRow:
        values: dict[str, Any] = {}
        numeric: list[str] = []
        row = ParsedRow(
            home=self._home,
            number=number,
            entity=self._layout.entity,
            key=None,
            values=values,
            is_sound=True,
        )
        before = len(self._errors)
        for position, field, read, empty in self._columns:
            cell = cells[position] if position < len(cells) else None
            formula = self._sheet.formulas.get((number, position))
            if cell is None and formula is None:
                values[field.name] = empty
                continue
            try:
                value = read(
                    self._seen(row, field, cell, formula), partial(self._note, row, field, cell)
                )
            except UnreadableCell as bad:
                self._errors.append(
                    row.finding(
                        bad.kind, field.name, cell if formula is None else formula, **bad.params
                    )
                )
                continue
            values[field.name] = empty if value is None else value
            if field.type in _CODES and not isinstance(cell, str):
                numeric.append(field.name)
        if self._unordered:
            self._sort_ends(values)
        for rule in ROW_RULES:
            self._errors += rule(self._layout, row)
        return replace(
            row,
            key=self._key(values),
            is_sound=len(self._errors) == before,
            numeric=frozenset(numeric),
        )

    def _seen(
        self, row: ParsedRow, field: Field, cell: CellValue, formula: str | None
    ) -> CellValue:
        """Return what is to be read in a cell: the value of a formula, a text without its guard."""
        if formula is not None:
            if cell is None:
                raise UnreadableCell(Kind.FORMULA_WITHOUT_VALUE)
            if field.type in _CODES:
                self._warnings.append(row.finding(Kind.CODE_BY_FORMULA, field.name, cell))
        if isinstance(cell, str):
            if cell in _ERRORS:
                raise UnreadableCell(Kind.ERROR_CELL)
            if self._is_text and _GUARDED.match(cell):
                return cell[1:]
        return cell

    def _note(
        self, row: ParsedRow, field: Field, cell: CellValue, kind: Kind, **params: Parameter
    ) -> None:
        if self._is_text and kind in _IN_TEXT_FILES:
            return
        if kind.severity is Severity.NOTICE:
            known = self._notices.get((kind, field.name))
            count, first = known or (0, row.finding(kind, field.name, cell, **params))
            self._notices[kind, field.name] = (count + 1, first)
        else:
            self._warnings.append(row.finding(kind, field.name, cell, **params))

    def _sort_ends(self, values: dict[str, Any]) -> None:
        one, other = self._unordered
        if values.get(one) and values.get(other) and values[one] > values[other]:
            values[one], values[other] = values[other], values[one]

    def _key(self, values: dict[str, Any]) -> str | None:
        fields = {field.name: field for field in self._layout.fields}
        for name in self._layout.key:
            is_read = name in values or name not in self._header.headings
            if not is_read or (fields[name].required and values.get(name) is None):
                return None
        return key_of(values.get(name) for name in self._layout.key)

    def _say_about_total(self, number: int, first: str) -> None:
        kind = Kind.TOTAL_ROW
        self._warnings.append(
            Finding(
                kind=kind,
                severity=kind.severity,
                sheet=self._sheet.name,
                row=number,
                value=shown_value(first),
            )
        )

    def findings(self) -> list[Finding]:
        """Return what was found in the rows taken so far: errors, warnings, counted notices."""
        notices = [
            replace(first, params={**first.params, "n": count})
            for count, first in self._notices.values()
        ]
        for kind, count in ((Kind.EMPTY_ROWS, self._empty), (Kind.EXAMPLES_SKIPPED, self.examples)):
            if count:
                notices.append(
                    Finding(
                        kind=kind,
                        severity=kind.severity,
                        sheet=self._sheet.name,
                        value=str(count),
                        params={"n": count},
                    )
                )
        return [*self._errors, *self._warnings, *notices]


def _is_blank(cell: CellValue) -> bool:
    return isinstance(cell, str) and (not cell or cell.isspace())
