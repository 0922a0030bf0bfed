"""A small store, and the shortest way to decide and to draft in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from api.texts import catalogue
from graph.model.changes import Action, Change, ChangeSet, put
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId, Revision, SchoolYear
from graph.model.record import Record
from graph.network import Head
from graph.stores.sqlite import SqliteStore
from services.access import Role
from services.assignment.examples import tiny_network
from services.assignment.workflow import draft
from services.context import Actor, Context
from services.policy import shipped_policy

SAY = catalogue("ru")
YEAR = SchoolYear("2026/2027")
_ids: Iterator[int] = count()


def context(role: Role = Role.PLANNER) -> Context:
    return Context(
        actor=Actor(name="Планировщик", role=role, source="program"),
        now=datetime(2026, 8, 24, 9, tzinfo=UTC),
        today=date(2026, 8, 24),
        new_id=lambda: f"id-{next(_ids)}",
    )


CTX = context()


def store_in(folder: Path) -> SqliteStore:
    """Return a new store with two schools, one offer and two needs."""
    made = SqliteStore(folder / "s.db", create_as=Head(store_id="s", revision=Revision(0)))
    network = tiny_network()
    entities = ("municipality", "direction", "organisation", "offer", "need")
    records: list[Record] = [record for name in entities for record in network.table(name)]
    decide(made, *put(records))
    return made


def decide(store: SqliteStore, *changes: Change) -> Revision:
    at = store.head().revision
    return store.apply(
        ChangeSet(
            actor="А",
            source="program",
            action=Action.EDIT,
            reason="р",
            at=datetime(2026, 8, 24, tzinfo=UTC),
            request_key=f"edit-{at}",
            changes=changes,
        ),
        based_on=at,
    )


def drafted(store: SqliteStore) -> PlanId:
    return draft(
        store,
        shipped_policy("krai"),
        school_year=YEAR,
        day=None,
        scope="region",
        reason="рассчитан проект",
        clock_ms=lambda: 0,
        ctx=CTX,
    )


def status(store: SqliteStore, plan: PlanId) -> PlanStatus:
    return store.read().plan(plan).status
