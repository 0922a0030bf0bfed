"""Events: the dated evidence that a tie lives."""

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
