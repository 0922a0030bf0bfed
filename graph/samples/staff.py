"""People of schools, kindergartens and services: whom to call, who leads a site."""

from collections.abc import Iterator

from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import OrganisationId
from graph.model.organisation import Person
from graph.samples.directions import ALL
from graph.samples.people import make_person
from graph.samples.sketch import Sketch

_METHODISTS = 3
_HEADS = {
    Kind.KINDERGARTEN: "заведующий",
    Kind.AUTHORITY: "начальник управления образования",
    Kind.METHODICAL_SERVICE: "руководитель методической службы",
}


def draw_staff(sketch: Sketch, *, everywhere: bool) -> None:
    """Give every organisation of a district a contact, leaders a deputy, services methodists.

    With `everywhere` false only leaders and services have people, to spare memory.
    """
    for district in sketch.districts.values():
        for code in (district.authority, district.service, *district.members):
            if everywhere or code in sketch.led or code == district.service:
                people = list(_people_of(sketch, code))
                sketch.contacts[code] = next(p.id for p in people if p.is_contact)
                sketch.put(people)


def _people_of(sketch: Sketch, code: OrganisationId) -> Iterator[Person]:
    rng = sketch.stream("people", code)
    kind = sketch.organisations[code].kind
    leads = code in sketch.led
    head = _HEADS.get(kind, "директор")
    yield make_person(rng, f"{code}-p1", code, head, is_contact=None if leads else True)
    if leads:
        deputy = "заместитель директора по методической работе"
        position = "старший воспитатель" if kind is Kind.KINDERGARTEN else deputy
        yield make_person(
            rng,
            f"{code}-p2",
            code,
            position,
            directions=tuple(sorted(sketch.led[code])),
            is_contact=True,
        )
    if kind is Kind.METHODICAL_SERVICE:
        for number in range(_METHODISTS):
            own = (ALL[number * 2], ALL[number * 2 + 1])
            yield make_person(rng, f"{code}-m{number + 1}", code, "методист", directions=own)
