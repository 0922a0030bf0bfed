"""Schools, kindergartens and the other organisations of one district."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from graph.model.choices import OrganisationKind as Kind
from graph.model.choices import SettlementKind
from graph.model.ids import OrganisationId
from graph.model.organisation import Organisation
from graph.samples.draw import chance
from graph.samples.names import long_name, made_up_inn, short_name
from graph.samples.places import Place, Settlement, near, villages
from graph.samples.sketch import District, Sketch, centre_of, share_out, town_share

_LETTER = {
    Kind.SCHOOL: "s",
    Kind.GYMNASIUM: "g",
    Kind.LYCEUM: "l",
    Kind.KINDERGARTEN: "k",
    Kind.SUPPLEMENTARY: "u",
    Kind.VOCATIONAL: "v",
    Kind.SPECIAL_SCHOOL: "c",
    Kind.BOARDING_SCHOOL: "i",
}
_SMALL_PUPILS = 60


@dataclass(slots=True)
class _Numbers:
    """Running numbers of one district, for taxpayer numbers."""

    start: int
    used: int = 0

    def next(self) -> str:
        self.used += 1
        return made_up_inn(self.start + self.used)


def draw_districts(sketch: Sketch) -> None:
    """Draw every municipality's organisations, except those a facts module has drawn."""
    spec = sketch.spec
    drawn = [district.quota for district in sketch.districts.values()]
    left = spec.totals
    for quota in drawn:
        left = left.minus(quota)
    places = [place for place in spec.places if place.code not in sketch.districts]
    for place, quota in zip(places, share_out(left, places), strict=True):
        district = District(
            place=place,
            quota=quota,
            service=OrganisationId(f"{place.code}-tms"),
            authority=OrganisationId(f"{place.code}-uo"),
            centre=centre_of(place),
        )
        _draw_district(sketch, district)
    sketch.districts = dict(sorted(sketch.districts.items()))


def _draw_district(sketch: Sketch, district: District) -> None:
    rng = sketch.stream("schools", district.code)
    quota = district.quota
    district.villages = villages(rng, district.place, max(3, quota.schools // 2))
    numbers = _Numbers(inn_start(sketch, district.place))
    made = list(_schools(rng, district, numbers))
    made += _branches(rng, district, made)
    made += _kindergartens(rng, district, numbers)
    others = {
        Kind.SUPPLEMENTARY: quota.supplementary,
        Kind.VOCATIONAL: quota.vocational,
        Kind.SPECIAL_SCHOOL: quota.special,
        Kind.BOARDING_SCHOOL: quota.boarding,
    }
    for kind, count in others.items():
        for number in range(1, count + 1):
            inn = numbers.next()
            made.append(make(rng, district, kind, number, district.centre, inn=inn))
    add_district(sketch, district, made)


def add_district(sketch: Sketch, district: District, made: Sequence[Organisation]) -> None:
    """Add a drawn district with its authority and its methodical service."""
    sketch.districts[district.code] = district
    district.members = [organisation.id for organisation in made]
    for organisation in (_authority(sketch, district), _service(sketch, district), *made):
        sketch.organisations[organisation.id] = organisation
    sketch.put([district.place.municipality])


def inn_start(sketch: Sketch, place: Place) -> int:
    """Return where the made-up taxpayer numbers of a municipality begin."""
    number = int(place.code.rpartition("-")[2])
    return sketch.spec.number * 100_000 + number * 1_000


def _schools(rng: Random, district: District, numbers: _Numbers) -> Iterator[Organisation]:
    quota = district.quota
    count = quota.schools - quota.branches
    in_town = max(round(count * town_share(district.place)), quota.gymnasiums + quota.lyceums)
    special = [Kind.GYMNASIUM] * quota.gymnasiums + [Kind.LYCEUM] * quota.lyceums
    kinds = dict(zip(rng.sample(range(1, in_town + 1), len(special)), special, strict=True))
    in_centre = in_town or max(2, count // 5)
    first_small = count - quota.small
    for number in range(1, count + 1):
        kind = kinds.get(number, Kind.SCHOOL)
        village = district.villages[(number - in_centre) % len(district.villages)]
        settlement = district.centre if number <= in_centre else village
        school = make(
            rng,
            district,
            kind,
            number,
            settlement,
            inn=numbers.next(),
            basic=number > first_small or (number > in_centre and chance(rng, 15)),
        )
        yield shrink(rng, school) if number > first_small else school


def shrink(rng: Random, school: Organisation) -> Organisation:
    """Return the school as a small one, where classes are taught together."""
    pupils = rng.randint(14, _SMALL_PUPILS)
    return replace(
        school, pupils=pupils, teachers=6 + pupils // 10, staff=10 + pupils // 8, is_small=True
    )


def _branches(
    rng: Random, district: District, schools: Sequence[Organisation]
) -> Iterator[Organisation]:
    parents = [o for o in schools if o.kind is Kind.SCHOOL and not o.is_small]
    for number in range(1, district.quota.branches + 1):
        parent = parents[-number % len(parents)]
        settlement = district.villages[-number % len(district.villages)]
        draft = make(rng, district, Kind.SCHOOL, number, settlement, inn="")
        name = f"Филиал {parent.name.split(' х.')[0]}, {settlement.name}"
        yield replace(
            shrink(rng, draft),
            id=OrganisationId(f"{district.code}-b{number:02d}"),
            name=name,
            full_name=long_name(Kind.SCHOOL, name, district.place.municipality.name, ""),
            inn=None,
            is_small=None,
            parent=parent.id,
        )


def _kindergartens(rng: Random, district: District, numbers: _Numbers) -> Iterator[Organisation]:
    quota = district.quota
    in_centre = quota.urban_kindergartens or quota.kindergartens // 4
    for number in range(1, quota.kindergartens + 1):
        if number <= in_centre:
            settlement = district.centre
        else:
            settlement = district.villages[(number - in_centre) % len(district.villages)]
        yield make(rng, district, Kind.KINDERGARTEN, number, settlement, inn=numbers.next())


def make(
    rng: Random,
    district: District,
    kind: Kind,
    number: int,
    settlement: Settlement,
    *,
    inn: str,
    basic: bool = False,
) -> Organisation:
    """Make one organisation of a district, with a position and a size."""
    name = short_name(kind, number, basic=basic, place=settlement.name)
    lat, lon = _position(rng, district, settlement)
    pupils, teachers = _size(rng, kind, settlement)
    return Organisation(
        id=OrganisationId(f"{district.code}-{_LETTER[kind]}{number:02d}"),
        name=name,
        full_name=long_name(kind, name, district.place.municipality.name, settlement.name),
        kind=kind,
        municipality=district.code,
        inn=inn or None,
        settlement=settlement.name,
        settlement_kind=settlement.kind,
        lat=lat,
        lon=lon,
        pupils=pupils,
        teachers=teachers,
        staff=teachers + teachers // 2 + 3,
        service=district.service,
        authority=district.authority,
    )


def _position(rng: Random, district: District, settlement: Settlement) -> tuple[float, float]:
    if settlement is district.centre:
        return near(rng, district.place, 1.6, 8.0)
    return (
        round(settlement.lat + rng.uniform(-0.004, 0.004), 6),
        round(settlement.lon + rng.uniform(-0.005, 0.005), 6),
    )


def _size(rng: Random, kind: Kind, settlement: Settlement) -> tuple[int, int]:
    in_town = settlement.kind is SettlementKind.URBAN
    if kind is Kind.KINDERGARTEN:
        pupils = int(rng.lognormvariate(5.0 if in_town else 4.3, 0.45))
        return pupils, max(2, pupils // 11)
    pupils = int(rng.lognormvariate(6.55 if in_town else 5.45, 0.5)) + _SMALL_PUPILS
    return pupils, 8 + pupils // 16


def _authority(sketch: Sketch, district: District) -> Organisation:
    name = f"Управление образования, {district.place.municipality.name}"
    return _head_organisation(sketch, district, district.authority, Kind.AUTHORITY, name)


def _service(sketch: Sketch, district: District) -> Organisation:
    name = f"Методическая служба, {district.place.municipality.name}"
    made = _head_organisation(sketch, district, district.service, Kind.METHODICAL_SERVICE, name)
    return replace(
        made,
        service=sketch.region_wide("iro"),
        authority=district.authority,
        staff=sketch.stream("staff", district.code).randint(5, 16),
    )


def _head_organisation(
    sketch: Sketch, district: District, code: OrganisationId, kind: Kind, name: str
) -> Organisation:
    rng = sketch.stream(kind, district.code)
    lat, lon = near(rng, district.place, 0.4, 1.5)
    return Organisation(
        id=code,
        name=name,
        full_name=long_name(kind, name, district.place.municipality.name, district.centre.name),
        kind=kind,
        municipality=district.code,
        settlement=district.centre.name,
        settlement_kind=district.centre.kind,
        lat=lat,
        lon=lon,
        staff=rng.randint(8, 30),
    )
