"""Directions, needs and offers in them, and what limits who may help whom."""

from dataclasses import dataclass
from typing import ClassVar

from graph.model.choices import Mode, Rule
from graph.model.ids import Day, DirectionId, OrganisationId, PersonId, SchoolYear
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction(Record):
    """A direction in which help is needed and offered."""

    entity: ClassVar[str] = "direction"

    id: DirectionId
    name: str
    catalogue: str | None = None
    from_date: Day | None = None
    to_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Record):
    """What an organisation needs in one direction in one school year, level 1 to 3."""

    entity: ClassVar[str] = "need"

    organisation: OrganisationId
    direction: DirectionId
    level: int
    school_year: SchoolYear
    content: str | None = None
    date: Day | None = None
    responsible: PersonId | None = None
    factor: str | None = None
    source: str | None = None
    in_work: bool | None = None
    overlooked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Record):
    """Help an organisation can give in a direction, in mentees at a time."""

    entity: ClassVar[str] = "offer"

    organisation: OrganisationId
    direction: DirectionId
    places: int
    from_date: Day
    hours: float | None = None
    mode: Mode | None = None
    limit_km: float | None = None
    reach: str | None = None
    site: str | None = None
    programme: str | None = None
    head: PersonId | None = None
    basis: str | None = None
    to_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction(Record):
    """What a person decided about a pair: forbid, pin or prefer it."""

    entity: ClassVar[str] = "restriction"

    leader: OrganisationId
    mentee: OrganisationId
    rule: Rule
    direction: DirectionId | None = None
    reason: str | None = None
    author: str | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance(Record):
    """Kilometres between two organisations that replace the great circle, both ways."""

    entity: ClassVar[str] = "distance"

    from_organisation: OrganisationId
    to_organisation: OrganisationId
    km: float
    minutes: float | None = None
    source: str | None = None
