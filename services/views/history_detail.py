"""One decision of the history: each record it touched, before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from graph.model.changes import Operation
from graph.model.fields import Choice, Field, FieldType, read_dictionary
from graph.model.record import KEY_SEPARATOR
from graph.texts import Message, message
from services.views.history_view import HistoryRow, build_history_row
from services.views.journal import Entry, RecordedValues

_SHOWN_RECORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after, as values a reader understands; None is empty."""

    label: str
    before: str | int | float | date | None
    after: str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """One record's change, named as the reader knows it."""

    kind: Message
    name: str
    operation: Operation
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDetail:
    """One decision with its records; `more` of them are not shown."""

    row: HistoryRow
    counts: tuple[tuple[Message, Operation, int], ...]
    records: tuple[RecordChange, ...]
    more: int


def build_history_detail(
    entry: Entry, undone_by: int | None, names: Mapping[str, str]
) -> HistoryDetail:
    """Return one decision with its records, named by `names` (code → name)."""
    counts = tuple(
        (_kind(entity), operation, n)
        for entity, some in entry.counts.items()
        for operation, n in some.items()
    )
    return HistoryDetail(
        row=build_history_row(entry, undone_by),
        counts=counts,
        records=tuple(_record(change, names) for change in entry.changes[:_SHOWN_RECORDS]),
        more=max(0, len(entry.changes) - _SHOWN_RECORDS),
    )


def _kind(entity: str) -> Message:
    return message(f"view.entity.{entity}")


def _record(change: RecordedValues, names: Mapping[str, str]) -> RecordChange:
    definition = read_dictionary()[change.entity]
    return RecordChange(
        kind=_kind(change.entity),
        name=name_of_key(change.key, names, change.entity),
        operation=change.operation,
        fields=tuple(
            FieldChange(
                label=field.heading,
                before=plain_value(field, change.before.get(name), names),
                after=plain_value(field, change.after.get(name), names),
            )
            for name, field in definition.fields.items()
            if (name in change.before or name in change.after)
            and field.type is not FieldType.BYTES
            and (change.operation is Operation.CHANGED or name not in definition.key)
        ),
    )


def name_of_key(key: str, names: Mapping[str, str], entity: str = "") -> str:
    """Return the key of a record with names instead of codes; of an `entity`, words too.

    Examples
    --------
    >>> name_of_key("s-1|d-2|2026-09-01", {"s-1": "СОШ № 1", "d-2": "Учитель"})
    'СОШ № 1, Учитель, 01.09.2026'
    >>> name_of_key("s-1|s-2|partnership||2026-09-01|", {"s-1": "СОШ № 1"}, "tie")
    'СОШ № 1, s-2, партнёрство, 01.09.2026'
    """
    definition = read_dictionary()[entity] if entity else None
    words = [definition.fields[name].choices for name in definition.key] if definition else []
    return ", ".join(
        _shown_part(part, choices, names)
        for part, choices in zip_longest(key.split(KEY_SEPARATOR), words, fillvalue=())
        if part
    )


def _shown_part(part: str, choices: Sequence[Choice], names: Mapping[str, str]) -> str:
    for choice in choices:
        if choice.code == part:
            return choice.ru
    if part in names:
        return names[part]
    try:
        return f"{date.fromisoformat(part):%d.%m.%Y}" if len(part) == len("YYYY-MM-DD") else part
    except ValueError:
        return part


def plain_value(
    field: Field, value: Any, names: Mapping[str, str]
) -> str | int | float | date | None:
    """Return a stored value as a reader understands it: words for codes, names for references."""
    if value is None or value == ():
        return None
    if field.choices:
        return next((c.ru for c in field.choices if c.code == value), str(value))
    if field.type is FieldType.COUNTED_REFERENCES:
        return "; ".join(
            names.get(code, code) if n is None else f"{names.get(code, code)}: {n}"
            for code, n in value
        )
    if field.is_list:
        return "; ".join(names.get(str(one), str(one)) for one in value)
    if field.type is FieldType.REFERENCE:
        return names.get(str(value), str(value))
    plain: str | int | float | date = value
    return plain
