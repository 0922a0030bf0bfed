"""Small networks for the tests of isolation."""

from datetime import date
from typing import Any

from graph.model.choices import OrganisationKind
from graph.model.community import Community, CuratorAssignment, Membership
from graph.model.event import Event
from graph.model.need import Need, Offer
from graph.model.organisation import Organisation, Person
from graph.model.record import Record
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.document import plain_evidence
from services.isolation.findings import IsolationReport
from services.policy import IsolationPolicy

DAY = date(2026, 8, 24)
INSIDE = date(2026, 3, 1)
FIRST = date(2025, 8, 24)
BEFORE = date(2025, 8, 23)
LONG_AGO = date(2024, 1, 15)


def organisation(code: str, kind: str = "school", **more: Any) -> Organisation:
    given = {"name": code.upper(), "municipality": "m1", **more}
    return Organisation(id=code, kind=OrganisationKind(kind), **given)  # type: ignore[arg-type]  # codes are texts here


def event(code: str, host: str, *participants: str, on: date = INSIDE, **more: Any) -> Event:
    return Event(
        id=code,  # type: ignore[arg-type]  # codes are texts here
        name=code,
        date=on,
        host=host,  # type: ignore[arg-type]  # as above
        participants=tuple((p, None) for p in participants),  # type: ignore[misc]  # as above
        **more,
    )


def offer(code: str, direction: str = "d1", *, since: date = LONG_AGO, **more: Any) -> Offer:
    given = {"places": 2, **more}
    return Offer(organisation=code, direction=direction, from_date=since, **given)  # type: ignore[arg-type]  # as above


def need(code: str, direction: str = "d1", level: int = 2, **more: Any) -> Need:
    given = {"school_year": "2025/2026", **more}
    return Need(organisation=code, direction=direction, level=level, **given)  # type: ignore[arg-type]  # as above


def person(code: str, organisation_code: str, **more: Any) -> Person:
    return Person(id=code, name=f"Имя {code}", organisation=organisation_code, **more)  # type: ignore[arg-type]  # as above


def curator(code: str, what: str, *, since: date = LONG_AGO, **more: Any) -> CuratorAssignment:
    given = {"kind": "service_curator", **more}
    return CuratorAssignment(curator=code, object=what, from_date=since, **given)  # type: ignore[arg-type]  # as above


def community(code: str, *, since: date = LONG_AGO, **more: Any) -> Community:
    return Community(id=code, name=code, from_date=since, **more)  # type: ignore[arg-type]  # as above


def member(community_code: str, code: str, *, since: date = LONG_AGO, **more: Any) -> Membership:
    return Membership(community=community_code, organisation=code, from_date=since, **more)  # type: ignore[arg-type]  # as above


def report(
    *records: Record, day: date = DAY, policy: IsolationPolicy | None = None
) -> IsolationReport:
    return find_isolated(Network.of(records), policy or IsolationPolicy(), day=day)


def kinds(made: IsolationReport) -> dict[str, list[str]]:
    return {f.organisation: [k.value for k in f.kinds] for f in made.findings}


def evidence(made: IsolationReport, code: str, kind: str) -> dict[str, Any] | None:
    """Return the evidence of `kind` at an organisation, or None if it is not found there."""
    for finding in made.findings:
        for found, value in finding.evidence.items():
            if finding.organisation == code and found.value == kind:
                return plain_evidence(value)
    return None
