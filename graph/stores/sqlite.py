"""The embedded store: one SQLite file, nothing to install."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from graph.errors import ConflictError, NotFoundError, StaleRecordsError, StoreUnavailableError
from graph.model.changes import Change, ChangeSet, Reliance
from graph.model.fields import FieldType, read_dictionary
from graph.model.ids import Revision
from graph.model.record import Record
from graph.network import Head, Network
from graph.stores.admission import check_presence, check_records, check_references
from graph.stores.content import load_hash
from graph.stores.journal import entry_of, roll_back
from graph.stores.port import JournalEntry
from graph.stores.sqlite_journal import moved_since, read_entries, write_entry
from graph.stores.sqlite_rows import child_rows, column_reader, shape_of, to_sql
from graph.stores.sqlite_session import SqliteSession
from graph.stores.sqlite_watch import SqliteWatch
from graph.table import Table

_HEAD = "SELECT store_id, revision, reference_date FROM head"
_BATCH = 900  # SQLite takes up to 32,766 parameters; smaller lists keep its planner quick


class SqliteStore:
    """A `NetworkStore` in one SQLite file; may be shared between threads.

    Parameters
    ----------
    path
        The file.
    create_as
        Head for a new file: its id and reference date. Without it a missing file is refused.

    Raises
    ------
    StoreUnavailableError
        If the file is missing, cannot be used, or is not a store of this program.
    """

    def __init__(self, path: Path, *, create_as: Head | None = None) -> None:
        if create_as is None and not path.exists():
            raise StoreUnavailableError("store.missing", path=str(path))
        self.path = path
        self._session = SqliteSession(path)
        self._watch = SqliteWatch(path)
        self._session.prepare(partial(_begin, path=path, create_as=create_as))

    def head(self) -> Head:
        """See `NetworkStore.head`."""
        ((store_id, revision, day),) = self._watch.ask(_HEAD)
        return _head(store_id, revision, day)

    def read(self, *, at: Revision | None = None) -> Network:
        """See `NetworkStore.read`."""
        with self._session.reading() as db:
            head = _read_head(db)
            if at is not None and not 0 <= at <= head.revision:
                raise NotFoundError("revision.unknown", revision=at, newest=head.revision)
            tables = {name: _read_table(db, name) for name in read_dictionary().entities}
            network = Network(head, tables)
            if at is None or at == head.revision:
                return network
            return roll_back(network, read_entries(db, since=at, newest_first=True), at)

    def apply(
        self,
        changes: ChangeSet,
        *,
        based_on: Revision,
        relies_on: frozenset[Reliance] = frozenset(),
    ) -> Revision:
        """See `NetworkStore.apply`."""
        check_records(changes)
        with self._session.writing() as db:
            made = db.execute(
                "SELECT revision FROM change_set WHERE request_key = ?", (changes.request_key,)
            ).fetchone()
            if made is not None:
                return Revision(made[0])
            head = _read_head(db)
            moved = _moved(db, changes, based_on, relies_on)
            if moved:
                raise StaleRecordsError(tuple(moved))
            revision = Revision(head.revision + 1)
            _write_changes(db, changes.changes, revision)
            check_references(changes, partial(_occurring, db))
            first = load_hash(c.record for c in changes.changes) if head.revision == 0 else ""
            write_entry(db, entry_of(changes, revision, content_hash=first))
            db.execute("UPDATE head SET revision = ?", (revision,))
            return revision

    def history(self, *, since: int = 0, newest_first: bool = False) -> Iterator[JournalEntry]:
        """See `NetworkStore.history`."""
        with self._session.reading() as db:
            yield from read_entries(db, since=since, newest_first=newest_first)

    def fill(self, network: Network, entries: Iterable[JournalEntry]) -> None:
        """See `NetworkStore.fill`."""
        with self._session.writing() as db:
            if _read_head(db).revision:
                raise ConflictError("store.not_empty", path=str(self.path))
            for name in read_dictionary().entities:
                table = network.table(name)
                _write_records(db, name, zip(table, table.revisions, strict=True))
            for entry in entries:
                write_entry(db, entry, keep_request_key=False)
            _write_head(db, network.head)

    def is_sound(self) -> bool:
        """Return whether the whole file can be read and its pages hold together.

        Raises
        ------
        StoreUnavailableError
            If it is so damaged that not even that can be asked.
        """
        with self._session.reading() as db:
            return bool(db.execute("PRAGMA quick_check").fetchone() == ("ok",))

    def close(self) -> None:
        """See `NetworkStore.close`."""
        self._watch.close()

    def backup(self, target: Path) -> None:
        """Write a whole copy of the store to `target`, while others read and write.

        Raises
        ------
        ConflictError
            If `target` exists: a copy never overwrites.
        StoreUnavailableError
            If it cannot be written.
        """
        if target.exists():
            raise ConflictError("backup.exists", path=str(target))
        self._session.copy_to(target)


def _begin(db: sqlite3.Connection, *, path: Path, create_as: Head | None) -> None:
    if create_as is None:
        raise StoreUnavailableError("store.empty_file", path=str(path))
    _write_head(db, create_as)


def _write_head(db: sqlite3.Connection, head: Head) -> None:
    day = head.reference_date
    db.execute(
        "INSERT OR REPLACE INTO head VALUES (1, ?, ?, ?)",
        (head.store_id, head.revision, day.isoformat() if day else None),
    )


def _read_head(db: sqlite3.Connection) -> Head:
    return _head(*db.execute(_HEAD).fetchone())


def _head(store_id: str, revision: int, day: str | None) -> Head:
    reference_date = date.fromisoformat(day) if day else None
    return Head(store_id=store_id, revision=Revision(revision), reference_date=reference_date)


def _read_table(db: sqlite3.Connection, entity: str) -> Table[Any]:
    shape = shape_of(entity)
    rows = db.execute(shape.select).fetchall()
    if not rows:
        return Table.empty(entity)
    keys, revisions, *values = zip(*rows, strict=True)
    columns: dict[str, Any] = {
        field.name: column_reader(field)(column)
        for field, column in zip(shape.columns, values, strict=True)
    }
    for field in shape.children:
        counted = field.type is FieldType.COUNTED_REFERENCES
        what = "owner, value, number" if counted else "owner, value"
        children = db.execute(
            f"SELECT {what} FROM {shape.child_table(field)} ORDER BY owner, value"  # noqa: S608 - names of the dictionary
        )
        lists = {
            owner: tuple((v[1], v[2]) if counted else v[1] for v in some)
            for owner, some in groupby(children, key=lambda row: row[0])
        }
        columns[field.name] = [lists.get(key, ()) for key in keys]
    return Table(entity, keys, {n: columns[n] for n in shape.entity.fields}, revisions)


def _write_changes(db: sqlite3.Connection, changes: Iterable[Change], revision: Revision) -> None:
    after: dict[str, list[tuple[Record, int]]] = {}
    for change in changes:
        if change.after is None:
            db.execute(shape_of(change.entity).delete, (change.key,))
        else:
            after.setdefault(change.entity, []).append((change.after, revision))
    for entity, records in after.items():
        _write_records(db, entity, records)


def _write_records(
    db: sqlite3.Connection, entity: str, records: Iterable[tuple[Record, int]]
) -> None:
    shape = shape_of(entity)
    rows: list[tuple[Any, ...]] = []
    children: dict[str, list[tuple[Any, ...]]] = {field.name: [] for field in shape.children}
    for record, revision in records:
        key = record.key
        rows.append((key, revision, *(to_sql(f, getattr(record, f.name)) for f in shape.columns)))
        for field in shape.children:
            children[field.name] += child_rows(field, key, getattr(record, field.name))
    db.executemany(shape.upsert, rows)  # REPLACE takes the old list rows away with the old row
    for field in shape.children:
        marks = "?, ?, ?" if field.type is FieldType.COUNTED_REFERENCES else "?, ?"
        db.executemany(
            f"INSERT INTO {shape.child_table(field)} VALUES ({marks})",  # noqa: S608 - names of the dictionary
            children[field.name],
        )


def _occurring(
    db: sqlite3.Connection, entity: str, field: str, values: Collection[str]
) -> set[str]:
    shape = shape_of(entity)
    child = next((f for f in shape.children if f.name == field), None)
    table, column = (shape.child_table(child), "value") if child else (f'"{entity}"', f'"{field}"')
    found: set[str] = set()
    wanted = sorted(values)
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        marks = ", ".join("?" * len(part))
        rows = db.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} IN ({marks})",  # noqa: S608 - names of the dictionary
            part,
        )
        found.update(value for (value,) in rows)
    return found


def _moved(
    db: sqlite3.Connection,
    changes: ChangeSet,
    based_on: Revision,
    relies_on: frozenset[Reliance],
) -> list[tuple[str, str]]:
    touched = {(change.entity, change.key) for change in changes.changes}
    keys = touched | {(r.entity, r.key) for r in relies_on if r.key is not None}
    kinds = {r.entity for r in relies_on if r.key is None}
    moved = set(moved_since(db, based_on, keys, kinds))
    return sorted(moved | check_presence(changes, partial(_occurring, db)))
