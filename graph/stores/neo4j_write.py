"""Writes changes into Neo4j in batches: nodes first, then the ties between them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from graph.model.changes import Change
from graph.model.fields import FieldType
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.stores.neo4j_shapes import (
    KIND_LABELS,
    DrawnTie,
    Shape,
    derived_labels,
    labels_of,
    shape_of,
)

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

_BATCH = 1_000

Written: TypeAlias = tuple[Record | None, Record, int]
"""A record before (None = new), after, and the revision it gets."""


def write_changes(tx: "ManagedTransaction", changes: Iterable[Change], revision: int) -> None:
    """Write what `changes` add and change, and take removed ties out.

    Removed nodes stay until `remove_nodes`: a node goes only when nothing names it any more.
    """
    written: dict[str, list[Written]] = defaultdict(list)
    for entity, keys in removed_keys(changes).items():
        if not shape_of(entity).entity.node:
            _remove_ties(tx, shape_of(entity), keys)
    for change in changes:
        if change.after is not None:
            written[change.entity].append((change.before, change.after, revision))
    write_records(tx, written)


def removed_keys(changes: Iterable[Change]) -> dict[str, list[str]]:
    """Return entity → keys of what `changes` remove."""
    removed: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change.after is None:
            removed[change.entity].append(change.key)
    return removed


def write_records(tx: "ManagedTransaction", written: dict[str, list[Written]]) -> None:
    """Write records of all kinds: nodes, the ties drawn from them, then records that are ties."""
    nodes = {shape_of(name): rows for name, rows in written.items() if shape_of(name).entity.node}
    ties = {shape_of(name): rows for name, rows in written.items() if shape_of(name).types}
    for shape, rows in nodes.items():
        _write_nodes(tx, shape, rows)
    _write_derived(tx, written)
    for shape, rows in nodes.items():
        for drawn in shape.drawn:
            _draw(tx, shape, drawn, rows)
    for shape, rows in ties.items():
        _write_ties(tx, shape, rows)


def remove_nodes(tx: "ManagedTransaction", changes: Sequence[Change]) -> None:
    """Remove nodes that nothing names any more, and texts that no record stands on."""
    for entity, keys in removed_keys(changes).items():
        label = shape_of(entity).entity.node
        if label:
            _run(tx, f"MATCH (n:{label} {{key: row}}) DETACH DELETE n", keys)
    turned = {change.entity for change in changes if change.before is not None}
    for label in sorted({label for entity in turned for label in derived_labels(entity)}):
        tx.run(f"MATCH (n:{label}) WHERE NOT (n)--() DELETE n").consume()


def _write_nodes(tx: "ManagedTransaction", shape: Shape, rows: list[Written]) -> None:
    label = shape.entity.node
    others = "".join(f":{other}" for other in KIND_LABELS)
    for second, some in _by_second_label(rows).items():
        new = [shape.properties(after, at) for before, after, at in some if before is None]
        moved = [shape.properties(after, at) for before, after, at in some if before is not None]
        _run(tx, f"CREATE (n:{label}{second}) SET n = row", new)
        relabel = f" REMOVE n{others} SET n{second}" if second else ""
        _run(tx, f"MATCH (n:{label} {{key: row.key}}) SET n = row{relabel}", moved)


def _by_second_label(rows: list[Written]) -> dict[str, list[Written]]:
    groups: dict[str, list[Written]] = defaultdict(list)
    for row in rows:
        after = row[1]
        second = f":{after.kind.label}" if isinstance(after, Organisation) else ""
        groups[second].append(row)
    return groups


def _write_derived(tx: "ManagedTransaction", written: dict[str, list[Written]]) -> None:
    texts: dict[str, set[str]] = defaultdict(set)
    for entity, rows in written.items():
        for field in shape_of(entity).entity.fields.values():
            if field.derived:
                texts[field.derived].update(
                    getattr(after, field.name) or "" for _, after, _ in rows
                )
    for label, some in texts.items():
        _run(tx, f"MERGE (n:{label} {{key: row}}) SET n.id = row, n.name = row", sorted(some))


def _draw(tx: "ManagedTransaction", shape: Shape, drawn: DrawnTie, rows: list[Written]) -> None:
    name = drawn.field.name
    old, kept, new = [], [], []
    for before, after, revision in rows:
        was = getattr(before, name) if before is not None else None
        now = getattr(after, name)
        carried = {"key": after.key, **drawn.properties(after, revision)}
        if was == now:
            kept += [carried] if now else []
            continue
        if was:
            old.append(after.key)
        new += [{**carried, "code": code, "people": people} for code, people in _ends(drawn, now)]
    found = f"MATCH (n:{shape.entity.node} {{key: row"
    _run(tx, f"{found}}}){drawn.pattern()}() DELETE t", old)
    same = ", ".join(f"t.{name} = row.{name}" for name in drawn.names)
    _run(tx, f"{found}.key}}){drawn.pattern()}() SET {same}", kept)
    counted = drawn.field.type is FieldType.COUNTED_REFERENCES
    names = ("people", *drawn.names) if counted else drawn.names
    properties = f" {{{', '.join(f'{name}: row.{name}' for name in names)}}}"
    for label, some in _by_label(tx, drawn.targets, new, "code").items():
        target = f"MATCH (m:{label} {{key: row.code}})"
        _run(tx, f"{found}.key}}) {target} CREATE (n){drawn.pattern(properties)}(m)", some)


def _ends(drawn: DrawnTie, value: Any) -> Iterator[tuple[str, int | None]]:
    if drawn.field.type is FieldType.COUNTED_REFERENCES:
        yield from value
    elif drawn.field.is_list:
        yield from ((code, None) for code in value)
    elif value is not None:
        yield value, None


def _remove_ties(tx: "ManagedTransaction", shape: Shape, keys: Sequence[str]) -> None:
    for type_ in shape.types:
        _run(tx, f"MATCH ()-[n:{type_} {{key: row}}]->() DELETE n", keys)


def _write_ties(tx: "ManagedTransaction", shape: Shape, rows: list[Written]) -> None:
    # A tie cannot be led elsewhere: one whose end may have moved is taken out and drawn anew.
    _remove_ties(tx, shape, [after.key for before, after, _ in rows if before is not None])
    first = shape.entity.fields[shape.entity.ends[0]]
    groups: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for _, after, revision in rows:
        start = getattr(after, first.name)
        field, end = shape.second_end(after) or (first, start)
        row = {"start": start, "end": end, "properties": shape.properties(after, revision)}
        groups[shape.type_of(after), labels_of(field)].append(row)
    for (type_, targets), some in groups.items():
        for from_label, starts in _by_label(tx, labels_of(first), some, "start").items():
            for to_label, both in _by_label(tx, targets, starts, "end").items():
                ends = f"(a:{from_label} {{key: row.start}}), (b:{to_label} {{key: row.end}})"
                drawn = f"CREATE (a)-[n:{type_}]->(b) SET n = row.properties"
                _run(tx, f"MATCH {ends} {drawn}", both)


def _by_label(
    tx: "ManagedTransaction", labels: tuple[str, ...], rows: list[dict[str, Any]], name: str
) -> dict[str, list[dict[str, Any]]]:
    """Group rows by the label of the node that their code `name` stands for.

    A code that is nowhere goes to the first label: nothing is drawn for it, and the check of
    references, which follows, refuses the change set.
    """
    if len(labels) == 1 or not rows:
        return {labels[0]: rows}
    left = {row[name] for row in rows}
    found: dict[str, str] = {}
    for label in labels:
        there = tx.run(
            f"MATCH (n:{label}) WHERE n.key IN $codes RETURN n.key",
            codes=sorted(left),
        )
        found.update((code, label) for (code,) in there.values())
        left -= found.keys()
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[found.get(row[name], labels[0])].append(row)
    return groups


def _run(tx: "ManagedTransaction", statement: str, rows: Iterable[Any]) -> None:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        tx.run(f"UNWIND $rows AS row {statement}", rows=batch).consume()
