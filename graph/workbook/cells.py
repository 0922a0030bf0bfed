"""Plain cells of a workbook: what the reader gives and the parser takes, whatever the format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from graph.workbook.findings import Finding

CellValue: TypeAlias = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCells:
    """The filled rows of one sheet.

    Attributes
    ----------
    name
        As the file spells it.
    rows
        (row number counted from 1, values from column A on); rows without any value are absent.
    formulas
        (row, column counted from 0) → formula, of cells that hold one.
    hidden
        Whether the sheet is hidden.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[CellValue]]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCells:
    """A file as cells.

    Attributes
    ----------
    name
        Name of the file, without folders.
    is_text
        Whether it is CSV, where every value is text.
    findings
        What was found about the file as a whole; with an error there are no sheets.
    """

    name: str
    is_text: bool = False
    sheets: tuple[SheetCells, ...] = ()
    findings: tuple[Finding, ...] = ()


def column_letter(position: int) -> str:
    """Return the letter of the column at `position`, counted from 0.

    Examples
    --------
    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
