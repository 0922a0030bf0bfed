"""Drills the slow way: take it away, look again. Shares no line with the product."""

from collections import Counter

import networkx as nx

from graph.network import Network
from tests.unit.isolation.build import DAY
from tests.unit.isolation.oracle import JUDGED, Oracle, holds

Losses = set[tuple[str, str]]
"""(who, what) of what is lost."""


class Removing:
    """One network and what is lost when something of it is taken away."""

    def __init__(self, network: Network, hops: int, months: int = 12) -> None:
        read = Oracle(network, DAY, months)
        self.net, self.hops = network, hops
        self.v, self.graph, self.leaders = read.v, read.graph, read.leaders
        self.judged = {code for code, one in self.v.items() if one.kind.value in JUDGED}
        people = {p.id: p.organisation for p in network.people if holds(p, DAY)}
        there = self.v.keys() | {c.id for c in network.communities if holds(c, DAY)}
        rows = [c for c in network.curators if holds(c, DAY)]
        self.works = people
        self.cares: set[tuple[str, str]] = {
            (c.curator, str(c.object)) for c in rows if c.curator in people and c.object in there
        }

    def _reach(self, graph: "nx.Graph[str]", leaders: set[str], most: int | None) -> set[str]:
        found: set[str] = set()
        for leader in leaders & set(graph):
            found |= set(nx.single_source_shortest_path_length(graph, leader, most))
        return found & self.judged

    def near(self, leader: str) -> set[str]:
        before = self._reach(self.graph, self.leaders, self.hops)
        after = self._reach(self.graph, self.leaders - {leader}, self.hops)
        return before - after - {leader}

    def way(self, gone: str) -> set[str]:
        rest: nx.Graph[str] = self.graph.copy()
        rest.remove_node(gone)
        before = self._reach(self.graph, self.leaders, None)
        return before - self._reach(rest, self.leaders - {gone}, None) - {gone}

    def tie(self, one: str, other: str) -> set[str]:
        rest: nx.Graph[str] = self.graph.copy()
        rest.remove_edge(one, other)
        before = self._reach(self.graph, self.leaders, None)
        return before - self._reach(rest, self.leaders, None)

    def curators(self, gone: set[str]) -> tuple[set[str], set[str]]:
        """Return who has no curator then, and who only such as have too much."""
        load = Counter(who for who, _ in self.cares)
        most = {str(p.id): p.capacity for p in self.net.people}
        alone, deputy = set(), set()
        for what in {what for who, what in self.cares if who in gone}:
            left = [who for who, whose in self.cares if whose == what and who not in gone]
            if not left:
                alone.add(what)
            elif all((limit := most[who]) is not None and load[who] > limit for who in left):
                deputy.add(what)
        return alone, deputy

    def own(self, code: str) -> set[str]:
        """Return the own services of an organisation that are there."""
        one = self.v[code]
        if one.service:
            return {str(one.service)} & self.v.keys()
        if one.kind.value == "methodical_service":
            return set()
        return {
            other.id
            for other in self.v.values()
            if other.kind.value == "methodical_service" and other.municipality == one.municipality
        }

    def served(self, service: str) -> set[str]:
        return {v for v in self.judged if self.own(v) == {service}} - {service}

    def pairs(self, leader: str) -> set[tuple[str, str, tuple[str, ...]]]:
        rows = [
            p
            for p in self.net.pairs
            if holds(p, DAY) and {p.leader, p.mentee} <= self.v.keys() and p.leader != p.mentee
        ]
        return {
            (
                p.mentee,
                p.direction,
                tuple(
                    sorted(
                        q.leader
                        for q in rows
                        if (q.mentee, q.direction) == (p.mentee, p.direction) and q.leader != leader
                    )
                ),
            )
            for p in rows
            if p.leader == leader
        }

    def curve(self, order: list[str]) -> list[int]:
        """Return how many judged reach a leader after each removal."""
        rest: nx.Graph[str] = self.graph.copy()
        found = [len(self._reach(rest, self.leaders, None))]
        for code in order:
            rest.remove_node(code)
            found.append(len(self._reach(rest, self.leaders & set(rest), None)))
        return found
