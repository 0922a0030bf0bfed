"""The journal in plain values: what a change leaves behind, and how to walk back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from graph.errors import NotFoundError
from graph.model.changes import Change, ChangeSet, Operation
from graph.model.fields import FieldType
from graph.model.ids import Revision
from graph.model.record import Record
from graph.model.registry import CHOICE_TYPES, RECORD_TYPES
from graph.network import Network
from graph.stores.port import JournalEntry, NetworkStore, RecordedChange


def recorded(change: Change) -> RecordedChange:
    """Return what the journal keeps of `change`: only the fields that differ.

    Of the lines of a plan, which never change once written, it keeps the creation alone. What is
    binary stands in the record; the journal keeps it only of a record that no longer has it.
    """
    before, after = _filled(change.before), _filled(change.after)
    definition = change.record.definition()
    if change.operation is Operation.ADDED and not definition.journal_values:
        after = {}
    same = {name for name in before if name in after and before[name] == after[name]}
    binary = {n for n, field in definition.fields.items() if field.type is FieldType.BYTES}
    return RecordedChange(
        entity=change.entity,
        key=change.key,
        operation=change.operation,
        before={name: value for name, value in before.items() if name not in same},
        after={name: value for name, value in after.items() if name not in same | binary},
    )


def _filled(record: Record | None) -> dict[str, Any]:
    if record is None:
        return {}
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    return {name: value for name, value in values.items() if value not in (None, ())}


def count_changes(changes: Iterable[Change]) -> Mapping[str, Mapping[Operation, int]]:
    """Return entity → operation → number of records, sorted."""
    counted = Counter((change.entity, change.operation) for change in changes)
    counts: dict[str, dict[Operation, int]] = {}
    for entity, operation in sorted(counted):
        counts.setdefault(entity, {})[operation] = counted[entity, operation]
    return counts


def entry_of(changes: ChangeSet, revision: Revision, *, content_hash: str = "") -> JournalEntry:
    """Return the journal entry of a change set that makes `revision`.

    A first load is given by its `content_hash` and keeps no single changes.
    """
    return JournalEntry(
        revision=revision,
        actor=changes.actor,
        source=changes.source,
        action=changes.action,
        reason=changes.reason,
        at=changes.at,
        request_key=changes.request_key,
        undoes=changes.undoes,
        counts=count_changes(changes.changes),
        content_hash=content_hash,
        changes=() if content_hash else tuple(map(recorded, changes.changes)),
    )


def record_before(change: RecordedChange, current: Record | None) -> Record | None:
    """Return the record as it was before `change`, given as it is after it."""
    if change.operation is Operation.ADDED:
        return None
    values = _with_choices(change.entity, change.before)
    if change.operation is Operation.REMOVED or current is None:
        return RECORD_TYPES[change.entity](**(_empty_lists(change.entity) | values))
    emptied = {name: _empty(current, name) for name in change.after if name not in values}
    return replace(current, **emptied, **values)


def inverse(entry: JournalEntry, network: Network) -> tuple[Change, ...]:
    """Return the changes that take `entry` back, given the newest network.

    They are right only while none of its records has moved since; a store refuses them otherwise
    when they are applied with `based_on` = the entry's revision.
    """
    changes = []
    for change in entry.changes:
        current = network.find(change.entity, change.key)
        before = record_before(change, current)
        if current != before:
            changes.append(Change(before=current, after=before))
    return tuple(changes)


def _empty_lists(entity: str) -> dict[str, Any]:
    """Return the list fields, empty: an entry keeps only what was filled."""
    fields = RECORD_TYPES[entity].definition().fields
    return {name: () for name, field in fields.items() if field.is_list}


def _empty(record: Record, name: str) -> Any:
    return () if record.definition().fields[name].is_list else None


def _with_choices(entity: str, values: Mapping[str, Any]) -> dict[str, Any]:
    choices = CHOICE_TYPES[entity]
    return {name: choices[name](v) if name in choices else v for name, v in values.items()}


def roll_back(network: Network, entries: Iterable[JournalEntry], to: Revision) -> Network:
    """Return the network as it stood at revision `to`.

    Parameters
    ----------
    network
        The newest network.
    entries
        All entries above `to`, newest first.
    to
        A past revision; 0 gives the empty network.
    """
    if to == 0:
        return Network(replace(network.head, revision=to), {})
    records: dict[tuple[str, str], Record | None] = {}
    newest: dict[tuple[str, str], Record | None] = {}
    for entry in entries:
        for change in entry.changes:
            name = (change.entity, change.key)
            if name not in records:
                records[name] = newest[name] = network.find(*name)
            records[name] = record_before(change, records[name])
    changes = [
        Change(before=newest[name], after=record)
        for name, record in records.items()
        if newest[name] != record
    ]
    return network.after(changes, to)


def find_entry(store: NetworkStore, revision: Revision) -> JournalEntry:
    """Return the journal entry that made `revision`.

    Raises
    ------
    NotFoundError
        If the store has no such revision.
    """
    newest = store.head().revision
    if 1 <= revision <= newest:
        for entry in store.history(since=revision - 1):
            return entry
    raise NotFoundError("revision.unknown", revision=str(revision), newest=str(newest))
