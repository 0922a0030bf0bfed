"""What is known of an organisation by year or term: statuses, levels, indicators."""

from dataclasses import dataclass
from typing import ClassVar

from graph.model.ids import Day, DirectionId, OrganisationId
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAward(Record):
    """A status an organisation holds for a term."""

    entity: ClassVar[str] = "status_award"

    organisation: OrganisationId
    status: str
    from_date: Day
    level: str | None = None
    direction: DirectionId | None = None
    to_date: Day | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRecord(Record):
    """The level of a methodical service in a year: computed and approved."""

    entity: ClassVar[str] = "level_record"

    service: OrganisationId
    year: int
    level: str
    score: float | None = None
    computed: str | None = None
    reason: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue(Record):
    """One value of one indicator of one object in one year."""

    entity: ClassVar[str] = "indicator_value"

    object: str
    indicator: str
    year: int
    value: float
    maximum: float | None = None
    target: float | None = None
    numerator: float | None = None
    denominator: float | None = None
