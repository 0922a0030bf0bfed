"""A network small enough to be checked by hand: two leaders, three mentees, one left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.dependencies import COOKIE
from api.main import create_app
from graph.model.changes import Action, ChangeSet, put
from graph.model.choices import (
    AgreementStatus,
    CuratorKind,
    EventStatus,
    OrganisationKind,
    PairStatus,
    SettlementKind,
)
from graph.model.community import CuratorAssignment
from graph.model.event import Event
from graph.model.ids import (
    AgreementId,
    DirectionId,
    EventId,
    MunicipalityId,
    OrganisationId,
    PersonId,
    PlanId,
    Revision,
    SchoolYear,
)
from graph.model.monitoring import StatusAward
from graph.model.need import Direction, Need, Offer
from graph.model.organisation import Municipality, Organisation, Person
from graph.model.record import Record
from graph.model.tie import Agreement, Pair
from graph.network import Head
from graph.stores.sqlite import SqliteStore
from services.access import Role
from services.assignment.workflow import draft
from services.context import Actor, Context
from services.policy import shipped_policy

TODAY = date(2026, 8, 24)
NOW = datetime(2026, 8, 24, 9, 12, tzinfo=UTC)
YEAR = SchoolYear("2026/2027")
NEAR, FAR = MunicipalityId("m-1"), MunicipalityId("m-2")
TEACHER, CLIMATE = DirectionId("d-1"), DirectionId("d-2")
TRICKY = "<script>alert(1)</script>"
"""A name that must come out as text everywhere."""


def school(
    code: str, name: str, at: tuple[float, float], municipality: MunicipalityId = NEAR
) -> Organisation:
    """Make a school at (latitude, longitude)."""
    return Organisation(
        id=OrganisationId(code),
        name=name,
        kind=OrganisationKind.SCHOOL,
        municipality=municipality,
        settlement="ст-ца Полевая",
        settlement_kind=SettlementKind.RURAL,
        lat=at[0],
        lon=at[1],
    )


def small_records() -> tuple[Record, ...]:
    """Return the network.

    СОШ № 1 leads СОШ № 2 since last year; СОШ № 10 in the far district offers help too; СОШ № 3
    has an acute need and one nobody can meet; СОШ № 4 has never met anybody.
    """
    return (*_places(), *_people(), *_work(), *_life())


def _places() -> tuple[Record, ...]:
    """Return municipalities, directions and organisations."""
    return (
        Municipality(id=NEAR, name="Ближний район", region="Учебный край"),
        Municipality(id=FAR, name="Дальний район", region="Учебный край"),
        Direction(id=TEACHER, name="Учитель"),
        Direction(id=CLIMATE, name="Школьный климат"),
        Organisation(
            id=OrganisationId("ts"),
            name="ТМС Ближнего района",
            kind=OrganisationKind.METHODICAL_SERVICE,
            municipality=NEAR,
        ),
        school("s-1", "СОШ № 1", (45.0, 39.0)),
        school("s-2", "СОШ № 2", (45.1, 39.0)),
        school("s-3", "СОШ № 3", (45.0, 39.2)),
        school("s-4", TRICKY, (45.2, 39.2)),
        school("s-10", "СОШ № 10", (45.4, 39.4), FAR),
    )


def _people() -> tuple[Record, ...]:
    """Return who works where."""
    return (
        Person(
            id=PersonId("p-1"),
            name="Садовая Н. В.",
            organisation=OrganisationId("s-1"),
            position="заместитель директора",
            phone="+7 (000) 000-00-01",
            email="s1@demo.example.org",
            is_contact=True,
        ),
        Person(
            id=PersonId("p-2"),
            name="Рябинина О. С.",
            organisation=OrganisationId("s-2"),
            phone="+7 (000) 000-00-02",
            is_contact=True,
        ),
        Person(
            id=PersonId("k-1"), name="Лозовой С. Н.", organisation=OrganisationId("ts"), capacity=1
        ),
    )


def _work() -> tuple[Record, ...]:
    """Return needs, offers and the pair of last year."""
    return (
        Need(
            organisation=OrganisationId("s-2"),
            direction=TEACHER,
            level=2,
            school_year=YEAR,
            content="Разобрать уроки трёх молодых учителей",
        ),
        Need(organisation=OrganisationId("s-3"), direction=TEACHER, level=3, school_year=YEAR),
        Need(organisation=OrganisationId("s-3"), direction=CLIMATE, level=1, school_year=YEAR),
        Offer(
            organisation=OrganisationId("s-1"),
            direction=TEACHER,
            places=1,
            from_date=date(2025, 9, 1),
        ),
        Offer(
            organisation=OrganisationId("s-10"),
            direction=TEACHER,
            places=2,
            from_date=date(2025, 9, 1),
        ),
        Pair(
            leader=OrganisationId("s-1"),
            mentee=OrganisationId("s-2"),
            direction=TEACHER,
            from_date=date(2025, 9, 1),
            to_date=date(2026, 9, 1),
            status=PairStatus.ACTIVE,
        ),
    )


def _life() -> tuple[Record, ...]:
    """Return events, statuses, curators and the agreement."""
    return (
        Event(
            id=EventId("e-1"),
            date=date(2026, 3, 10),
            name="Открытые уроки",
            host=OrganisationId("s-1"),
            directions=(TEACHER,),
            participants=((OrganisationId("s-2"), 4), (OrganisationId("s-3"), None)),
            rating=4.5,
            responses=2,
        ),
        Event(
            id=EventId("e-2"),
            date=date(2026, 10, 14),
            name="Семинар «Конфликт как урок»",
            host=OrganisationId("s-1"),
            status=EventStatus.PLANNED,
            participants=((OrganisationId("s-2"), None),),
        ),
        StatusAward(
            organisation=OrganisationId("s-3"),
            status="подающая надежды",
            from_date=date(2025, 9, 1),
        ),
        CuratorAssignment(
            curator=PersonId("k-1"),
            object="s-2",
            kind=CuratorKind.SCHOOL_CURATOR,
            from_date=date(2025, 9, 1),
        ),
        CuratorAssignment(
            curator=PersonId("k-1"),
            object="s-3",
            kind=CuratorKind.SCHOOL_CURATOR,
            from_date=date(2025, 9, 1),
        ),
        Agreement(
            id=AgreementId("g-1"),
            parties=(OrganisationId("s-1"), OrganisationId("s-2")),
            number="14",
            date=date(2025, 9, 21),
            status=AgreementStatus.IN_FORCE,
            from_date=date(2025, 9, 21),
        ),
    )


@dataclass(frozen=True, slots=True)
class Ids:
    """Gives the same fresh texts on every run."""

    made: list[int]

    def __call__(self) -> str:
        self.made.append(len(self.made))
        return f"id-{len(self.made)}"


def context(role: Role = Role.PLANNER) -> Context:
    """Return the edge of a request that a test makes itself."""
    actor = Actor(name="Ветрова И. П.", role=role, source="cli")
    return Context(actor=actor, now=NOW, today=TODAY, new_id=Ids([]))


def make_store(folder: Path, records: Iterable[Record] | None = None) -> SqliteStore:
    """Return a store that holds `records`, the small network by default."""
    head = Head(store_id="small", revision=Revision(0), reference_date=TODAY)
    store = SqliteStore(folder / "small.db", create_as=head)
    kept = tuple(small_records() if records is None else records)
    if kept:
        first = ChangeSet(
            actor="Ветрова И. П.",
            source="cli",
            action=Action.IMPORT,
            reason="принят файл сеть.xlsx",
            at=NOW,
            request_key="first",
            changes=put(kept),
        )
        store.apply(first, based_on=Revision(0))
    return store


def make_app(store: SqliteStore) -> FastAPI:
    """Return the application over `store`, at the small network's day."""
    return create_app(
        store,
        today=lambda: TODAY,
        now=lambda: NOW,
        new_id=Ids([]),
        actor="Ветрова И. П.",
        token="for-programs",  # noqa: S106 - of an application that lives in a test
    )


def make_client(app: FastAPI, role: Role | None = Role.PLANNER) -> TestClient:
    """Return a client that is signed in with `role`, or a guest."""
    client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    if role is not None:
        client.cookies.set(COOKIE, app.state.site.gate.open_session("Ветрова И. П.", role))
    return client


def make_draft(store: SqliteStore) -> PlanId:
    """Compute a draft of the small network's year."""
    ctx = context()
    return draft(
        store,
        shipped_policy("krai"),
        school_year=YEAR,
        day=None,
        scope="region",
        reason="учтены новые места",
        clock_ms=lambda: 0,
        ctx=Context(
            actor=ctx.actor, now=ctx.now, today=ctx.today, new_id=lambda: f"draft-{store.head()}"
        ),
    )
