"""The specification of a store, part four: anything, in any order, against a model in plain Python.

The model knows nothing of stores: a dictionary of records, a list of past states, and what a
reference is.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from graph.errors import ConflictError, InputError, NotFoundError, StaleRecordsError
from graph.model.changes import Change, ChangeSet, Reliance
from graph.model.fields import read_dictionary
from graph.model.ids import Revision
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.stores.port import NetworkStore
from tests.contract.conftest import Opener
from tests.contract.samples import HEAD, adding, decision, inverse, removing
from tests.strategies import CODES, NAMED, networks, records

State = dict[tuple[str, str], Record]
CHANGEABLE = [name for name, e in read_dictionary().entities.items() if e.journal_values]


def names_in(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what `record` names: (entities joined by ``+``, code); any one of them will do."""
    for name, field in read_dictionary()[record.entity].fields.items():
        value = getattr(record, name)
        if field.to and value:
            some = [value] if isinstance(value, str) else value
            for item in some:
                yield "+".join(field.to), item if isinstance(item, str) else item[0]


def is_there(state: State, wanted: str, code: str) -> bool:
    regions = {getattr(r, "region", None) for r in state.values() if r.entity == "municipality"}
    return any(code in regions if e == "region" else (e, code) in state for e in wanted.split("+"))


def verdict(before: State, changes: ChangeSet) -> type[Exception] | None:
    """Say how a store must answer a change set whose records have not moved."""
    after = changed(before, changes)
    for change in changes.changes:
        if change.after is not None and not all(
            is_there(after, wanted, code) for wanted, code in names_in(change.after)
        ):
            return InputError
    removed = {(c.entity, c.key) for c in changes.changes if c.after is None}
    for record in after.values():
        for wanted, code in names_in(record):
            if any((entity, code) in removed for entity in wanted.split("+")):
                return ConflictError
    return None


def changed(state: State, changes: ChangeSet) -> State:
    after = dict(state)
    for change in changes.changes:
        after.pop((change.entity, change.key), None)
        if change.after is not None:
            after[change.entity, change.key] = change.after
    return after


def state_of(network: Network) -> State:
    return {(e, one.key): one for e in RECORD_TYPES for one in network.table(e)}


class StoreMachine(RuleBasedStateMachine):
    """Does to a store what people do, and expects what the model says."""

    opener: ClassVar[Opener]

    def __init__(self) -> None:
        super().__init__()
        self.store: NetworkStore = type(self).opener()
        self.state: State = {}
        self.past: list[State] = [{}]
        self.moved: list[set[tuple[str, str]]] = [set()]
        self.done: list[ChangeSet] = []

    @property
    def revision(self) -> Revision:
        return Revision(len(self.past) - 1)

    @property
    def pools(self) -> dict[str, list[str]]:
        pools = {name: [key for entity, key in self.state if entity == name] for name in NAMED}
        towns = (r for r in self.state.values() if r.entity == "municipality")
        regions = {getattr(town, "region", None) for town in towns} - {None}
        return {**pools, "region": sorted(str(region) for region in regions)}

    def carry_out(self, changes: ChangeSet, **how: Any) -> None:
        """Apply `changes`; they must be accepted or refused as the model says."""
        expected = verdict(self.state, changes)
        if expected is not None:
            with pytest.raises(expected):
                self.store.apply(changes, based_on=self.revision, **how)
            assert self.store.head().revision == self.revision
            return
        made = self.store.apply(changes, based_on=self.revision, **how)
        self.state = changed(self.state, changes)
        self.past.append(self.state)
        self.moved.append({(c.entity, c.key) for c in changes.changes})
        self.done.append(changes)
        assert made == self.revision

    @initialize(first=networks(most=2))
    def load(self, first: list[Record]) -> None:
        self.carry_out(adding(*first))

    @rule(data=st.data(), entity=st.sampled_from(list(RECORD_TYPES)))
    def add(self, data: st.DataObject, entity: str) -> None:
        given = {"id": data.draw(CODES)} if entity in NAMED else {}
        record = data.draw(records(entity, self.pools, given))
        if record is not None and (entity, record.key) not in self.state:
            self.carry_out(adding(record))

    @precondition(lambda self: self.state)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        kinds = sorted({entity for entity, _ in self.state if entity in CHANGEABLE})
        if not kinds:
            return
        entity = data.draw(st.sampled_from(kinds))
        key = data.draw(st.sampled_from(sorted(k for e, k in self.state if e == entity)))
        before = self.state[entity, key]
        given = {name: getattr(before, name) for name in before.definition().key}
        after = data.draw(records(entity, self.pools, given))
        if after is not None and after not in (before, None) and after.key == key:
            self.carry_out(decision(Change(before=before, after=after)))

    @precondition(lambda self: self.state)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        names = st.sampled_from(sorted(self.state))
        some = data.draw(st.lists(names, min_size=1, max_size=3, unique=True))
        self.carry_out(removing(*(self.state[name] for name in some)))

    @precondition(lambda self: self.state)
    @rule(data=st.data())
    def name_nothing(self, data: st.DataObject) -> None:
        entity = data.draw(st.sampled_from(["need", "event", "pair", "person", "agreement"]))
        pools = {name: ["nothing-here"] for name in NAMED}
        record = data.draw(records(entity, pools, {"id": "new"} if entity in NAMED else {}))
        if record is not None and (entity, record.key) not in self.state:
            self.carry_out(adding(record))

    @precondition(lambda self: self.done and self.revision > 1)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        revision = data.draw(st.integers(2, self.revision))
        back = inverse(self.done[revision - 1], revision)
        later = set().union(*self.moved[revision + 1 :])
        if later & {(c.entity, c.key) for c in back.changes}:
            with pytest.raises(StaleRecordsError):
                self.store.apply(back, based_on=Revision(revision))
        else:
            self.carry_out(back)

    @precondition(lambda self: self.revision > 1)
    @rule(data=st.data())
    def rely_on_what_moved(self, data: st.DataObject) -> None:
        seen = Revision(data.draw(st.integers(1, self.revision - 1)))
        moved = set().union(*self.moved[seen + 1 :])
        wholes = data.draw(st.sets(st.sampled_from(list(RECORD_TYPES)), max_size=3))
        relies = frozenset(Reliance(entity=name) for name in wholes)
        if any(entity in wholes for entity, _ in moved):
            with pytest.raises(StaleRecordsError) as caught:
                self.store.apply(decision(), based_on=seen, relies_on=relies)
            assert set(caught.value.moved) == {name for name in moved if name[0] in wholes}
        else:
            self.carry_out(decision(), relies_on=relies)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, len(self.done)))
        assert self.store.apply(self.done[number - 1], based_on=HEAD.revision) == number

    @rule()
    def read(self) -> None:
        network = self.store.read()
        assert state_of(network) == self.state
        for (entity, key), revision in self.revisions().items():
            table = network.table(entity)
            position = table.position(key)
            assert position is not None
            assert table.revisions[position] == revision

    def revisions(self) -> dict[tuple[str, str], int]:
        touched = {name: n for n, names in enumerate(self.moved) for name in names}
        return {name: touched[name] for name in self.state}

    @rule(data=st.data())
    def read_the_past(self, data: st.DataObject) -> None:
        revision = Revision(data.draw(st.integers(0, self.revision + 1)))
        if revision > self.revision:
            with pytest.raises(NotFoundError):
                self.store.read(at=revision)
        else:
            assert state_of(self.store.read(at=revision)) == self.past[revision]

    @rule()
    def tell_the_history(self) -> None:
        told = [(e.revision, e.request_key) for e in self.store.history()]
        assert told == [(n + 1, c.request_key) for n, c in enumerate(self.done)]

    def teardown(self) -> None:
        self.store.close()


def run(machine: type[StoreMachine], *, examples: int, steps: int, anew: bool = False) -> None:
    """Run the machine; `anew` with other steps each time, else always with the same."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=not anew,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def machine(open_new_store: Opener) -> type[StoreMachine]:
    """Give the machine of one store, which begins each time with an empty one."""
    return type("OneStoreMachine", (StoreMachine,), {"opener": staticmethod(open_new_store)})


def test_anything_in_any_order(machine: type[StoreMachine]) -> None:
    run(machine, examples=50, steps=30)


@pytest.mark.soak
def test_anything_in_any_order_for_long(machine: type[StoreMachine]) -> None:
    run(machine, examples=200, steps=50, anew=True)
