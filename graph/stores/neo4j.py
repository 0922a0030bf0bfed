"""The server store: a Neo4j database that several programs share and people ask in Cypher."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from graph.errors import ConflictError, InputError, NotFoundError, StaleRecordsError
from graph.model.changes import ChangeSet, Reliance
from graph.model.fields import read_dictionary
from graph.model.ids import Revision
from graph.network import Head, Network
from graph.stores.admission import check_presence, check_records, check_references
from graph.stores.content import load_hash
from graph.stores.journal import entry_of, roll_back
from graph.stores.neo4j_journal import (
    NEVER,
    moved_since,
    read_entries,
    revision_made_by,
    write_entry,
)
from graph.stores.neo4j_read import HEAD, locked_head, occurring, read_head, read_network, unlock
from graph.stores.neo4j_schema import head_properties, prepare
from graph.stores.neo4j_session import Deadlines, Neo4jAddress, Neo4jSession, closing
from graph.stores.neo4j_write import remove_nodes, removed_keys, write_changes, write_records
from graph.stores.port import JournalEntry

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

MOST_ROWS = 60_000
"""Records and rows of their journal that a server with 1 GB of heap takes in one transaction.

Measured on a made-up region of 20,879 records with 61,000 ties: three of them (62,600 rows) are
loaded first, or one is journalled (41,800 rows); four first, or two journalled (83,500) are not.
"""

_ENTRIES_AT_A_TIME = 100

_MOVE_HEAD = "MATCH (h:Head {id: $id}) SET h.revision = $revision REMOVE h.locked"
_SET_HEAD = "MATCH (h:Head {id: $id}) SET h += $head REMOVE h.locked"


class Neo4jStore:
    """A `NetworkStore` in one database of a Neo4j server; may be shared between threads.

    Parameters
    ----------
    url
        Address of the server, without user and password.
    user, password, database
        Who asks, and for which database.
    create_as
        Head for an empty database. Without it an empty database is refused.
    deadlines
        How long to wait for the server.

    Raises
    ------
    StoreUnavailableError
        If the server cannot be reached or refuses, or the database is not a store of this program.
    """

    def __init__(
        self,
        url: str,
        *,
        user: str = "neo4j",
        password: str = "",
        database: str = "neo4j",
        create_as: Head | None = None,
        deadlines: Deadlines | None = None,
    ) -> None:
        address = Neo4jAddress(url=url, user=user, password=password, database=database)
        self._session = Neo4jSession(address, deadlines or Deadlines())
        with closing(self._session):
            prepare(self._session, create_as)

    def head(self) -> Head:
        """See `NetworkStore.head`."""
        return self._session.read(read_head)

    def read(self, *, at: Revision | None = None) -> Network:
        """See `NetworkStore.read`."""
        return self._session.read(partial(_read, at=at))

    def apply(
        self,
        changes: ChangeSet,
        *,
        based_on: Revision,
        relies_on: frozenset[Reliance] = frozenset(),
    ) -> Revision:
        """See `NetworkStore.apply`.

        Raises
        ------
        InputError
            Also if it is too large for one transaction of the server.
        """
        check_records(changes)
        return self._session.write(
            partial(_apply, changes=changes, based_on=based_on, relies_on=relies_on)
        )

    def history(self, *, since: int = 0, newest_first: bool = False) -> Iterator[JournalEntry]:
        """See `NetworkStore.history`."""
        low, high = since, NEVER
        while True:
            entries = self._session.read(
                partial(_page, since=low, before=high, newest_first=newest_first)
            )
            if not entries:
                return
            yield from entries
            if newest_first:
                high = entries[-1].revision
            else:
                low = entries[-1].revision

    def fill(self, network: Network, entries: Iterable[JournalEntry]) -> None:
        """See `NetworkStore.fill`."""
        kept = list(entries)
        tables = [network.table(name) for name in read_dictionary().entities]
        _check_size(sum(map(len, tables)) + sum(len(entry.changes) for entry in kept))
        if not self._session.write(partial(_fill, network=network, entries=kept)):
            raise ConflictError("store.not_empty", path=self._session.address.url)

    def close(self) -> None:
        """See `NetworkStore.close`."""
        self._session.close()


def _check_size(rows: int) -> None:
    if rows > MOST_ROWS:
        raise InputError("neo4j.too_large", n=rows, most=MOST_ROWS)


def _read(tx: "ManagedTransaction", at: Revision | None) -> Network:
    head = locked_head(tx)
    if at is not None and not 0 <= at <= head.revision:
        raise NotFoundError("revision.unknown", revision=at, newest=head.revision)
    network = read_network(tx, head)
    if at is not None and at < head.revision:
        network = roll_back(network, read_entries(tx, since=at, newest_first=True), at)
    unlock(tx)
    return network


def _page(
    tx: "ManagedTransaction", *, since: int, before: int, newest_first: bool
) -> list[JournalEntry]:
    locked_head(tx)
    entries = read_entries(
        tx, since=since, before=before, newest_first=newest_first, limit=_ENTRIES_AT_A_TIME
    )
    unlock(tx)
    return entries


def _apply(
    tx: "ManagedTransaction",
    *,
    changes: ChangeSet,
    based_on: Revision,
    relies_on: frozenset[Reliance],
) -> Revision:
    head = locked_head(tx)
    made = revision_made_by(tx, changes.request_key)
    if made is not None:
        unlock(tx)
        return made
    moved = _moved(tx, changes, based_on, relies_on) if head.revision else _known(changes)
    if moved:
        raise StaleRecordsError(tuple(moved))
    _check_size(len(changes.changes) * (2 if head.revision else 1))  # a first load has no journal
    revision = Revision(head.revision + 1)
    write_changes(tx, changes.changes, revision)
    going = removed_keys(changes.changes)
    check_references(changes, partial(occurring, tx, going))
    remove_nodes(tx, changes.changes)
    first = load_hash(c.record for c in changes.changes) if head.revision == 0 else ""
    write_entry(tx, entry_of(changes, revision, content_hash=first))
    tx.run(_MOVE_HEAD, id=HEAD, revision=revision).consume()
    return revision


def _known(changes: ChangeSet) -> set[tuple[str, str]]:
    """Return the records that `changes` take for known: in an empty store there are none."""
    return {(c.entity, c.key) for c in changes.changes if c.before is not None}


def _moved(
    tx: "ManagedTransaction",
    changes: ChangeSet,
    based_on: Revision,
    relies_on: frozenset[Reliance],
) -> set[tuple[str, str]]:
    touched = {(change.entity, change.key) for change in changes.changes}
    records = touched | {(r.entity, r.key) for r in relies_on if r.key is not None}
    kinds = {r.entity for r in relies_on if r.key is None}
    moved = moved_since(tx, based_on, records, kinds)
    return moved | check_presence(changes, partial(occurring, tx, {}))


def _fill(tx: "ManagedTransaction", *, network: Network, entries: list[JournalEntry]) -> bool:
    if locked_head(tx).revision:
        unlock(tx)
        return False
    tables = {name: network.table(name) for name in read_dictionary().entities}
    write_records(
        tx,
        {
            name: [(None, row, at) for row, at in zip(table, table.revisions, strict=True)]
            for name, table in tables.items()
        },
    )
    for entry in entries:
        write_entry(tx, entry, keep_request_key=False)
    tx.run(_SET_HEAD, id=HEAD, head=head_properties(network.head)).consume()
    return True
