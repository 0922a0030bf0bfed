"""Rows that were refused, as a workbook to correct: the sheet as it was and what to correct."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from graph.texts import Say
from graph.workbook.cells import CellValue, SheetCells
from graph.workbook.findings import Finding
from graph.workbook.header import find_header
from graph.workbook.kinds import Severity
from graph.workbook.layout import FIX_HEADING, match_sheet, sheet_layouts
from graph.workbook.sheets import Sheet, write_sheets
from services.intake.preview import Preview

_FIX_WIDTH = 60.0


def write_rejected(target: Path | IO[bytes], preview: Preview, say: Say) -> int:
    """Write the rows with errors, each with a column `Что исправить`; return how many.

    The workbook can be corrected and read again as it is: the column is passed over.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    findings: dict[str, dict[int, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in preview.findings:
        if finding.severity is Severity.ERROR and finding.sheet and finding.row:
            findings[finding.sheet][finding.row].append(finding)
    sheets = [
        made
        for sheet in preview.parsed.source.sheets
        if sheet.name in findings
        for made in _rejected(sheet, findings[sheet.name], say)
    ]
    if sheets:
        write_sheets(target, sheets)
    return sum(len(sheet.rows) for sheet in sheets)


def _rejected(sheet: SheetCells, findings: dict[int, list[Finding]], say: Say) -> Iterator[Sheet]:
    name = match_sheet(sheet.name)
    if name is None or name not in sheet_layouts():
        return
    header, _ = find_header(name, sheet)
    if header is None:
        return
    cells = dict(sheet.rows)
    headings = cells[header.row]
    width = max(len(headings), *(len(cells.get(row, ())) for row in findings))
    rows: list[list[CellValue]] = []
    for row, some in sorted(findings.items()):
        if row > header.row:
            texts = dict.fromkeys(say(finding.text) for finding in some)
            filled = list(cells.get(row, ()))
            rows.append([*filled, *[None] * (width - len(filled)), "\n".join(texts)])
    titles = [str(heading or "") for heading in headings] + [""] * (width - len(headings))
    if rows:
        yield Sheet(
            name=sheet.name,
            header=[*titles, FIX_HEADING],
            rows=rows,
            widths=[16.0] * width + [_FIX_WIDTH],
        )
