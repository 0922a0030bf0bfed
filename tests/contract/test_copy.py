"""A network moves between stores with all its history, and the hash proves it."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import ConflictError, StoreUnavailableError
from graph.model.changes import Action, Change, Operation
from graph.model.fields import FieldType, read_dictionary
from graph.model.ids import Revision
from graph.model.record import Record
from graph.model.registry import CHOICE_TYPES, RECORD_TYPES
from graph.network import Network
from graph.stores.content import content_hash
from graph.stores.copy import copy_network
from graph.stores.port import NetworkStore
from graph.stores.sqlite import SqliteStore
from tests.contract.conftest import Opener
from tests.contract.samples import (
    HEAD,
    adding,
    decision,
    full_network,
    inverse,
    moving,
    removing,
    school,
)


def live(store: NetworkStore) -> None:
    """Give a store a past: a load of everything, changes, a removal, an undo."""
    store.apply(adding(*full_network()), based_on=HEAD.revision)
    town = {"municipality": "municipality-1"}
    one, other = school("a", **town), school("b", service="a", **town)
    store.apply(adding(one, other), based_on=Revision(1))
    done = moving(other, replace(other, service=None, pupils=5))
    store.apply(done, based_on=Revision(2))
    store.apply(removing(one), based_on=Revision(3))
    store.apply(adding(one), based_on=Revision(4))
    store.apply(inverse(done, 3), based_on=Revision(5))


def hash_of(store: NetworkStore) -> str:
    return content_hash(store.read(), store.history())


@pytest.fixture
def source(tmp_path: Path) -> NetworkStore:
    store = SqliteStore(tmp_path / "source.db", create_as=replace(HEAD, store_id="the-source"))
    live(store)
    return store


def test_there_and_back_again_nothing_is_lost(
    source: NetworkStore, open_store: Opener, tmp_path: Path
) -> None:
    there = open_store()
    proof = copy_network(source, there)
    back = SqliteStore(tmp_path / "back.db", create_as=HEAD)

    assert copy_network(open_store(), back) == proof == hash_of(source) == hash_of(back)
    assert back.head() == there.head() == source.head()
    for revision in range(7):
        past = source.read(at=Revision(revision))
        assert content_hash(there.read(at=Revision(revision)), ()) == content_hash(past, ())


def test_times_authors_and_reasons_come_along_but_no_request_keys(
    source: NetworkStore, store: NetworkStore
) -> None:
    copy_network(source, store)

    told = [replace(entry, request_key="") for entry in source.history()]
    assert list(store.history()) == told


def test_a_copy_goes_on_living(source: NetworkStore, store: NetworkStore) -> None:
    copy_network(source, store)

    revision = store.apply(decision(), based_on=store.head().revision)

    assert revision == 7
    found = store.read().organisation("a")
    with pytest.raises(ConflictError):
        store.apply(moving(found, replace(found, name="Новая")), based_on=Revision(4))


def test_a_target_that_is_not_empty_is_refused(source: NetworkStore, store: NetworkStore) -> None:
    store.apply(decision(), based_on=HEAD.revision)

    with pytest.raises(ConflictError) as caught:
        copy_network(source, store)
    assert caught.value.code == "copy.not_empty"
    assert store.head().revision == 1


def test_an_empty_store_can_be_copied(store: NetworkStore, tmp_path: Path) -> None:
    empty = SqliteStore(tmp_path / "empty.db", create_as=HEAD)

    assert copy_network(empty, store) == hash_of(empty)


def test_it_says_how_it_goes_on(source: NetworkStore, store: NetworkStore) -> None:
    said: list[str] = []
    copy_network(source, store, lambda message: said.append(message.code))
    assert said == ["copy.reading", "copy.writing", "copy.proving"]


class Forgetful(SqliteStore):
    """A store that loses a letter."""

    def read(self, *, at: Revision | None = None) -> Network:
        network = super().read(at=at)
        spoilt = [replace(one, name=f"{one.name}.") for one in network.directions]
        rows = network.directions.apply(
            (
                Change(before=one, after=s)
                for one, s in zip(network.directions, spoilt, strict=True)
            ),
            Revision(1),
        )
        return network.filtered({"direction": rows}) if network.revision else network


def test_a_copy_that_differs_is_told(source: NetworkStore, tmp_path: Path) -> None:
    target = Forgetful(tmp_path / "target.db", create_as=HEAD)

    with pytest.raises(StoreUnavailableError) as caught:
        copy_network(source, target)
    assert caught.value.code == "copy.differs"


# The hash itself.


def other_value(record: Record, name: str) -> Any:
    """Return another value than the one that stands in field `name`."""
    field = read_dictionary()[record.entity].fields[name]
    value = getattr(record, name)
    if field.type is FieldType.CHOICE:
        return list(CHOICE_TYPES[record.entity][name])[1]
    if field.type is FieldType.COUNTED_REFERENCES:
        return (value[0], (value[1][0], 13))
    others: dict[FieldType, Any] = {
        FieldType.DATE: date(1999, 1, 1),
        FieldType.BOOLEAN: False,
        FieldType.BYTES: b"x",
        FieldType.SCHOOL_YEAR: "2020/2021",
    }
    if field.type in others:
        return others[field.type]
    return value[:1] if field.is_list else value + type(value)(1)


@pytest.mark.parametrize("entity", list(RECORD_TYPES))
def test_one_field_of_one_record_changes_the_hash(entity: str) -> None:
    records = full_network()
    whole = content_hash(Network.of(records), ())
    (one, *_) = (r for r in records if r.entity == entity)
    rest = [r for r in records if r is not one]
    for field in fields(one):
        spoilt = replace(one, **{field.name: other_value(one, field.name)})
        assert content_hash(Network.of([*rest, spoilt]), ()) != whole, field.name


def test_revisions_and_every_part_of_the_journal_change_the_hash(source: NetworkStore) -> None:
    network, entries = source.read(), list(source.history())
    whole = content_hash(network, entries)
    entry = entries[2]
    (change,) = entry.changes
    spoilt = [
        replace(entry, actor="Б"),
        replace(entry, source="web"),
        replace(entry, action=Action.PLAN),
        replace(entry, reason="другая"),
        replace(entry, at=entry.at.replace(microsecond=1)),
        replace(entry, undoes=Revision(2)),
        replace(entry, counts={}),
        replace(entry, changes=()),
        replace(entry, changes=(replace(change, key="c"),)),
        replace(entry, changes=(replace(change, operation=Operation.ADDED),)),
        replace(entry, changes=(replace(change, before={}),)),
        replace(entry, changes=(replace(change, after={"pupils": 6}),)),
        replace(entry, changes=(replace(change, before=change.after, after=change.before),)),
    ]
    for one in spoilt:
        assert content_hash(network, [*entries[:2], one, *entries[3:]]) != whole
    assert content_hash(network, entries[:-1]) != whole
    assert content_hash(Network.of(full_network()), ()) != content_hash(
        Network.of(full_network(), revision=2), ()
    )


def test_a_zero_has_no_sign() -> None:
    one, other = (Network.of([school("a", lon=number)]) for number in (0.0, -0.0))
    assert content_hash(one, ()) == content_hash(other, ())
