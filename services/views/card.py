"""The card of one organisation: everything around it on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from graph.model.choices import EventStatus
from graph.model.community import Community, CuratorAssignment
from graph.model.event import Event
from graph.model.monitoring import IndicatorValue, LevelRecord, StatusAward
from graph.model.need import Need, Offer
from graph.model.organisation import Organisation, Person
from graph.model.tie import Agreement, Tie
from services.views.card_events import CardEvent, build_card_events, find_rating
from services.views.index import NetworkIndex
from services.views.marks import Mark
from services.views.partners import Partner, Who, build_who, find_leading, find_led


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOffer:
    """An offer with how much of it is taken in the year that pages are about."""

    offer: Offer
    direction: str
    taken: int
    head: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNeed:
    """A need with who helps; nobody if `helpers` is empty.

    Attributes
    ----------
    proposed
        Codes of those helpers that only a plan without an order names.
    """

    need: Need
    direction: str
    helpers: tuple[Who, ...]
    proposed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTie:
    """A tie that is no pair, and its other end."""

    tie: Tie
    who: Who
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCurator:
    """Who accompanies the organisation, and through which object."""

    person: Person | None
    code: str
    assignment: CuratorAssignment
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCard:
    """One organisation with everything around it.

    Attributes
    ----------
    is_closed
        It is not in force on the day; `successor` follows it, if one does.
    led, leading
        Pairs in which it leads, and in which it is led.
    events_of_year
        Events held in the last twelve months; `events` are the coming and the newest ones.
    rating, responses
        Mean of what guests said of the events it gave, weighted by answers.
    """

    organisation: Organisation
    mark: Mark
    municipality: str
    region: str
    place: str
    is_closed: bool
    successor: Who | None
    service: Who | None
    authority: Who | None
    parent: Who | None
    contact: Person | None
    people: tuple[Person, ...]
    led: tuple[Partner, ...]
    leading: tuple[Partner, ...]
    offers: tuple[CardOffer, ...]
    places: int
    needs: tuple[CardNeed, ...]
    events: tuple[CardEvent, ...]
    events_of_year: int
    last_event: date | None
    rating: float | None
    responses: int
    ties: tuple[CardTie, ...]
    agreements: tuple[Agreement, ...]
    communities: tuple[Community, ...]
    statuses: tuple[StatusAward, ...]
    levels: tuple[LevelRecord, ...]
    indicators: tuple[IndicatorValue, ...]
    curators: tuple[CardCurator, ...]
    served: int

    @property
    def schools_led(self) -> int:
        """How many schools it leads, each once."""
        return len({partner.who.code for partner in self.led if not partner.is_proposed})

    @property
    def farthest(self) -> Partner | None:
        """The school it travels farthest to."""
        trips = [p for p in self.led if p.km is not None and not p.is_remote]
        return max(trips, key=lambda p: p.km or 0.0, default=None)

    @property
    def open_needs(self) -> int:
        """Needs in work that nobody helps with."""
        return sum(not need.helpers and need.need.in_work is not False for need in self.needs)


def build_card(index: NetworkIndex, code: str) -> OrganisationCard:
    """Return the card of an organisation.

    Raises
    ------
    NotFoundError
        If no organisation has this code.
    """
    network, today = index.network, index.today
    one = network.organisation(code)
    events = [network.events[i] for i in index.events_by_organisation.get(code, ())]
    rating, responses = find_rating(events, code)
    leading = find_leading(index, code)
    municipality = network.municipalities.get(one.municipality)
    year_ago = index.day - timedelta(days=365)
    return OrganisationCard(
        organisation=one,
        mark=index.mark_of(code),
        municipality=municipality.name if municipality else one.municipality,
        region=(municipality.region or "") if municipality else "",
        place=index.place_of(one),
        is_closed=today.organisations.get(code) is None,
        successor=_who(index, one.successor),
        service=_who(index, one.service),
        authority=_who(index, one.authority),
        parent=_who(index, one.parent),
        contact=index.contact_of(code),
        people=tuple(today.people[i] for i in index.people_by_organisation.get(code, ())),
        led=find_led(index, code),
        leading=leading,
        offers=_offers(index, code),
        places=index.places_of(code),
        needs=_needs(index, code, leading),
        events=build_card_events(index.day, code, events),
        events_of_year=sum(_was_held(e) and year_ago < e.date <= index.day for e in events),
        last_event=index.last_event(code),
        rating=rating,
        responses=responses,
        ties=_ties(index, code),
        agreements=tuple(
            network.agreements[i] for i in index.agreements_by_organisation.get(code, ())
        ),
        communities=_communities(index, code),
        statuses=tuple(today.statuses[i] for i in index.statuses_by_organisation.get(code, ())),
        levels=tuple(network.levels[i] for i in index.level_rows_by_service.get(code, ())),
        indicators=tuple(network.indicators[i] for i in index.indicators_by_object.get(code, ())),
        curators=find_curators(index, one),
        served=index.services_served.get(code, 0),
    )


def find_curators(index: NetworkIndex, one: Organisation) -> tuple[CardCurator, ...]:
    """Return who accompanies an organisation or its methodical service, by kind and code."""
    objects = [code for code in (one.id, one.service) if code]
    rows = {i for code in objects for i in index.curators_by_object.get(code, ())}
    found = [index.today.curators[i] for i in sorted(rows)]
    return tuple(
        CardCurator(
            person=index.network.people.get(row.curator),
            code=row.curator,
            assignment=row,
            direction=index.name_of.get(row.direction or "", ""),
        )
        for row in sorted(found, key=lambda row: (row.kind, row.curator))
    )


def _who(index: NetworkIndex, code: str | None) -> Who | None:
    return build_who(index, code) if code else None


def _was_held(event: Event) -> bool:
    return event.status in {None, EventStatus.HELD}


def _offers(index: NetworkIndex, code: str) -> tuple[CardOffer, ...]:
    directions, mentees = index.pairs.column("direction"), index.pairs.column("mentee")
    # Places are of the year: a pair that ends before it begins takes none of them.
    counted = index.pairs.in_force(np.datetime64(max(index.day, index.year_begins), "D"))
    rows = [i for i in index.pairs_by_leader.get(code, ()) if counted[i]]
    found = [index.offers[i] for i in index.offers_by_organisation.get(code, ())]
    led = {d: len({mentees[i] for i in rows if directions[i] == d}) for d in set(directions)}
    shown = []
    for offer in sorted(found, key=lambda o: (o.from_date, o.direction)):
        # Of several offers in a direction the older one is filled first.
        taken = min(led.get(offer.direction, 0), offer.places)
        if not any(o.direction == offer.direction and o.from_date > offer.from_date for o in found):
            taken = led.get(offer.direction, 0)
        led[offer.direction] = led.get(offer.direction, 0) - taken
        shown.append(
            CardOffer(
                offer=offer,
                direction=index.name_of.get(offer.direction, offer.direction),
                taken=taken,
                head=index.network.people.get(offer.head) if offer.head else None,
            )
        )
    return tuple(sorted(shown, key=lambda one: (one.direction, one.offer.from_date)))


def _needs(index: NetworkIndex, code: str, leading: Iterable[Partner]) -> tuple[CardNeed, ...]:
    found = [index.needs[i] for i in index.needs_by_organisation.get(code, ())]
    partners = tuple(leading)
    shown = []
    for need in sorted(found, key=lambda n: (-n.level, index.name_of.get(n.direction, ""))):
        helping = [p for p in partners if p.direction_code == need.direction]
        shown.append(
            CardNeed(
                need=need,
                direction=index.name_of.get(need.direction, need.direction),
                helpers=tuple(p.who for p in helping),
                proposed=frozenset(p.who.code for p in helping if p.is_proposed),
            )
        )
    return tuple(shown)


def _ties(index: NetworkIndex, code: str) -> tuple[CardTie, ...]:
    found = [index.today.ties[i] for i in index.ties_by_organisation.get(code, ())]
    shown = [
        CardTie(
            tie=tie,
            who=build_who(
                index,
                tie.to_organisation if tie.from_organisation == code else tie.from_organisation,
            ),
            direction=index.name_of.get(tie.direction or "", ""),
        )
        for tie in found
    ]
    seen: dict[tuple[str, str, str], CardTie] = {}
    for one in sorted(shown, key=lambda t: (t.tie.kind, t.who.name, t.direction, t.tie.from_date)):
        seen.setdefault((one.tie.kind, one.who.code, one.direction), one)
    return tuple(seen.values())


def _communities(index: NetworkIndex, code: str) -> tuple[Community, ...]:
    table = index.today.memberships
    codes = {table[i].community for i in index.memberships_by_organisation.get(code, ())}
    found = (index.network.communities.get(community) for community in sorted(codes))
    return tuple(community for community in found if community is not None)
