"""Made-up people: plausible names, contacts that cannot belong to anybody."""

from random import Random
from zlib import crc32

from graph.model.ids import DirectionId, OrganisationId, PersonId
from graph.model.organisation import Person
from graph.samples.draw import chance
from graph.samples.words import words

EMAIL_DOMAIN = "demo.example.org"
"""Domain reserved for examples (RFC 2606): no letter ever arrives."""

_WOMEN_PERCENT = 82


def draw_name(rng: Random) -> str:
    """Draw surname, first name and patronymic that agree with each other."""
    surname, patronym = rng.choice(words("surnames")), rng.choice(words("patronymics"))
    if chance(rng, _WOMEN_PERCENT):
        return f"{_of_woman(surname)} {rng.choice(words('women'))} {patronym}на"
    return f"{surname} {rng.choice(words('men'))} {patronym}ич"


def _of_woman(surname: str) -> str:
    if surname.endswith(("ов", "ев", "ёв", "ин")):
        return f"{surname}а"
    if surname.endswith(("ий", "ой")):
        return f"{surname[:-2]}ая" if surname.endswith("ой") else f"{surname[:-2]}яя"
    return surname


def make_person(
    rng: Random,
    code: str,
    organisation: OrganisationId,
    position: str,
    *,
    capacity: int | None = None,
    directions: tuple[DirectionId, ...] = (),
    is_contact: bool | None = None,
) -> Person:
    """Make a person with work contacts that cannot exist: area code 000 and a reserved domain."""
    number = f"{crc32(code.encode()) % 10_000_000:07d}"
    return Person(
        id=PersonId(code),
        name=draw_name(rng),
        organisation=organisation,
        position=position,
        phone=f"+7 (000) {number[:3]}-{number[3:5]}-{number[5:]}",
        email=f"{code}@{EMAIL_DOMAIN}",
        capacity=capacity,
        directions=directions,
        is_contact=is_contact,
    )
