"""Which rows of the network pages are about, and where the rows of an organisation stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from graph.model.choices import PairStatus
from graph.model.ids import SchoolYear
from graph.network import Network
from graph.table import Table
from graph.valid_time import first_day, school_year_of

Rows = Mapping[str, list[int]]

_WORKING = frozenset({PairStatus.ORDERED.value, PairStatus.ACTIVE.value, None})


class NetworkRows:
    """Looks up rows by organisation; everything is computed when first asked.

    Parameters
    ----------
    network
        The whole network at one revision.
    today
        The same as of `day`.
    day
        The day it is looked at.
    year
        The school year that pages are about; None takes the newest one with needs.
    """

    def __init__(
        self, network: Network, today: Network, day: date, *, year: SchoolYear | None = None
    ) -> None:
        self.network = network
        self.today = today
        self.day = day
        self._year = year

    @cached_property
    def year(self) -> SchoolYear:
        """The school year that pages are about: the given, the newest with needs, or the day's."""
        if self._year is not None:
            return self._year
        years: set[SchoolYear] = set(self.network.needs.column("school_year"))
        return max({*years, school_year_of(self.day)})

    @property
    def year_begins(self) -> date:
        """1 September of the year that pages are about."""
        return first_day(self.year)

    @cached_property
    def pairs(self) -> Table[Any]:
        """Pairs that work on the day, or begin later in the year that pages are about.

        A pair that ends before the year begins gives way to those that follow it: a leader or a
        need with pairs that are still to begin is shown with these only.
        """
        table = self.network.pairs
        at, start = np.datetime64(self.day, "D"), np.datetime64(first_day(self.year), "D")
        works = np.array([s in _WORKING for s in table.column("status")], bool)
        now, later = table.in_force(at) & works, table.in_force(np.maximum(at, start)) & works
        leaders = table.column("leader")
        needs = list(zip(table.column("mentee"), table.column("direction"), strict=True))
        coming = np.flatnonzero(later & ~now).tolist()
        followed = {leaders[i] for i in coming}, {needs[i] for i in coming}
        ending = np.flatnonzero(now & ~later).tolist()
        gone = [i for i in ending if leaders[i] in followed[0] or needs[i] in followed[1]]
        now[gone] = False
        return table.where(now | later)

    @cached_property
    def offers(self) -> Table[Any]:
        """Offers in force on the day, or on 1 September of the year that pages are about.

        One that ends before gives way to that which follows it in the same direction.
        """
        table = self.network.offers
        at, start = np.datetime64(self.day, "D"), np.datetime64(first_day(self.year), "D")
        now, later = table.in_force(at), table.in_force(np.maximum(at, start))
        what = list(zip(table.column("organisation"), table.column("direction"), strict=True))
        followed = {what[i] for i in np.flatnonzero(later & ~now).tolist()}
        ending = np.flatnonzero(now & ~later).tolist()
        now[[i for i in ending if what[i] in followed]] = False
        return table.where(now | later)

    @cached_property
    def needs(self) -> Table[Any]:
        """Needs of the year that pages are about."""
        table = self.network.needs
        return table.where(np.array([y == self.year for y in table.column("school_year")], bool))

    @cached_property
    def pairs_by_leader(self) -> Rows:
        """Leader → rows of `pairs`."""
        return _rows(self.pairs.column("leader"))

    @cached_property
    def pairs_by_mentee(self) -> Rows:
        """Mentee → rows of `pairs`."""
        return _rows(self.pairs.column("mentee"))

    @cached_property
    def all_pairs_by_mentee(self) -> Rows:
        """Mentee → rows of all pairs there ever were."""
        return _rows(self.network.pairs.column("mentee"))

    @cached_property
    def assignments_by_leader(self) -> Rows:
        """Leader → rows of the lines of all plans."""
        return _rows(self.network.assignments.column("leader"))

    @cached_property
    def assignments_by_mentee(self) -> Rows:
        """Mentee → rows of the lines of all plans."""
        return _rows(self.network.assignments.column("mentee"))

    @cached_property
    def offers_by_organisation(self) -> Rows:
        """Organisation → rows of `offers`."""
        return _rows(self.offers.column("organisation"))

    @cached_property
    def needs_by_organisation(self) -> Rows:
        """Organisation → rows of `needs`."""
        return _rows(self.needs.column("organisation"))

    @cached_property
    def events_by_organisation(self) -> Rows:
        """Organisation → rows of all events it hosted, led or attended, by date."""
        events = self.network.events
        found: defaultdict[str, set[int]] = defaultdict(set)
        for i, host in enumerate(events.column("host")):
            found[host].add(i)
        for i, givers in enumerate(events.column("givers")):
            for giver in givers:
                found[giver].add(i)
        for i, guests in enumerate(events.column("participants")):
            for guest, _ in guests:
                found[guest].add(i)
        days = events.column("date")
        return {code: sorted(rows, key=lambda i: (days[i], i)) for code, rows in found.items()}

    @cached_property
    def ties_by_organisation(self) -> Rows:
        """Organisation → rows of `today.ties` at either end."""
        ties = self.today.ties
        return _rows(ties.column("from_organisation"), ties.column("to_organisation"))

    @cached_property
    def agreements_by_organisation(self) -> Rows:
        """Organisation → rows of all agreements it is a party to."""
        return _rows_of_lists(self.network.agreements.column("parties"))

    @cached_property
    def memberships_by_organisation(self) -> Rows:
        """Organisation → rows of `today.memberships`."""
        return _rows(self.today.memberships.column("organisation"))

    @cached_property
    def statuses_by_organisation(self) -> Rows:
        """Organisation → rows of `today.statuses`."""
        return _rows(self.today.statuses.column("organisation"))

    @cached_property
    def people_by_organisation(self) -> Rows:
        """Organisation → rows of `today.people`."""
        return _rows(self.today.people.column("organisation"))

    @cached_property
    def curators_by_object(self) -> Rows:
        """Object → rows of `today.curators`."""
        return _rows(self.today.curators.column("object"))

    @cached_property
    def curators_by_person(self) -> Rows:
        """Curator → rows of `today.curators`."""
        return _rows(self.today.curators.column("curator"))

    @cached_property
    def level_rows_by_service(self) -> Rows:
        """Service → rows of its yearly levels."""
        return _rows(self.network.levels.column("service"))

    @cached_property
    def indicators_by_object(self) -> Rows:
        """Object → rows of its indicator values."""
        return _rows(self.network.indicators.column("object"))


def _rows(*columns: Iterable[str | None]) -> Rows:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for column in columns:
        for i, code in enumerate(column):
            if code is not None:
                found[code].append(i)
    return dict(found)


def _rows_of_lists(column: Iterable[Iterable[str]]) -> Rows:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for i, codes in enumerate(column):
        for code in codes:
            found[code].append(i)
    return dict(found)
