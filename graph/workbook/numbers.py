"""Cells as numbers: decimal commas, thousands, whole numbers; and numbers as the text of a code."""

import math
import re
from datetime import date

from graph.model.fields import Field
from graph.workbook.cells import CellValue
from graph.workbook.kinds import Kind
from graph.workbook.reading import Note, UnreadableCell

_MOST = 1_000_000_000
_DIGITS_KEPT = 15  # by Excel; what is longer has lost its end
_DECIMALS = 6
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")
_PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([. ]\d{3})+(,\d+)?|[+-]?\d{1,3}(,\d{3})+\.\d+")


def as_text(cell: CellValue) -> str:
    """Return a cell that is no text as the text a person sees in it.

    Raises
    ------
    UnreadableCell
        If it is a number so long that Excel has lost its last digits.

    Examples
    --------
    >>> as_text(12.0), as_text(12.5), as_text(date(2026, 9, 1))
    ('12', '12,5', '01.09.2026')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return f"{cell.day:02d}.{cell.month:02d}.{cell.year:04d}"
    if cell is None:
        return ""
    if isinstance(cell, float) and not math.isfinite(cell):
        raise UnreadableCell(Kind.NOT_FINITE)
    if abs(cell) >= 10**_DIGITS_KEPT:
        raise UnreadableCell(Kind.DIGITS_LOST)
    whole = int(cell)
    return str(whole) if whole == cell else f"{cell:.10g}".replace(".", ",")


def read_real(cell: CellValue, field: Field, note: Note) -> float | None:
    """Read a number, rounded to 6 decimals, within the bounds of its field.

    Raises
    ------
    UnreadableCell
        If the cell holds no number, or one out of bounds.
    """
    number = _number(cell, note)
    if number is None:
        return None
    _check_range(number, field, note)
    return round(float(number), _DECIMALS) + 0.0


def read_integer(cell: CellValue, field: Field, note: Note) -> int | None:
    """Read a whole number within the bounds of its field.

    Raises
    ------
    UnreadableCell
        If the cell holds no whole number, or one out of bounds.
    """
    number = _number(cell, note)
    if number is None:
        return None
    if number != int(number):
        raise UnreadableCell(Kind.NOT_WHOLE)
    _check_range(number, field, note)
    return int(number)


def _number(cell: CellValue, note: Note) -> float | int | None:
    if isinstance(cell, bool | date):
        raise UnreadableCell(Kind.NOT_A_NUMBER)
    if isinstance(cell, str):
        return _number_of_text(cell, note)
    if cell is not None and not math.isfinite(cell):
        raise UnreadableCell(Kind.NOT_FINITE)
    return cell


def _number_of_text(cell: str, note: Note) -> float | int | None:
    text = cell.strip()
    if not text:
        return None
    if text.casefold().lstrip("+-") in ("nan", "inf", "infinity", "#num!"):
        raise UnreadableCell(Kind.NOT_FINITE)
    plain = text.translate(_SPACES)
    if _GROUPED.fullmatch(text.replace("\u00a0", " ").replace("\u202f", " ")) and (
        plain != text or len(re.findall("[.,]", plain)) > 1
    ):
        note(Kind.THOUSANDS)
        decimal = max(plain.rfind(","), plain.rfind(".")) if "," in plain else -1
        whole = plain if decimal < 0 else plain[:decimal]
        plain = re.sub("[.,]", "", whole) + ("" if decimal < 0 else "." + plain[decimal + 1 :])
    elif not _PLAIN.fullmatch(plain):
        raise UnreadableCell(Kind.NOT_A_NUMBER)
    else:
        note(Kind.DECIMAL_COMMA if "," in plain else Kind.NUMBER_AS_TEXT)
    number = float(plain.replace(",", "."))
    if not math.isfinite(number):
        raise UnreadableCell(Kind.NOT_FINITE)
    return number


def _check_range(number: float, field: Field, note: Note) -> None:
    if number < 0 and field.min == 0:
        raise UnreadableCell(Kind.NEGATIVE)
    low = -_MOST if field.min is None else field.min
    high = _MOST if field.max is None else field.max
    if not low <= number <= high:
        raise UnreadableCell(Kind.OUT_OF_RANGE, low=_bound(low), high=_bound(high))
    if field.unusual is not None and number > field.unusual:
        note(Kind.UNUSUAL, usual=_bound(field.unusual))


def _bound(number: float) -> str:
    return f"{number:g}" if abs(number) < _MOST else str(int(number))
