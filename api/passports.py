"""The passport of an export: one state, one passport, whatever the day it is exported on."""

from datetime import UTC

from graph.network import Network
from graph.stores.content import content_hash
from graph.stores.port import NetworkStore
from graph.workbook.passport import Passport


def passport_of(network: Network, store: NetworkStore) -> Passport:
    """Return the passport of `network`, the newest of `store`; its day is that of the revision.

    Raises
    ------
    StoreUnavailableError
        If the journal cannot be read.
    """
    entries = [entry for entry in store.history() if entry.revision <= network.revision]
    return Passport(
        store_id=network.head.store_id,
        revision=network.revision,
        # In one time zone, so that a copy in another store gives the same day.
        day=entries[-1].at.astimezone(UTC).date() if entries else None,
        content_hash=content_hash(network, entries),
    )
