"""Network communities, their members, and the curators who accompany."""

from dataclasses import dataclass
from typing import ClassVar

from graph.model.choices import CuratorKind, MembershipRole
from graph.model.ids import CommunityId, Day, DirectionId, OrganisationId, PersonId
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Community(Record):
    """A named group of organisations that work together on directions."""

    entity: ClassVar[str] = "community"

    id: CommunityId
    name: str
    from_date: Day
    kind: str | None = None
    leader: OrganisationId | None = None
    directions: tuple[DirectionId, ...] = ()
    to_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Record):
    """An organisation, or a person of it, in a network community for a period."""

    entity: ClassVar[str] = "membership"

    community: CommunityId
    organisation: OrganisationId
    from_date: Day
    person: PersonId | None = None
    role: MembershipRole | None = None
    to_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratorAssignment(Record):
    """A person accompanies an object for a period, in one of four kinds."""

    entity: ClassVar[str] = "curator_assignment"

    curator: PersonId
    kind: CuratorKind
    from_date: Day
    object: str | None = None
    direction: DirectionId | None = None
    to_date: Day | None = None
    basis: str | None = None
