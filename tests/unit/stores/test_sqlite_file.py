"""The file itself: what is not ours is refused, and what was promised to last is on the disk."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.errors import ConflictError, StoreUnavailableError
from graph.model.changes import Action, ChangeSet, put
from graph.model.fields import FieldType, read_dictionary
from graph.model.ids import MunicipalityId, Revision
from graph.model.organisation import Municipality
from graph.model.plan import Plan
from graph.network import Head
from graph.stores.content import content_hash
from graph.stores.sqlite import SqliteStore
from tests.contract.samples import decision, full_network

HEAD = Head(store_id="s", revision=Revision(0), reference_date=date(2026, 8, 24))


def filled(path: Path) -> SqliteStore:
    store = SqliteStore(path, create_as=HEAD)
    store.apply(
        ChangeSet(
            actor="А",
            source="program",
            action=Action.IMPORT,
            reason="р",
            at=datetime(2026, 8, 24, tzinfo=UTC),
            request_key="1",
            changes=put([Municipality(id=MunicipalityId("m"), name="М")]),
        ),
        based_on=Revision(0),
    )
    return store


def refused(path: Path) -> str:
    with pytest.raises(StoreUnavailableError) as caught:
        SqliteStore(path)
    return caught.value.code


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.db") == "store.missing"
    assert not (tmp_path / "no.db").exists()


def test_an_empty_file_is_refused_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert refused(path) == "store.empty_file"
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    db.close()


def test_a_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("Это не база, а письмо. " * 100, encoding="utf-8")
    assert refused(path) == "store.not_a_database"


def test_the_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = path.read_bytes()
    assert refused(path) == "store.foreign"
    assert path.read_bytes() == before


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    filled(path)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert refused(path) == "store.newer"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError) as caught:
        SqliteStore(tmp_path / "no" / "x.db", create_as=HEAD)
    assert caught.value.code == "store.cannot_open"


def test_a_file_that_another_program_holds_is_refused_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.stores.sqlite_session.WAIT_S", 0.1)
    path = tmp_path / "held.db"
    store = filled(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreUnavailableError) as caught:
            store.fill(store.read(), ())
    finally:
        holder.close()
    assert caught.value.code == "store.locked"
    assert store.head().revision == 1


def test_a_full_disk_is_told_and_nothing_is_half_done(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    store = filled(path)
    many = [Municipality(id=MunicipalityId(f"m{i}"), name="М" * 200) for i in range(5000)]
    changes = ChangeSet(
        actor="А",
        source="program",
        action=Action.IMPORT,
        reason="р",
        at=datetime(2026, 8, 24, tzinfo=UTC),
        request_key="2",
        changes=put(many),
    )
    original = sqlite3.connect

    def small(*args: object, **kwargs: object) -> sqlite3.Connection:
        db: sqlite3.Connection = original(*args, **kwargs)  # type: ignore[call-overload]  # as given
        db.execute("PRAGMA max_page_count = 120")
        return db

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.stores.sqlite_session.sqlite3.connect", small)
        with pytest.raises(StoreUnavailableError) as caught:
            store.apply(changes, based_on=Revision(1))
    assert caught.value.code == "store.disk_full"
    assert len(store.read().municipalities) == 1
    assert store.head().revision == 1


@pytest.mark.skipif(os.name != "posix", reason="file rights of POSIX")
def test_acknowledged_writes_are_on_the_disk(tmp_path: Path) -> None:
    store = filled(tmp_path / "s.db")
    with store._session.reading() as db:
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_copy_made_while_the_store_is_used_holds_the_same_and_replaces_nothing(
    tmp_path: Path,
) -> None:
    store = filled(tmp_path / "a.db")
    store.backup(tmp_path / "b.db")
    copied = SqliteStore(tmp_path / "b.db")
    assert content_hash(copied.read(), copied.history()) == content_hash(
        store.read(), store.history()
    )
    with pytest.raises(ConflictError):
        store.backup(tmp_path / "b.db")


def test_every_field_of_the_dictionary_has_its_column_or_its_list_table(tmp_path: Path) -> None:
    filled(tmp_path / "s.db")
    db = sqlite3.connect(tmp_path / "s.db")
    kinds = {FieldType.INTEGER: "INTEGER", FieldType.REAL: "REAL", FieldType.BYTES: "BLOB"}
    kinds[FieldType.BOOLEAN] = "INTEGER"
    for entity in read_dictionary().entities.values():
        rows = db.execute(f'PRAGMA table_info("{entity.name}")').fetchall()
        columns = {name: (kind, bool(required)) for _, name, kind, required, _, _ in rows}
        listed = {
            field.name
            for field in entity.fields.values()
            if field.type in (FieldType.REFERENCES, FieldType.COUNTED_REFERENCES)
        }
        assert set(columns) == {"key", "revision", *entity.fields} - listed
        for name in set(entity.fields) - listed:
            field = entity.fields[name]
            assert columns[name] == (kinds.get(field.type, "TEXT"), field.required), (entity, name)
        for name in listed:
            assert db.execute(f'PRAGMA table_info("{entity.name}_{name}")').fetchall()
    db.close()


def test_the_journal_of_an_older_file_loses_its_second_copy_of_a_certificate(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.db"
    store = filled(path)
    plans = (one for one in full_network() if isinstance(one, Plan))
    plan = next(one for one in plans if one.replaces is None)
    store.apply(replace(decision(*put([plan])), request_key="2"), based_on=Revision(1))
    told, wanted = list(store.history()), content_hash(store.read(), store.history())
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        row = (2, 0, "certificate", None, plan.certificate)
        db.execute("INSERT INTO change_value VALUES (?, ?, ?, ?, ?)", row)
        db.execute('ALTER TABLE "plan" DROP COLUMN "replaces"')
        db.execute('DROP TABLE "scenario"')
        db.execute("PRAGMA user_version = 2")
    assert list(store.history()) != told

    newer = SqliteStore(path)

    assert list(newer.history()) == told
    assert content_hash(newer.read(), newer.history()) == wanted
    assert newer.read(at=Revision(1)).plans.keys == ()
    assert (tmp_path / "old.db.before-0003").exists()


def test_where_the_store_stands_is_asked_of_the_file_that_is_there_now(tmp_path: Path) -> None:
    path, other = tmp_path / "a.db", tmp_path / "b.db"
    store = filled(path)
    assert store.head().revision == 1
    SqliteStore(other, create_as=HEAD)
    other.replace(path)
    for beside in tmp_path.glob("a.db-*"):
        beside.unlink()
    assert store.head().revision == 0
    path.unlink()
    with pytest.raises(StoreUnavailableError) as caught:
        store.head()
    assert caught.value.code == "store.missing"
    assert not path.exists()
    store.close()


def test_the_file_alone_is_whole_while_somebody_keeps_it_open(tmp_path: Path) -> None:
    store = filled(tmp_path / "a.db")
    watching = SqliteStore(tmp_path / "a.db")
    assert watching.head().revision == 1
    changes = decision(*put([Municipality(id=MunicipalityId("n"), name="Н")]))
    store.apply(changes, based_on=Revision(1))

    copied = tmp_path / "copy.db"
    copied.write_bytes((tmp_path / "a.db").read_bytes())

    assert SqliteStore(copied).head().revision == 2
    assert watching.head().revision == 2
    watching.close()
    assert watching.head().revision == 2
    store.close()
    watching.close()
