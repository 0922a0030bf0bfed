"""Cells as days and school years: real dates, ДД.ММ.ГГГГ, serial numbers of Excel."""

import re
from datetime import date, timedelta

from graph.model.fields import Field
from graph.workbook.cells import CellValue
from graph.workbook.kinds import Kind
from graph.workbook.reading import Note, UnreadableCell

FIRST_YEAR, LAST_YEAR = 1901, 2100

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*г\.?)?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_SERIAL = re.compile(r"\d{5}(\.0+)?")
_SCHOOL_YEAR = re.compile(r"(\d{4})\s*[/\-\u2013\u2014]\s*(\d{2}|\d{4})")
_DAY_ZERO = date(1899, 12, 30)  # of Excel's serial numbers after February 1900
_MOST_MONTHS = 12


def read_date(cell: CellValue, _field: Field, note: Note) -> date | None:
    """Read a day between 1901 and 2100.

    Raises
    ------
    UnreadableCell
        If the cell is no such day, or may be two different ones.
    """
    if isinstance(cell, bool):
        raise UnreadableCell(Kind.NOT_A_DATE)
    if isinstance(cell, date):
        return _checked(cell)
    if isinstance(cell, int | float):
        return _of_serial(cell, note)
    text = (cell or "").strip()
    if not text:
        return None
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text), note)
    year, month, day = _parts(text)
    try:
        made = _checked(date(year, month, day))
    except ValueError:
        raise UnreadableCell(Kind.DATE_IMPOSSIBLE) from None
    note(Kind.DATE_AS_TEXT)
    return made


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day of a text."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    found = _SLASHED.fullmatch(text)
    if found is None:
        raise UnreadableCell(Kind.NOT_A_DATE)
    day, month, year = int(found[1]), int(found[2]), int(found[3])
    if month > _MOST_MONTHS:
        return year, day, month
    if day <= _MOST_MONTHS and day != month:
        raise UnreadableCell(
            Kind.DATE_AMBIGUOUS,
            one=f"{day:02d}.{month:02d}.{year}",
            other=f"{month:02d}.{day:02d}.{year}",
        )
    return year, month, day


def _checked(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableCell(Kind.DATE_IMPOSSIBLE)
    return day


def _of_serial(number: float, note: Note) -> date:
    last = (date(LAST_YEAR, 12, 31) - _DAY_ZERO).days
    if not 1 <= number <= last:
        raise UnreadableCell(Kind.DATE_IMPOSSIBLE)
    day = _checked(_DAY_ZERO + timedelta(days=int(number)))
    note(Kind.DATE_AS_NUMBER, read=f"{day.day:02d}.{day.month:02d}.{day.year}")
    return day


def read_school_year(cell: CellValue, _field: Field, _note: Note) -> str | None:
    """Read a school year as ``2026/2027``; ``2026-27`` is understood too.

    Raises
    ------
    UnreadableCell
        If the cell does not hold two years in a row.
    """
    if cell is not None and not isinstance(cell, str):
        raise UnreadableCell(Kind.NOT_A_SCHOOL_YEAR)
    text = (cell or "").strip()
    if not text:
        return None
    found = _SCHOOL_YEAR.fullmatch(text)
    if found is None:
        raise UnreadableCell(Kind.NOT_A_SCHOOL_YEAR)
    first = int(found[1])
    last = int(found[2]) if len(found[2]) == len(found[1]) else first // 100 * 100 + int(found[2])
    if last != first + 1 or not FIRST_YEAR <= first < LAST_YEAR:
        raise UnreadableCell(Kind.NOT_A_SCHOOL_YEAR)
    return f"{first}/{last}"
