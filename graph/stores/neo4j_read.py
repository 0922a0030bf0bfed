"""Reads the network out of Neo4j: one statement an entity, whole columns at a time."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.model.canonical import sorted_list
from graph.model.fields import FieldType, read_dictionary
from graph.model.ids import Revision
from graph.network import Head, Network
from graph.stores.neo4j_shapes import DrawnTie, Shape, column_of, shape_of
from graph.table import Table

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

HEAD = "head"
"""Key of the one node that says where the store stands, and at which writers queue."""

_LOCK = "MATCH (h:Head {id: $id}) SET h.locked = true"
_UNLOCK = "MATCH (h:Head {id: $id}) REMOVE h.locked"
_HEAD = (
    "MATCH (h:Head {id: $id}) RETURN h.store_id AS store_id, h.revision AS revision,"
    " h.reference_date AS reference_date"
)


def locked_head(tx: "ManagedTransaction") -> Head:
    """Return where the store stands; nobody else reads or writes until the transaction ends.

    Readers take the lock too: Neo4j shows others a commit piece by piece while it is carried out.
    """
    tx.run(_LOCK, id=HEAD).consume()
    return read_head(tx)


def unlock(tx: "ManagedTransaction") -> None:
    """Leave no trace of the lock; it is held until the transaction ends all the same."""
    tx.run(_UNLOCK, id=HEAD).consume()


def read_head(tx: "ManagedTransaction") -> Head:
    """Return where the store stands, as far as it is committed."""
    row = tx.run(_HEAD, id=HEAD).single(strict=True)
    day = row["reference_date"]
    reference_date: date | None = day.to_native() if day is not None else None
    return Head(
        store_id=row["store_id"], revision=Revision(row["revision"]), reference_date=reference_date
    )


def read_network(tx: "ManagedTransaction", head: Head) -> Network:
    """Return the newest network; the caller holds the lock."""
    return Network(head, {name: _read_table(tx, name) for name in read_dictionary().entities})


def _read_table(tx: "ManagedTransaction", entity: str) -> Table[Any]:
    shape = shape_of(entity)
    rows = [row for statement in _selects(entity) for row in tx.run(statement).values()]
    if not rows:
        return Table.empty(entity)
    rows.sort(key=lambda row: row[0])
    keys, revisions, *values = zip(*rows, strict=True)
    columns: dict[str, Any] = {
        field.name: column_of(field, column)
        for field, column in zip(shape.columns, values, strict=False)
    }
    for drawn, column in zip(shape.lists, values[len(shape.columns) :], strict=True):
        columns[drawn.field.name] = [_codes(drawn, some) for some in column]
    return Table(entity, keys, {n: columns[n] for n in shape.entity.fields}, revisions)


def _codes(drawn: DrawnTie, ends: list[Any]) -> tuple[Any, ...]:
    counted = drawn.field.type is FieldType.COUNTED_REFERENCES
    return sorted_list(drawn.field.type, (tuple(end) for end in ends) if counted else ends)


@cache
def _selects(entity: str) -> tuple[str, ...]:
    shape = shape_of(entity)
    parts = ["n.key", "n.revision", *(f"n.`{field.name}`" for field in shape.columns)]
    parts += [_list_of(drawn) for drawn in shape.lists]
    return tuple(f"MATCH {pattern} RETURN {', '.join(parts)}" for pattern in shape.matches())


def _list_of(drawn: DrawnTie) -> str:
    counted = drawn.field.type is FieldType.COUNTED_REFERENCES
    return f"[(n){drawn.pattern()}(m) | {'[m.key, t.people]' if counted else 'm.key'}]"


def occurring(
    tx: "ManagedTransaction",
    going: dict[str, list[str]],
    entity: str,
    field: str,
    values: Collection[str],
) -> set[str]:
    """Return which of `values` stand in `field` of the records of `entity`.

    Records in `going` (entity → keys) are on their way out and do not count.
    """
    shape = shape_of(entity)
    rows = tx.run(
        _occurrences(shape, field),
        values=sorted(values),
        going=going.get(entity, []),
    )
    return {value for (value,) in rows.values()}


def _occurrences(shape: Shape, field: str) -> str:
    drawn = next((d for d in shape.lists if d.field.name == field), None)
    definition = shape.entity.fields.get(field)
    parts = []
    for pattern in shape.matches():
        if drawn is not None:
            label = "|".join(drawn.targets)
            found = f"MATCH {pattern}{drawn.pattern()}(m:{label}) WHERE m.key IN $values"
            parts.append(f"{found} AND NOT n.key IN $going RETURN DISTINCT m.key AS value")
        elif definition is not None and definition.is_list:
            found = f"MATCH {pattern} UNWIND n.`{field}` AS value WITH n, value"
            some = "WHERE value IN $values AND NOT n.key IN $going"
            parts.append(f"{found} {some} RETURN DISTINCT value")
        else:
            some = f"WHERE n.`{field}` IN $values AND NOT n.key IN $going"
            parts.append(f"MATCH {pattern} {some} RETURN DISTINCT n.`{field}` AS value")
    return " UNION ".join(parts)
