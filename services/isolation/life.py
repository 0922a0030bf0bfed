"""Events as arrays: who gave to whom, when, in which row, and whether between equals."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.measures import Ints, Mask, distinct
from graph.model.choices import EventStatus
from graph.model.event import Event, givers_of, receivers_of
from graph.table import Table
from services.isolation.nodes import NOBODY, Nodes

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Held events, one entry for each giver and receiver of a row.

    Attributes
    ----------
    giver, receiver
        Numbers of nodes; never equal.
    day
        First day of the event.
    row
        Row of the table of events.
    vertical
        Whether one end stands above the other.
    with_itself
        How many rows have givers and receivers, but nobody receives from another: left out.
    """

    giver: Ints
    receiver: Ints
    day: Days
    row: Ints
    vertical: Mask
    with_itself: int

    def __len__(self) -> int:
        return len(self.row)

    def where(self, mask: Mask) -> "Life":
        """Return the entries where `mask` is true."""
        return Life(
            giver=self.giver[mask],
            receiver=self.receiver[mask],
            day=self.day[mask],
            row=self.row[mask],
            vertical=self.vertical[mask],
            with_itself=self.with_itself,
        )

    def since(self, day: date) -> "Life":
        """Return the entries of `day` and later: those of the window that opens then."""
        return self.where(self.day >= np.datetime64(day, "D"))

    def touched(self, n: int) -> Mask:
        """Return which of `n` nodes take part in any entry."""
        return self.events_of(n) > 0

    def events_of(self, n: int) -> Ints:
        """Return the number of entries of each of `n` nodes, given or received."""
        return np.bincount(self.giver, minlength=n) + np.bincount(self.receiver, minlength=n)

    def last_of(self, n: int) -> Days:
        """Return the latest day of each of `n` nodes; NaT for none."""
        last = np.full(n, np.iinfo(np.int64).min, dtype=np.int64)
        days = self.day.astype(np.int64)
        np.maximum.at(last, self.giver, days)
        np.maximum.at(last, self.receiver, days)
        return last.astype("datetime64[D]")  # the smallest number is NaT

    @classmethod
    def of(cls, events: Table[Event], nodes: Nodes, *, day: date) -> "Life":
        """Read the held events up to `day`, of the organisations that are there on `day`.

        Rules: (1) held or without a status; (2) givers and (3) receivers as `graph.model.event`
        tells them; (4) nobody receives who gives; (5) a code named twice counts once; (6) an end
        that is not there makes no entry.
        """
        # RULE 1
        held = np.array([s in (None, EventStatus.HELD) for s in events.column("status")], bool)
        rows = np.flatnonzero(held & (events.days("date") <= np.datetime64(day, "D")))
        hosts, leading = events.column("host"), events.column("givers")
        named = events.column("participants")
        # RULES 2 AND 3
        given = _Ragged.of(rows, nodes, lambda i: givers_of(hosts[i], leading[i]))
        received = _Ragged.of(rows, nodes, lambda i: receivers_of(hosts[i], leading[i], named[i]))
        # RULE 4
        meant = received.row
        received = received.without(given)
        which, whose = same_row(received.row, given.row)
        row, giver, receiver = received.row[which], given.node[whose], received.node[which]
        return cls(
            giver=giver,
            receiver=receiver,
            day=events.days("date")[row],
            row=row,
            vertical=nodes.are_vertical(giver, receiver),
            with_itself=len(distinct(meant)) - len(distinct(received.row)),
        )


def same_row(row: Ints, sorted_row: Ints) -> tuple[Ints, Ints]:
    """Return the positions, in both lists, of every two entries with the same number.

    Examples
    --------
    >>> left, right = same_row(np.array([7, 5]), np.array([5, 7, 7]))
    >>> left.tolist(), right.tolist()
    ([0, 0, 1], [1, 2, 0])
    """
    start = np.searchsorted(sorted_row, row, side="left")
    count = np.searchsorted(sorted_row, row, side="right") - start
    left = np.repeat(np.arange(len(row)), count)
    first = np.repeat(np.cumsum(count) - count, count)
    return left, np.repeat(start, count) + np.arange(len(left)) - first


@dataclass(frozen=True, slots=True)
class _Ragged:
    """Different (row, node) entries, sorted."""

    row: Ints
    node: Ints
    size: int

    @classmethod
    def of(cls, rows: Ints, nodes: Nodes, members: Callable[[int], Sequence[str]]) -> "_Ragged":
        lists = [members(i) for i in rows.tolist()]
        lengths = np.fromiter((len(some) for some in lists), np.int64, len(lists))
        flat: Iterable[Any] = chain.from_iterable(lists)
        total = int(lengths.sum())
        node = np.fromiter(map(nodes.number.get, flat, repeat(NOBODY)), np.int64, total)
        keys = np.repeat(rows, lengths) * len(nodes) + node
        # RULES 5 AND 6
        keys = distinct(keys[node != NOBODY])
        return cls(keys // max(len(nodes), 1), keys % max(len(nodes), 1), len(nodes))

    def without(self, others: "_Ragged") -> "_Ragged":
        mask = ~np.isin(self.row * self.size + self.node, others.row * self.size + others.node)
        return _Ragged(self.row[mask], self.node[mask], self.size)
