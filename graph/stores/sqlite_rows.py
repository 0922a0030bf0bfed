"""Between records and rows of SQLite: which table and column, and how a value is written there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from graph.model.canonical import list_text, parse_list
from graph.model.fields import Entity, Field, FieldType, read_dictionary

_CHILD_TYPES = frozenset({FieldType.REFERENCES, FieldType.COUNTED_REFERENCES})


@dataclass(frozen=True, slots=True)
class Shape:
    """Statements and converters for the table of one entity.

    Attributes
    ----------
    columns
        Fields with a column of their own, in dictionary order.
    children
        Fields that are lists of codes; each has a table ``<entity>_<field>``.
    """

    entity: Entity
    columns: tuple[Field, ...]
    children: tuple[Field, ...]

    @property
    def select(self) -> str:
        """Statement that reads all rows in key order: key, revision, then the columns."""
        return f'SELECT key, revision{self._names} FROM "{self.entity.name}" ORDER BY key'  # noqa: S608 - names of the dictionary

    @property
    def upsert(self) -> str:
        """Statement that writes one row: key, revision, then the columns."""
        marks = ", ?" * len(self.columns)
        table = f'"{self.entity.name}" (key, revision{self._names})'
        return f"INSERT OR REPLACE INTO {table} VALUES (?, ?{marks})"  # noqa: S608 - as above

    @property
    def delete(self) -> str:
        """Statement that removes one row by key; its list rows go with it."""
        return f'DELETE FROM "{self.entity.name}" WHERE key = ?'  # noqa: S608 - names of the dictionary

    def child_table(self, field: Field) -> str:
        """Return the quoted name of the table of a list field."""
        return f'"{self.entity.name}_{field.name}"'

    @property
    def _names(self) -> str:
        return "".join(f', "{field.name}"' for field in self.columns)


@cache
def shape_of(entity: str) -> Shape:
    """Return the shape of the table of `entity`."""
    definition = read_dictionary()[entity]
    fields = definition.fields.values()
    return Shape(
        definition,
        tuple(f for f in fields if f.type not in _CHILD_TYPES),
        tuple(f for f in fields if f.type in _CHILD_TYPES),
    )


def to_sql(field: Field, value: Any) -> Any:
    """Write one value as SQLite keeps it."""
    if value is None:
        return None
    if field.is_list:
        return list_text(field.type, value)
    if field.type is FieldType.DATE:
        return value.isoformat()
    if field.type is FieldType.BOOLEAN:
        return int(value)
    return str(value) if field.type is FieldType.CHOICE else value


def column_reader(field: Field) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return what turns a whole column as SQLite gives it into values of `field`."""
    if field.type is FieldType.DATE:
        return _days
    if field.type is FieldType.BOOLEAN:
        return lambda column: [None if v is None else bool(v) for v in column]
    if field.is_list:
        return lambda column: [parse_list(field.type, v or "") for v in column]
    return lambda column: column


def _days(column: Sequence[Any]) -> Sequence[Any]:
    # Few different days stand behind many rows: each is parsed, and kept in memory, once.
    days = {text: date.fromisoformat(text) for text in set(column) if text is not None}
    return [None if text is None else days[text] for text in column]


def from_sql(field: Field, value: Any) -> Any:
    """Read back one value that `to_sql` wrote."""
    return None if value is None else column_reader(field)([value])[0]


def child_rows(field: Field, key: str, value: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a list field of the record `key`."""
    if field.type is FieldType.COUNTED_REFERENCES:
        return [(key, code, people) for code, people in value]
    return [(key, code) for code in value]
