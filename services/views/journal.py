"""What the history needs of a journal: its shape, so that no view knows a store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from graph.model.changes import Action, Operation


class RecordedValues(Protocol):
    """One record's change as a journal keeps it."""

    @property
    def entity(self) -> str:
        """Kind of record."""

    @property
    def key(self) -> str:
        """Name of the record."""

    @property
    def operation(self) -> Operation:
        """Added, changed or removed."""

    @property
    def before(self) -> Mapping[str, Any]:
        """Fields that differ, before."""

    @property
    def after(self) -> Mapping[str, Any]:
        """Fields that differ, after."""


class Entry(Protocol):
    """One accepted change set as a journal keeps it."""

    @property
    def revision(self) -> int:
        """Number it made."""

    @property
    def actor(self) -> str:
        """Who decided."""

    @property
    def source(self) -> str:
        """Through which face."""

    @property
    def action(self) -> Action:
        """Kind of decision."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def undoes(self) -> int | None:
        """Revision it takes back."""

    @property
    def counts(self) -> Mapping[str, Mapping[Operation, int]]:
        """Entity → operation → records."""

    @property
    def content_hash(self) -> str:
        """Filled for a first load only."""

    @property
    def changes(self) -> Sequence[RecordedValues]:
        """What changed."""
