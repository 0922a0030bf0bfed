"""A decision is taken back by a decision of its own, or refused with the names of what moved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.texts import catalogue
from graph.errors import ConflictError, NotAllowedError, NotFoundError
from graph.model.changes import Action, Change, ChangeSet, put
from graph.model.ids import MunicipalityId, Revision
from graph.model.organisation import Municipality
from graph.network import Head
from graph.stores.sqlite import SqliteStore
from services.access import Role
from services.context import Actor, Context
from services.history.workflow import undo

A = Municipality(id=MunicipalityId("a"), name="А", centre="Центр")
B = Municipality(id=MunicipalityId("b"), name="Б")


def context(role: Role = Role.PLANNER) -> Context:
    numbers: Iterator[int] = iter(range(100))
    return Context(
        actor=Actor(name="Планировщик", role=role, source="program"),
        now=datetime(2026, 8, 24, tzinfo=UTC),
        today=date(2026, 8, 24),
        new_id=lambda: f"undo-{next(numbers)}",
    )


CTX = context()


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    made = SqliteStore(tmp_path / "s.db", create_as=Head(store_id="s", revision=Revision(0)))
    decide(made, *put([A]))
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


def test_what_was_added_goes_what_was_changed_returns_what_was_removed_comes_back(
    store: SqliteStore,
) -> None:
    before = list(store.read().municipalities)
    for changes in (
        put([B]),
        (Change(before=A, after=replace(A, name="В", centre=None)),),
        (Change(before=A, after=None),),
    ):
        revision = decide(store, *changes)
        undo(store, revision, reason="ошибка", ctx=CTX)
        assert list(store.read().municipalities) == before


def test_the_history_keeps_both_and_says_which_was_undone(store: SqliteStore) -> None:
    revision = decide(store, *put([B]))
    undo(store, revision, reason="ошибка", ctx=CTX)
    newest = next(store.history(newest_first=True))
    assert (newest.action, newest.undoes, newest.reason) == (Action.UNDO, revision, "ошибка")
    assert newest.actor == "Планировщик"
    assert len(list(store.history())) == 3


def test_an_undoing_can_be_undone(store: SqliteStore) -> None:
    revision = decide(store, *put([B]))
    undone = undo(store, revision, reason="ошибка", ctx=CTX)
    undo(store, undone, reason="не ошибка", ctx=CTX)
    assert store.read().municipalities.get("b") == B


def test_a_record_that_moved_since_refuses_by_name_and_nothing_changes(
    store: SqliteStore,
) -> None:
    changed = replace(A, name="В")
    revision = decide(store, Change(before=A, after=changed))
    decide(store, Change(before=changed, after=replace(A, name="Г")))
    with pytest.raises(ConflictError) as caught:
        undo(store, revision, reason="ошибка", ctx=CTX)
    assert caught.value.code == "undo.touched_later"
    assert caught.value.message.params["later"] == 3
    assert "(Муниципалитет: Г)" in catalogue("ru")(caught.value.message)
    assert store.head().revision == 3


def test_the_first_load_an_unknown_revision_and_a_stranger_are_refused(
    store: SqliteStore,
) -> None:
    with pytest.raises(ConflictError, match="first_load"):
        undo(store, Revision(1), reason="р", ctx=CTX)
    for unknown in (0, -1, 99):
        with pytest.raises(NotFoundError):
            undo(store, Revision(unknown), reason="р", ctx=CTX)
    with pytest.raises(NotAllowedError):
        undo(store, Revision(1), reason="р", ctx=context(Role.CURATOR))
