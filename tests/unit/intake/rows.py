"""Workbooks written by hand in a test: sheet → rows, the first of them the headings."""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.network import Network
from graph.workbook.cells import CellValue, SheetCells, SourceCells
from graph.workbook.parser import parse
from services.intake.effects import Isolated
from services.intake.preview import Preview, preview_workbook
from tests.unit.workbook.base import DAY

Rows = Sequence[Sequence[CellValue]]


def source(sheets: Mapping[str, Rows], name: str = "сеть.xlsx") -> SourceCells:
    return SourceCells(
        name=name,
        sheets=tuple(
            SheetCells(name=sheet, rows=list(enumerate(rows, start=1)))
            for sheet, rows in sheets.items()
        ),
    )


def preview_rows(
    sheets: Mapping[str, Rows],
    network: Network,
    *,
    today: date = DAY,
    replace: tuple[str, ...] = (),
    isolated: Isolated | None = None,
) -> Preview:
    return preview_workbook(
        parse(source(sheets), today),
        network,
        today=today,
        id_="p",
        replace_sheets=replace,
        isolated=isolated,
    )
