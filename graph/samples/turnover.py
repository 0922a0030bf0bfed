"""Openings, closures and a merger: organisations that begin or end."""

from dataclasses import replace
from datetime import date

from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import OrganisationId
from graph.model.organisation import Organisation
from graph.samples.draw import PLANNED, first_of
from graph.samples.names import long_name
from graph.samples.sketch import SCHOOL_KINDS, District, Fate, Sketch

MERGED_DISTRICT = "23-40"
"""Where two organisations of supplementary education became one."""

_CLOSING_DISTRICTS = ("23-10", "23-16", "23-28", "23-31")
_MERGER_DAY = date(2025, 9, 1)
_BOARDING_DISTRICT, _BOARDING_END = "23-38", date(2024, 7, 1)


def close_schools(sketch: Sketch) -> None:
    """Close one small school in each of four districts on the first day of the planned year.

    They are still in force on the reference date; their needs cannot be met any more.
    """
    for code in _CLOSING_DISTRICTS:
        district = next(d for d in sketch.districts.values() if d.code == code)
        school, successor = _closing(sketch, district)
        sketch.organisations[school] = replace(
            sketch.organisations[school], to_date=first_of(PLANNED), successor=successor
        )


def _closing(sketch: Sketch, district: District) -> tuple[OrganisationId, OrganisationId]:
    parents = {sketch.organisations[m].parent for m in district.members}
    schools = [
        code
        for code in district.members
        if sketch.organisations[code].kind in SCHOOL_KINDS and code not in parents
    ]
    small = [code for code in schools if sketch.organisations[code].is_small]
    return small[-1], schools[0]


def add_past_organisations(sketch: Sketch) -> None:
    """Add two organisations that were merged into a new one, and one that was closed."""
    district = next(d for d in sketch.districts.values() if d.code == MERGED_DISTRICT)
    model = sketch.organisations[
        next(m for m in district.members if sketch.organisations[m].kind is Kind.SUPPLEMENTARY)
    ]
    union = _variant(sketch, model, "u90", "Центр творчества и технологий", from_date=_MERGER_DAY)
    for tail, name in (("u91", "Дом пионеров и школьников"), ("u92", "Станция юных техников")):
        _variant(sketch, model, tail, name, to_date=_MERGER_DAY, successor=union.id)
    district.members.append(union.id)
    boarding = next(
        o
        for o in sketch.organisations.values()
        if o.kind is Kind.SUPPLEMENTARY and o.municipality == _BOARDING_DISTRICT
    )
    closed = _variant(sketch, boarding, "i90", "Школа-интернат № 9", to_date=_BOARDING_END)
    sketch.organisations[closed.id] = replace(closed, kind=Kind.BOARDING_SCHOOL)


def _variant(
    sketch: Sketch,
    model: Organisation,
    tail: str,
    name: str,
    *,
    from_date: date | None = None,
    to_date: date | None = None,
    successor: OrganisationId | None = None,
) -> Organisation:
    municipality = sketch.districts[model.municipality].place.municipality.name
    made = replace(
        model,
        id=OrganisationId(f"{model.municipality}-{tail}"),
        name=name,
        full_name=long_name(model.kind, name, municipality, model.settlement or ""),
        inn=None,
        from_date=from_date,
        to_date=to_date,
        successor=successor,
    )
    sketch.organisations[made.id] = made
    return made


def open_new(sketch: Sketch) -> None:
    """Give the organisations planted as new a first day within the last year."""
    rng = sketch.stream("openings")
    for code in sketch.of_fate(Fate.NEW):
        day = date(2025, rng.choice((9, 10, 12)), 1) if rng.random() < 1 / 2 else date(2026, 1, 12)
        sketch.organisations[code] = replace(sketch.organisations[code], from_date=day)
