"""Bodies of answers: what other programs read, field by field."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, Field

from graph.model.ids import Day
from graph.texts import Say
from services.views.history_view import HistoryList, HistoryRow
from services.views.organisation_list import OrganisationList
from services.views.plan_view import PlanLine


class OrganisationOut(BaseModel):
    """One organisation in a list."""

    id: str
    name: str
    role: str = Field(description="institute, service, leader, promising, reserve, mentee, other.")
    kind: str = Field(description="Kind, in Russian.")
    place: str = Field(description="Settlement and municipality.")
    leads: list[str] = Field(description="Names of the directions it offers help in.")
    asks: list[str] = Field(description="Names of the directions it needs help in.")
    mentees: int = Field(description="Schools it leads.", ge=0)
    places: int = Field(description="Places it offers.", ge=0)
    last_event: date | None


class OrganisationListOut(BaseModel):
    """A page of the list."""

    revision: int = Field(description="Revision of the network.", ge=0)
    found: int = Field(ge=0)
    total: int = Field(ge=0)
    offset: int = Field(ge=0)
    organisations: list[OrganisationOut]

    @classmethod
    def of(cls, found: OrganisationList, revision: int) -> Self:
        """Show `found`."""
        return cls(
            revision=revision,
            found=found.found,
            total=found.total,
            offset=found.query.offset,
            organisations=[
                OrganisationOut(
                    id=row.code,
                    name=row.name,
                    role=row.mark.value,
                    kind=row.kind,
                    place=row.place,
                    leads=list(row.leads),
                    asks=list(row.asks),
                    mentees=row.mentees,
                    places=row.places,
                    last_event=row.last_event,
                )
                for row in found.rows
            ],
        )


class PartnerOut(BaseModel):
    """One pair, seen from the other side."""

    organisation: str
    name: str
    direction: str = Field(description="Code of the direction.")
    level: int | None = Field(description="Severity of the need, 1 to 3.")
    content: str = Field(description="The need in the school's own words.")
    km: float | None
    remote: bool
    why: list[str] = Field(description="Why this pair, in Russian.")
    plan: str | None
    proposed: bool = Field(description="Stands in a plan without an order.")
    next_event: date | None
    last_event: date | None


class OfferOut(BaseModel):
    """An offer with how much of it is taken."""

    direction: str
    places: int = Field(ge=0)
    taken: int = Field(ge=0)
    from_date: date
    to_date: date | None


class NeedOut(BaseModel):
    """A need and who helps."""

    direction: str
    level: int = Field(ge=1, le=3)
    school_year: str
    content: str
    helpers: list[str] = Field(description="Codes of the organisations that help.")


class FindingOut(BaseModel):
    """What the isolation report says of an organisation."""

    severe: bool = Field(description="There is no working tie.")
    text: str
    next_step: str


class CardOut(BaseModel):
    """One organisation with everything around it."""

    id: str
    name: str
    full_name: str | None
    kind: str = Field(description="Code of the kind.")
    municipality: str = Field(description="Code of the municipality.")
    settlement: str | None
    role: str
    closed: bool
    successor: str | None
    places: int = Field(ge=0)
    leads: list[PartnerOut]
    led_by: list[PartnerOut]
    offers: list[OfferOut]
    needs: list[NeedOut]
    curators: list[str] = Field(description="Codes of the people who accompany it.")
    events_of_year: int = Field(ge=0)
    last_event: date | None
    finding: FindingOut | None


class PlanLineOut(BaseModel):
    """One plan in the list."""

    id: str
    status: str = Field(description="draft, approved, ordered or withdrawn.")
    scope: str
    school_year: str
    as_of: date
    network_revision: int = Field(ge=0)
    needs: int = Field(ge=0)
    covered: int = Field(ge=0)
    order: str | None = Field(description="Number of the order.")

    @classmethod
    def of(cls, line: PlanLine) -> Self:
        """Show `line`."""
        plan = line.plan
        return cls(
            id=plan.id,
            status=plan.status.value,
            scope=plan.scope,
            school_year=plan.school_year,
            as_of=plan.as_of,
            network_revision=plan.network_revision,
            needs=line.counts.needs,
            covered=line.counts.covered,
            order=line.order.number if line.order else None,
        )


class RevisionOut(BaseModel):
    """What a decision has made."""

    revision: int = Field(description="Revision of the network after it.", ge=0)


class PairOut(BaseModel):
    """One pair of an order."""

    leader: str
    mentee: str
    direction: str
    from_date: date
    to_date: date | None
    end_reason: str | None


class OrderOut(BaseModel):
    """An order, or what it would change."""

    plan: str
    number: str
    date: Day
    from_date: Day
    to_date: Day
    revision: int | None = Field(description="Revision it made; none if it was only shown.")
    begun: list[PairOut] = Field(description="Pairs that come into force.")
    ended: list[PairOut] = Field(description="Pairs in force that end.")
    taken_over: list[PairOut] = Field(
        description="Pairs of the same leader from the same day, which the order makes its own."
    )
    stays: list[PairOut] = Field(description="Pairs of earlier orders that stay as they are.")


class ChangeOut(BaseModel):
    """One decision of the history."""

    revision: int = Field(ge=1)
    at: datetime
    actor: str
    source: str = Field(description="cli, web, rest or program.")
    action: str
    title: str = Field(description="What was decided, in Russian.")
    reason: str
    records: int = Field(ge=0)
    undoes: int | None
    undone_by: int | None

    @classmethod
    def of(cls, row: HistoryRow, say: Say) -> Self:
        """Show `row`."""
        return cls(
            revision=row.revision,
            at=row.at,
            actor=row.actor,
            source=row.source,
            action=row.action.value,
            title=say(row.title),
            reason=row.reason,
            records=row.records,
            undoes=row.undoes,
            undone_by=row.undone_by,
        )


class ChangesOut(BaseModel):
    """A page of the history, newest first."""

    found: int = Field(ge=0)
    changes: list[ChangeOut]

    @classmethod
    def of(cls, found: HistoryList, say: Say) -> Self:
        """Show `found`."""
        return cls(found=found.found, changes=[ChangeOut.of(row, say) for row in found.rows])
