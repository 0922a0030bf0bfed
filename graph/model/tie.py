"""Ties between organisations: leader–mentee pairs, other ties, agreements."""

from dataclasses import dataclass
from typing import ClassVar

from graph.model.choices import AgreementStatus, PairStatus, TieKind
from graph.model.ids import AgreementId, CommunityId, Day, DirectionId, OrganisationId, PlanId
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Record):
    """A leader helps a mentee in a direction for a period."""

    entity: ClassVar[str] = "pair"

    leader: OrganisationId
    mentee: OrganisationId
    direction: DirectionId
    from_date: Day
    to_date: Day | None = None
    status: PairStatus | None = None
    basis: str | None = None
    hours: float | None = None
    end_reason: str | None = None
    plan: PlanId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Record):
    """A tie that is no leader–mentee pair; of a mutual internship, one directed half."""

    entity: ClassVar[str] = "tie"

    from_organisation: OrganisationId
    to_organisation: OrganisationId
    kind: TieKind
    from_date: Day
    exchange: str | None = None
    direction: DirectionId | None = None
    to_date: Day | None = None
    basis: str | None = None
    reported_by: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """A signed paper between two or more organisations."""

    entity: ClassVar[str] = "agreement"

    id: AgreementId
    parties: tuple[OrganisationId, ...]
    from_date: Day
    kind: str | None = None
    number: str | None = None
    date: Day | None = None
    status: AgreementStatus | None = None
    community: CommunityId | None = None
    subject: str | None = None
    to_date: Day | None = None
