"""The institute with its branch, the ministry, and the partners outside school education."""

from dataclasses import replace

from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import OrganisationId
from graph.model.organisation import Organisation
from graph.samples.names import MADE_UP, NAMED_IN_SOURCE
from graph.samples.people import make_person
from graph.samples.places import Place, near
from graph.samples.sketch import Sketch, centre_of

CURATORS = 12
OVERLOADED = 8
"""Number of the curator planted with more objects than agreed."""

_CAPACITY, _LESS_CAPACITY = 5, 4
_BRANCH_PLACE = "23-02"  # Armavir, as in source S002
_UNIVERSITY_PLACE = "23-05"
_PARTNERS = (
    ("vuz1", Kind.UNIVERSITY, "Южный педагогический университет"),
    ("vuz2", Kind.UNIVERSITY, "Университет сельских территорий"),
    ("vuz3", Kind.UNIVERSITY, "Академия прибрежного туризма"),
    ("kol1", Kind.COLLEGE, "Степной аграрный колледж"),
    ("kol2", Kind.COLLEGE, "Колледж дошкольного образования"),
    ("pre1", Kind.ENTERPRISE, "Агрофирма «Золотая нива»"),
    ("pre2", Kind.ENTERPRISE, "Консервный завод «Садовый»"),
    ("pre3", Kind.ENTERPRISE, "Мастерская «Точный прибор»"),
    ("pre4", Kind.ENTERPRISE, "Порт «Южный причал»"),
    ("obs1", Kind.PUBLIC_BODY, "Ассоциация молодых педагогов"),
    ("obs2", Kind.PUBLIC_BODY, "Совет родителей «Вместе»"),
)
_STAFF = (
    ("rektor", "ректор"),
    ("prorektor", "проректор по научной работе"),
    ("nio", "начальник научно-исследовательского отдела"),
    ("nio2", "методист научно-исследовательского отдела"),
    ("kaf1", "заведующий кафедрой управления"),
    ("kaf2", "заведующий кафедрой дошкольного образования"),
)


def draw_institute(sketch: Sketch, *, with_partners: bool) -> None:
    """Draw the institute, its branch and the ministry; partners if asked for."""
    by_size = sorted(sketch.spec.places, key=lambda place: -place.population)
    home = next((p for p in by_size if p.code == _UNIVERSITY_PLACE), by_size[0])
    branch_home = next((p for p in by_size if p.code == _BRANCH_PLACE), by_size[-1])
    is_real_place = sketch.spec.has_facts
    branch_name = "Армавирский филиал института" if is_real_place else "Филиал института"
    institute = _add(sketch, home, "iro", Kind.INSTITUTE, "Институт развития образования")
    branch = _add(sketch, branch_home, "iro-fil", Kind.INSTITUTE_BRANCH, branch_name)
    ministry = _add(sketch, home, "min", Kind.AUTHORITY, "Министерство образования региона")
    _update(sketch, institute.id, authority=ministry.id)
    _update(sketch, branch.id, parent=institute.id)
    if is_real_place:
        named = _add(
            sketch, home, "kubgu", Kind.UNIVERSITY, "Кубанский государственный университет"
        )
        _update(sketch, named.id, full_name=f"{named.name} ({NAMED_IN_SOURCE})")
    if with_partners:
        for i, (tail, kind, name) in enumerate(_PARTNERS):
            _add(sketch, by_size[i % len(by_size)], tail, kind, name)
    _draw_staff(sketch, institute.id, branch.id)


def _add(sketch: Sketch, place: Place, tail: str, kind: Kind, name: str) -> Organisation:
    centre = centre_of(place)
    code = sketch.region_wide(tail)
    lat, lon = near(sketch.stream("institute", code), place, 0.8, 3.0)
    made = Organisation(
        id=code,
        name=name,
        full_name=f"{name}, {centre.name} ({MADE_UP})",
        kind=kind,
        municipality=place.code,
        settlement=centre.name,
        settlement_kind=centre.kind,
        lat=lat,
        lon=lon,
        staff=sketch.stream("staff", code).randint(40, 160),
    )
    sketch.organisations[code] = made
    return made


def _update(sketch: Sketch, code: OrganisationId, **values: str) -> None:
    sketch.organisations[code] = replace(sketch.organisations[code], **values)  # type: ignore[arg-type]  # plain codes and texts


def _draw_staff(sketch: Sketch, institute: OrganisationId, branch: OrganisationId) -> None:
    rng = sketch.stream("institute staff")
    for tail, position in _STAFF:
        code = f"{institute}-{tail}"
        sketch.put(
            [
                make_person(
                    rng, code, institute, position, is_contact=True if tail == "nio" else None
                )
            ]
        )
    sketch.put([make_person(rng, f"{branch}-dir", branch, "директор филиала", is_contact=True)])
    for number in range(1, CURATORS + 1):
        sketch.put(
            [
                make_person(
                    rng,
                    curator_code(sketch, number),
                    institute,
                    "методист научно-исследовательского отдела, куратор",
                    capacity=_LESS_CAPACITY if number == OVERLOADED else _CAPACITY,
                )
            ]
        )


def curator_code(sketch: Sketch, number: int) -> str:
    """Return the code of one of the twelve curators, counted from 1."""
    return f"{sketch.spec.code}-iro-k{number:02d}"
