"""Days as people and programs type them."""

from datetime import date, datetime

from graph.errors import InputError

FIRST_YEAR, LAST_YEAR = 1990, 2100


def read_day(text: str) -> date:
    """Read a day written ДД.ММ.ГГГГ or ГГГГ-ММ-ДД.

    Raises
    ------
    InputError
        If it is no day from 1990 to 2100.

    Examples
    --------
    >>> read_day(" 1.9.2026 "), read_day("2026-09-01")
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 1))
    """
    typed = text.strip()
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    raise InputError("input.day", value=typed)
