"""A hand-made network with few rows, and the shortest way to change it."""

from dataclasses import replace
from datetime import date
from typing import Any

from graph.model.choices import Mode, OrganisationKind, PlanStatus, Rule
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PlanId, SchoolYear
from graph.model.need import Direction, Distance, Need, Offer, Restriction
from graph.model.organisation import Municipality, Organisation
from graph.model.plan import Assignment, OpenNeed, Plan
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from graph.table import Table
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.policy import Policy, shipped_policy

YEAR = SchoolYear("2026/2027")
DAY = date(2026, 9, 1)


def school(code: str, north: float | None = 0.0, **more: Any) -> Organisation:
    """Return a school `north` kilometres north of the centre; None has no coordinates."""
    lat = None if north is None else round(45 + north / 111.195, 6)
    values = {"municipality": MunicipalityId("a"), "kind": OrganisationKind.SCHOOL, **more}
    return Organisation(id=OrganisationId(code), name=f"Школа {code}", lat=lat, lon=39.0, **values)


def need(code: str, level: int = 2, way: str = "d", **more: Any) -> Need:
    """Return a need of the planned year."""
    return Need(
        organisation=OrganisationId(code),
        direction=DirectionId(way),
        level=level,
        school_year=YEAR,
        **more,
    )


def offer(code: str, places: int = 1, way: str = "d", **more: Any) -> Offer:
    """Return an offer that is valid for years."""
    values = {"from_date": date(2025, 9, 1), "mode": Mode.ON_SITE, **more}
    return Offer(
        organisation=OrganisationId(code), direction=DirectionId(way), places=places, **values
    )


def rule(kind: Rule, leader: str, mentee: str, way: str | None = "d", **more: Any) -> Restriction:
    """Return a decision about a pair."""
    return Restriction(
        leader=OrganisationId(leader),
        mentee=OrganisationId(mentee),
        direction=None if way is None else DirectionId(way),
        rule=kind,
        **more,
    )


def pair(leader: str, mentee: str, first: int, last: int, **more: Any) -> Pair:
    """Return a pair from 1 September of `first` to that of `last`."""
    return Pair(
        leader=OrganisationId(leader),
        mentee=OrganisationId(mentee),
        direction=DirectionId(more.pop("way", "d")),
        from_date=date(first, 9, 1),
        to_date=date(last, 9, 1),
        **more,
    )


def distance(one: str, other: str, km: float) -> Distance:
    """Return the road between two organisations."""
    return Distance(
        from_organisation=OrganisationId(one), to_organisation=OrganisationId(other), km=km
    )


def town(*records: Record) -> Network:
    """Return a network of two municipalities and two directions with `records`."""
    frame: list[Record] = [
        *(Municipality(id=MunicipalityId(code), name=f"Район {code}") for code in ("a", "b")),
        *(Direction(id=DirectionId(code), name=f"Направление {code}") for code in ("d", "e")),
    ]
    return Network.of([*frame, *records])


def planned(
    network: Network, *, policy: Policy | None = None, scope: str = "region", **more: Any
) -> PlannedAssignment:
    """Plan the year."""
    values = {"school_year": YEAR, "day": DAY, "id_": PlanId("p"), **more}
    return plan_assignment(network, policy or shipped_policy(), scope=scope, **values)


def pairs_of(plan: PlannedAssignment) -> dict[str, str]:
    """Return mentee (with direction, if it is not d) → leader."""
    return {
        line.mentee if line.direction == "d" else f"{line.mentee} {line.direction}": line.leader
        for line in plan.assignments
    }


def reasons_of(plan: PlannedAssignment) -> dict[str, str]:
    """Return mentee → reason of its open need."""
    return {line.mentee: line.reason.value for line in plan.open_needs}


def value(plan: PlannedAssignment, goal: str) -> tuple[int, ...]:
    """Return what the plan reaches of a goal."""
    return next(line.values for line in plan.goals if line.name == goal)


def changed(network: Network, *records: Record) -> Network:
    """Return the network with records put in place of those with the same key."""
    tables: dict[str, Table[Any]] = {}
    for record in records:
        table = tables.get(record.entity, network.table(record.entity))
        others = [row for row in table if row.key != record.key]
        tables[record.entity] = type(table).of(record.entity, [*others, record])
    return network.filtered(tables)


def final_plan(year: str, *lines: Assignment | OpenNeed, **more: Any) -> list[Record]:
    """Return an approved plan of a year with lines, as other plans see it."""
    values = {"scope": "region", "status": PlanStatus.APPROVED, **more}
    header = replace(_HEADER, school_year=SchoolYear(year), **values)
    return [header, *(replace(line, plan=header.id) for line in lines)]


_HEADER = Plan(
    id=PlanId("other"),
    status=PlanStatus.APPROVED,
    scope="region",
    school_year=YEAR,
    as_of=DAY,
    network_revision=1,
    policy="",
    policy_fingerprint="",
    data_fingerprint="",
    places_taken=0,
    checker="",
    certificate=b"",
    runtime_ms=0,
)
