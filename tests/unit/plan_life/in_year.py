"""A small district in a store of its own, and the decisions of one planner on it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from api.texts import catalogue
from graph.model.changes import Action, Change, ChangeSet, Reliance, put
from graph.model.ids import PlanId, Revision
from graph.model.record import Record
from graph.network import Head, Network
from graph.stores.port import NetworkStore
from graph.stores.sqlite import SqliteStore
from services.access import Role
from services.assignment.workflow import approve, draft
from services.context import Actor, Context
from services.orders.compose import OrderTerms
from services.orders.workflow import issue
from services.policy import shipped_policy
from tests.unit.assignment.towns import YEAR, need, offer, school, town

SAY = catalogue("ru")
SUMMER = OrderTerms(number="7", date=date(2026, 8, 28))
_ids: Iterator[int] = count()


def context(role: Role = Role.PLANNER) -> Context:
    return Context(
        actor=Actor(name="Планировщик", role=role, source="program"),
        now=datetime(2026, 8, 24, 9, tzinfo=UTC),
        today=date(2026, 8, 24),
        new_id=lambda: f"in-year-{next(_ids)}",
    )


CTX = context()


def schema(name: str) -> Any:
    """Return the schema of a document."""
    return json.loads(Path(f"tests/schemas/{name}.schema.json").read_text(encoding="utf-8"))


def district() -> list[Record]:
    """Return three leaders in a row; `l` helps `m`, `j` helps `n`, and `k` has a place free."""
    return [
        *(school(code, far) for code, far in (("l", 0), ("k", 30), ("j", 40), ("m", 1), ("n", 41))),
        offer("l"),
        offer("k"),
        offer("j"),
        need("m"),
        need("n"),
    ]


def filled(store: NetworkStore, *records: Record) -> NetworkStore:
    """Put a network into an empty store."""
    network = town(*records or district())
    entities = ("municipality", "direction", "organisation", "offer", "need", "restriction", "pair")
    decide(store, *put(row for name in entities for row in network.table(name)))
    return store


def store_in(folder: Path, *records: Record) -> NetworkStore:
    """Return a new store with the district, or with other records."""
    head = Head(store_id="s", revision=Revision(0))
    return filled(SqliteStore(folder / "in-year.db", create_as=head), *records)


def decide(store: NetworkStore, *changes: Change) -> Revision:
    """Store changes as somebody else would."""
    return store.apply(
        ChangeSet(
            actor="А",
            source="program",
            action=Action.EDIT,
            reason="р",
            at=datetime(2026, 8, 24, tzinfo=UTC),
            request_key=f"in-year-edit-{next(_ids)}",
            changes=changes,
        ),
        based_on=store.head().revision,
    )


def drafted(store: NetworkStore, **more: Any) -> PlanId:
    """Draft a plan of the year."""
    values = {"school_year": YEAR, "day": None, "scope": "region", "reason": "проект", **more}
    policy = values.pop("policy", None) or shipped_policy("krai")
    return draft(store, policy, clock_ms=lambda: 0, ctx=CTX, **values)


def approved(store: NetworkStore) -> PlanId:
    """Draft and approve a plan of the year."""
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    return plan


def ordered(store: NetworkStore) -> PlanId:
    """Draft, approve and order a plan of the year."""
    plan = approved(store)
    issue(store, plan, SUMMER, reason="издан приказ", say=SAY, ctx=CTX)
    return plan


def led(network: Network, plan: PlanId) -> dict[str, str]:
    """Return mentee → leader of a plan in one direction."""
    return {line.mentee: line.leader for line in network.lines_of("assignment", plan)}


def touched_site(store: NetworkStore, code: str, text: str) -> None:
    """Change what every plan reads, and what changes no plan."""
    one = store.read().organisation(code)
    decide(store, Change(before=one, after=replace(one, site=text)))


class Meddling:
    """A store in which somebody else is quicker: before each `apply` something happens.

    Parameters
    ----------
    meddle
        What happens; called with the store and how often it was called before.
    """

    def __init__(self, store: NetworkStore, meddle: Callable[[NetworkStore, int], None]) -> None:
        self._store, self._meddle = store, meddle
        self.tries = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def apply(
        self,
        changes: ChangeSet,
        *,
        based_on: Revision,
        relies_on: frozenset[Reliance] = frozenset(),
    ) -> Revision:
        self._meddle(self._store, self.tries)
        self.tries += 1
        return self._store.apply(changes, based_on=based_on, relies_on=relies_on)
