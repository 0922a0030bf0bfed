"""Methodical services among themselves: who leads, who needs what, who was paired."""

from datetime import date

from graph.model.choices import Mode, PairStatus, Rule
from graph.model.ids import DirectionId, OrganisationId
from graph.model.need import Need, Offer, Restriction
from graph.model.tie import Pair
from graph.samples.directions import D1, D4, D5, D6, D7, PRESCHOOL, SEVEN
from graph.samples.draw import LAST, PLANNED, YEARS, chance, first_of
from graph.samples.fates import SILENT_DISTRICT
from graph.samples.needs import FAR_DISTRICT, make_need
from graph.samples.sketch import Sketch

_LEADERS = {
    "23-05": D1,
    "23-16": (SEVEN[1]),
    "23-06": (SEVEN[2]),
    "23-35": D4,
    "23-14": D5,
    "23-40": D6,
    "23-08": D7,
    "23-26": D1,
    "23-43": D6,
}
"""Services that lead, by municipality; the first seven lead the community of their direction."""

SHORT_OF_SERVICES = 2
"""Planted: needs of services in D5 that no place of a service is left for."""

_PLACES = {D1: 4, D4: 6, D5: 4, D6: 4}
_MANY_PLACES = 6
_NEEDS = dict.fromkeys(SEVEN, 6) | {D1: 8, D6: 8, D7: 7, PRESCHOOL: 3}
_NEARBY = ("23-01", "23-34", "23-21", "23-18", "23-38")  # within reach of the leader in D4


def leading_services(sketch: Sketch) -> dict[OrganisationId, DirectionId]:
    """Return which service leads in which direction, community leaders first."""
    if sketch.spec.has_facts:
        return {OrganisationId(f"{code}-tms"): d for code, d in _LEADERS.items()}
    services = [district.service for district in sketch.districts.values()]
    return dict(zip(services[: len(services) // 4], SEVEN, strict=False))


def draw_services(sketch: Sketch) -> None:
    """Draw offers and needs of the services, their pairs of last year, and one ban."""
    leaders = leading_services(sketch)
    sketch.led |= {code: (direction,) for code, direction in leaders.items()}
    for service, direction in leaders.items():
        sketch.offers.append(_offer(sketch, service, direction))
    others = [
        d.service for d in sketch.districts.values() if d.service not in leaders and not d.by_hand
    ]
    needed = _deal(sketch, others) if sketch.spec.has_facts else {s: [D1] for s in others}
    for service, directions in needed.items():
        rng = sketch.stream("need", service)
        for direction in directions:
            need = make_need(sketch, rng, service, direction, PLANNED)
            sketch.needs[PLANNED].append(need)
            if direction in leaders.values() and chance(rng, 80):
                _last_year(sketch, need)
    if sketch.spec.has_facts:
        _ban(sketch, leaders, needed)


def _offer(sketch: Sketch, service: OrganisationId, direction: DirectionId) -> Offer:
    return Offer(
        organisation=service,
        direction=direction,
        places=_PLACES.get(direction, _MANY_PLACES),
        from_date=first_of(YEARS[1]),
        hours=72.0,
        mode=Mode.ON_SITE if direction == D4 else Mode.MIXED,
        reach="краевой",
        site="Стажировочная площадка методической службы",
        programme="Программа стажировки методистов на 72 ч",
        head=sketch.contacts.get(service),
        basis="Протокол краевого УМО № 4 от 26.06.2024 (вымышленный)",
    )


def _deal(
    sketch: Sketch, services: list[OrganisationId]
) -> dict[OrganisationId, list[DirectionId]]:
    """Deal the needs out to the services: one or two each, D4 to those near its leader."""
    found: dict[OrganisationId, list[DirectionId]] = {service: [] for service in services}
    for code in (*_NEARBY, FAR_DISTRICT):
        found[OrganisationId(f"{code}-tms")].append(D4)
    deck = [d for d in (*SEVEN, PRESCHOOL) if d != D4 for _ in range(_NEEDS[d])]
    sketch.stream("services").shuffle(deck)
    for direction in deck:
        able = [s for s in services if direction not in found[s]]
        found[min(able, key=lambda s: (len(found[s]), s))].append(direction)
    return {service: sorted(directions) for service, directions in found.items()}


def _last_year(sketch: Sketch, need: Need) -> None:
    rng = sketch.stream("last year", need.key)
    service, direction = need.organisation, need.direction
    sketch.needs[LAST].append(make_need(sketch, rng, service, direction, LAST, level=need.level))
    if sketch.organisations[service].municipality == SILENT_DISTRICT:
        return
    leader = next(s for s, d in leading_services(sketch).items() if d == direction)
    taken = sum(p.leader == leader for p in sketch.pairs[LAST])
    if taken < _PLACES.get(direction, _MANY_PLACES):
        sketch.pairs[LAST].append(
            Pair(
                leader=leader,
                mentee=service,
                direction=direction,
                from_date=first_of(LAST),
                to_date=first_of(PLANNED),
                status=PairStatus.ACTIVE,
                basis="Приказ ректора № 212 от 29.08.2025 (вымышленный)",
                hours=72.0,
            )
        )


def _ban(
    sketch: Sketch,
    leaders: dict[OrganisationId, DirectionId],
    needed: dict[OrganisationId, list[DirectionId]],
) -> None:
    leader = next(s for s, d in leaders.items() if d == D7)
    mentee = min(s for s, directions in needed.items() if D7 in directions)
    sketch.put(
        [
            Restriction(
                leader=leader,
                mentee=mentee,
                rule=Rule.FORBID,
                reason="Конфликт интересов: бывший руководитель службы работает у лидера.",
                author="проректор по научной работе",
                until=date(2027, 9, 1),
            )
        ]
    )
