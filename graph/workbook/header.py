"""Finds the heading row of a sheet and says which column is which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from graph.model.fields import Field
from graph.texts import Parameter
from graph.workbook.cells import CellValue, SheetCells, SourceCells, column_letter
from graph.workbook.findings import Finding, find, shown_value
from graph.workbook.kinds import Kind
from graph.workbook.layout import (
    FIX_HEADING,
    RESERVED_SHEETS,
    headings_of,
    match_sheet,
    normal_heading,
    sheet_layouts,
)

_ROWS_SEARCHED = 15
_ENOUGH = 2
"""Headings that make a row the heading row, unless all its few cells are headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the columns of one sheet are.

    Attributes
    ----------
    row
        Number of the heading row.
    columns
        Position from 0 → field, left to right.
    headings
        Field name → heading as the file spells it.
    """

    row: int
    columns: Mapping[int, Field]
    headings: Mapping[str, str] = field(default_factory=dict)


def match_sheets(source: SourceCells) -> tuple[dict[str, SheetCells], list[Finding]]:
    """Return the sheets that are understood, by canonical name, and what is wrong with others."""
    found: dict[str, SheetCells] = {}
    findings = list(source.findings)
    if any(finding.severity.value == "error" for finding in findings):
        return {}, findings
    is_only = len(source.sheets) == 1
    for sheet in source.sheets:
        name = match_sheet(sheet.name)
        if name is None and is_only and source.is_text:
            name = _sheet_by_headings(sheet)
        if name is None:
            findings.append(_sheet_finding(Kind.UNKNOWN_SHEET, sheet, near=_near_sheet(sheet.name)))
        elif name in RESERVED_SHEETS:
            continue
        elif name in found:
            other = found[name].name
            findings.append(_sheet_finding(Kind.SHEET_TWICE, sheet, other=other))
        else:
            found[name] = sheet
            if sheet.hidden:
                findings.append(_sheet_finding(Kind.HIDDEN_SHEET, sheet))
    if not found:
        names = ", ".join(sheet.name for sheet in source.sheets)
        findings = [f for f in findings if f.kind is not Kind.UNKNOWN_SHEET]
        near = next((n for n in (_near_sheet(s.name) for s in source.sheets) if n != "—"), "—")
        known = ", ".join(sheet_layouts())
        findings.append(find(Kind.NO_KNOWN_SHEET, names, known=known, near=near))
    return found, findings


def _near_sheet(name: str) -> str:
    near = get_close_matches(name, list(sheet_layouts()), n=1, cutoff=0.5)
    return near[0] if near else "—"


def _sheet_by_headings(sheet: SheetCells) -> str | None:
    """Return the sheet whose required headings a lone CSV file has, if exactly one has the most."""
    if not sheet.rows:
        return None
    seen = {normal_heading(c) for c in sheet.rows[0][1] if isinstance(c, str)}
    scores = sorted(
        ((len(seen & set(headings_of(name))), name) for name in sheet_layouts()), reverse=True
    )
    (best, name), (second, _) = scores[0], scores[1]
    return name if best >= _ENOUGH and best > second else None


def _sheet_finding(kind: Kind, sheet: SheetCells, **params: Parameter) -> Finding:
    return Finding(
        kind=kind,
        severity=kind.severity,
        sheet=sheet.name,
        value=shown_value(sheet.name),
        params=params,
    )


def find_header(name: str, sheet: SheetCells) -> tuple[Header | None, list[Finding]]:
    """Return the header of a sheet whose canonical name is `name`, and what is wrong with it."""
    found = _heading_row(name, sheet)
    required = [f for f in sheet_layouts()[name].fields if f.required]
    if found is None:
        return None, [_no_header(sheet, ", ".join(f.heading for f in required))]
    row, cells = found
    columns, headings, findings = _matched(name, sheet, row, cells)
    if row > 1:
        findings.append(_heading_finding(Kind.HEADER_BELOW, sheet, row, 0))
    missing = [field for field in required if field.name not in headings]
    kind = Kind.COLUMN_MISSING
    findings += [
        Finding(
            kind=kind,
            severity=kind.severity,
            sheet=sheet.name,
            row=row,
            column=lost.heading,
            value=shown_value(_joined(cells)),
            params={"lost": lost.heading, "note": lost.note},
        )
        for lost in missing
    ]
    return (None if missing else Header(row=row, columns=columns, headings=headings)), findings


def _heading_row(name: str, sheet: SheetCells) -> tuple[int, Sequence[CellValue]] | None:
    """Return number and cells of the row with the most headings among the first rows."""
    known = headings_of(name)
    best, found = 0, None
    for number, values in sheet.rows[:_ROWS_SEARCHED]:
        filled = [v for v in values if v is not None]
        hits = sum(1 for v in filled if isinstance(v, str) and normal_heading(v) in known)
        if hits > best and (hits >= _ENOUGH or hits == len(filled)):
            best, found = hits, (number, values)
    return found


def _no_header(sheet: SheetCells, required: str) -> Finding:
    kind = Kind.NO_HEADER
    row, cells = sheet.rows[0] if sheet.rows else (1, ())
    return Finding(
        kind=kind,
        severity=kind.severity,
        sheet=sheet.name,
        row=row,
        value=shown_value(_joined(cells)),
        params={"columns": required},
    )


def _matched(
    name: str, sheet: SheetCells, row: int, cells: Sequence[CellValue]
) -> tuple[dict[int, Field], dict[str, str], list[Finding]]:
    """Return position → field, field → heading, and what is to be said about single headings."""
    known = headings_of(name)
    columns: dict[int, Field] = {}
    headings: dict[str, str] = {}
    letters: dict[str, str] = {}
    findings: list[Finding] = []

    def say(kind: Kind, position: int, **params: Parameter) -> None:
        findings.append(_heading_finding(kind, sheet, row, position, **params))

    for position, cell in enumerate(cells):
        if cell is None or not str(cell).strip() or normal_heading(str(cell)) == _FIX:
            continue
        text = str(cell).strip()
        match = known.get(normal_heading(text))
        if match is None:
            near = get_close_matches(text, [f.heading for f in sheet_layouts()[name].fields], n=1)
            say(Kind.UNKNOWN_COLUMN, position, near=near[0] if near else "—")
            continue
        of, is_canonical = match
        if of.name in letters:
            say(Kind.COLUMN_TWICE, position, other=letters[of.name])
            continue
        letters[of.name] = column_letter(position)
        columns[position] = of
        headings[of.name] = text
        if not is_canonical:
            say(Kind.SYNONYM, position, read=of.heading)
    return columns, headings, findings


def _joined(cells: Sequence[CellValue]) -> str:
    return " | ".join(str(c) for c in cells if c is not None)


_FIX = normal_heading(FIX_HEADING)


def _heading_finding(
    kind: Kind, sheet: SheetCells, row: int, position: int, **params: Parameter
) -> Finding:
    cells = next(values for number, values in sheet.rows if number == row)
    seen = next((c for c in cells[position:] if c is not None), "")
    return Finding(
        kind=kind,
        severity=kind.severity,
        sheet=sheet.name,
        row=row,
        letter=column_letter(position),
        column=shown_value(seen),
        value=shown_value(seen),
        params=params,
    )
