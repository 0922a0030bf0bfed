"""Types of what may be sent: texts without control characters, days, codes; all with limits."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from api.days import FIRST_YEAR, LAST_YEAR, read_day
from graph.errors import InputError
from graph.model.ids import SchoolYear

LONGEST_TEXT = 500
LONGEST_CODE = 200


def is_readable(text: str) -> bool:
    r"""Return whether a text has no control characters and can be written as UTF-8.

    Examples
    --------
    >>> is_readable("СОШ № 12"), is_readable("a\x00b"), is_readable("\ud800")
    (True, False, False)
    """
    return all(char >= " " and char != "\x7f" and not "\ud800" <= char <= "\udfff" for char in text)


def _readable(text: str) -> str:
    if not is_readable(text):
        raise ValueError("control characters")
    return text


def _sensible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("year out of range")
    return day


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


Text = Annotated[
    str,
    StringConstraints(max_length=LONGEST_TEXT, strip_whitespace=True),
    AfterValidator(_readable),
]
"""A line of text; may be empty."""

Reason = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True),
    AfterValidator(_readable),
]
"""Why something is decided; never empty."""

Code = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_CODE), AfterValidator(_readable)
]
"""A code that names a record."""

Filter = Annotated[str, StringConstraints(max_length=LONGEST_CODE), AfterValidator(_readable)]
"""What a list is narrowed by; empty leaves all."""

Day = Annotated[date, AfterValidator(_sensible)]
"""A calendar day from 1990 to 2100."""

OptionalDay = Annotated[Day | None, BeforeValidator(_empty_is_none)]
"""A day, or nothing, as an empty field of a form sends it."""


def _decimal_comma(value: object) -> object:
    if isinstance(value, str):
        return value.strip().replace(",", ".") or None
    return value


OptionalCount = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_empty_is_none)]
"""A whole number from 0, or nothing, as an empty field of a form sends it."""

OptionalKm = Annotated[
    Annotated[float, Field(ge=0, le=20_000)] | None, BeforeValidator(_decimal_comma)
]
"""Kilometres, or nothing; a person may write a comma."""


def parse_day(text: str) -> date | None:
    """Read a day as a person types it, ``01.09.2026``, or as programs write it; empty is none.

    Raises
    ------
    InputError
        If it is no day from 1990 to 2100.

    Examples
    --------
    >>> parse_day(" 1.9.2026 "), parse_day("2026-09-01"), parse_day("")
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), None)
    """
    return read_day(text) if text.strip() else None


def parse_school_year(text: str) -> SchoolYear:
    """Read a school year such as ``2026/2027``.

    Raises
    ------
    InputError
        If it is none.

    Examples
    --------
    >>> parse_school_year("2026/2027")
    '2026/2027'
    """
    first, _, second = text.partition("/")
    plain = first.isascii() and first.isdigit() and second.isascii() and second.isdigit()
    if not plain or len(text) != len("2026/2027") or int(second) != int(first) + 1:
        raise InputError("input.school_year", value=text)
    if not FIRST_YEAR <= int(first) <= LAST_YEAR:
        raise InputError("input.school_year", value=text)
    return SchoolYear(text)
