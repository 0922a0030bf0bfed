"""The small second network of source S000: a district service in Belarus and those above it."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

from graph.model.choices import EventStatus, Mode, OrganisationKind, TieKind
from graph.model.event import Event
from graph.model.ids import (
    DirectionId,
    EventId,
    MunicipalityId,
    OrganisationId,
    PersonId,
    SchoolYear,
)
from graph.model.need import Direction, Need
from graph.model.organisation import Municipality, Organisation, Person
from graph.model.record import Record
from graph.model.tie import Tie
from graph.samples.draw import stream
from graph.samples.people import make_person

SEED = 2024
YEAR = SchoolYear("2024/2025")


def build_dobrush() -> tuple[Record, ...]:
    """Build the network of source S000: РУМК → ГОИРО → Академия образования, with its events.

    Dates are those printed in the source (autumn 2024), intervals included; one event is remote,
    organisers stand a level above. Schools and people are made up.

    Returns
    -------
    tuple[Record, ...]
        About forty records, sorted by entity and key.
    """
    facts = _facts()
    records: list[Record] = [
        *(Municipality(id=MunicipalityId(c), **row) for c, row in facts["municipalities"].items()),
        *(Direction(id=DirectionId(c), **row) for c, row in facts["directions"].items()),
        *(_organisation(code, row) for code, row in facts["organisations"].items()),
        *(_person(code, row) for code, row in facts["people"].items()),
        *(_need(row) for row in facts["needs"]),
        *(_event(number, row) for number, row in enumerate(facts["events"], start=1)),
        *(_tie(row) for row in facts["ties"]),
    ]
    return tuple(sorted(records, key=lambda record: (record.entity, record.key)))


def _facts() -> dict[str, Any]:
    return tomllib.loads(files("graph.samples").joinpath("dobrush.toml").read_text("utf-8"))


def _organisation(code: str, row: dict[str, Any]) -> Organisation:
    kind = OrganisationKind(row.pop("kind"))
    return Organisation(id=OrganisationId(code), kind=kind, **row)


def _person(code: str, row: dict[str, str]) -> Person:
    return make_person(
        stream(SEED, code),
        code,
        OrganisationId(row["organisation"]),
        row["position"],
        is_contact=True,
    )


def _need(row: list[Any]) -> Need:
    organisation, direction, level, responsible, content = row
    return Need(
        organisation=OrganisationId(organisation),
        direction=DirectionId(direction),
        level=level,
        school_year=YEAR,
        date=date(2024, 9, 20),
        responsible=PersonId(responsible),
        content=content,
        source="опрос",
    )


def _event(number: int, row: dict[str, Any]) -> Event:
    return Event(
        id=EventId(f"dobrush-e{number}"),
        date=row["date"],
        end_date=row.get("end_date"),
        name=row["name"],
        format=row["format"],
        status=EventStatus.HELD,
        directions=tuple(DirectionId(d) for d in row.get("directions", ())),
        level=row["level"],
        host=OrganisationId(row["host"]),
        givers=tuple(OrganisationId(code) for code in sorted(row.get("givers", ()))),
        organiser=row["organiser"],
        participants=tuple((OrganisationId(c), n) for c, n in sorted(row["participants"])),
        people=sum(n for _, n in row["participants"]),
        mode=Mode(row["mode"]),
    )


def _tie(row: list[str]) -> Tie:
    one, other = row
    return Tie(
        from_organisation=OrganisationId(one),
        to_organisation=OrganisationId(other),
        kind=TieKind.METHODICAL_SUPPORT,
        from_date=date(2024, 9, 1),
        basis="Приказ № 8 от 30.08.2024",
        reported_by=OrganisationId(other),
    )
