"""The best repair by trying every set of ties, from the records alone."""

import math
from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from typing import Any

import networkx as nx

from graph.model.choices import OrganisationKind
from graph.model.event import Event
from graph.model.need import Distance, Offer, Restriction
from graph.model.organisation import Organisation
from graph.model.record import Record
from tests.unit.isolation import build

Tie = tuple[str, str]


def some(records: Iterable[Record], kind: type) -> list[Any]:
    return [record for record in records if isinstance(record, kind)]


class Oracle:
    """Knows candidates and tells whom a set of ties serves."""

    def __init__(self, records: list[Record], *, max_km: float | None = None) -> None:
        self.organisations = {o.id: o for o in some(records, Organisation)}
        self.judged = {
            code
            for code, o in self.organisations.items()
            if o.kind not in (OrganisationKind.UNIVERSITY, OrganisationKind.AUTHORITY)
        }
        self.leaders = {o.organisation for o in some(records, Offer)}
        self.graph: nx.Graph[str] = nx.Graph()
        self.graph.add_nodes_from(self.organisations)
        for event in some(records, Event):
            for guest, _ in event.participants:
                if event.date >= build.FIRST and not self.is_from_above(event.host, guest):
                    self.graph.add_edge(event.host, guest)
        self.table: dict[frozenset[str], float] = {
            frozenset((d.from_organisation, d.to_organisation)): d.km
            for d in sorted(some(records, Distance), key=lambda d: d.key)
        }
        bans = {
            frozenset((r.leader, r.mentee))
            for r in some(records, Restriction)
            if r.direction is None
        }
        self.candidates: dict[Tie, int] = {}
        for one, other in combinations(sorted(self.organisations), 2):
            tenths = self.tenths(one, other)
            if (
                tenths is not None
                and (max_km is None or tenths <= max_km * 10)
                and not self.graph.has_edge(one, other)
                and not self.is_from_above(one, other)
                and frozenset((one, other)) not in bans
                and self.family(one) != self.family(other)
            ):
                self.candidates[one, other] = tenths

    def is_from_above(self, one: str, other: str) -> bool:
        return any(self.organisations[c].kind is OrganisationKind.AUTHORITY for c in (one, other))

    def family(self, code: str) -> str:
        return self.organisations[code].parent or code

    def tenths(self, one: str, other: str) -> int | None:
        listed: float | None = self.table.get(frozenset((one, other)))
        if listed is not None:
            return math.floor(round(listed * 10, 6) + 0.5)
        a, b = self.organisations[one], self.organisations[other]
        if None in (a.lat, b.lat):
            return 0 if a.municipality == b.municipality else None
        (x, y), (u, v) = ((math.radians(p.lat), math.radians(p.lon)) for p in (a, b))
        cosine = math.sin(x) * math.sin(u) + math.cos(x) * math.cos(u) * math.cos(y - v)
        return math.floor(6371.0088 * math.acos(max(-1.0, min(1.0, cosine))) * 10 + 0.5)

    def served(self, goal: str, ties: Iterable[Tie], hops: int) -> set[str]:
        """Return who is served; of parts that are equally large, one."""
        return self.may_be_served(goal, ties, hops)[0]

    def may_be_served(self, goal: str, ties: Iterable[Tie], hops: int) -> list[set[str]]:
        """Return who is served: each of the largest parts, if all are to be connected."""
        graph = self.graph.copy()
        graph.add_edges_from(ties)
        if goal == "connected":
            parts = [self.judged & part for part in nx.connected_components(graph)] or [set()]
            most = max(len(part) for part in parts)
            return [part for part in parts if len(part) == most]
        most = hops if goal == "hops" else len(graph)
        near: set[str] = set()
        for leader in self.leaders & set(graph):
            near |= set(nx.single_source_shortest_path_length(graph, leader, cutoff=most))
        return [self.judged & near]

    def best(
        self, goal: str, *, order: str, hops: int = 2, room: dict[str, int] | None = None
    ) -> tuple[int, ...]:
        """Return left out, then what is least first, then the other."""
        ranks = []
        for ties in self.sets(goal):
            if room and any(sum(c in t for t in ties) > room[c] for c in room):
                continue
            left = len(self.judged) - len(self.served(goal, ties, hops))
            length = sum(self.candidates[t] for t in ties)
            cost = (length, len(ties)) if order == "km" else (len(ties), length)
            ranks.append((left, *cost))
        return min(ranks)

    def sets(self, goal: str) -> Iterator[tuple[Tie, ...]]:
        """Yield every set of candidates that may be a shortest answer: at most a tree."""
        ties = sorted(self.candidates)
        if goal == "hops":
            ties = [t for t in ties if (t[0] in self.leaders) != (t[1] in self.leaders)]
        most = range(min(len(ties), len(self.organisations) - 1) + 1)
        return chain.from_iterable(combinations(ties, k) for k in most)
