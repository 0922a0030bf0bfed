"""Events: the dated evidence that a tie lives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.model.choices import EventStatus, Mode
from graph.model.ids import CommunityId, Day, DirectionId, EventId, OrganisationId
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something dated that organisations give to and receive from each other."""

    entity: ClassVar[str] = "event"

    id: EventId
    date: Day
    name: str
    host: OrganisationId
    end_date: Day | None = None
    format: str | None = None
    status: EventStatus | None = None
    directions: tuple[DirectionId, ...] = ()
    level: str | None = None
    givers: tuple[OrganisationId, ...] = ()
    organiser: str | None = None
    community: CommunityId | None = None
    participants: tuple[tuple[OrganisationId, int | None], ...] = ()
    audience: str | None = None
    people: int | None = None
    mode: Mode | None = None
    materials: str | None = None
    rating: float | None = None
    responses: int | None = None
    outcome: str | None = None

    def is_led_by(self, code: str) -> bool:
        """Return whether an organisation gives at this event."""
        return code in givers_of(self.host, self.givers)


def givers_of(host: str, givers: Sequence[str]) -> Sequence[str]:
    """Return who gives at an event: the leading organisations, or the host where nobody is named.

    Examples
    --------
    >>> givers_of("s-1", ()), givers_of("s-1", ("s-2",))
    (('s-1',), ('s-2',))
    """
    return givers or (host,)


def receivers_of(
    host: str, givers: Sequence[str], participants: Iterable[tuple[str, int | None]]
) -> list[str]:
    """Return who may receive at an event: the participants, and the host when others lead.

    Nobody receives who gives: who of them does is for the caller to take out.

    Examples
    --------
    >>> receivers_of("s-1", (), [("s-3", 12)]), receivers_of("s-1", ("s-2",), [("s-3", 12)])
    (['s-3'], ['s-3', 's-1'])
    """
    named = [code for code, _ in participants]
    return [*named, host] if givers else named
