"""Short names for labels: what people call an organisation, without its legal form."""

import re

_LEGAL = re.compile(
    r"^(?:(?:ГБ|МБ|МА|МК|ГК|ГА|ЧУ|АН|Ф)[А-ЯЁ]{0,6}|НЧОУ|ЧОУ|ЧДОУ|АНО|ФГБОУ)\s+(?=[«\"А-ЯЁ№])"
)
_QUOTED = re.compile(r"^[«\"]([^«»\"]+)[»\"](?P<rest>.*)$")
_KNOWN_AS = (
    (re.compile(r"^(?:Территориальная |Муниципальная )?[Мм]етодическая служба,? "), "ТМС "),
    (re.compile(r"^Управление образования(?: администрации)?,? "), "УО "),
    (re.compile(r"^Институт развития образования"), "ИРО"),
    (re.compile(r"^Центр развития образования,? "), "ЦРО "),
)
"""Long names of bodies that everyone calls by their initials."""
LONGEST = 28


def short_name(name: str) -> str:
    """Return `name` without legal form and outer quotation marks, at most `LONGEST` characters.

    Examples
    --------
    >>> short_name("МБОУ «СОШ № 12»"), short_name("МАДОУ Детский сад № 7")
    ('СОШ № 12', 'Детский сад № 7')
    >>> short_name("Методическая служба, Ейский район")
    'ТМС Ейский район'
    >>> short_name("Детская школа искусств имени первого директора")
    'Детская школа искусств…'
    """
    text = _LEGAL.sub("", " ".join(name.split()))
    quoted = _QUOTED.match(text)
    if quoted:
        text = quoted.group(1) + quoted.group("rest")
    for long, initials in _KNOWN_AS:
        text = long.sub(initials, text)
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,«(")
    return f"{cut}…"
