"""What leaders offer: places, modes, limits, terms."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

from graph.model.choices import Mode
from graph.model.ids import DirectionId, OrganisationId
from graph.model.need import Offer
from graph.samples.directions import ALL, D4, D5, read_topics
from graph.samples.draw import LAST, PLANNED, YEARS, chance, first_of
from graph.samples.sketch import SCHOOL_KINDS, Sketch

SHORTAGE_DIRECTION, SHORT_BY = D5, 40
"""Planted: every offer reaches every need of this direction, and so many places are missing."""

_MODES, _MODE_WEIGHTS = (Mode.ON_SITE, Mode.MIXED, Mode.REMOTE), (68, 22, 10)
_LIMITS_KM = (40.0, 60.0, 80.0)
_PLACES, _MOST_PLACES = (2, 3, 3, 4), 9
_HOURS_PER_PLACE = 36.0
_REACHES = ("муниципальный", "муниципальный", "межмуниципальный", "межмуниципальный", "краевой")
_FORMER = 18
_ENDS = (None, None, date(2027, 9, 1), date(2028, 9, 1))


def draw_offers(sketch: Sketch) -> None:
    """Draw the offers of all leaders that have none yet, with places that fit the demand."""
    planted = {offer.organisation for offer in sketch.offers}
    demand = _demand(sketch)
    fixed = Counter(dict.fromkeys(ALL, 0))
    for offer in sketch.offers:
        if offer.to_date is None or offer.to_date > first_of(PLANNED):
            fixed[offer.direction] += offer.places
    for direction in ALL:
        rng = sketch.stream("offers", direction)
        leaders = [c for c, led in sketch.led.items() if direction in led and c not in planted]
        if sketch.spec.has_facts and direction == SHORTAGE_DIRECTION:
            total = demand[direction] - SHORT_BY - fixed[direction]
        else:
            total = demand[direction] * 21 // 20 - fixed[direction]
        places = _places(rng, len(leaders), total)
        for leader, number in zip(leaders, places, strict=True):
            sketch.offers.append(_offer(sketch, rng, leader, direction, number))
    _set_totals(sketch, planted)
    if sketch.spec.has_facts:
        _draw_former(sketch)


def _demand(sketch: Sketch) -> Counter[DirectionId]:
    return Counter(
        need.direction
        for need in sketch.needs[PLANNED]
        if need.in_work is not False and sketch.organisations[need.organisation].to_date is None
    )


def _places(rng: Random, count: int, total: int) -> list[int]:
    """Return `count` numbers of places, 1 to 9, with the given sum where the bounds allow it."""
    places = [rng.choice(_PLACES) for _ in range(count)]
    total = max(count, min(total, count * _MOST_PLACES))
    while (missing := total - sum(places)) != 0:
        step = 1 if missing > 0 else -1
        can = [i for i, p in enumerate(places) if 1 <= p + step <= _MOST_PLACES]
        for i in rng.sample(can, min(len(can), abs(missing))):
            places[i] += step
    return places


def _offer(
    sketch: Sketch, rng: Random, leader: OrganisationId, direction: DirectionId, places: int
) -> Offer:
    is_first = direction == sketch.led[leader][0]
    started = rng.choices((YEARS[1], LAST, PLANNED), (50, 38, 0 if is_first else 12))[0]
    mode = _mode(rng, direction)
    is_limited = mode is Mode.ON_SITE and direction != D4 and chance(rng, 15)
    return Offer(
        organisation=leader,
        direction=direction,
        places=places,
        from_date=first_of(started),
        to_date=rng.choice(_ENDS),
        hours=_HOURS_PER_PLACE * places,
        mode=None if mode is Mode.ON_SITE and chance(rng, 30) else mode,
        limit_km=rng.choice(_LIMITS_KM) if is_limited else None,
        reach=rng.choice(_REACHES),
        site=f"Стажировочная площадка «{rng.choice(read_topics()[direction].themes)}»",
        programme=f"Программа площадки на {int(_HOURS_PER_PLACE)} ч",
        head=sketch.contacts.get(leader),
        basis=f"Приказ № {rng.randint(40, 320)}-п от 28.08.{started[:4]} (вымышленный)",
    )


def _mode(rng: Random, direction: DirectionId) -> Mode:
    if direction == SHORTAGE_DIRECTION:
        return Mode.MIXED
    if direction == D4:
        return Mode.ON_SITE
    return rng.choices(_MODES, _MODE_WEIGHTS)[0]


def _set_totals(sketch: Sketch, planted: set[OrganisationId]) -> None:
    """Give some leaders fewer places in total than by direction, and some a minimum load."""
    rng = sketch.stream("totals")
    by_leader: Counter[OrganisationId] = Counter()
    for offer in sketch.offers:
        by_leader[offer.organisation] += offer.places
    for leader, places in sorted(by_leader.items()):
        has_shortage = SHORTAGE_DIRECTION in sketch.led.get(leader, ())
        if leader in planted or has_shortage or not chance(rng, 28):
            continue
        sketch.organisations[leader] = replace(
            sketch.organisations[leader],
            places_total=max(1, places - rng.randrange(3)),
            places_min=1 if chance(rng, 50) else None,
        )


def _draw_former(sketch: Sketch) -> None:
    """Add offers that ended before the reference date, of schools that lead no more."""
    rng = sketch.stream("former leaders")
    schools = [
        code
        for district in sketch.districts.values()
        for code in sketch.free_members(district)
        if sketch.organisations[code].kind in SCHOOL_KINDS
    ]
    for code in rng.sample(schools, _FORMER):
        sketch.offers.append(
            Offer(
                organisation=code,
                direction=rng.choice(ALL[:4]),
                places=2,
                from_date=first_of(YEARS[0]),
                to_date=rng.choice((first_of(LAST), date(2026, 6, 1))),
                reach="муниципальный",
                basis="Приказ № 118-п от 29.08.2023 (вымышленный)",
            )
        )
