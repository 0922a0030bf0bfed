"""The journal in SQLite: one row a decision, a record it touched, a field that differs."""

import sqlite3
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from graph.model.changes import Action, Operation
from graph.model.fields import read_dictionary
from graph.model.ids import Revision
from graph.stores.port import JournalEntry, RecordedChange
from graph.stores.sqlite_rows import from_sql, to_sql


def write_entry(
    db: sqlite3.Connection, entry: JournalEntry, *, keep_request_key: bool = True
) -> None:
    """Write one journal entry, inside the caller's transaction."""
    db.execute(
        "INSERT INTO change_set VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.revision,
            entry.actor,
            entry.source,
            str(entry.action),
            entry.reason,
            entry.at.isoformat(),
            entry.request_key if keep_request_key else None,
            entry.undoes,
            entry.content_hash,
        ),
    )
    db.executemany(
        "INSERT INTO change_count VALUES (?, ?, ?, ?)",
        [
            (entry.revision, entity, str(operation), n)
            for entity, counts in entry.counts.items()
            for operation, n in counts.items()
        ],
    )
    changes = list(enumerate(entry.changes))
    db.executemany(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?)",
        [(entry.revision, i, c.entity, c.key, str(c.operation)) for i, c in changes],
    )
    db.executemany(
        "INSERT INTO change_value VALUES (?, ?, ?, ?, ?)",
        [(entry.revision, i, *row) for i, c in changes for row in _value_rows(c)],
    )


def _value_rows(change: RecordedChange) -> list[tuple[str, Any, Any]]:
    fields = read_dictionary()[change.entity].fields
    return [
        (
            name,
            to_sql(field, change.before.get(name)),
            to_sql(field, change.after.get(name)),
        )
        for name, field in fields.items()
        if name in change.before or name in change.after
    ]


def read_entries(
    db: sqlite3.Connection, *, since: int, newest_first: bool
) -> Iterator[JournalEntry]:
    """Yield the entries with revision above `since`."""
    order = "DESC" if newest_first else "ASC"
    rows = db.execute(
        f"SELECT * FROM change_set WHERE revision > ? ORDER BY revision {order}",  # noqa: S608 - one of two words
        (since,),
    ).fetchall()
    for revision, actor, source, action, reason, at, request_key, undoes, content_hash in rows:
        yield JournalEntry(
            revision=Revision(revision),
            actor=actor,
            source=source,
            action=Action(action),
            reason=reason,
            at=datetime.fromisoformat(at),
            request_key=request_key or "",
            undoes=None if undoes is None else Revision(undoes),
            counts=_counts(db, revision),
            content_hash=content_hash,
            changes=_changes(db, revision),
        )


def _counts(db: sqlite3.Connection, revision: int) -> dict[str, dict[Operation, int]]:
    counts: dict[str, dict[Operation, int]] = {}
    for entity, operation, n in db.execute(
        "SELECT entity, operation, n FROM change_count WHERE revision = ?"
        " ORDER BY entity, operation",
        (revision,),
    ):
        counts.setdefault(entity, {})[Operation(operation)] = n
    return counts


def _changes(db: sqlite3.Connection, revision: int) -> tuple[RecordedChange, ...]:
    values: dict[int, list[tuple[str, Any, Any]]] = {}
    for position, *row in db.execute(
        "SELECT position, field, before, after FROM change_value WHERE revision = ?", (revision,)
    ):
        values.setdefault(position, []).append((row[0], row[1], row[2]))
    found = []
    for position, entity, key, operation in db.execute(
        "SELECT position, entity, key, operation FROM change WHERE revision = ? ORDER BY position",
        (revision,),
    ):
        fields = read_dictionary()[entity].fields
        sides: list[dict[str, Any]] = [{}, {}]
        for name, *pair in values.get(position, ()):
            for side, value in zip(sides, pair, strict=True):
                if value is not None:
                    side[name] = from_sql(fields[name], value)
        found.append(
            RecordedChange(
                entity=entity,
                key=key,
                operation=Operation(operation),
                before=sides[0],
                after=sides[1],
            )
        )
    return tuple(found)


def moved_since(
    db: sqlite3.Connection,
    based_on: Revision,
    records: Collection[tuple[str, str]],
    kinds: Collection[str],
) -> list[tuple[str, str]]:
    """Return which of `records`, and which records of whole `kinds`, changed after `based_on`.

    The journal knows removed records too; what a first load brought is known by the revision
    that stands beside each record.
    """
    moved = {
        (entity, key)
        for entity, key in db.execute(
            "SELECT entity, key FROM change WHERE revision > ?", (based_on,)
        )
        if (entity, key) in records or entity in kinds
    }
    if based_on == 0:
        for entity, key in records:
            row = db.execute(f'SELECT 1 FROM "{entity}" WHERE key = ?', (key,)).fetchone()  # noqa: S608 - names of the dictionary
            if row is not None:
                moved.add((entity, key))
        for entity in kinds:
            rows = db.execute(f'SELECT key FROM "{entity}" LIMIT 5')  # noqa: S608 - names of the dictionary
            moved.update((entity, key) for (key,) in rows)
    return sorted(moved)
