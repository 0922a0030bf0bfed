"""Who is tied to whom on a day: rows by organisation, looked up once for all pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from graph.model.choices import OrganisationKind, PairStatus, PlanStatus
from graph.model.ids import SchoolYear
from graph.model.organisation import Organisation, Person
from graph.model.plan import Plan
from graph.network import Network
from graph.table import Table
from graph.valid_time import first_day, school_year_of
from services.views.marks import STANDINGS, Mark

Rows = Mapping[str, list[int]]

_WORKING = frozenset({PairStatus.ORDERED.value, PairStatus.ACTIVE.value, None})
_BEST_FIRST = (PlanStatus.ORDERED, PlanStatus.APPROVED, PlanStatus.DRAFT)


class NetworkIndex:
    """Looks up what pages need; everything is computed when first asked.

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
    def current_plan(self) -> Plan | None:
        """The plan of the year that counts: ordered before approved before draft, newest first."""
        region = [
            plan
            for plan in self.network.plans
            if plan.school_year == self.year and plan.status in _BEST_FIRST
        ]
        return min(
            region,
            key=lambda p: (p.scope != "region", _BEST_FIRST.index(p.status), -p.network_revision),
            default=None,
        )

    @cached_property
    def name_of(self) -> Mapping[str, str]:
        """Code → short name of everything that has one."""
        return self.network.name_of

    @cached_property
    def position_of(self) -> Mapping[str, int]:
        """Code of an organisation → its row, whether it is in force or not."""
        return {code: i for i, code in enumerate(self.network.organisations.keys)}

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

    @cached_property
    def services_served(self) -> Mapping[str, int]:
        """Service → number of organisations in force that it serves."""
        counted: defaultdict[str, int] = defaultdict(int)
        for service in self.today.organisations.column("service"):
            if service:
                counted[service] += 1
        return counted

    @cached_property
    def standing_of(self) -> Mapping[str, Mark]:
        """Organisation → mark of its class by `Статусы`, if it has one that is shown."""
        return {
            award.organisation: STANDINGS[award.status]
            for award in self.today.statuses
            if award.status in STANDINGS
        }

    def mark_of(self, code: str) -> Mark:
        """Return the mark an organisation is shown with: what it does goes before what it is."""
        row = self.position_of.get(code)
        kind = None if row is None else self.network.organisations.column("kind")[row]
        if kind in _INSTITUTES:
            return Mark.INSTITUTE
        if kind == OrganisationKind.METHODICAL_SERVICE.value:
            return Mark.SERVICE
        if code in self.pairs_by_leader or self.places_of(code):
            return Mark.LEADER
        if code in self.standing_of:
            return self.standing_of[code]
        if code in self.pairs_by_mentee or code in self.needs_by_organisation:
            return Mark.MENTEE
        return Mark.OTHER

    def places_of(self, code: str) -> int:
        """Return how many mentees an organisation can lead over all directions."""
        places = self.offers.column("places")
        offered: int = sum(places[i] for i in self.offers_by_organisation.get(code, ()))
        row = self.position_of.get(code)
        total: int | None = (
            None if row is None else self.network.organisations.column("places_total")[row]
        )
        return offered if total is None else min(offered, total)

    def mentees_of(self, code: str) -> set[str]:
        """Return the schools an organisation leads."""
        mentees = self.pairs.column("mentee")
        return {mentees[i] for i in self.pairs_by_leader.get(code, ())}

    def place_of(self, one: Organisation) -> str:
        """Return settlement and municipality of an organisation, as one line.

        A town that is a municipality of its own is named once.
        """
        district = self.name_of.get(one.municipality, one.municipality)
        if one.settlement and one.settlement.split()[-1:] == district.split()[-1:]:
            return one.settlement
        return ", ".join(part for part in (one.settlement, district) if part)

    def contact_of(self, code: str) -> Person | None:
        """Return whom to call at an organisation."""
        people = [self.today.people[i] for i in self.people_by_organisation.get(code, ())]
        return min(people, key=lambda p: (not p.is_contact, not p.phone, p.id), default=None)

    @cached_property
    def involved(self) -> frozenset[str]:
        """Organisations that took part in an event of the last year, or are in a pair."""
        since = self.day - timedelta(days=365)
        taking_part = {
            code
            for code in self.events_by_organisation
            if (last := self.last_event(code)) is not None and last > since
        }
        return frozenset(taking_part | set(self.pairs_by_leader) | set(self.pairs_by_mentee))

    def last_event(self, code: str) -> date | None:
        """Return the day of the newest event of an organisation that was held."""
        events = self.network.events
        days, statuses = events.column("date"), events.column("status")
        held = [
            days[i]
            for i in self.events_by_organisation.get(code, ())
            if days[i] <= self.day and statuses[i] in {None, "held"}
        ]
        return held[-1] if held else None

    def next_event(self, code: str) -> int | None:
        """Return the row of the next event of an organisation, in at most a year."""
        events = self.network.events
        days, statuses = events.column("date"), events.column("status")
        coming = [
            i
            for i in self.events_by_organisation.get(code, ())
            if self.day <= days[i] <= self.day + timedelta(days=366)
            and statuses[i] not in {"cancelled", "held"}
        ]
        return coming[0] if coming else None


_INSTITUTES = frozenset({OrganisationKind.INSTITUTE.value, OrganisationKind.INSTITUTE_BRANCH.value})


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
