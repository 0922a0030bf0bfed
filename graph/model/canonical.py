"""One canonical text for every value: in list columns, in the journal, in content hashes."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from graph.model.fields import Field, FieldType
from graph.model.record import Record

LIST_SEPARATOR = ";"
COUNT_SEPARATOR = ":"


def list_text(kind: FieldType, values: Iterable[Any]) -> str:
    """Write a list value as one text, such as ``a;b:12``; an empty list is empty text."""
    if kind is FieldType.COUNTED_REFERENCES:
        return LIST_SEPARATOR.join(
            code if people is None else f"{code}{COUNT_SEPARATOR}{people}"
            for code, people in values
        )
    return LIST_SEPARATOR.join(map(str, values))


def parse_list(kind: FieldType, text: str) -> tuple[Any, ...]:
    """Read back what `list_text` wrote.

    Examples
    --------
    >>> parse_list(FieldType.COUNTED_REFERENCES, "a;b:12")
    (('a', None), ('b', 12))
    """
    parts = text.split(LIST_SEPARATOR) if text else []
    if kind is FieldType.INTEGERS:
        return tuple(map(int, parts))
    if kind is FieldType.COUNTED_REFERENCES:
        pairs = (part.partition(COUNT_SEPARATOR) for part in parts)
        return tuple((code, int(people) if people else None) for code, _, people in pairs)
    return tuple(parts)


def sorted_list(kind: FieldType, values: Iterable[Any]) -> tuple[Any, ...]:
    """Order a list value as it is stored: codes sorted, without doubles; numbers as given."""
    if kind is FieldType.INTEGERS:
        return tuple(values)
    return tuple(
        sorted(set(values), key=lambda v: (v[0], v[1] is None, v[1] or 0))
        if kind is FieldType.COUNTED_REFERENCES
        else sorted(set(values))
    )


def canonical_text(field: Field, value: Any) -> str:
    """Write one value as the text that content hashes and fingerprints are made of."""
    if value is None:
        return ""
    if field.is_list:
        return list_text(field.type, value)
    write = _WRITERS.get(field.type, str)
    return write(value)


_WRITERS: dict[FieldType, Callable[[Any], str]] = {
    FieldType.DATE: lambda day: str(day.isoformat()),
    FieldType.BOOLEAN: lambda yes: "1" if yes else "0",
    FieldType.BYTES: lambda some: sha256(some).hexdigest(),
    FieldType.REAL: lambda number: format(round(number, 6) + 0.0, ".6f"),  # zero has no sign
}


def canonical_line(record: Record) -> str:
    """Write a record as one line: entity, then each field in dictionary order.

    Tabs and line breaks inside texts are escaped, so that two different records never give the
    same line.
    """
    definition = record.definition()
    texts = (
        canonical_text(field, getattr(record, name)) for name, field in definition.fields.items()
    )
    return "\t".join(
        (
            record.entity,
            *(t.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n") for t in texts),
        )
    )
