"""The network: everything at one revision; immutable and sorted, whatever the entry order was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from graph.errors import NotFoundError
from graph.model.changes import Change
from graph.model.community import Community, CuratorAssignment, Membership
from graph.model.event import Event
from graph.model.ids import Revision
from graph.model.monitoring import IndicatorValue, LevelRecord, StatusAward
from graph.model.need import Direction, Distance, Need, Offer, Restriction
from graph.model.organisation import Municipality, Organisation, Person
from graph.model.plan import (
    Assignment,
    BlockingGroup,
    GoalValue,
    OpenNeed,
    Order,
    Plan,
    Scenario,
)
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES
from graph.model.tie import Agreement, Pair, Tie
from graph.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a store stands.

    Attributes
    ----------
    store_id
        Unique text of the store, given when it was created.
    revision
        Newest revision; 0 is an empty store.
    reference_date
        Day that stands for today (the demo region), or None for the real one.
    """

    store_id: str
    revision: Revision
    reference_date: date | None = None


class Network:
    """Everything at one revision; services read it and never change it."""

    def __init__(self, head: Head, tables: Mapping[str, Table[Any]]) -> None:
        self.head = head
        self._tables = {name: tables.get(name) or Table.empty(name) for name in RECORD_TYPES}

    @classmethod
    def of(cls, records: Iterable[Record], *, revision: int = 1) -> "Network":
        """Build a network from values in any order, for tests and what-ifs."""
        ordered = sorted(records, key=lambda record: record.entity)
        tables = {
            entity: Table.of(entity, group, revision)
            for entity, group in groupby(ordered, key=lambda record: record.entity)
        }
        return cls(Head(store_id="memory", revision=Revision(revision)), tables)

    @property
    def revision(self) -> Revision:
        """Revision the network stands at."""
        return self.head.revision

    def table(self, entity: str) -> Table[Any]:
        """Return the table of `entity`."""
        return self._tables[entity]

    def find(self, entity: str, key: str) -> Record | None:
        """Return one record, or None."""
        found: Record | None = self._tables[entity].get(key)
        return found

    def organisation(self, code: str) -> Organisation:
        """Return one organisation.

        Raises
        ------
        NotFoundError
            If no organisation has this code.
        """
        found = self.organisations.get(code)
        if found is None:
            raise NotFoundError("organisation.unknown", organisation=code)
        return found

    def plan(self, code: str) -> Plan:
        """Return one plan.

        Raises
        ------
        NotFoundError
            If no plan has this code.
        """
        found = self.plans.get(code)
        if found is None:
            raise NotFoundError("plan.unknown", plan=code)
        return found

    def lines_of(self, entity: str, plan: str) -> list[Any]:
        """Return the lines of one plan of a kind (assignments, open needs …), sorted by key."""
        table = self._tables[entity]
        return [table[i] for i, of in enumerate(table.column("plan")) if of == plan]

    def filtered(self, tables: Mapping[str, Table[Any]]) -> "Network":
        """Return the network with some tables replaced."""
        return Network(self.head, {**self._tables, **tables})

    def after(self, changes: Iterable[Change], revision: Revision) -> "Network":
        """Return the network moved forward by `changes` to `revision`."""
        by_entity: dict[str, list[Change]] = {}
        for change in changes:
            by_entity.setdefault(change.entity, []).append(change)
        moved = {name: self._tables[name].apply(some, revision) for name, some in by_entity.items()}
        return Network(replace(self.head, revision=revision), {**self._tables, **moved})

    @cached_property
    def name_of(self) -> Mapping[str, str]:
        """Short name of every organisation, municipality, direction, community and person."""
        return {
            code: name
            for entity in ("municipality", "direction", "community", "person", "organisation")
            for code, name in zip(
                self._tables[entity].column("id"), self._tables[entity].column("name"), strict=True
            )
        }

    @property
    def municipalities(self) -> Table[Municipality]:
        """Table of `Municipality`."""
        return self._tables["municipality"]

    @property
    def organisations(self) -> Table[Organisation]:
        """Table of `Organisation`."""
        return self._tables["organisation"]

    @property
    def people(self) -> Table[Person]:
        """Table of `Person`."""
        return self._tables["person"]

    @property
    def directions(self) -> Table[Direction]:
        """Table of `Direction`."""
        return self._tables["direction"]

    @property
    def needs(self) -> Table[Need]:
        """Table of `Need`."""
        return self._tables["need"]

    @property
    def offers(self) -> Table[Offer]:
        """Table of `Offer`."""
        return self._tables["offer"]

    @property
    def pairs(self) -> Table[Pair]:
        """Table of `Pair`."""
        return self._tables["pair"]

    @property
    def ties(self) -> Table[Tie]:
        """Table of `Tie`."""
        return self._tables["tie"]

    @property
    def agreements(self) -> Table[Agreement]:
        """Table of `Agreement`."""
        return self._tables["agreement"]

    @property
    def statuses(self) -> Table[StatusAward]:
        """Table of `StatusAward`."""
        return self._tables["status_award"]

    @property
    def levels(self) -> Table[LevelRecord]:
        """Table of `LevelRecord`."""
        return self._tables["level_record"]

    @property
    def curators(self) -> Table[CuratorAssignment]:
        """Table of `CuratorAssignment`."""
        return self._tables["curator_assignment"]

    @property
    def communities(self) -> Table[Community]:
        """Table of `Community`."""
        return self._tables["community"]

    @property
    def memberships(self) -> Table[Membership]:
        """Table of `Membership`."""
        return self._tables["membership"]

    @property
    def events(self) -> Table[Event]:
        """Table of `Event`."""
        return self._tables["event"]

    @property
    def restrictions(self) -> Table[Restriction]:
        """Table of `Restriction`."""
        return self._tables["restriction"]

    @property
    def distances(self) -> Table[Distance]:
        """Table of `Distance`."""
        return self._tables["distance"]

    @property
    def indicators(self) -> Table[IndicatorValue]:
        """Table of `IndicatorValue`."""
        return self._tables["indicator_value"]

    @property
    def plans(self) -> Table[Plan]:
        """Table of `Plan`."""
        return self._tables["plan"]

    @property
    def goal_values(self) -> Table[GoalValue]:
        """Table of `GoalValue`."""
        return self._tables["goal_value"]

    @property
    def assignments(self) -> Table[Assignment]:
        """Table of `Assignment`."""
        return self._tables["assignment"]

    @property
    def open_needs(self) -> Table[OpenNeed]:
        """Table of `OpenNeed`."""
        return self._tables["open_need"]

    @property
    def blocking_groups(self) -> Table[BlockingGroup]:
        """Table of `BlockingGroup`."""
        return self._tables["blocking_group"]

    @property
    def scenarios(self) -> Table[Scenario]:
        """Table of `Scenario`."""
        return self._tables["scenario"]

    @property
    def orders(self) -> Table[Order]:
        """Table of `Order`."""
        return self._tables["order"]
