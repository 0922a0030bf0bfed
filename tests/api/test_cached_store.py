"""The network kept in memory is always the one that the store holds."""

from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest

from api.cached_store import KEPT_ANSWERS, CachedStore
from api.texts import catalogue
from graph.errors import StaleRecordsError
from graph.model.changes import Action, Change, ChangeSet
from graph.model.ids import Revision
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.stores.sqlite import SqliteStore
from tests.web.small import NOW, make_store


def renamed(network: Network, code: str, name: str, key: str) -> ChangeSet:

    before = network.organisation(code)
    return ChangeSet(
        actor="т",
        source="program",
        action=Action.EDIT,
        reason="п",
        at=NOW,
        request_key=key,
        changes=(Change(before=before, after=replace(before, name=name)),),
    )


def same(one: Network, other: Network) -> bool:
    return one.head == other.head and all(
        list(one.table(name)) == list(other.table(name))
        and list(one.table(name).revisions) == list(other.table(name).revisions)
        for name in RECORD_TYPES
    )


@pytest.fixture
def stores(tmp_path: Path) -> tuple[CachedStore, SqliteStore]:
    store = make_store(tmp_path)
    return CachedStore(store), store


def test_the_network_is_read_once(stores: tuple[CachedStore, SqliteStore]) -> None:
    cached, _ = stores
    assert cached.read() is cached.read()


def test_a_change_moves_the_kept_network_forward_without_a_read(
    stores: tuple[CachedStore, SqliteStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    cached, store = stores
    before = cached.read()
    cached.apply(renamed(before, "s-1", "Лицей", "k"), based_on=before.revision)
    fresh = store.read()
    monkeypatch.setattr(SqliteStore, "read", None)
    assert same(cached.read(), fresh)
    assert before.organisation("s-1").name == "СОШ № 1"


def test_what_others_wrote_is_read_again(stores: tuple[CachedStore, SqliteStore]) -> None:
    cached, store = stores
    before = cached.read()
    store.apply(renamed(before, "s-1", "Лицей", "k"), based_on=before.revision)
    assert cached.read().organisation("s-1").name == "Лицей"
    assert same(cached.read(), store.read())


def test_a_change_between_others_is_not_laid_on_an_old_network(
    stores: tuple[CachedStore, SqliteStore],
) -> None:
    cached, store = stores
    before = cached.read()
    store.apply(renamed(before, "s-1", "Лицей", "k"), based_on=before.revision)
    cached.apply(renamed(before, "s-2", "Гимназия", "l"), based_on=before.revision)
    assert same(cached.read(), store.read())


def test_a_repeated_request_changes_nothing(stores: tuple[CachedStore, SqliteStore]) -> None:
    cached, store = stores
    change = renamed(cached.read(), "s-1", "Лицей", "k")
    revisions = {cached.apply(change, based_on=Revision(1)) for _ in range(3)}
    assert revisions == {2}
    assert same(cached.read(), store.read())


def test_a_refused_change_leaves_the_kept_network(
    stores: tuple[CachedStore, SqliteStore],
) -> None:
    cached, _ = stores
    before = cached.read()
    cached.apply(renamed(before, "s-1", "Лицей", "k"), based_on=before.revision)
    kept = cached.read()
    with pytest.raises(StaleRecordsError) as refused:
        cached.apply(renamed(before, "s-1", "Другой", "l"), based_on=before.revision)
    assert cached.read() is kept
    assert refused.value.moved == (("organisation", "s-1"),)


def test_a_refused_change_calls_the_records_by_their_names(
    stores: tuple[CachedStore, SqliteStore],
) -> None:
    cached, store = stores
    before = cached.read()
    offer = before.offers[0]
    both = ChangeSet(
        actor="т",
        source="program",
        action=Action.EDIT,
        reason="п",
        at=NOW,
        request_key="o",
        changes=(Change(before=offer, after=replace(offer, places=offer.places + 1)),),
    )
    store.apply(both, based_on=before.revision)
    with pytest.raises(StaleRecordsError) as refused:
        cached.apply(replace(both, request_key="p"), based_on=before.revision)
    said = catalogue("ru")(refused.value.message)
    assert before.name_of[offer.organisation] in said
    assert before.name_of[offer.direction] in said
    assert offer.key not in said
    assert refused.value.moved == (("offer", offer.key),)


def test_what_is_derived_is_made_once_for_a_network(
    stores: tuple[CachedStore, SqliteStore],
) -> None:
    cached, _ = stores
    made: list[int] = []
    first = cached.read()
    for _ in range(3):
        cached.derived(first, "n", lambda: made.append(1))
    cached.apply(renamed(first, "s-1", "Лицей", "k"), based_on=first.revision)
    cached.derived(cached.read(), "n", lambda: made.append(1))
    assert len(made) == 2


def test_an_older_network_and_what_was_derived_from_it_are_let_go(
    stores: tuple[CachedStore, SqliteStore],
) -> None:
    cached, _ = stores
    first = cached.read()
    old = ref(first)
    cached.derived(first, "index", lambda: {"of": old()})
    cached.apply(renamed(first, "s-1", "Лицей", "k"), based_on=first.revision)
    cached.derived(cached.read(), "index", dict)
    del first
    assert old() is None


def test_what_is_derived_for_an_older_network_does_not_push_out_what_is_kept(
    stores: tuple[CachedStore, SqliteStore],
) -> None:
    cached, _ = stores
    older = cached.read()
    cached.apply(renamed(older, "s-1", "Лицей", "k"), based_on=older.revision)
    assert cached.derived(cached.read(), "n", lambda: "new") == "new"
    assert cached.derived(older, "n", lambda: "old") == "old"
    assert cached.derived(cached.read(), "n", lambda: "made again") == "new"


def test_a_past_revision_is_asked_of_the_store(stores: tuple[CachedStore, SqliteStore]) -> None:
    cached, _ = stores
    before = cached.read()
    cached.apply(renamed(before, "s-1", "Лицей", "k"), based_on=before.revision)
    assert cached.read(at=Revision(1)).organisation("s-1").name == "СОШ № 1"


def test_of_very_many_answers_those_asked_for_last_are_kept(
    stores: tuple[CachedStore, SqliteStore],
) -> None:
    cached, _ = stores
    network, made = cached.read(), list[int]()

    def ask(number: int) -> int:
        def make() -> int:
            made.append(number)
            return number

        return cached.derived(network, number, make)

    for number in range(1, KEPT_ANSWERS + 1):
        assert (ask(0), ask(number)) == (0, number)
    assert made == list(range(KEPT_ANSWERS + 1))
    assert ask(KEPT_ANSWERS) == KEPT_ANSWERS
    assert len(made) == KEPT_ANSWERS + 1
    assert ask(1) == 1
    assert made[-1] == 1
