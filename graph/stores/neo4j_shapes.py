"""How records lie in Neo4j: labels, relationship types and properties, all from the dictionary.

A record is a node or a tie and carries `key`, `revision` and its fields under their dictionary
names. From references of a node further ties are drawn (``LOCATED_IN``, ``LED`` …), so that people
can walk the graph; they repeat the revision and some fields of their record, so that a question
about them needs no second look. A list with such a tie is kept as the ties alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.model.canonical import list_text, parse_list, sorted_list
from graph.model.choices import OrganisationKind, TieKind
from graph.model.fields import Entity, Field, FieldType, read_dictionary
from graph.model.record import Record

TOWARDS_RECORD = frozenset({"HOSTED", "LED", "ATTENDED", "PARTY_TO"})
"""Drawn ties that lead from what the field names to the record; the others lead away from it."""

KIND_LABELS = tuple(sorted({kind.label for kind in OrganisationKind}))
"""Second labels of organisations."""

_CODE_LISTS = frozenset({FieldType.REFERENCES, FieldType.COUNTED_REFERENCES})


@dataclass(frozen=True, slots=True, eq=False)
class DrawnTie:
    """A tie drawn from one field of a node; `targets` are the labels its codes may have."""

    field: Field
    targets: tuple[str, ...]

    @property
    def type(self) -> str:
        """Relationship type."""
        return self.field.ties

    @property
    def names(self) -> tuple[str, ...]:
        """Properties that every such tie may have."""
        return ("revision", *(name for name, _ in self.field.carries))

    def properties(self, record: Record, revision: int) -> dict[str, Any]:
        """Return what the ties drawn from `record` repeat of it; empty is None."""
        fields = record.definition().fields
        carried = ((name, fields[of], getattr(record, of)) for name, of in self.field.carries)
        kept = {n: None if v is None else to_property(f, v) for n, f, v in carried}
        return {"revision": revision, **kept}

    def pattern(self, properties: str = "") -> str:
        """Return the part of a statement between record and target, such as ``-[t:LED]->``."""
        middle = f"-[t:{self.type}{properties}]-"
        return f"<{middle}" if self.type in TOWARDS_RECORD else f"{middle}>"


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Where the records of one entity lie.

    Attributes
    ----------
    types
        Relationship types of a tie; empty for a node.
    columns
        Fields kept as properties.
    drawn
        Ties drawn from fields of a node.
    """

    entity: Entity
    types: tuple[str, ...]
    columns: tuple[Field, ...]
    drawn: tuple[DrawnTie, ...]

    @property
    def lists(self) -> tuple[DrawnTie, ...]:
        """Drawn ties that are the only home of their field."""
        return tuple(drawn for drawn in self.drawn if drawn.field.is_list)

    def matches(self) -> tuple[str, ...]:
        """Return the patterns that find all records, each as `n`."""
        if self.entity.node:
            return (f"(n:{self.entity.node})",)
        return tuple(f"()-[n:{type_}]->()" for type_ in self.types)

    def type_of(self, record: Record) -> str:
        """Return the relationship type of one tie."""
        if not self.entity.tie_by:
            return self.types[0]
        return TieKind(getattr(record, self.entity.tie_by)).relationship

    def properties(self, record: Record, revision: int) -> dict[str, Any]:
        """Return all that stands on the node or tie of `record`; empty fields are left out."""
        values = ((f, getattr(record, f.name)) for f in self.columns)
        kept = {f.name: to_property(f, v) for f, v in values if v is not None and v != ()}
        return {"key": record.key, "revision": revision, **kept}

    def second_end(self, record: Record) -> tuple[Field, str] | None:
        """Return the field and the value that a tie leads to; None if the tie names nothing else.

        A curatorship of a direction names no object: it then leads to what it does name.
        """
        for name in self.entity.ends[1:] or ():
            value = getattr(record, name)
            if value is not None:
                return self.entity.fields[name], value
        for name, field in self.entity.fields.items():
            if field.to and name != self.entity.ends[0] and getattr(record, name) is not None:
                return field, getattr(record, name)
        return None


@cache
def shape_of(entity: str) -> Shape:
    """Return the shape of `entity`."""
    definition = read_dictionary()[entity]
    fields = definition.fields.values()
    drawn = tuple(DrawnTie(f, labels_of(f)) for f in fields if f.ties)
    types: tuple[str, ...] = (definition.tie,) if definition.tie else ()
    if definition.tie_by:
        types = tuple(kind.relationship for kind in TieKind)
    columns = tuple(f for f in fields if not (f.ties and f.is_list))
    return Shape(definition, types, columns, drawn)


def labels_of(field: Field) -> tuple[str, ...]:
    """Return the labels that what `field` names may have."""
    if field.derived:
        return (field.derived,)
    entities = read_dictionary().entities
    return tuple(entities[name].node if name in entities else "Region" for name in field.to)


@cache
def derived_labels(entity: str) -> tuple[str, ...]:
    """Return the labels of nodes that stand for a mere text of `entity`, such as ``Region``."""
    fields = read_dictionary()[entity].fields.values()
    return tuple(sorted({field.derived for field in fields if field.derived}))


def to_property(field: Field, value: Any) -> Any:
    """Write one value as Neo4j keeps it; dates stay dates, lists are lists."""
    if field.type is FieldType.COUNTED_REFERENCES:
        return [list_text(field.type, (item,)) for item in sorted_list(field.type, value)]
    if field.is_list:
        return list(sorted_list(field.type, value) if field.type in _CODE_LISTS else value)
    if field.type is FieldType.CHOICE:
        return str(value)
    return float(value) if field.type is FieldType.REAL else value


def from_property(field: Field, value: Any) -> Any:
    """Read back one value that `to_property` wrote."""
    return None if value is None else column_of(field, (value,))[0]


def column_of(field: Field, values: Iterable[Any]) -> list[Any]:
    """Read a whole column; an absent list is empty."""
    if field.type is FieldType.COUNTED_REFERENCES:
        return [tuple(parse_list(field.type, t)[0] for t in some or ()) for some in values]
    if field.is_list:
        return [tuple(some or ()) for some in values]
    if field.type is FieldType.DATE:
        column = list(values)
        # Few different days stand behind many rows: each is made, and kept in memory, once.
        days = {day: day.to_native() for day in set(column) if day is not None}
        return [None if day is None else days[day] for day in column]
    return list(values)
