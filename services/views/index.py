"""Who is tied to whom on a day: what pages ask of an organisation, answered once for all."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from graph.model.choices import OrganisationKind, PlanStatus
from graph.model.organisation import Organisation, Person
from graph.model.plan import Plan
from services.isolation.scene import Scene
from services.measures.involvement import Involved, involvement_of
from services.policy import IsolationPolicy
from services.views.marks import STANDINGS, Mark
from services.views.rows import NetworkRows

_BEST_FIRST = (PlanStatus.ORDERED, PlanStatus.APPROVED, PlanStatus.DRAFT)
_INSTITUTES = frozenset({OrganisationKind.INSTITUTE.value, OrganisationKind.INSTITUTE_BRANCH.value})


class NetworkIndex(NetworkRows):
    """Answers what pages ask of organisations; everything is computed when first asked."""

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
    def involvement(self) -> Mapping[str, Involved]:
        """Organisation that is judged → what it gives and takes, in the usual window."""
        scene = Scene.of(self.network, IsolationPolicy(), day=self.day)
        return {one.organisation: one for one in involvement_of(scene).organisations}

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
