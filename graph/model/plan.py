"""Plans with their lines, what is tried on them, and the order that puts one in force."""

from dataclasses import dataclass
from typing import ClassVar

from graph.model.choices import AssignmentMode, OpenReason, PlanStatus, Sense
from graph.model.ids import Day, DirectionId, OrganisationId, PlanId, ScenarioId, SchoolYear
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """Header of a plan: what it was computed on, by which rules, and its proof."""

    entity: ClassVar[str] = "plan"

    id: PlanId
    status: PlanStatus
    scope: str
    school_year: SchoolYear
    as_of: Day
    network_revision: int
    policy: str
    policy_fingerprint: str
    data_fingerprint: str
    places_taken: int
    checker: str
    certificate: bytes
    runtime_ms: int
    replaces: PlanId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalValue(Record):
    """One goal of a plan with the value reached."""

    entity: ClassVar[str] = "goal_value"

    plan: PlanId
    position: int
    name: str
    sense: Sense
    values: tuple[int, ...]
    is_vector: bool
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """One leader for one need, with the facts its reasons are told from."""

    entity: ClassVar[str] = "assignment"

    plan: PlanId
    leader: OrganisationId
    mentee: OrganisationId
    direction: DirectionId
    offer_from: Day
    level: int
    effective_km: float
    mode: AssignmentMode
    points: int
    kept: bool
    pinned: bool
    preferred: bool
    nearer: int
    place: int
    places: int
    distance_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeed(Record):
    """A need that no leader takes in a plan, with the reason."""

    entity: ClassVar[str] = "open_need"

    plan: PlanId
    mentee: OrganisationId
    direction: DirectionId
    level: int
    reason: OpenReason
    nearest: OrganisationId | None = None
    nearest_km: float | None = None
    blocking_group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingGroup(Record):
    """Needs that compete for too few places: at least `short_by` stay open in any plan."""

    entity: ClassVar[str] = "blocking_group"

    plan: PlanId
    group: str
    members: tuple[str, ...]
    leaders: tuple[OrganisationId, ...]
    places: int
    short_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Record):
    """What a planner tries on a plan, kept under a name; it changes nothing by itself."""

    entity: ClassVar[str] = "scenario"

    id: ScenarioId
    plan: PlanId
    name: str
    adjustments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Record):
    """A signed order that put the pairs of a plan in force."""

    entity: ClassVar[str] = "order"

    plan: PlanId
    number: str
    date: Day
    from_date: Day
    to_date: Day
