"""Names of organisations that sound right and repeat from district to district, as in life."""

from graph.model.choices import OrganisationKind as Kind
from graph.samples.words import words

MADE_UP = "вымышленная организация"
"""Mark at the end of every full name that is not one of a real, named partner."""

NAMED_IN_SOURCE = "названа в источнике, связи вымышлены"
"""Mark of the two partners that a source names."""

SUPPLEMENTARY_NAMES = (
    "Дом детского творчества",
    "Центр развития творчества",
    "Станция юных натуралистов",
    "Детская школа искусств",
    "Спортивная школа",
    "Центр технического творчества",
)
_LONG = {
    Kind.SCHOOL: "Средняя общеобразовательная школа",
    Kind.GYMNASIUM: "Гимназия",
    Kind.LYCEUM: "Лицей",
    Kind.KINDERGARTEN: "Детский сад",
    Kind.SPECIAL_SCHOOL: "Специальная (коррекционная) школа",
    Kind.BOARDING_SCHOOL: "Школа-интернат",
    Kind.VOCATIONAL: "Техникум",
}


def short_name(kind: Kind, number: int, *, basic: bool = False, place: str = "") -> str:
    """Return the name on the map: «СОШ № 12», «ООШ № 7 х. Вербовый», «ДОУ № 3 „Колосок“».

    Examples
    --------
    >>> short_name(Kind.SCHOOL, 7, basic=True, place="х. Вербовый")
    'ООШ № 7 х. Вербовый'
    """
    if kind is Kind.KINDERGARTEN:
        titles = words("kindergartens")
        title = titles[number % len(titles)].replace("_", " ")
        return f"ДОУ № {number} „{title}“"
    if kind is Kind.SUPPLEMENTARY:
        title = SUPPLEMENTARY_NAMES[(number - 1) % len(SUPPLEMENTARY_NAMES)]
        return title if number <= len(SUPPLEMENTARY_NAMES) else f"{title} № {number}"
    if kind is Kind.SCHOOL and basic:
        return f"ООШ № {number} {place}".rstrip()
    word = {
        Kind.SCHOOL: "СОШ",
        Kind.GYMNASIUM: "Гимназия",
        Kind.LYCEUM: "Лицей",
        Kind.SPECIAL_SCHOOL: "Школа (коррекционная)",
        Kind.BOARDING_SCHOOL: "Школа-интернат",
        Kind.VOCATIONAL: "Техникум",
    }[kind]
    return f"{word} № {number}"


def long_name(kind: Kind, short: str, district: str, settlement: str) -> str:
    """Return the full name, which ends with the mark of what is made up."""
    long = _LONG.get(kind, short)
    number = short.partition("№")[2].strip()
    named = f"{long} № {number}" if kind in _LONG and number else short
    if short.startswith("ООШ"):
        named = named.replace("Средняя", "Основная")
    tail = "" if settlement and settlement in named else f", {settlement}"
    return f"{named}{tail}, {district} ({MADE_UP})"


def made_up_inn(number: int) -> str:
    """Return a taxpayer number of region 00, which does not exist, with a right check digit.

    Examples
    --------
    >>> made_up_inn(12)
    '0000000120'
    """
    digits = f"{number % 10_000_000:09d}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    check = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 % 10
    return f"{digits}{check}"
