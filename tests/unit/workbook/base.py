"""A small network whose export is spoilt by the tests, and reading without a child process."""

from datetime import date
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

from graph.model.choices import OrganisationKind, PairStatus, Rule
from graph.model.community import Community
from graph.model.event import Event
from graph.model.ids import (
    CommunityId,
    DirectionId,
    EventId,
    MunicipalityId,
    OrganisationId,
    PersonId,
    Revision,
    SchoolYear,
)
from graph.model.monitoring import IndicatorValue
from graph.model.need import Direction, Distance, Need, Offer, Restriction
from graph.model.organisation import Municipality, Organisation, Person
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from graph.workbook.cells import SourceCells
from graph.workbook.passport import Passport
from graph.workbook.sandbox import parse_lines
from graph.workbook.worker import write_cells
from graph.workbook.writer import write_workbook

DAY = date(2026, 8, 24)
START = date(2025, 9, 1)
END = date(2026, 9, 1)
PASSPORT = Passport(store_id="memory", revision=Revision(1), day=DAY)


def organisation(
    code: str, municipality: str = "12", *, end: date | None = None, parent: str | None = None
) -> Organisation:
    return Organisation(
        id=OrganisationId(code),
        name=f"СОШ {code}",
        kind=OrganisationKind.SCHOOL,
        municipality=MunicipalityId(municipality),
        pupils=100,
        teachers=10,
        lat=45.5,
        lon=38.25,
        from_date=date(2000, 9, 1),
        to_date=end,
        parent=None if parent is None else OrganisationId(parent),
    )


def need(code: str, direction: str, level: int = 2) -> Need:
    return Need(
        organisation=OrganisationId(code),
        direction=DirectionId(direction),
        level=level,
        school_year=SchoolYear("2026/2027"),
    )


def offer(code: str, direction: str, places: int = 2) -> Offer:
    return Offer(
        organisation=OrganisationId(code),
        direction=DirectionId(direction),
        places=places,
        from_date=START,
    )


def pair(leader: str, mentee: str, direction: str) -> Pair:
    return Pair(
        leader=OrganisationId(leader),
        mentee=OrganisationId(mentee),
        direction=DirectionId(direction),
        from_date=START,
        to_date=END,
        status=PairStatus.ORDERED,
    )


def base_records() -> list[Record]:
    return [
        Municipality(id=MunicipalityId("007"), name="Приморский район", region="Край"),
        Municipality(id=MunicipalityId("12"), name="Степной район", region="Край"),
        Direction(id=DirectionId("d1"), name="Математика"),
        Direction(id=DirectionId("d2"), name="Школьный климат"),
        organisation("s1"),
        organisation("s2"),
        organisation("s3", "007"),
        organisation("s4", parent="s3"),
        organisation("s5", end=date(2026, 1, 1)),
        Person(
            id=PersonId("p1"),
            name="Иванова Анна Петровна",
            organisation=OrganisationId("s1"),
            from_date=START,
        ),
        need("s1", "d1", 3),
        need("s2", "d1"),
        offer("s3", "d1"),
        offer("s3", "d2"),
        offer("s2", "d2"),
        pair("s3", "s1", "d1"),
        Restriction(
            leader=OrganisationId("s3"),
            mentee=OrganisationId("s1"),
            direction=DirectionId("d1"),
            rule=Rule.PIN,
        ),
        Distance(
            from_organisation=OrganisationId("s1"), to_organisation=OrganisationId("s3"), km=12.4
        ),
        Community(id=CommunityId("c1"), name="Сообщество математиков", from_date=START),
        Event(
            id=EventId("e1"),
            date=date(2025, 11, 12),
            name="Семинар",
            host=OrganisationId("s3"),
            participants=((OrganisationId("s1"), 12), (OrganisationId("s2"), None)),
        ),
        IndicatorValue(object="s1", indicator="Охват", year=2025, value=70.0),
    ]


def base_network() -> Network:
    return Network.of(base_records())


@cache
def base_workbook() -> bytes:
    """Return the export of the base network."""
    made = BytesIO()
    write_workbook(made, base_network(), PASSPORT)
    return made.getvalue()


def read_here(path: Path, *, kind: str = "formulas") -> SourceCells:
    """Read a file that the test made, without a child process."""
    is_text = path.suffix == ".csv"
    lines = StringIO()
    write_cells("text" if is_text else kind, path, lines)
    sheets, _ = parse_lines(line.encode() for line in lines.getvalue().splitlines())
    return SourceCells(name=path.name, is_text=is_text, sheets=sheets)
