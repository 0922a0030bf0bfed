"""The kinds of isolation on networkx graphs, as one would write them with it, without words."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

from graph.network import Network
from tests.benchmarks._isolation_region import SINCE, SOON, Size

_HOPS, _ISLAND, _FAR_KM, _RADIUS_KM = 2, 10, 100.05, 6371.0088  # 100.05 is rounded to 100.1


class WithNetworkx:
    """Counts every kind but K13."""

    def __init__(self, network: Network, size: Size) -> None:
        self.network, self.institute = network, size.institute
        organisations = network.organisations
        self.kind = dict(zip(organisations.keys, organisations.column("kind"), strict=True))
        self.place = dict(
            zip(organisations.keys, organisations.column("municipality"), strict=True)
        )
        self.judged = [c for c in organisations.keys if self.kind[c] != "institute"]
        self.life: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.recent: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.equal: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for graph in (self.life, self.recent, self.equal):
            graph.add_nodes_from(organisations.keys)
        self._read_events()
        self.simple: nx.Graph[str] = nx.Graph(self.equal)
        self.directed: nx.DiGraph[str] = nx.DiGraph(self.equal)
        self.leaders = set(network.offers.column("organisation"))
        pairs = network.pairs
        self.paper: nx.Graph[str] = nx.Graph()
        self.paper.add_nodes_from(organisations.keys)
        self.paper.add_edges_from(zip(pairs.column("leader"), pairs.column("mentee"), strict=True))

    def _read_events(self) -> None:
        events = self.network.events
        names = ("date", "host", "participants", "directions")
        for day, host, participants, directions in zip(
            *(events.column(name) for name in names), strict=True
        ):
            for code, _ in participants:
                self.life.add_edge(host, code, day=day, directions=directions)
                if day >= SINCE:
                    self.recent.add_edge(host, code, day=day, directions=directions)
                    if not self._vertical(host, code):
                        self.equal.add_edge(host, code, day=day)

    def _vertical(self, a: str, b: str) -> bool:
        kinds = [self.kind[a], self.kind[b]]
        own = kinds.count("methodical_service") == 1 and self.place[a] == self.place[b]
        return "institute" in kinds or own

    def counts(self) -> dict[str, int]:
        """Return kind → number of organisations."""
        return {
            "K1": sum(not self.life.degree(v) and not self.paper.degree(v) for v in self.judged),
            "K2": sum(self._last(v) < SINCE for v in self.judged if self.life.degree(v)),
            "K3": sum(not self.recent.degree(v) and self.paper.degree(v) > 0 for v in self.judged),
            "K17": sum(self.recent.degree(v) > 0 == self.equal.degree(v) for v in self.judged),
            "K2b": sum(SINCE <= self._last(v) < SOON for v in self.judged if self.life.degree(v)),
            "K3b": len(self._silent_papers()),
            **self._ways(),
            **self._shape(),
            "K7b": self._far_away(),
            "K10": self._thinly_served(),
            "K16": self._out_of_time(),
            "K8": self._unmet(),
            "K9": self._without_curator(),
            "K15": sum(self._leans_on_one(v) for v in self.judged),
        }

    def _last(self, v: str) -> date:
        days = [d["day"] for _, _, d in self.life.in_edges(v, data=True)]
        days += [d["day"] for _, _, d in self.life.out_edges(v, data=True)]
        last: date = max(days)
        return last

    def _ways(self) -> dict[str, int]:
        judged = set(self.judged)
        apart = [p for p in nx.connected_components(self.simple) if not p & self.leaders]
        cut = sum(len(part & judged) for part in apart)
        islands = sum(len(part & judged) for part in apart if 1 < len(part) <= _ISLAND)
        flow: nx.DiGraph[str] = self.simple.to_directed()
        flow.add_edges_from(("root", leader) for leader in self.leaders)
        parents = nx.immediate_dominators(flow, "root")
        hanging = sum(v in judged and u not in {None, "root"} for v, u in parents.items())
        hops = nx.multi_source_dijkstra_path_length(self.simple, self.leaders, weight=None)
        far = sum(v in judged and n > _HOPS for v, n in hops.items())
        welded: nx.Graph[Any] = nx.Graph(self.simple)
        for leader in self.leaders:
            nx.add_cycle(welded, ("root", leader, f"weld {leader}"))
        welded.remove_edges_from(list(nx.bridges(welded)))
        safe = nx.node_connected_component(welded, "root")
        on_tie = sum(v in hops and v not in safe for v in judged)
        return {"K4": cut, "K4b": islands, "K5": on_tie, "K6": hanging, "K7": far}

    def _shape(self) -> dict[str, int]:
        cores = nx.core_number(self.simple)
        ways = [
            (self.directed.in_degree(v) > 0, self.directed.out_degree(v) > 0) for v in self.judged
        ]
        closed = [
            v for v in self.judged if {self.place[u] for u in self.simple[v]} == {self.place[v]}
        ]
        return {
            "K11": sum(cores[v] == 1 for v in self.judged),
            "K12": sum(takes != gives for takes, gives in ways),
            "K14": len(closed),
        }

    def _silent_papers(self) -> set[str]:
        met = nx.Graph(self.recent)
        judged = set(self.judged)
        return {v for tie in self.paper.edges if not met.has_edge(*tie) for v in tie} & judged

    def _far_away(self) -> int:
        table = self.network.organisations
        lat, lon = (np.radians(np.array(table.column(name), float)) for name in ("lat", "lon"))
        points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1)
        number = {code: i for i, code in enumerate(table.keys)}
        tree = cKDTree(points[[number[code] for code in self.leaders]])
        chord, _ = tree.query(points[[number[code] for code in self.judged]])
        return int(np.sum(np.asarray(chord) >= 2 * math.sin(_FAR_KM / _RADIUS_KM / 2)))

    def _thinly_served(self) -> int:
        table, people = self.network.curators, self.network.people
        capacity = dict(zip(people.keys, people.column("capacity"), strict=True))
        objects = defaultdict(set)
        for who, what in zip(table.column("curator"), table.column("object"), strict=True):
            objects[who].add(what)
        return len(set().union(*(o for who, o in objects.items() if len(o) > capacity[who])))

    def _out_of_time(self) -> int:
        met = set(self.leaders)
        dated: list[tuple[str, str, date]] = sorted(self.equal.edges(data="day"), key=itemgetter(2))
        for _, some in groupby(dated, key=itemgetter(2)):
            today = nx.DiGraph((a, b) for a, b, _ in some)
            at = met & set(today)
            if at:
                met |= set(nx.multi_source_dijkstra_path_length(today, at, weight=None))
        return sum(v not in met for v in self.judged)

    def _unmet(self) -> int:
        needs, offers = self.network.needs, self.network.offers
        offering = defaultdict(list)
        for code, direction in zip(
            offers.column("organisation"), offers.column("direction"), strict=True
        ):
            offering[direction].append(code)
        arrives = {
            direction: set(nx.multi_source_dijkstra_path_length(self.directed, codes, weight=None))
            for direction, codes in offering.items()
        }
        unmet = defaultdict(list)
        for code, direction in zip(
            needs.column("organisation"), needs.column("direction"), strict=True
        ):
            given: Iterable[tuple[str, str, tuple[str, ...]]]
            given = self.recent.in_edges(code, "directions")
            if not any(direction in directions for _, _, directions in given):
                unmet[code].append((direction, code in arrives[direction]))
        return len(unmet)

    def _without_curator(self) -> int:
        cared = {
            code
            for code in self.network.curators.column("object")
            if self.recent.has_edge(self.institute, code)
            or self.recent.has_edge(code, self.institute)
        }
        return sum(self.kind[v] == "methodical_service" and v not in cared for v in self.judged)

    def _leans_on_one(self, v: str) -> bool:
        partners = Counter(u for u, _ in self.equal.in_edges(v))
        partners.update(u for _, u in self.equal.out_edges(v))
        return bool(partners) and (
            len(partners) == 1 or max(partners.values()) / partners.total() >= 0.8
        )
