"""Reads from a drawn network what was planted in it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from graph.model.choices import EventStatus, OpenReason
from graph.model.event import Event
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PersonId
from graph.model.need import Need
from graph.model.tie import Tie
from graph.samples import krymsk, remote
from graph.samples.directions import D4, D5, D7, PRESCHOOL
from graph.samples.draw import LAST, PLANNED, REFERENCE_DATE, first_of
from graph.samples.fates import ENDED_SERVICE, NOMINAL_SERVICE, SILENT_DISTRICT
from graph.samples.institute import OVERLOADED, curator_code
from graph.samples.krymsk_facts import read_facts
from graph.samples.needs import FAR_DISTRICT
from graph.samples.sketch import Fate, Sketch
from graph.samples.truths import OpenTruth, Shortage, Truths

_WITHOUT_EVENTS = (Fate.UNKNOWN, Fate.LAPSED, Fate.PAPER, Fate.SILENT)
_OF_KIND = {
    "K1": (Fate.UNKNOWN,),
    "K2": (Fate.LAPSED, Fate.SILENT),
    "K3": (Fate.PAPER,),
    "K17": (Fate.LECTURES,),
    "K4": (*_WITHOUT_EVENTS, Fate.LECTURES, Fate.ISLAND),
}
_MOST_NEEDS = 3


def truths_of(sketch: Sketch) -> Truths:
    """Return what was planted in a drawn network."""
    is_region = len(sketch.districts) > 1
    districts = sketch.districts.values()
    depends_on = {
        dependent: hub
        for district in districts
        for hub, dependents in district.hubs.items()
        for dependent in dependents
    }
    curators = _curators(sketch) if is_region else {}
    hanging = tuple(sorted(depends_on))
    events = [record for record in sketch.records if isinstance(record, Event)]
    return Truths(
        isolated={
            **{kind: _isolated(sketch, kind, fates) for kind, fates in _OF_KIND.items()},
            "K9": tuple(sorted(curators)),
        },
        at_risk={"K6": hanging, "K15": hanging, "K8": _unmet(sketch)},
        islands=tuple(tuple(sorted(i)) for district in districts for i in district.islands),
        depends_on=depends_on,
        curators=curators,
        reporting_holes=(SILENT_DISTRICT,) if is_region else (),
        new=tuple(sketch.of_fate(Fate.NEW)),
        landed=_landed(sketch),
        paper_pairs=tuple(sorted(pair.key for pair in sketch.paper_pairs)),
        overloaded=(PersonId(curator_code(sketch, OVERLOADED)),) if is_region else (),
        unmarked=tuple(sorted(event.id for event in events if _is_unmarked(event))),
        lone_halves=_lone_halves(sketch),
        open=dict(_open(sketch, is_region=is_region)),
    )


def _isolated(sketch: Sketch, kind: str, fates: tuple[Fate, ...]) -> tuple[OrganisationId, ...]:
    """Return who is planted as isolated; a leader reaches itself and is never cut off."""
    return tuple(c for c in sketch.of_fate(*fates) if kind != "K4" or c not in sketch.led)


def _curators(sketch: Sketch) -> dict[OrganisationId, str]:
    silent = sketch.districts[SILENT_DISTRICT].service
    return {ENDED_SERVICE: "ended", NOMINAL_SERVICE: "nominal", silent: "nominal"}


def _unmet(sketch: Sketch) -> tuple[OrganisationId, ...]:
    """Return who declared a need last year and met nobody at all."""
    declared = {need.organisation for need in sketch.needs[LAST] if need.in_work is not False}
    return tuple(code for code in sketch.of_fate(*_WITHOUT_EVENTS) if code in declared)


def _landed(sketch: Sketch) -> dict[OrganisationId, date]:
    days = [day for day, _ in remote.LANDINGS]
    return dict(zip(sketch.of_fate(Fate.LANDED), days, strict=False))


def _is_unmarked(event: Event) -> bool:
    return event.status is EventStatus.PLANNED and event.date < REFERENCE_DATE


def _lone_halves(sketch: Sketch) -> tuple[str, ...]:
    halves = Counter(
        record.exchange
        for record in sketch.records
        if isinstance(record, Tie) and record.exchange is not None
    )
    return tuple(sorted(exchange for exchange, number in halves.items() if number == 1))


def _open(sketch: Sketch, *, is_region: bool) -> Iterator[tuple[str, OpenTruth]]:
    yield f"municipality:{krymsk.CODE}", _open_in_krymsk()
    if is_region:
        yield "region", _open_in_region(sketch)
        yield "services", _open_of_services(sketch)
    else:
        yield "region", _open_in_krymsk()


def _open_in_krymsk() -> OpenTruth:
    facts = read_facts()
    direction, needs, places = facts.shortage
    return OpenTruth(
        needs={
            reason: tuple(f"{krymsk.CODE}-{tail}" for tail in tails)
            for reason, tails in facts.opened.items()
        },
        limited=tuple(krymsk.own(tail) for tail in facts.limited),
        shortage=Shortage(DirectionId(direction), needs, places),
    )


def _open_in_region(sketch: Sketch) -> OpenTruth:
    needs = [need for need in sketch.needs[PLANNED] if need.in_work is not False]
    closing = {code for code, o in sketch.organisations.items() if o.to_date is not None}
    per_mentee = Counter(need.organisation for need in needs)
    return OpenTruth(
        needs={
            OpenReason.TOO_FAR: _keys(
                need
                for need in needs
                if need.direction == D4 and need.organisation.startswith(f"{FAR_DISTRICT}-")
            ),
            OpenReason.EXPIRED: _keys(need for need in needs if need.organisation in closing),
        },
        limited=tuple(sorted(c for c, number in per_mentee.items() if number > _MOST_NEEDS)),
        shortage=_shortage(sketch, needs),
    )


def _open_of_services(sketch: Sketch) -> OpenTruth:
    services = {district.service for district in sketch.districts.values()}
    needs = [need for need in sketch.needs[PLANNED] if need.organisation in services]
    barred = min(need.organisation for need in needs if need.direction == D7)
    far = sketch.districts[MunicipalityId(FAR_DISTRICT)].service
    return OpenTruth(
        needs={
            OpenReason.NO_OFFER: _keys(need for need in needs if need.direction == PRESCHOOL),
            OpenReason.FORBIDDEN: (f"{barred}|{D7}",),
            OpenReason.TOO_FAR: (f"{far}|{D4}",),
        },
        limited=(),
        shortage=_shortage(sketch, needs, services),
    )


def _keys(needs: Iterator[Need]) -> tuple[str, ...]:
    return tuple(sorted(f"{need.organisation}|{need.direction}" for need in needs))


def _shortage(
    sketch: Sketch, needs: list[Need], only: set[OrganisationId] | None = None
) -> Shortage:
    """Count needs and places of the direction in which places are short."""
    day = first_of(PLANNED)
    places = sum(
        offer.places
        for offer in sketch.offers
        if offer.direction == D5
        and (only is None or offer.organisation in only)
        and offer.from_date <= day
        and (offer.to_date is None or day < offer.to_date)
    )
    return Shortage(D5, sum(need.direction == D5 for need in needs), places)
