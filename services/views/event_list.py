"""Events of a school year as a table: the list behind the figures of the start page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from graph.model.choices import EventStatus
from graph.model.event import Event
from graph.model.ids import SchoolYear
from graph.valid_time import first_day, following
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFigures:
    """What took place in a school year, up to the day."""

    school_year: SchoolYear
    events: int
    hosts: int
    directions: int
    organisations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event in the list."""

    event: Event
    host: Who
    directions: tuple[str, ...]
    is_coming: bool


def rows_of_year(index: NetworkIndex, school_year: SchoolYear) -> list[int]:
    """Return the rows of the events of `school_year`, by date."""
    days = index.network.events.column("date")
    start, end = first_day(school_year), first_day(following(school_year))
    rows = [i for i, day in enumerate(days) if start <= day < end]
    return sorted(rows, key=lambda i: (days[i], i))


def count_events(index: NetworkIndex, school_year: SchoolYear) -> EventFigures:
    """Count what was held in `school_year` up to the index's day."""
    events = index.network.events
    days, statuses = events.column("date"), events.column("status")
    rows = [
        i
        for i in rows_of_year(index, school_year)
        if statuses[i] in {None, EventStatus.HELD.value} and days[i] <= index.day
    ]
    hosts, guests = events.column("host"), events.column("participants")
    directions = Counter(d for i in rows for d in events.column("directions")[i])
    took_part = {hosts[i] for i in rows} | {code for i in rows for code, _ in guests[i]}
    return EventFigures(
        school_year=school_year,
        events=len(rows),
        hosts=len({hosts[i] for i in rows}),
        directions=len(directions),
        organisations=len(took_part),
    )


def build_event_list(index: NetworkIndex, school_year: SchoolYear) -> tuple[EventRow, ...]:
    """Return the events of `school_year`, the newest first."""
    rows = reversed(rows_of_year(index, school_year))
    return tuple(build_event_row(index, index.network.events[i]) for i in rows)


def find_coming(index: NetworkIndex, *, most: int) -> tuple[EventRow, ...]:
    """Return the next events, the nearest first."""
    events = index.network.events
    days, statuses = events.column("date"), events.column("status")
    gone = {EventStatus.CANCELLED.value, EventStatus.HELD.value}
    rows = [i for i, day in enumerate(days) if day >= index.day and statuses[i] not in gone]
    rows.sort(key=lambda i: (days[i], i))
    return tuple(build_event_row(index, events[i]) for i in rows[:most])


def build_event_row(index: NetworkIndex, event: Event) -> EventRow:
    """Return one event as the list shows it."""
    return EventRow(
        event=event,
        host=build_who(index, event.host),
        directions=tuple(index.name_of.get(code, code) for code in event.directions),
        is_coming=_is_coming(event, index.day),
    )


def _is_coming(event: Event, day: date) -> bool:
    return event.date >= day and event.status not in {EventStatus.HELD, EventStatus.CANCELLED}
