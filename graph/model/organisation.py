"""Organisations, the municipalities they stand in, the people who work there."""

from dataclasses import dataclass
from typing import ClassVar

from graph.model.choices import MunicipalityKind, OrganisationKind, SettlementKind
from graph.model.ids import Day, DirectionId, MunicipalityId, OrganisationId, PersonId
from graph.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality(Record):
    """A municipality of a region."""

    entity: ClassVar[str] = "municipality"

    id: MunicipalityId
    name: str
    region: str | None = None
    kind: MunicipalityKind | None = None
    centre: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    """A node of the network: a school, a service, an authority, a partner.

    Leader and mentee are roles it has by its offers and needs, not kinds of it.
    """

    entity: ClassVar[str] = "organisation"

    id: OrganisationId
    name: str
    kind: OrganisationKind
    municipality: MunicipalityId
    full_name: str | None = None
    inn: str | None = None
    settlement: str | None = None
    settlement_kind: SettlementKind | None = None
    lat: float | None = None
    lon: float | None = None
    pupils: int | None = None
    teachers: int | None = None
    is_small: bool | None = None
    parent: OrganisationId | None = None
    service: OrganisationId | None = None
    authority: OrganisationId | None = None
    staff: int | None = None
    site: str | None = None
    from_date: Day | None = None
    to_date: Day | None = None
    successor: OrganisationId | None = None
    places_total: int | None = None
    places_min: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Someone who works at an organisation; work contacts only."""

    entity: ClassVar[str] = "person"

    id: PersonId
    name: str
    organisation: OrganisationId
    position: str | None = None
    phone: str | None = None
    email: str | None = None
    capacity: int | None = None
    directions: tuple[DirectionId, ...] = ()
    is_contact: bool | None = None
    from_date: Day | None = None
    to_date: Day | None = None
