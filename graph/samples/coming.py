"""Events that are planned, moved, cancelled, or whose day has passed without a word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from graph.model.choices import EventStatus
from graph.model.event import Event
from graph.samples.directions import read_topics
from graph.samples.draw import LAST, PLANNED, school_day
from graph.samples.events import make_event
from graph.samples.sketch import NEVER_MET, District, Sketch

PLANNED_PER_DISTRICT = 3
UNMARKED, MOVED, CANCELLED = 6, 9, 9
"""Planted: planned events whose day has passed, moved and cancelled ones."""

_AUTUMN = (9, 10, 11, 12)


def draw_coming(sketch: Sketch) -> None:
    """Draw three planned events of every district, and those that were not held."""
    for district in sketch.districts.values():
        rng = sketch.stream("coming", district.code)
        for number in range(1, PLANNED_PER_DISTRICT + 1):
            day = school_day(rng, PLANNED, _AUTUMN)
            code = f"{district.code}-e26-{number:03d}"
            sketch.put([_event(sketch, rng, district, code, day, EventStatus.PLANNED)])
    if sketch.spec.has_facts and len(sketch.districts) > 1:
        sketch.put(_not_held(sketch))


def draw_coming_of_institute(sketch: Sketch) -> None:
    """Draw the planned autumn of the institute: the contest and the seminars of the road map."""
    institute = sketch.region_wide("iro")
    rng = sketch.stream("coming", institute)
    rows = (
        ("konkurs", date(2026, 9, 14), "Конкурс лучших методических практик служб", "конкурс"),
        ("kurs", date(2026, 10, 12), "Курсы для методистов служб", "стажировка"),
        ("ekspertiza", date(2027, 1, 20), "Экспертиза результатов", "экспертиза"),
    )
    services = [d.service for d in sketch.districts.values()]
    for tail, day, name, format_ in rows:
        made = make_event(
            rng, f"{institute}-e26-{tail}", day, name, institute, services, format_=format_
        )
        sketch.put([_not_yet(made, EventStatus.PLANNED)])


def _not_held(sketch: Sketch) -> Iterator[Event]:
    rng = sketch.stream("not held")
    districts = [d for d in sketch.districts.values() if not d.by_hand]
    states = (
        [EventStatus.PLANNED] * UNMARKED
        + [EventStatus.MOVED] * MOVED
        + [EventStatus.CANCELLED] * CANCELLED
    )
    for district, status in zip(rng.sample(districts, len(states)), states, strict=True):
        day = school_day(rng, LAST, (2, 3, 4, 5))
        code = f"{district.code}-e25-901"
        yield _event(sketch, rng, district, code, day, status)


def _event(  # noqa: PLR0917 - all of one event, used in two places
    sketch: Sketch,
    rng: Random,
    district: District,
    code: str,
    day: date,
    status: EventStatus,
) -> Event:
    host = rng.choice(district.leaders)
    direction = sketch.led[host][0]
    guests = [
        m
        for m in district.members
        if sketch.fates.get(m) not in NEVER_MET
        and sketch.organisations[m].to_date is None
        and m != host
    ]
    name = rng.choice(read_topics()[direction].themes)
    made = make_event(rng, code, day, name, host, rng.sample(guests, 7), directions=(direction,))
    return _not_yet(made, status)


def _not_yet(event: Event, status: EventStatus) -> Event:
    """Return the event without what is only known afterwards."""
    return replace(
        event,
        status=status,
        people=None,
        rating=None,
        responses=None,
        outcome=None,
        participants=tuple((code, None) for code, _ in event.participants),
    )
