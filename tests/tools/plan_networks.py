"""Seeded made-up networks for planning: any size, built from records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.model.choices import Mode, OrganisationKind, PairStatus, Rule, SettlementKind
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, SchoolYear
from graph.model.need import Direction, Distance, Need, Offer, Restriction
from graph.model.organisation import Municipality, Organisation
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network

YEAR = SchoolYear("2026/2027")
START = date(2025, 9, 1)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a network is to be."""

    mentees: int
    leaders: int
    needs: int
    municipalities: int
    regions: int = 1
    """Over how many regions the municipalities are spread; regions lie in a grid, 450 km apart."""
    directions: int = 8
    places: float = 0.92
    flags: float = 1.0
    """How often pairs carry a ban, a wish, a row of last year or a distance of their own."""


MUNICIPALITY = Size(mentees=30, leaders=10, needs=63, municipalities=1)
REGION = Size(mentees=900, leaders=200, needs=1_900, municipalities=44, directions=12)
DISTRICT = Size(
    mentees=8_000, leaders=1_500, needs=16_400, municipalities=352, regions=8, directions=12
)
COUNTRY = Size(
    mentees=40_000, leaders=6_000, needs=81_000, municipalities=1_760, regions=40, directions=12
)
_STEP = (4.05, 5.5)
"""Degrees from one region to the next, north and east."""


def made_up(size: Size, seed: int, *, pins: bool = True) -> Network:
    """Return a made-up network; one seed always gives the same."""
    rng = np.random.default_rng(seed)
    return Network.of(list(_records(size, rng, pins=pins)))


def _records(size: Size, rng: np.random.Generator, *, pins: bool) -> Iterator[Record]:
    total = size.mentees + size.leaders
    for m in range(size.municipalities):
        yield Municipality(id=MunicipalityId(f"m{m:02d}"), name=f"Район {m}")
    for d in range(size.directions):
        yield Direction(id=DirectionId(f"d{d:02d}"), name=f"Направление {d}")
    organisations = list(_organisations(size, total, rng))
    yield from organisations
    mentees = [o.id for o in organisations[: size.mentees]]
    own = rng.choice(size.mentees, size.leaders // 10, replace=False).tolist()
    leaders = [o.id for o in organisations[size.mentees + len(own) :]]
    leaders += [mentees[i] for i in own]
    needs = list(_needs(size, mentees, rng))
    offers = list(_offers(size, leaders, rng))
    yield from needs
    yield from offers
    yield from _relations(needs, offers, size.flags, rng, pins=pins)


def _organisations(size: Size, total: int, rng: np.random.Generator) -> Iterator[Organisation]:
    centres = rng.uniform((43.5, 37.0), (46.5, 41.0), (size.municipalities, 2))
    region, within = np.divmod(np.arange(size.municipalities), size.municipalities // size.regions)
    row, column = np.divmod(region, max(1, round((1.6 * size.regions) ** 0.5)))
    centres += np.stack([row * _STEP[0], column * _STEP[1]], axis=1)
    weight = 1 / (1 + within) ** 0.6
    home = rng.choice(size.municipalities, total, p=weight / weight.sum())
    spot = centres[home] + rng.normal(0, 0.08, (total, 2))
    share = size.places * size.needs / size.leaders
    for i in range(total):
        blank = rng.random() < 0.01
        leads = i >= size.mentees
        kinds = [SettlementKind.URBAN, SettlementKind.RURAL, None]
        yield Organisation(
            id=OrganisationId(f"o{i:05d}"),
            name=f"Школа {i}",
            kind=OrganisationKind.SCHOOL,
            municipality=MunicipalityId(f"m{home[i]:02d}"),
            settlement_kind=kinds[rng.choice(3, p=[0.35, 0.6, 0.05])],
            lat=None if blank else round(float(spot[i, 0]), 5),
            lon=None if blank else round(float(spot[i, 1]), 5),
            parent=OrganisationId(f"o{rng.integers(total):05d}") if rng.random() < 0.01 else None,
            places_total=int(rng.integers(1, max(2, round(2 * share)) + 1)) if leads else None,
            places_min=int(rng.integers(1, 4)) if leads and rng.random() < 0.3 else None,
        )


def _needs(size: Size, mentees: list[OrganisationId], rng: np.random.Generator) -> Iterator[Need]:
    slots = size.mentees * size.directions
    for slot in sorted(rng.choice(slots, min(size.needs, slots), replace=False).tolist()):
        yield Need(
            organisation=mentees[slot // size.directions],
            direction=DirectionId(f"d{slot % size.directions:02d}"),
            level=int(rng.choice([1, 2, 3], p=[0.5, 0.35, 0.15])),
            school_year=YEAR,
            overlooked=True if rng.random() < 0.1 else None,
        )


def _offers(size: Size, leaders: list[OrganisationId], rng: np.random.Generator) -> Iterator[Offer]:
    share = size.places * size.needs / size.leaders
    for leader in leaders:
        count = int(rng.integers(1, min(6, size.directions) + 1))
        for d in rng.choice(size.directions, count, replace=False).tolist():
            yield Offer(
                organisation=leader,
                direction=DirectionId(f"d{d:02d}"),
                places=int(rng.integers(0, max(2, round(share)))),
                from_date=START,
                mode=Mode(rng.choice(["on_site", "mixed", "remote"], p=[0.62, 0.22, 0.16])),
                limit_km=[None, 30.0, 50.0, 80.0][rng.choice(4, p=[0.55, 0.15, 0.15, 0.15])],
                reach=[None, "муниципальный"][int(rng.random() < 0.2)],
                to_date=date(2026, 6, 1) if rng.random() < 0.02 else None,
            )


def _relations(
    needs: list[Need],
    offers: list[Offer],
    flags: float,
    rng: np.random.Generator,
    *,
    pins: bool,
) -> Iterator[Record]:
    by_way: dict[str, list[Offer]] = {}
    for offer in offers:
        by_way.setdefault(offer.direction, []).append(offer)
    pin_room = 2 if pins else 0
    for need in needs:
        some = by_way.get(need.direction, [])
        if not some:
            continue
        draw, who = rng.random(5) / flags, rng.integers(len(some), size=5)
        mentee = need.organisation
        if draw[0] < 0.5:
            yield Pair(
                leader=some[who[0]].organisation,
                mentee=mentee,
                direction=need.direction,
                from_date=date(int(rng.integers(2022, 2026)), 9, 1),
                to_date=date(2026, 9, 1),
                status=[None, PairStatus.ACTIVE, PairStatus.PLANNED][int(rng.integers(3))],
            )
        everywhere = rng.random() < 0.3
        for at, rule, share in ((1, Rule.FORBID, 0.04), (2, Rule.PREFER, 0.04)):
            if draw[at] < share:
                yield Restriction(
                    leader=some[who[at]].organisation,
                    mentee=mentee,
                    direction=None if everywhere else need.direction,
                    rule=rule,
                )
        if draw[3] < 0.02 and some[who[3]].organisation != mentee:
            ends = sorted((some[who[3]].organisation, mentee))
            km = float(rng.integers(1, 1500)) / 10
            yield Distance(from_organisation=ends[0], to_organisation=ends[1], km=km)
        leader = some[who[4]]
        if draw[4] < 0.01 and pin_room and leader.places and leader.organisation != mentee:
            pin_room -= 1
            yield Restriction(
                leader=leader.organisation, mentee=mentee, direction=need.direction, rule=Rule.PIN
            )
