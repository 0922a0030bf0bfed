"""Meetings that passed without a word, with whom to ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.event import Event
from graph.model.organisation import Person
from services.meetings.passed import Passed
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """One meeting: its host, who knows at the host, and who accompanies the host."""

    event: Event
    days: int
    host: Who
    contact: Person | None
    curators: tuple[Person, ...]


def build_meeting_lines(
    index: NetworkIndex, passed: Iterable[Passed], municipality: str = ""
) -> tuple[MeetingLine, ...]:
    """Return the meetings, of one municipality if it is given, in the order of `passed`."""
    network = index.network
    return tuple(
        MeetingLine(
            event=one.event,
            days=one.days,
            host=build_who(index, one.event.host),
            contact=None if one.contact is None else network.people.get(one.contact),
            curators=tuple(
                person for code in one.curators if (person := network.people.get(code)) is not None
            ),
        )
        for one in passed
        if not municipality or network.organisation(one.event.host).municipality == municipality
    )
