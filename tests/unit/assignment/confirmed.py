"""Why a need is open, found anew from bare rows: no line is shared with the product's reasons.

Rows are read one by one, distances are computed here, and what a shortage says is a maximum flow
of networkx. Policies with side rules and scopes other than the region are not its business.
"""

import math
from collections import Counter, defaultdict
from datetime import date
from functools import cached_property

import networkx as nx

from graph.model.choices import Mode, Rule
from graph.model.need import Need, Offer
from graph.model.organisation import Organisation
from graph.network import Network
from graph.valid_time import first_day
from services.assignment.planned import PlannedAssignment
from services.policy import read_policy

ORDER = ("same_entity", "expired", "forbidden", "leader_needs_help", "too_far", "outside_reach")
EARTH_KM = 6371.0088


class Confirmation:
    """Finds the reason of every open need of a plan of the whole region."""

    def __init__(self, network: Network, plan: PlannedAssignment) -> None:
        self.plan = plan
        self.policy = read_policy(plan.plan.policy).assignment
        self.day = first_day(plan.plan.school_year)
        year = plan.plan.school_year
        self.organisation: dict[str, Organisation] = {o.id: o for o in network.organisations}
        rows = (n for n in network.needs if n.school_year == year and n.in_work is not False)
        self.needs: dict[tuple[str, str], Need] = {(n.organisation, n.direction): n for n in rows}
        self.offers: dict[str, list[Offer]] = defaultdict(list)
        for offer in network.offers:
            self.offers[offer.direction].append(offer)
        self.said: dict[tuple[str, str], list[tuple[Rule, str | None]]] = defaultdict(list)
        for row in network.restrictions:
            if row.until is None or row.until > self.day:
                self.said[row.leader, row.mentee].append((row.rule, row.direction))
        self.road: dict[tuple[str, str], float] = {}
        for road in network.distances:
            self.road[road.from_organisation, road.to_organisation] = road.km
            self.road[road.to_organisation, road.from_organisation] = road.km
        self.covered = Counter(line.mentee for line in plan.assignments)
        self.load = Counter(line.leader for line in plan.assignments)
        self.given = Counter(
            (line.leader, line.direction, line.offer_from) for line in plan.assignments
        )

        self._able: dict[tuple[str, str], list[Offer]] = {}

    def reason(self, mentee: str, direction: str) -> str:
        """Return the reason of an open need."""
        need = self.needs[mentee, direction]
        offers = self.offers[direction]
        if not offers:
            return "no_offer"
        fails = [self.fails(need, offer) for offer in offers]
        able = [offer for offer, rule in zip(offers, fails, strict=True) if rule is None]
        if not able:
            return max((rule for rule in fails if rule is not None), key=ORDER.index)
        if self.covered[need.organisation] >= self.policy.max_needs_per_mentee:
            return "limit_of_mentee"
        return "no_place" if all(map(self.is_full, able)) else "not_selected"

    def most(self, members: list[tuple[str, str]]) -> int:
        """Return how many of some needs can be served at once, by a maximum flow."""
        graph: nx.DiGraph[object] = nx.DiGraph()
        for key in members:
            graph.add_edge("in", ("need", key), capacity=1)
            for offer in self.able(key):
                row = ("offer", offer.key)
                graph.add_edge(("need", key), row, capacity=1)
                graph.add_edge(row, ("leader", offer.organisation), capacity=offer.places)
        for node in [node for node in graph if isinstance(node, tuple) and node[0] == "leader"]:
            graph.add_edge(node, "out", capacity=self.total[node[1]])
        if "in" not in graph or "out" not in graph:
            return 0
        return int(nx.maximum_flow_value(graph, "in", "out"))

    def able(self, key: tuple[str, str]) -> list[Offer]:
        """Return the offers that may serve a need; a pin leaves only those of its leader."""
        if key not in self._able:
            self._able[key] = self._found_able(key)
        return self._able[key]

    def _found_able(self, key: tuple[str, str]) -> list[Offer]:
        need = self.needs[key]
        able = [offer for offer in self.offers[key[1]] if self.fails(need, offer) is None]
        pinned = [
            offer
            for offer in able
            for rule, way in self.said[offer.organisation, need.organisation]
            if rule is Rule.PIN and way in (None, key[1])
        ]
        return pinned or able

    @cached_property
    def total(self) -> dict[str, int]:
        """Places of each leader over all directions."""
        found: Counter[str] = Counter()
        for offer in (offer for some in self.offers.values() for offer in some):
            if self.is_valid(offer):
                found[offer.organisation] += offer.places
        stated = {code: self.organisation[code].places_total for code in found}
        return {code: n if (own := stated[code]) is None else own for code, n in found.items()}

    def is_full(self, offer: Offer) -> bool:
        """Return whether an offer, or its leader, has no place left in the plan."""
        key = (offer.organisation, offer.direction, offer.from_date)
        used = self.load[offer.organisation]
        return self.given[key] >= offer.places or used >= self.total[offer.organisation]

    def fails(self, need: Need, offer: Offer) -> str | None:
        """Return the first rule that a pair fails."""
        mentee, leader = need.organisation, offer.organisation
        said = [rule for rule, way in self.said[leader, mentee] if way in (None, need.direction)]
        own = self.needs.get((leader, need.direction))
        km = self.km(mentee, leader)
        limit = min(offer.limit_km or 1e9, self.policy.max_km)
        near = km is not None and km <= limit
        local = (offer.reach or "").lower() in {"школьный", "муниципальный"}
        home = self.organisation[mentee].municipality == self.organisation[leader].municipality
        judged = {
            "same_entity": self.head(mentee) == self.head(leader),
            "expired": not (self.is_valid(offer) and self.is_open(mentee)),
            "forbidden": Rule.FORBID in said,
            "leader_needs_help": self.policy.leader_needs_help
            and own is not None
            and own.level == 3,
            "too_far": offer.mode in (None, Mode.ON_SITE) and not near and Rule.PIN not in said,
            "outside_reach": self.policy.reach_by_level and local and not home,
        }
        return next((rule for rule in ORDER if judged[rule]), None)

    def km(self, one: str, other: str) -> float | None:
        """Return kilometres rounded half up to a tenth, None if they are not known."""
        road = self.road.get((one, other))
        a, b = self.organisation[one], self.organisation[other]
        if road is None:
            if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
                return 0.0 if a.municipality == b.municipality else None
            north, south = math.radians(a.lat), math.radians(b.lat)
            across = math.sin((north - south) / 2) ** 2
            along = math.sin(math.radians(a.lon - b.lon) / 2) ** 2
            road = (
                2
                * EARTH_KM
                * math.asin(math.sqrt(across + math.cos(north) * math.cos(south) * along))
            )
        return math.floor(road * 10 + 0.5) / 10

    def head(self, code: str) -> str:
        """Return the end of the chain of heads, of a circle its first code."""
        seen: list[str] = []
        while (above := self.organisation[code].parent) is not None and code not in seen:
            seen.append(code)
            code = above
        return min(seen[seen.index(code) :]) if code in seen else code

    def is_open(self, code: str) -> bool:
        """Return whether an organisation is in force."""
        one = self.organisation[code]
        return _holds(one.from_date, one.to_date, self.day)

    def is_valid(self, offer: Offer) -> bool:
        """Return whether an offer and its organisation are in force."""
        return self.is_open(offer.organisation) and _holds(offer.from_date, offer.to_date, self.day)


def _holds(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day < until)
