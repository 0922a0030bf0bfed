"""The card of a curator: the objects accompanied, with what is red at each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.errors import NotFoundError
from graph.model.choices import CuratorKind
from graph.model.organisation import Person
from graph.texts import Message, message
from services.views.event_list import EventRow, build_event_row
from services.views.index import NetworkIndex
from services.views.organisation_list import natural
from services.views.partners import Who, build_who

SILENT_DAYS = 120


class State(StrEnum):
    """How an object stands, the most urgent first."""

    ACT = "act"
    WATCH = "watch"
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What an isolation report says of an organisation."""

    is_severe: bool
    text: Message
    next_step: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedObject:
    """One object of a curator.

    Attributes
    ----------
    why
        What speaks for its state, the heaviest first.
    silent_days
        Days since its last event, None if it never had one.
    """

    who: Who
    kind: CuratorKind
    since: date
    state: State
    why: tuple[Message, ...]
    next_step: Message | None
    last_event: date | None
    silent_days: int | None
    next_event: EventRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratorCard:
    """A curator with every object, the most urgent first.

    Attributes
    ----------
    directions
        Names of the directions this person answers for.
    """

    person: Person
    works_at: Who
    objects: tuple[CuratedObject, ...]
    directions: tuple[str, ...]
    communities: tuple[Who, ...]

    def in_state(self, state: State) -> int:
        """Return how many objects are in `state`."""
        return sum(one.state == state for one in self.objects)  # templates give plain text


def build_curator_card(index: NetworkIndex, code: str, alarms: Mapping[str, Alarm]) -> CuratorCard:
    """Return the card of a curator.

    Parameters
    ----------
    alarms
        Organisation → what the isolation report of the day says of it.

    Raises
    ------
    NotFoundError
        If there is no such person.
    """
    person = index.network.people.get(code)
    if person is None:
        raise NotFoundError("view.person_unknown", person=code)
    rows = [index.today.curators[i] for i in index.curators_by_person.get(code, ())]
    known = index.today.organisations
    objects = [
        _object(index, row.object, row.kind, row.from_date, alarms)
        for row in rows
        if row.object and known.position(row.object) is not None
    ]
    order = list(State)
    objects.sort(key=lambda one: (order.index(one.state), natural(one.who.name)))
    return CuratorCard(
        person=person,
        works_at=build_who(index, person.organisation),
        objects=tuple(objects),
        directions=tuple(
            sorted(
                {
                    index.name_of.get(d, d)
                    for d in (*person.directions, *(r.direction for r in rows if r.direction))
                }
            )
        ),
        communities=tuple(
            build_who(index, row.object)
            for row in rows
            if row.object and index.network.communities.position(row.object) is not None
        ),
    )


def _object(
    index: NetworkIndex,
    code: str,
    kind: CuratorKind,
    since: date,
    alarms: Mapping[str, Alarm],
) -> CuratedObject:
    alarm = alarms.get(code)
    last = index.last_event(code)
    silent = None if last is None else (index.day - last).days
    acute = _acute_without_leader(index, code)
    urgent: list[Message] = []
    watched: list[Message] = []
    if alarm is not None:
        (urgent if alarm.is_severe else watched).append(alarm.text)
    if acute:
        urgent.append(message("view.object.acute", n=len(acute), directions=", ".join(acute)))
    if silent is not None and silent > SILENT_DAYS and alarm is None:
        watched.append(message("view.object.silent", n=silent))
    coming = index.next_event(code)
    state = State.ACT if urgent else State.WATCH if watched else State.GOOD
    return CuratedObject(
        who=build_who(index, code),
        kind=kind,
        since=since,
        state=state,
        why=(*urgent, *watched),
        next_step=alarm.next_step if alarm else None,
        last_event=last,
        silent_days=silent,
        next_event=None if coming is None else build_event_row(index, index.network.events[coming]),
    )


def _acute_without_leader(index: NetworkIndex, code: str) -> list[str]:
    led = {index.pairs.column("direction")[i] for i in index.pairs_by_mentee.get(code, ())}
    needs = index.needs
    return [
        index.name_of.get(direction, direction)
        for i in index.needs_by_organisation.get(code, ())
        if needs.column("level")[i] == 3  # noqa: PLR2004 - the acute level
        and needs.column("in_work")[i] is not False
        and (direction := needs.column("direction")[i]) not in led
    ]


def find_overloaded(index: NetworkIndex) -> tuple[tuple[Person, int], ...]:
    """Return curators with more objects than they can take, and how many they have."""
    found = []
    for code, rows in index.curators_by_person.items():
        person = index.network.people.get(code)
        objects = {index.today.curators.column("object")[i] for i in rows} - {None}
        if person is not None and person.capacity is not None and len(objects) > person.capacity:
            found.append((person, len(objects)))
    return tuple(sorted(found, key=lambda one: (one[0].capacity or 0) - one[1]))
