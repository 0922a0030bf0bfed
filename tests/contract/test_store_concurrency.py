"""The specification of a store, part three: many at once, each sees and leaves a whole state."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph.errors import StaleRecordsError
from graph.model.changes import Change, Reliance
from graph.model.ids import Revision
from graph.model.record import Record
from graph.stores.port import NetworkStore
from tests.contract.conftest import Opener
from tests.contract.samples import (
    HEAD,
    MATHS,
    TOWN,
    adding,
    decision,
    moving,
    need,
    removing,
    school,
)

FIRST = Revision(1)


@pytest.fixture
def loaded(store: NetworkStore) -> NetworkStore:
    """Give a store at revision 1 with a few records."""
    store.apply(adding(TOWN, MATHS, school("1"), school("2"), need("1")), based_on=HEAD.revision)
    return store


def refused(store: NetworkStore, changes: Change, *relies_on: Reliance) -> list[tuple[str, str]]:
    before = store.head()
    with pytest.raises(StaleRecordsError) as caught:
        store.apply(decision(changes), based_on=FIRST, relies_on=frozenset(relies_on))
    assert store.head() == before
    return list(caught.value.moved)


def rename(code: str, name: str) -> Change:
    return Change(before=school(code), after=school(code, name=name))


def test_changes_of_different_records_do_not_meet(loaded: NetworkStore) -> None:
    loaded.apply(decision(rename("1", "А")), based_on=FIRST)
    loaded.apply(decision(rename("2", "Б")), based_on=FIRST)

    assert list(loaded.read().organisations.column("name")) == ["А", "Б"]


def test_the_second_change_of_one_record_is_refused(loaded: NetworkStore) -> None:
    loaded.apply(decision(rename("1", "А")), based_on=FIRST)

    assert refused(loaded, rename("1", "Б")) == [("organisation", "1")]
    assert loaded.read().organisation("1").name == "А"


def test_all_that_moved_is_named(loaded: NetworkStore) -> None:
    loaded.apply(decision(rename("1", "А"), rename("2", "Б")), based_on=FIRST)

    with pytest.raises(StaleRecordsError) as caught:
        loaded.apply(decision(rename("2", "В"), rename("1", "Г")), based_on=FIRST)
    assert caught.value.moved == (("organisation", "1"), ("organisation", "2"))


def test_a_removed_record_cannot_be_changed_or_removed_again(loaded: NetworkStore) -> None:
    loaded.apply(removing(need("1")), based_on=FIRST)

    key = ("need", need("1").key)
    assert refused(loaded, Change(before=need("1"), after=need("1", level=1))) == [key]
    assert refused(loaded, Change(before=need("1"), after=None)) == [key]


def test_two_cannot_add_the_same_record(loaded: NetworkStore) -> None:
    loaded.apply(adding(need("2")), based_on=FIRST)

    assert refused(loaded, Change(before=None, after=need("2", level=3))) == [
        ("need", need("2").key)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        Change(before=None, after=school("1", name="Новая")),
        Change(before=school("9"), after=school("9", name="Была")),
        Change(before=school("9"), after=None),
        Change(before=need("2"), after=None),
    ],
    ids=["added twice", "changed unknown", "removed unknown", "removed unknown tie"],
)
def test_a_change_that_takes_the_store_for_another_is_refused(
    loaded: NetworkStore, wrong: Change
) -> None:
    assert refused(loaded, wrong) == [(wrong.entity, wrong.key)]


def test_a_record_relied_on_must_not_have_moved(loaded: NetworkStore) -> None:
    loaded.apply(decision(rename("1", "А")), based_on=FIRST)

    assert refused(loaded, rename("2", "Б"), Reliance(entity="organisation", key="1")) == [
        ("organisation", "1")
    ]
    other = Reliance(entity="need", key=need("1").key)
    loaded.apply(decision(rename("2", "Б")), based_on=FIRST, relies_on=frozenset({other}))


@pytest.mark.parametrize(
    "moved",
    [
        Change(before=need("1"), after=need("1", level=3)),
        Change(before=need("1"), after=None),
        Change(before=None, after=need("2")),
    ],
    ids=["changed", "removed", "added"],
)
def test_a_kind_relied_on_must_not_have_moved(loaded: NetworkStore, moved: Change) -> None:
    loaded.apply(decision(moved), based_on=FIRST)

    assert refused(loaded, rename("2", "Б"), Reliance(entity="need")) == [("need", moved.key)]
    loaded.apply(
        decision(rename("2", "Б")), based_on=FIRST, relies_on=frozenset({Reliance(entity="offer")})
    )


def test_whoever_saw_the_empty_store_missed_the_first_load(loaded: NetworkStore) -> None:
    with pytest.raises(StaleRecordsError):
        loaded.apply(adding(school("1", name="Новая")), based_on=HEAD.revision)
    with pytest.raises(StaleRecordsError):
        loaded.apply(
            adding(school("3")),
            based_on=HEAD.revision,
            relies_on=frozenset({Reliance(entity="need")}),
        )
    assert loaded.apply(adding(school("3")), based_on=HEAD.revision) == 2


def test_a_request_is_carried_out_once(open_store: Opener) -> None:
    changes = adding(TOWN, school("1"))
    assert open_store().apply(changes, based_on=HEAD.revision) == 1
    assert open_store().apply(adding(school("2")), based_on=FIRST) == 2

    assert open_store().apply(changes, based_on=HEAD.revision) == 1
    assert open_store().head().revision == 2


def test_the_same_request_at_once_from_many_is_carried_out_once(open_store: Opener) -> None:
    changes = adding(TOWN, school("1"))
    stores = [open_store() for _ in range(4)]
    start = threading.Barrier(len(stores))

    def write(store: NetworkStore) -> int:
        start.wait()
        return store.apply(changes, based_on=HEAD.revision)

    with ThreadPoolExecutor(len(stores)) as pool:
        assert list(pool.map(write, stores)) == [1, 1, 1, 1]
    assert [e.revision for e in stores[0].history()] == [1]


def test_of_many_writers_of_one_record_exactly_one_wins(open_store: Opener) -> None:
    stores = [open_store() for _ in range(4)]
    stores[0].apply(adding(TOWN, school("1", pupils=0)), based_on=HEAD.revision)

    def write(store: NetworkStore, number: int) -> bool:
        start.wait()
        before, after = school("1", pupils=number), school("1", pupils=number + 1)
        try:
            store.apply(moving(before, after), based_on=Revision(number + 1))
        except StaleRecordsError:
            return False
        return True

    for number in range(8):
        start = threading.Barrier(len(stores))
        with ThreadPoolExecutor(len(stores)) as pool:
            won = [pool.submit(write, store, number) for store in stores]
        assert sorted(w.result() for w in won) == [False, False, False, True]
    assert [o.pupils for o in stores[0].read().organisations] == [8]


def test_many_writers_of_different_records_all_win(open_store: Opener) -> None:
    codes = [str(i) for i in range(16)]
    stores = [open_store() for _ in range(4)]
    stores[0].apply(adding(TOWN, *map(school, codes)), based_on=HEAD.revision)

    def write(code: str) -> Revision:
        changes = decision(rename(code, f"Новая {code}"))
        return stores[int(code) % 4].apply(changes, based_on=FIRST)

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(write, codes))

    assert sorted(made) == list(range(2, 18))
    assert {o.name for o in stores[0].read().organisations} == {f"Новая {c}" for c in codes}


def test_one_store_may_be_used_by_many_threads(store: NetworkStore) -> None:
    store.apply(adding(TOWN, *(school(str(i)) for i in range(12))), based_on=HEAD.revision)

    def work(number: int) -> int:
        store.apply(decision(rename(str(number), "Н")), based_on=FIRST)
        return len(store.read().organisations)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(12))) == [12] * 12


def test_a_reader_never_sees_half_a_change(open_store: Opener) -> None:
    writer, reader, done = open_store(), open_store(), threading.Event()
    codes = [str(i) for i in range(30)]
    now: list[Record] = [school(code, pupils=1) for code in codes]
    writer.apply(adding(TOWN, *now), based_on=HEAD.revision)

    def write_on() -> None:
        before = [school(code, pupils=1) for code in codes]
        for number in range(2, 22):
            after = [replace(one, pupils=number) for one in before]
            pairs = zip(before, after, strict=True)
            changes = decision(*(Change(before=b, after=a) for b, a in pairs))
            writer.apply(changes, based_on=writer.head().revision)
            before = after
        done.set()

    thread = threading.Thread(target=write_on)
    thread.start()
    try:
        while not done.is_set() and thread.is_alive():
            seen = reader.read()
            assert set(seen.organisations.column("pupils")) == {seen.revision}
            assert set(seen.organisations.revisions) == {seen.revision}
    finally:
        thread.join()
    assert done.is_set()
