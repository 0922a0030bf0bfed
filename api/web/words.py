"""How values are written on pages: days, numbers, kilometres, words of closed lists."""

import re
from datetime import date, datetime

from api.texts import NO_BREAK_SPACE, shown
from graph.model.fields import read_dictionary

NO_BREAK_HYPHEN = "\u2011"
_GLUED = re.compile(r"(№|\b(?:г|с|х|пос|ст|ул)\.) (?=\S)")
_HYPHENATED = re.compile(r"\b(ст)-(ца|цы|це)\b")


def num(value: float | None) -> str:
    """Write a whole number with its thousands apart.

    Examples
    --------
    >>> num(1777) == "1\u00a0777", num(12), num(None)
    (True, '12', '—')
    """
    return "—" if value is None else f"{round(value):,}".replace(",", NO_BREAK_SPACE)


def real(value: float | None) -> str:
    """Write a number with one decimal.

    Examples
    --------
    >>> real(31.44), real(None), real(1266.9) == "1\u00a0266,9"
    ('31,4', '—', True)
    """
    return "—" if value is None else f"{value:,.1f}".replace(",", NO_BREAK_SPACE).replace(".", ",")


def day(value: date | None) -> str:
    """Write a day as tables do."""
    return shown(value)


def short_day(value: date) -> str:
    """Write a day without its year.

    Examples
    --------
    >>> short_day(date(2026, 8, 24))
    '24.08'
    """
    return f"{value:%d.%m}"


def moment(value: datetime) -> str:
    """Write a moment to the minute.

    Examples
    --------
    >>> moment(datetime(2026, 8, 24, 9, 12))
    '24.08.2026, 09:12'
    """
    return f"{value:%d.%m.%Y, %H:%M}"


def word(code: str | None, choices: str) -> str:
    """Write a stored code of a closed list as the workbook does; empty stays empty.

    Examples
    --------
    >>> word("on_site", "mode"), word(None, "mode")
    ('очно', '')
    """
    found = (c.ru for c in read_dictionary().choices[choices] if c.code == code)
    return next(found, code or "")


def glued(text: str) -> str:
    """Keep a number with its sign, and a short word with its name, on one line.

    Examples
    --------
    >>> glued("СОШ № 12") == "СОШ №\u00a012"
    True
    """
    return _HYPHENATED.sub(rf"\1{NO_BREAK_HYPHEN}\2", _GLUED.sub(rf"\1{NO_BREAK_SPACE}", text))
