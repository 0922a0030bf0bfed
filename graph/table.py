"""Columns of one kind of record; a row becomes a value when somebody asks for it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from graph.model.changes import Change
from graph.model.ids import Revision
from graph.model.record import Record
from graph.model.registry import CHOICE_TYPES, RECORD_TYPES

R = TypeVar("R", bound=Record)


class Table(Generic[R]):
    """All records of one entity at one revision, sorted by key; never changes.

    Values of a column are what the record holds (text, number, day, tuple), closed lists as their
    stored code. Tens of thousands of rows stay columns; `table[i]` and iteration build values.
    """

    def __init__(
        self,
        entity: str,
        keys: Sequence[str],
        columns: Mapping[str, Sequence[Any]],
        revisions: Sequence[int],
    ) -> None:
        self.entity = entity
        self.keys = keys
        self.revisions = revisions
        self._columns = columns
        self._type = RECORD_TYPES[entity]
        self._choices = CHOICE_TYPES[entity]

    @classmethod
    def empty(cls, entity: str) -> "Table[Any]":
        """Return a table of `entity` without rows."""
        return cls(entity, (), dict.fromkeys(RECORD_TYPES[entity].definition().fields, ()), ())

    @classmethod
    def of(cls, entity: str, records: Iterable[R], revision: int = 0) -> "Table[R]":
        """Build a table from values, in any order; the last of two equal keys wins."""
        by_key = {record.key: record for record in records}
        rows = [by_key[key] for key in sorted(by_key)]
        names = RECORD_TYPES[entity].definition().fields
        columns = {name: [getattr(row, name) for row in rows] for name in names}
        return cls(entity, sorted(by_key), columns, [revision] * len(rows))

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[R]:
        return (self[i] for i in range(len(self.keys)))

    def __getitem__(self, position: int) -> R:
        values = {name: column[position] for name, column in self._columns.items()}
        for name, choice in self._choices.items():
            if values[name] is not None:
                values[name] = choice(values[name])
        return self._type(**values)  # type: ignore[return-value]  # registry keeps entity and class together

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of field `name`, in key order."""
        return self._columns[name]

    def position(self, key: str) -> int | None:
        """Return the row of `key`, or None."""
        found = bisect_left(self.keys, key)
        return found if found < len(self.keys) and self.keys[found] == key else None

    def get(self, key: str) -> R | None:
        """Return the record named `key`, or None."""
        found = self.position(key)
        return None if found is None else self[found]

    def days(self, name: str) -> npt.NDArray[np.datetime64]:
        """Return a date column as ``datetime64[D]``; empty is NaT. Computed once."""
        if name not in self._days:
            self._days[name] = np.array(self._columns[name], dtype="datetime64[D]")
        return self._days[name]

    def in_force(self, day: np.datetime64) -> npt.NDArray[np.bool_]:
        """Return which rows have ``from_date`` ≤ `day` < ``to_date``; an empty end is open."""
        start, end = self.days("from_date"), self.days("to_date")
        return (np.isnat(start) | (start <= day)) & (np.isnat(end) | (day < end))

    def where(self, mask: npt.NDArray[np.bool_]) -> "Table[R]":
        """Return the table of the rows where `mask`, of shape ``(len(self),)``, is true."""
        rows = np.flatnonzero(mask).tolist()
        if len(rows) == len(self):
            return self
        return Table(
            self.entity,
            [self.keys[i] for i in rows],
            {name: [column[i] for i in rows] for name, column in self._columns.items()},
            [self.revisions[i] for i in rows],
        )

    def apply(self, changes: Iterable[Change], revision: Revision) -> "Table[R]":
        """Return the table after `changes` of its entity, each touched row at `revision`."""
        after = {change.key: change.after for change in changes}
        rows: list[tuple[str, int, Record | None]] = [
            (key, i, None) for i, key in enumerate(self.keys) if key not in after
        ]
        rows += [(key, -1, record) for key, record in after.items() if record is not None]
        rows.sort(key=lambda row: row[0])
        columns = {
            name: [column[i] if new is None else getattr(new, name) for _, i, new in rows]
            for name, column in self._columns.items()
        }
        revisions = [self.revisions[i] if new is None else revision for _, i, new in rows]
        return Table(self.entity, [key for key, _, _ in rows], columns, revisions)

    @cached_property
    def _days(self) -> dict[str, npt.NDArray[np.datetime64]]:
        return {}
