"""What the product asks of a database: read a snapshot, apply a change set, tell the past."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from graph.model.changes import Action, ChangeSet, Operation, Reliance
from graph.model.ids import Revision
from graph.network import Head, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """One record's change as the journal keeps it.

    Attributes
    ----------
    before, after
        The fields that differ, by name, as plain values; all that were filled for a record that
        was removed or added. Empty where the journal notes only the creation (lines of a plan);
        a binary field, which every record of its kind has, is never told of `after`.
    """

    entity: str
    key: str
    operation: Operation
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One accepted change set.

    Attributes
    ----------
    counts
        Entity → operation → number of records.
    content_hash
        Of a first load, which keeps no single changes: hash of what was loaded; else empty.
    changes
        In the order of the change set; empty for a first load.
    """

    revision: Revision
    actor: str
    source: str
    action: Action
    reason: str
    at: datetime
    request_key: str
    undoes: Revision | None
    counts: Mapping[str, Mapping[Operation, int]]
    content_hash: str = ""
    changes: tuple[RecordedChange, ...] = field(default=(), repr=False)


class NetworkStore(Protocol):
    """A place that keeps the network and the history of its changes.

    Every adapter passes `tests/contract/test_store.py`; that file, not this docstring, is the
    specification. A store at revision 0 is empty; its first change set is a *first load*, which is
    journalled as one entry with counts and a content hash.
    """

    def head(self) -> Head:
        """Return where the store stands, without reading the network."""
        ...

    def read(self, *, at: Revision | None = None) -> Network:
        """Return the network at its newest, or a past, revision, in one consistent read.

        Raises
        ------
        NotFoundError
            If the store has not reached revision `at`.
        StoreUnavailableError
            If the database cannot be used.
        """
        ...

    def apply(
        self,
        changes: ChangeSet,
        *,
        based_on: Revision,
        relies_on: frozenset[Reliance] = frozenset(),
    ) -> Revision:
        """Store `changes` whole, and return the revision they make.

        A request key that was stored before gives the revision it made then, and nothing happens.

        Raises
        ------
        StaleRecordsError
            If a record that is touched or relied on has moved since `based_on`.
        InputError
            If a record is not as the dictionary says, or a reference names nothing.
        ConflictError
            If a record that others name would be removed.
        StoreUnavailableError
            If the database cannot be used; nothing is changed then.
        """
        ...

    def history(self, *, since: int = 0, newest_first: bool = False) -> Iterator[JournalEntry]:
        """Yield the accepted change sets with revision above `since`."""
        ...

    def fill(self, network: Network, entries: Iterable[JournalEntry]) -> None:
        """Fill an empty store with a network and its journal as they are, for a copy.

        Records keep their revisions, entries their times and authors; request keys are not kept.
        The head takes the store id, the revision and the reference date of `network`.

        Raises
        ------
        ConflictError
            If the store is not at revision 0.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
