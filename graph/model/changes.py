"""What one decision changes: every touched record before and after, stored whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from graph.errors import InputError
from graph.model.ids import Revision
from graph.model.record import Record

LONGEST_REASON = 500
"""Characters of a reason: it is a sentence, not a report."""


class Operation(StrEnum):
    """What happens to one record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Action(StrEnum):
    """Kind of decision a change set carries."""

    IMPORT = "import"
    PLAN = "plan"
    APPROVE = "approve"
    ORDER = "order"
    WITHDRAW = "withdraw"
    EDIT = "edit"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record before and after; None before = added, None after = removed.

    Raises
    ------
    InputError
        If both sides are empty or equal, or they are not the same record.
    """

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise InputError("change.empty")
        if self.before is not None and self.after is not None:
            if self.before.entity != self.after.entity or self.before.key != self.after.key:
                raise InputError("change.two_records", one=self.before.key, other=self.after.key)
            if self.before == self.after:
                raise InputError("change.nothing", key=self.after.key)

    @property
    def record(self) -> Record:
        """The record after, or before if it is removed."""
        found = self.after if self.after is not None else self.before
        assert found is not None  # noqa: S101 - __post_init__ refuses both empty
        return found

    @property
    def entity(self) -> str:
        """Kind of record."""
        return self.record.entity

    @property
    def key(self) -> str:
        """Name of the record within its entity."""
        return self.record.key

    @property
    def operation(self) -> Operation:
        """Whether the record is added, changed or removed."""
        if self.before is None:
            return Operation.ADDED
        return Operation.REMOVED if self.after is None else Operation.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """What a decision relied on without changing it; a whole kind if `key` is None."""

    entity: str
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Everything that one decision changes.

    Attributes
    ----------
    actor
        Who decided.
    source
        Through which face: ``cli``, ``web``, ``rest`` or ``program``.
    action
        Kind of decision.
    reason
        Why, in words a colleague understands a year later.
    at
        When; always with a time zone.
    request_key
        Unique text of this request: applied twice, it is stored once.
    changes
        The records, each at most once.
    undoes
        Revision that this change set takes back, if any.

    Raises
    ------
    InputError
        If the time has no zone, the reason is empty, longer than 500 characters or unreadable, the
        actor has no name, or a record is named twice.
    """

    actor: str
    source: str
    action: Action
    reason: str
    at: datetime
    request_key: str
    changes: tuple[Change, ...]
    undoes: Revision | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise InputError("change.no_zone", at=str(self.at))
        if not self.reason.strip():
            raise InputError("change.no_reason")
        if len(self.reason) > LONGEST_REASON:
            raise InputError("change.reason_long", most=LONGEST_REASON)
        if not self.actor.strip() or _has_controls(self.actor + self.reason):
            raise InputError("change.unreadable")
        seen: set[tuple[str, str]] = set()
        for change in self.changes:
            name = (change.entity, change.key)
            if name in seen:
                raise InputError("change.twice", record=change.entity, key=change.key)
            seen.add(name)


def _has_controls(text: str) -> bool:
    return any((char < " " and char not in "\n\t") or char == "\x7f" for char in text)


def put(records: Iterable[Record]) -> tuple[Change, ...]:
    """Return the changes that add `records`, in the given order."""
    return tuple(Change(before=None, after=record) for record in records)
