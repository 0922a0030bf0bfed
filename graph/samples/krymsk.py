"""The Крымский район of source S001: its organisations, offers, needs, pairs and planted fates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from graph.model.choices import OrganisationKind as Kind
from graph.model.choices import PairStatus, SettlementKind
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId
from graph.model.need import Offer, Restriction
from graph.model.organisation import Organisation
from graph.model.tie import Pair
from graph.samples.draw import LAST, PLANNED, YEARS, first_of
from graph.samples.krymsk_facts import OfferRow, read_facts
from graph.samples.names import NAMED_IN_SOURCE, long_name, made_up_inn
from graph.samples.needs import make_need
from graph.samples.places import Place, Settlement, at_bearing, near, read_places
from graph.samples.schools import add_district, inn_start, make
from graph.samples.sketch import SCHOOL_KINDS, District, Fate, Sketch, Totals, centre_of

CODE = MunicipalityId("23-23")
COLLEGE = OrganisationId("23-23-kt")
"""Крымский технический колледж, which source S001 names."""

_SMALL_PUPILS = 60
_BRANCH, _BRANCH_PARENT = "b07", "g07"


def own(tail: str) -> OrganisationId:
    """Return the code of an organisation of the district."""
    return OrganisationId(f"{CODE}-{tail}")


def draw_krymsk(sketch: Sketch) -> District:
    """Draw the district's organisations; its leaders and planted fates go with them."""
    facts = read_facts()
    place = next(p for p in read_places() if p.code == CODE)
    centre = centre_of(place)
    villages = {
        name: Settlement(name, SettlementKind.RURAL, *at_bearing(place, km, bearing))
        for name, (km, bearing) in facts.villages.items()
    }
    district = District(
        place=place,
        quota=Totals(),
        service=own("tms"),
        authority=own("uo"),
        centre=centre,
        villages=list(villages.values()),
        by_hand=True,
    )
    made = [*_named(sketch, district, villages), *_kindergartens(sketch, district)]
    district.quota = _quota(made)
    add_district(sketch, district, made)
    sketch.organisations[COLLEGE] = _college(sketch, place, centre)
    district.leaders = [own(tail) for tail in facts.offers]
    for tail, offers in facts.offers.items():
        sketch.led[own(tail)] = tuple(offer.direction for offer in offers)
    _plant(sketch, district)
    return district


def _named(
    sketch: Sketch, district: District, villages: dict[str, Settlement]
) -> Iterator[Organisation]:
    rng = sketch.stream("schools", CODE)
    start = inn_start(sketch, district.place)
    for number, (tail, row) in enumerate(read_facts().organisations.items(), start=1):
        settlement = villages.get(row.at, district.centre)
        drawn = make(rng, district, row.kind, 1, settlement, inn=made_up_inn(start + number))
        is_branch = tail == _BRANCH
        yield replace(
            drawn,
            id=own(tail),
            name=row.name,
            full_name=long_name(row.kind, row.name, district.place.municipality.name, row.at),
            inn=None if is_branch else drawn.inn,
            parent=own(_BRANCH_PARENT) if is_branch else None,
            pupils=row.pupils,
            teachers=8 + row.pupils // 16,
            staff=12 + row.pupils // 10,
            is_small=True if row.pupils < _SMALL_PUPILS and not is_branch else None,
        )


def _kindergartens(sketch: Sketch, district: District) -> Iterator[Organisation]:
    rng = sketch.stream("kindergartens", CODE)
    facts = read_facts()
    by_name = {village.name: village for village in district.villages}
    start = inn_start(sketch, district.place) + 100
    for number in range(1, facts.kindergartens + 1):
        village = by_name.get(
            facts.kindergartens_at.get(f"k{number:02d}", ""),
            district.villages[number % len(district.villages)],
        )
        settlement = district.centre if number <= facts.kindergartens_in_centre else village
        inn = made_up_inn(start + number)
        yield make(rng, district, Kind.KINDERGARTEN, number, settlement, inn=inn)


def _quota(made: list[Organisation]) -> Totals:
    facts = read_facts()
    kinds = [o.kind for o in made]
    return Totals(
        schools=sum(kind in SCHOOL_KINDS for kind in kinds),
        gymnasiums=kinds.count(Kind.GYMNASIUM),
        lyceums=kinds.count(Kind.LYCEUM),
        small=sum(bool(o.is_small) for o in made),
        branches=sum(o.parent is not None for o in made),
        kindergartens=kinds.count(Kind.KINDERGARTEN),
        urban_kindergartens=facts.kindergartens_in_centre,
        supplementary=kinds.count(Kind.SUPPLEMENTARY),
        special=kinds.count(Kind.SPECIAL_SCHOOL),
        leaders=len(facts.offers),
        mentees=len(facts.needs),
        events=len(facts.events),
    )


def _college(sketch: Sketch, place: Place, centre: Settlement) -> Organisation:
    lat, lon = near(sketch.stream("college"), place, 0.8, 2.0)
    return Organisation(
        id=COLLEGE,
        name="Крымский технический колледж",
        full_name=f"Крымский технический колледж ({NAMED_IN_SOURCE})",
        kind=Kind.COLLEGE,
        municipality=CODE,
        settlement=centre.name,
        settlement_kind=centre.kind,
        lat=lat,
        lon=lon,
    )


def _plant(sketch: Sketch, district: District) -> None:
    facts = read_facts()
    for fate, tails in facts.fates.items():
        sketch.fates.update({own(tail): fate for tail in tails})
    district.islands.append([own(tail) for tail in facts.fates[Fate.ISLAND]])
    for hub, tails in facts.hanging.items():
        district.hubs[own(hub)] = [own(tail) for tail in tails]
        sketch.fates.update({own(tail): Fate.HANGING for tail in tails})


def draw_krymsk_roles(sketch: Sketch) -> None:
    """Draw the district's offers, needs, last year's pairs and restrictions."""
    facts = read_facts()
    for tail, offers in facts.offers.items():
        sketch.offers.extend(_offer(sketch, tail, offer) for offer in offers)
    ended, row, end = facts.ended_offer
    sketch.offers.append(replace(_offer(sketch, ended, row), to_date=end))
    sketch.organisations[own("s02")] = replace(sketch.organisations[own("s02")], places_total=5)
    for table, year in ((facts.needs, PLANNED), (facts.needs_last_year, LAST)):
        for tail, needs in table.items():
            for direction, level in needs.items():
                _need(sketch, tail, direction, year, level)
    _draw_pairs(sketch)
    _draw_restrictions(sketch)


def _offer(sketch: Sketch, tail: str, row: OfferRow) -> Offer:
    code = own(tail)
    return Offer(
        organisation=code,
        direction=row.direction,
        places=row.places,
        from_date=first_of(YEARS[1]),
        hours=36.0 * row.places,
        mode=row.mode,
        limit_km=float(row.limit_km) if row.limit_km else None,
        reach="муниципальный",
        site=f"Стажировочная площадка «{sketch.organisations[code].name}»",
        programme="Программа взаимной стажировки на 36 ч",
        head=sketch.contacts.get(code),
        basis="Приказ управления образования № 412 от 30.08.2024 (вымышленный)",
    )


def _need(sketch: Sketch, tail: str, direction: str, year: str, level: int) -> None:
    rng = sketch.stream("need", CODE, tail, direction, year)
    sketch.needs[year].append(
        make_need(sketch, rng, own(tail), DirectionId(direction), year, level=level)
    )


def _draw_pairs(sketch: Sketch) -> None:
    facts = read_facts()
    paper = {(own(leader), own(mentee)) for leader, mentee in facts.paper}
    for leader, rows in facts.pairs.items():
        for mentee, direction, since in rows:
            _need(sketch, mentee, direction, LAST, 2)
            for year in YEARS[YEARS.index(since) : YEARS.index(LAST) + 1]:
                pair = _pair(own(leader), own(mentee), DirectionId(direction), year)
                sketch.pairs[year].append(pair)
                if year == LAST and (pair.leader, pair.mentee) in paper:
                    sketch.paper_pairs.append(pair)


def _pair(
    leader: OrganisationId, mentee: OrganisationId, direction: DirectionId, year: str
) -> Pair:
    is_last = year == LAST
    return Pair(
        leader=leader,
        mentee=mentee,
        direction=direction,
        from_date=first_of(year),
        to_date=first_of(YEARS[YEARS.index(year) + 1]),
        status=PairStatus.ACTIVE if is_last else PairStatus.ENDED,
        basis=f"Приказ управления образования № 405 от 29.08.{year[:4]} (вымышленный)",
        hours=36.0,
        end_reason=None if is_last else "продолжена",
    )


def _draw_restrictions(sketch: Sketch) -> None:
    for rule, (leader, mentee, direction, reason) in read_facts().restrictions.items():
        sketch.put(
            [
                Restriction(
                    leader=own(leader),
                    mentee=own(mentee),
                    rule=rule,
                    direction=DirectionId(direction),
                    reason=reason,
                    author="начальник управления образования",
                    until=date(2027, 9, 1),
                )
            ]
        )
