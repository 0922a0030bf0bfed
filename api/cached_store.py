"""A store whose newest network stays in memory, moved forward by what passes through."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, tzinfo
from functools import partial
from threading import Lock
from typing import Any, TypeVar, cast

from graph.errors import StaleRecordsError
from graph.model.changes import ChangeSet, Reliance
from graph.model.ids import Revision
from graph.network import Head, Network
from graph.stores.port import JournalEntry, NetworkStore
from services.views.history_detail import name_of_key

T = TypeVar("T")

KEPT_ANSWERS = 128
"""Answers of one network that stay in memory: a page asks for about ten, a day's slider has 61."""


class CachedStore:
    """A `NetworkStore` that reads the whole network once.

    A change set stored through it moves the kept network forward by `Network.after`; what another
    process stored is seen by the revision number, and the network is read again. The head is
    asked at every reading, so a page never shows an older revision than the store has.

    Parameters
    ----------
    store
        The store behind it.
    zone
        Time zone in which decisions are told.
    """

    def __init__(self, store: NetworkStore, *, zone: tzinfo = UTC) -> None:
        self.behind = store
        self._zone = zone
        self._kept: Network | None = None
        self._lock = Lock()
        self._made: tuple[Network | None, dict[Hashable, Any]] = (None, {})

    def head(self) -> Head:
        """See `NetworkStore.head`."""
        return self.behind.head()

    def read(self, *, at: Revision | None = None) -> Network:
        """See `NetworkStore.read`."""
        if at is not None:
            return self.behind.read(at=at)
        head = self.behind.head()
        with self._lock:
            if self._kept is None or self._kept.head != head:
                self._kept = self.behind.read()
            return self._kept

    def apply(
        self,
        changes: ChangeSet,
        *,
        based_on: Revision,
        relies_on: frozenset[Reliance] = frozenset(),
    ) -> Revision:
        """See `NetworkStore.apply`; a refusal calls the records what readers call them."""
        try:
            revision = self.behind.apply(changes, based_on=based_on, relies_on=relies_on)
        except StaleRecordsError as error:
            named = partial(name_of_key, names=self.read().name_of)
            raise StaleRecordsError(error.moved, named) from error
        with self._lock:
            if self._kept is not None and revision == self._kept.revision + 1:
                self._kept = self._kept.after(changes.changes, revision)
        return revision

    def history(self, *, since: int = 0, newest_first: bool = False) -> Iterator[JournalEntry]:
        """See `NetworkStore.history`; times are told in the region's zone, whatever the store."""
        for entry in self.behind.history(since=since, newest_first=newest_first):
            yield replace(entry, at=entry.at.astimezone(self._zone))

    def fill(self, network: Network, entries: Iterable[JournalEntry]) -> None:
        """See `NetworkStore.fill`."""
        self.behind.fill(network, entries)

    def close(self) -> None:
        """See `NetworkStore.close`."""
        self.behind.close()

    def derived(self, network: Network, name: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives, computed once for `network` under `name`.

        It lives as long as the network is kept: after the next change it is made anew. For a
        reader who still holds an older network nothing is kept. Of very many answers those asked
        for last are kept, since readers may ask for any day, window and district.
        """
        with self._lock:
            if self._kept is network and self._made[0] is not network:
                self._made = (network, {})
            made = self._made[1] if self._made[0] is network else {}
            if name in made:
                made[name] = made.pop(name)  # now the last one
                return cast("T", made[name])
        answer = make()
        with self._lock:
            made[name] = answer
            while len(made) > KEPT_ANSWERS:
                del made[next(iter(made))]
        return answer
