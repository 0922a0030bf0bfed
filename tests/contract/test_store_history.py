"""The specification of a store, part two: the journal tells everything, and walks back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from graph.errors import ConflictError, NotFoundError, StaleRecordsError
from graph.model.changes import Action, Change, Operation
from graph.model.ids import Revision
from graph.model.plan import GoalValue, Plan
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.stores.content import load_hash
from graph.stores.journal import inverse as entry_inverse
from graph.stores.port import NetworkStore
from tests.contract.conftest import Opener
from tests.contract.samples import (
    HEAD,
    MATHS,
    TOWN,
    adding,
    decision,
    full_network,
    inverse,
    moving,
    need,
    record,
    removing,
    school,
)


def state(network: Network) -> dict[tuple[str, str], Record]:
    return {(e, one.key): one for e in RECORD_TYPES for one in network.table(e)}


def test_a_first_load_is_one_entry_with_counts_and_a_hash(store: NetworkStore) -> None:
    changes = adding(TOWN, school("1"), school("2"))
    store.apply(changes, based_on=HEAD.revision)

    (entry,) = store.history()

    assert entry.revision == 1
    assert entry.counts == {
        "municipality": {Operation.ADDED: 1},
        "organisation": {Operation.ADDED: 2},
    }
    assert entry.content_hash.startswith("sha256:")
    assert entry.changes == ()


def test_the_hash_of_a_first_load_is_that_of_its_records_in_any_order(store: NetworkStore) -> None:
    records = (TOWN, school("1"), school("2"))
    store.apply(adding(*records), based_on=HEAD.revision)

    (entry,) = store.history()

    assert entry.content_hash == load_hash(reversed(records))
    assert entry.content_hash == load_hash(state(store.read()).values())
    assert entry.content_hash != load_hash((TOWN, school("1"), school("2", pupils=1)))


def test_an_entry_tells_who_when_why_and_through_what(store: NetworkStore) -> None:
    store.apply(adding(TOWN), based_on=HEAD.revision)
    moscow = timezone(timedelta(hours=3))
    changes = decision(
        *adding(MATHS).changes,
        actor="Мария «Ё» O'Hara",
        source="web",
        action=Action.IMPORT,
        reason="принят файл\nвесна.xlsx",
        at=datetime(2026, 3, 1, 0, 30, 0, 5, tzinfo=moscow),
        request_key="ключ 1",
        undoes=Revision(1),
    )
    store.apply(changes, based_on=Revision(1))

    entry = list(store.history())[-1]

    assert (entry.actor, entry.source, entry.action) == ("Мария «Ё» O'Hara", "web", "import")
    assert entry.reason == "принят файл\nвесна.xlsx"
    assert entry.at == datetime(2026, 2, 28, 21, 30, 0, 5, tzinfo=UTC)
    assert entry.at.tzinfo is not None
    assert (entry.request_key, entry.undoes, entry.content_hash) == ("ключ 1", 1, "")


def test_a_change_keeps_only_the_fields_that_differ(store: NetworkStore) -> None:
    before = school("1", pupils=10, site="a", from_date=date(2020, 9, 1), is_small=True)
    after = replace(before, pupils=11, site=None, staff=5)
    store.apply(adding(TOWN, before), based_on=HEAD.revision)
    store.apply(moving(before, after), based_on=Revision(1))

    (change,) = list(store.history())[-1].changes

    assert (change.entity, change.key, change.operation) == ("organisation", "1", "changed")
    assert dict(change.before) == {"pupils": 10, "site": "a"}
    assert dict(change.after) == {"pupils": 11, "staff": 5}


def test_values_in_the_journal_have_their_types(store: NetworkStore) -> None:
    store.apply(adding(TOWN), based_on=HEAD.revision)
    wanted = {(r.entity, r.key): r for r in full_network()}
    store.apply(adding(*wanted.values()), based_on=Revision(1))
    store.apply(removing(*reversed(wanted.values())), based_on=Revision(2))

    _, added, removed = store.history()

    assert [(c.entity, c.key) for c in added.changes] == list(wanted)
    for change in added.changes:
        if wanted[change.entity, change.key].definition().journal_values:
            certificate = {n: v for n, v in change.after.items() if isinstance(v, bytes)}
            assert certificate == {}  # the plan has it: a second copy would only take room
            binary = {"certificate": bytes(range(256))} if change.entity == "plan" else {}
            check_values(wanted[change.entity, change.key], dict(change.after) | binary)
        else:
            assert (
                dict(change.after) == {}
            )  # lines of a plan never change: their creation is enough
        assert dict(change.before) == {}
    for change in removed.changes:
        check_values(wanted[change.entity, change.key], dict(change.before))
        assert dict(change.after) == {}


def check_values(wanted: Record, found: dict[str, object]) -> None:
    values = {n: getattr(wanted, n) for n in wanted.definition().fields}
    filled = {n: v for n, v in values.items() if v not in (None, ())}
    assert found == filled
    assert {n: type(v) for n, v in found.items()} == {
        n: str if isinstance(v, str) else type(v) for n, v in filled.items()
    }


def test_history_is_told_from_any_revision_in_both_directions(store: NetworkStore) -> None:
    for i in range(5):
        store.apply(decision(reason=f"шаг {i + 1}"), based_on=Revision(i))

    assert [e.revision for e in store.history()] == [1, 2, 3, 4, 5]
    assert [e.revision for e in store.history(since=3)] == [4, 5]
    assert [e.revision for e in store.history(newest_first=True)] == [5, 4, 3, 2, 1]
    assert [e.reason for e in store.history(since=3, newest_first=True)] == ["шаг 5", "шаг 4"]
    assert list(store.history(since=5)) == []


def test_a_long_history_is_told_whole(store: NetworkStore) -> None:
    for i in range(205):
        store.apply(decision(), based_on=Revision(i))

    assert [e.revision for e in store.history()] == list(range(1, 206))
    assert [e.revision for e in store.history(newest_first=True)] == list(range(205, 0, -1))


def test_every_past_revision_can_be_read(store: NetworkStore) -> None:
    one, other = school("1", pupils=10), school("1", pupils=11, site="a")
    steps = [
        adding(TOWN, MATHS, one),
        adding(need("1"), school("2", service="1")),
        moving(one, other),
        removing(need("1")),
        adding(need("1", level=3)),
        decision(Change(before=other, after=one), *removing(school("2", service="1")).changes),
    ]
    states = [state(store.read())]
    for changes in steps:
        store.apply(changes, based_on=store.head().revision)
        states.append(state(store.read()))

    for revision, wanted in enumerate(states):
        past = store.read(at=Revision(revision))
        assert past.revision == revision
        assert state(past) == wanted


def test_a_removed_record_comes_back_with_its_empty_lists(store: NetworkStore) -> None:
    (goal,) = (replace(one, values=()) for one in full_network() if isinstance(one, GoalValue))
    plan = next(one for one in full_network() if one.key == goal.plan and one.entity == "plan")
    store.apply(adding(TOWN), based_on=HEAD.revision)
    store.apply(adding(plan, goal), based_on=Revision(1))
    store.apply(removing(plan, goal), based_on=Revision(2))

    assert store.read(at=Revision(2)).find("goal_value", goal.key) == goal


@pytest.mark.parametrize("revision", [-1, 2, 99])
def test_a_revision_that_never_was_is_not_found(store: NetworkStore, revision: int) -> None:
    store.apply(adding(TOWN), based_on=HEAD.revision)

    with pytest.raises(NotFoundError):
        store.read(at=Revision(revision))


def test_undo_is_a_change_set_like_any_other(store: NetworkStore) -> None:
    store.apply(adding(TOWN, MATHS, school("1"), need("1")), based_on=HEAD.revision)
    event = record(
        "event", id="e", date=date(2026, 3, 1), name="С", host="1", participants=(("2", 4),)
    )
    wanted = state(store.read())
    done = decision(
        *adding(school("2"), event).changes,
        *moving(school("1"), school("1", name="Другая")).changes,
        *removing(need("1")).changes,
    )
    store.apply(done, based_on=Revision(1))

    store.apply(inverse(done, 2), based_on=Revision(2))

    assert state(store.read()) == wanted
    assert [e.undoes for e in store.history()] == [None, None, 2]


def test_a_certificate_is_there_at_every_revision_and_after_undo(store: NetworkStore) -> None:
    made = next(one for one in full_network() if isinstance(one, Plan))
    proof, other = b"\x01proof", b"\x02other"
    one, two = replace(made, certificate=proof), replace(made, certificate=other)
    steps = [adding(TOWN), adding(one), moving(one, two), removing(two)]
    for changes in steps:
        store.apply(changes, based_on=store.head().revision)
    back = inverse(steps[-1], 4)
    store.apply(back, based_on=Revision(4))

    found = [
        [plan.certificate for plan in store.read(at=Revision(at)).plans]
        for at in range(len(steps) + 2)
    ]

    assert found == [[], [], [proof], [other], [], [other]]
    kept = [
        (change.before.get("certificate"), change.after.get("certificate"))
        for entry in store.history(since=1)
        for change in entry.changes
    ]
    assert kept == [(None, None), (proof, None), (other, None), (None, None)]
    (entry,) = store.history(since=4)
    (undone,) = entry_inverse(entry, store.read())
    assert undone.before == two


def test_undo_is_refused_when_a_record_moved_since(store: NetworkStore) -> None:
    store.apply(adding(TOWN, school("1")), based_on=HEAD.revision)
    done = moving(school("1"), school("1", pupils=1))
    store.apply(done, based_on=Revision(1))
    store.apply(moving(school("1", pupils=1), school("1", pupils=2)), based_on=Revision(2))

    with pytest.raises(StaleRecordsError) as caught:
        store.apply(inverse(done, 2), based_on=Revision(2))

    assert caught.value.moved == (("organisation", "1"),)
    assert store.head().revision == 3


def test_a_store_can_be_filled_with_another_ones_content(open_store: Opener) -> None:
    source = Network.of([TOWN, school("1")], revision=7)
    target = open_store()

    target.fill(source, ())

    assert target.head() == source.head
    assert state(open_store().read()) == state(source)
    assert list(target.read().organisations.revisions) == [7]
    with pytest.raises(ConflictError):
        target.fill(source, ())
