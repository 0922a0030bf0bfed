"""Cells → rows of domain values and findings; bad data is a finding, never an exception."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from graph.workbook.cells import SheetCells, SourceCells
from graph.workbook.findings import Finding
from graph.workbook.header import find_header, match_sheets
from graph.workbook.kinds import Kind
from graph.workbook.layout import CATEGORY, PASSPORT_SHEET, match_sheet, sheet_layouts
from graph.workbook.passport import Passport, read_passport
from graph.workbook.row_reader import RowReader
from graph.workbook.rows import ParsedRow, ParsedWorkbook, RowHome

_CATEGORY_MONTH, _CATEGORY_DAY = 9, 1


def parse(source: SourceCells, today: date) -> ParsedWorkbook:
    """Read every sheet of `source` that is known.

    Parameters
    ----------
    source
        The file as cells.
    today
        Day of the import; a column `Категория` becomes statuses from 1 September of its year.
    """
    sheets, findings = match_sheets(source)
    rows: list[ParsedRow] = []
    fields: dict[str, frozenset[str]] = {}
    examples = 0
    for name, layout in sheet_layouts().items():
        if name not in sheets:
            continue
        header, said = find_header(name, sheets[name])
        findings += said
        if header is None:
            continue
        reader = RowReader(layout, sheets[name], header, is_text=source.is_text)
        read = _without_repeats(reader.rows(), findings)
        findings += reader.findings()
        rows += read
        examples += reader.examples
        fields[name] = frozenset(header.headings)
        if CATEGORY in header.headings:
            rows += _statuses(read, findings, date(today.year, _CATEGORY_MONTH, _CATEGORY_DAY))
    return ParsedWorkbook(
        source=source,
        fields=fields,
        rows=tuple(rows),
        findings=tuple(findings),
        examples=examples,
        passport=_passport(source.sheets),
    )


def _passport(sheets: Iterable[SheetCells]) -> Passport | None:
    found = (read_passport(s) for s in sheets if match_sheet(s.name) == PASSPORT_SHEET)
    return next(found, None)


def _without_repeats(rows: Iterable[ParsedRow], findings: list[Finding]) -> list[ParsedRow]:
    """Return the rows with each key once; a repeated row is a finding."""
    kept: list[ParsedRow] = []
    first: dict[str, ParsedRow] = {}
    for row in rows:
        if row.key is None or not row.is_sound:
            kept.append(row)
            continue
        other = first.setdefault(row.key, row)
        if other is row:
            kept.append(row)
            continue
        differing = [name for name, value in row.values.items() if other.values.get(name) != value]
        name = differing[0] if differing else next(iter(row.values))
        kind = Kind.ROW_CONTRADICTS if differing else Kind.ROW_REPEATED
        there = other.finding(kind, name)
        findings.append(
            row.finding(kind, name, other=str(other.number), seen=there.value, key=row.shown_key)
        )
        if differing:
            kept.append(replace(row, is_sound=False))
    return kept


def _statuses(rows: Iterable[ParsedRow], findings: list[Finding], start: date) -> list[ParsedRow]:
    """Return the rows of statuses that the column `Категория` means, and say so once."""
    found = []
    for row in rows:
        status = row.values.get(CATEGORY)
        if status is None or row.key is None:
            continue
        letters = row.home.letters
        home = RowHome(
            sheet=row.home.sheet,
            counted_as="Статусы",
            letters={"status": letters[CATEGORY], "organisation": letters["id"]},
            headings={"status": row.home.headings[CATEGORY]},
        )
        values = {"organisation": row.key, "status": status, "from_date": start}
        key = f"{row.key}|{status}||{start.isoformat()}"
        made = replace(
            row, home=home, entity="status_award", key=key, values=values, numeric=frozenset()
        )
        found.append(made)
    if found:
        findings.append(found[0].finding(Kind.CATEGORY, "status", n=len(found), start=start))
    return found
