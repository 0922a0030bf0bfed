"""One hash for all that a store holds, computed from values, so that stores can be compared."""

from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from graph.model.canonical import canonical_line, canonical_text
from graph.model.fields import read_dictionary
from graph.model.record import Record
from graph.network import Network
from graph.stores.port import JournalEntry, RecordedChange


def content_hash(network: Network, entries: Iterable[JournalEntry]) -> str:
    """Return the hash of all records with their revisions and of the whole journal.

    Parameters
    ----------
    network
        The newest network.
    entries
        Its journal, oldest first.
    """
    digest = sha256()
    for entity in read_dictionary().entities:
        table = network.table(entity)
        for i, record in enumerate(table):
            digest.update(f"{table.revisions[i]}\t{canonical_line(record)}\n".encode())
    for entry in entries:
        for line in _entry_lines(entry):
            digest.update(f"{line}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def load_hash(records: Iterable[Record]) -> str:
    """Return the hash that stands in the journal for a first load of `records`, in any order."""
    digest = sha256()
    for line in sorted(map(canonical_line, records)):
        digest.update(f"{line}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def _entry_lines(entry: JournalEntry) -> Iterable[str]:
    at = entry.at.astimezone(UTC).isoformat()
    yield "\t".join(
        (
            str(entry.revision),
            entry.actor,
            entry.source,
            entry.action,
            repr(entry.reason),
            at,
            str(entry.undoes or ""),
            entry.content_hash,
        )
    )
    for entity, counts in entry.counts.items():
        yield "\t".join((entity, *(f"{operation}:{n}" for operation, n in counts.items())))
    for change in entry.changes:
        yield _change_line(change)


def _change_line(change: RecordedChange) -> str:
    fields = read_dictionary()[change.entity].fields
    sides = [
        f"{name}={canonical_text(field, side[name])!r}"
        for side in (change.before, change.after)
        for name, field in fields.items()
        if name in side
    ]
    return "\t".join((change.entity, change.key, change.operation, *sides))
