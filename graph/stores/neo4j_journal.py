"""The journal in Neo4j: a chain of `ChangeSet` nodes, on which `Change` nodes hang."""

from collections.abc import Collection
from datetime import UTC
from typing import TYPE_CHECKING, Any

from graph.model.changes import Action, Operation
from graph.model.fields import read_dictionary
from graph.model.ids import Revision
from graph.stores.neo4j_shapes import from_property, shape_of, to_property
from graph.stores.port import JournalEntry, RecordedChange

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

_BATCH = 1_000
NEVER = 2**62
"""Above every revision and every number of entries."""

_WRITE_SET = (
    "CREATE (s:ChangeSet) SET s = $properties"
    " WITH s MATCH (p:ChangeSet {revision: s.revision - 1}) CREATE (p)-[:NEXT]->(s)"
)
_WRITE_CHANGES = (
    "MATCH (s:ChangeSet {revision: $revision}) UNWIND $rows AS row"
    " CREATE (s)-[:CONTAINS]->(c:Change) SET c = row"
)
_MADE = "MATCH (s:ChangeSet {request_key: $key}) RETURN s.revision"
_SETS = (
    "MATCH (s:ChangeSet) WHERE $since < s.revision < $before"
    " RETURN properties(s) AS s ORDER BY s.revision {order} LIMIT $limit"
)
_CHANGES = (
    "MATCH (s:ChangeSet)-[:CONTAINS]->(c:Change) WHERE s.revision IN $revisions"
    " RETURN s.revision, properties(c) ORDER BY c.position"
)
_MOVED = (
    "MATCH (s:ChangeSet)-[:CONTAINS]->(c:Change)"
    " WHERE s.revision > $based_on AND c.entity IN $entities RETURN DISTINCT c.entity, c.key"
)


def revision_made_by(tx: "ManagedTransaction", request_key: str) -> Revision | None:
    """Return the revision that the change set of this request key made, or None."""
    row = tx.run(_MADE, key=request_key).single()
    return None if row is None else Revision(row[0])


def write_entry(
    tx: "ManagedTransaction", entry: JournalEntry, *, keep_request_key: bool = True
) -> None:
    """Write one journal entry, inside the caller's transaction."""
    properties = {
        "revision": entry.revision,
        "actor": entry.actor,
        "source": entry.source,
        "action": str(entry.action),
        "reason": entry.reason,
        "at": entry.at.astimezone(UTC),
        "request_key": entry.request_key if keep_request_key else None,
        "undoes": entry.undoes,
        "content_hash": entry.content_hash,
    }
    for entity, counts in entry.counts.items():
        properties |= {f"{operation}_{entity}": n for operation, n in counts.items()}
    tx.run(_WRITE_SET, properties=properties).consume()
    rows = [_properties(i, change) for i, change in enumerate(entry.changes)]
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        tx.run(_WRITE_CHANGES, revision=entry.revision, rows=batch).consume()


def read_entries(
    tx: "ManagedTransaction",
    *,
    since: int,
    before: int = NEVER,
    newest_first: bool = False,
    limit: int = NEVER,
) -> list[JournalEntry]:
    """Return the oldest, or newest, `limit` entries between two revisions, both left out."""
    statement = _SETS.replace("{order}", "DESC" if newest_first else "ASC")
    values = {"since": since, "before": before, "limit": limit}
    sets = [row[0] for row in tx.run(statement, values).values()]
    changes: dict[int, list[RecordedChange]] = {found["revision"]: [] for found in sets}
    for revision, found in tx.run(_CHANGES, revisions=list(changes)).values():
        changes[revision].append(_change(found))
    return [_entry(found, tuple(changes[found["revision"]])) for found in sets]


def moved_since(
    tx: "ManagedTransaction",
    based_on: Revision,
    records: Collection[tuple[str, str]],
    kinds: Collection[str],
) -> set[tuple[str, str]]:
    """Return which of `records`, and which records of whole `kinds`, changed after `based_on`.

    The journal knows removed records too; what a first load brought is known by its counts.
    """
    entities = sorted({entity for entity, _ in records} | set(kinds))
    moved = {
        (entity, key)
        for entity, key in tx.run(_MOVED, based_on=based_on, entities=entities).values()
        if (entity, key) in records or entity in kinds
    }
    if based_on == 0:
        for entity in entities:
            moved |= _present(tx, entity, [k for e, k in records if e == entity], entity in kinds)
    return moved


def _present(
    tx: "ManagedTransaction",
    entity: str,
    keys: list[str],
    some: bool,  # noqa: FBT001 - private
) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for pattern in shape_of(entity).matches():
        rows = tx.run(f"MATCH {pattern} WHERE n.key IN $keys RETURN n.key", keys=keys).values()
        if some:
            rows += tx.run(f"MATCH {pattern} RETURN n.key LIMIT 5").values()
        found.update((entity, key) for (key,) in rows)
    return found


def _properties(position: int, change: RecordedChange) -> dict[str, Any]:
    fields = read_dictionary()[change.entity].fields
    sides = {
        f"{side}_{name}": to_property(fields[name], value)
        for side, values in (("before", change.before), ("after", change.after))
        for name, value in values.items()
    }
    return {
        "position": position,
        "entity": change.entity,
        "key": change.key,
        "operation": str(change.operation),
        **sides,
    }


def _change(found: dict[str, Any]) -> RecordedChange:
    fields = read_dictionary()[found["entity"]].fields
    sides: dict[str, dict[str, Any]] = {"before": {}, "after": {}}
    for side, values in sides.items():
        for name, field in fields.items():
            if f"{side}_{name}" in found:
                values[name] = from_property(field, found[f"{side}_{name}"])
    return RecordedChange(
        entity=found["entity"],
        key=found["key"],
        operation=Operation(found["operation"]),
        before=sides["before"],
        after=sides["after"],
    )


def _entry(found: dict[str, Any], changes: tuple[RecordedChange, ...]) -> JournalEntry:
    undoes = found.get("undoes")
    return JournalEntry(
        revision=Revision(found["revision"]),
        actor=found["actor"],
        source=found["source"],
        action=Action(found["action"]),
        reason=found["reason"],
        at=found["at"].to_native(),
        request_key=found.get("request_key", ""),
        undoes=None if undoes is None else Revision(undoes),
        counts=_counts(found),
        content_hash=found["content_hash"],
        changes=changes,
    )


def _counts(found: dict[str, Any]) -> dict[str, dict[Operation, int]]:
    counts: dict[str, dict[Operation, int]] = {}
    for entity in sorted(read_dictionary().entities):
        for operation in sorted(Operation):
            number = found.get(f"{operation}_{entity}")
            if number is not None:
                counts.setdefault(entity, {})[operation] = number
    return counts
