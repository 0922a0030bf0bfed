"""One decision of the history as a document for other programs."""

from collections.abc import Mapping
from typing import Any

from graph.model.canonical import canonical_text
from graph.model.fields import Field, FieldType, read_dictionary
from graph.stores.port import JournalEntry


def change_document(entry: JournalEntry) -> dict[str, Any]:
    """Return an entry with each record it touched, before and after, as plain values."""
    return {
        "revision": entry.revision,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "source": entry.source,
        "action": entry.action.value,
        "reason": entry.reason,
        "undoes": entry.undoes,
        "content_hash": entry.content_hash,
        "counts": {
            entity: {operation.value: n for operation, n in some.items()}
            for entity, some in entry.counts.items()
        },
        "records": [
            {
                "entity": change.entity,
                "key": change.key,
                "operation": change.operation.value,
                "before": _plain(change.entity, change.before),
                "after": _plain(change.entity, change.after),
            }
            for change in entry.changes
        ],
    }


def _plain(entity: str, values: Mapping[str, Any]) -> dict[str, Any]:
    fields = read_dictionary()[entity].fields
    return {name: _value(fields[name], value) for name, value in values.items()}


def _value(field: Field, value: Any) -> Any:
    plain = field.type in {FieldType.INTEGER, FieldType.REAL, FieldType.BOOLEAN}
    return value if plain or value is None else canonical_text(field, value)
