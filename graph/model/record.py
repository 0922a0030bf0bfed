"""What all records share: an entity of the dictionary and a key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from graph.model.fields import Entity, read_dictionary

KEY_SEPARATOR = "|"


def key_of(values: Iterable[Any]) -> str:
    """Join the values of key columns into the text that names a record everywhere.

    Empty parts are empty text; a date is written YYYY-MM-DD.

    Examples
    --------
    >>> key_of(["s-12", None, date(2026, 9, 1)])
    's-12||2026-09-01'
    """
    return KEY_SEPARATOR.join(
        "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
        for value in values
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A value that a store keeps: immutable, named by (entity, key)."""

    entity: ClassVar[str]

    @classmethod
    def definition(cls) -> Entity:
        """Return what the data dictionary says of this kind of record."""
        return read_dictionary()[cls.entity]

    @property
    def key(self) -> str:
        """Text that names the record within its entity, and stays the same while it lives."""
        return key_of(getattr(self, name) for name in self.definition().key)
