"""Isolation on a made-up region: all kinds of this product against networkx doing the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import networkx as nx
import numpy as np

from graph.measures import Ints
from graph.model.choices import CuratorKind, OrganisationKind
from graph.model.community import CuratorAssignment
from graph.model.event import Event
from graph.model.ids import (
    DirectionId,
    EventId,
    MunicipalityId,
    OrganisationId,
    PersonId,
    SchoolYear,
)
from graph.model.need import Need, Offer
from graph.model.organisation import Municipality, Organisation, Person
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.isolation.detect import Found, find_isolated, judge
from services.isolation.findings import IsolationReport
from services.isolation.scene import Scene
from services.isolation.support import declared_needs, paired_leaders
from services.policy import IsolationPolicy
from tests.tools.measure import Figure, median_s, peak_mb, print_figures

DAY = date(2026, 8, 24)
SINCE = date(2025, 8, 24)
START = date(2023, 8, 25)
ORGANISATIONS, MUNICIPALITIES, LEADERS, NEEDS, PAIRS = 3_500, 44, 200, 1_900, 1_000
EDGES = 60_000
INSTITUTE = OrganisationId(f"o{MUNICIPALITIES:04d}")
DIRECTIONS = [DirectionId(f"d{i}") for i in range(8)]


def made_up_region() -> Network:
    """Return a made-up region with 60,000 dated edges in three years, always the same."""
    return Network.of(list(_records(np.random.default_rng(7))))


def _records(rng: np.random.Generator) -> Iterator[Record]:
    codes = [OrganisationId(f"o{i:04d}") for i in range(ORGANISATIONS)]
    places = [MunicipalityId(f"m{i:02d}") for i in range(MUNICIPALITIES)]
    for place in places:
        yield Municipality(id=place, name=f"Примерный район {place}")
    home = rng.integers(0, MUNICIPALITIES, ORGANISATIONS)
    home[:MUNICIPALITIES] = range(MUNICIPALITIES)
    spot = rng.uniform((43.5, 37.0), (46.5, 41.0), (MUNICIPALITIES, 2))[home]
    spot += rng.normal(0, 0.1, (ORGANISATIONS, 2))
    kinds = [OrganisationKind.METHODICAL_SERVICE] * MUNICIPALITIES + [OrganisationKind.INSTITUTE]
    for i, code in enumerate(codes):
        yield Organisation(
            id=code,
            name=f"Школа {i}",
            kind=kinds[i] if i < len(kinds) else OrganisationKind.SCHOOL,
            municipality=places[int(home[i])],
            lat=round(float(spot[i, 0]), 5),
            lon=round(float(spot[i, 1]), 5),
        )
    yield from _events(rng, codes, home)
    yield from _roles(rng, codes)


def _events(
    rng: np.random.Generator,
    codes: list[OrganisationId],
    home: Ints,
) -> Iterator[Record]:
    """Yield events of up to forty participants, mostly of one municipality."""
    activity = rng.lognormal(0, 1.2, len(codes)) * (rng.random(len(codes)) > 0.04)
    made, number = 0, 0
    while made < EDGES:
        giver = int(rng.choice(len(codes), p=activity / activity.sum()))
        near = np.flatnonzero((home == home[giver]) | (rng.random(len(codes)) < 0.002))
        weight = activity[near] + 1e-9
        size = min(int(rng.integers(1, 40)), len(near) - 1)
        invited = rng.choice(near, size, replace=False, p=weight / weight.sum())
        made += size
        host = INSTITUTE if number % 20 == 0 else codes[giver]
        yield Event(
            id=EventId(f"e{number:06d}"),
            date=START + timedelta(days=int(rng.integers(0, (DAY - START).days + 1))),
            name="Семинар",
            host=host,
            directions=(DIRECTIONS[int(rng.integers(len(DIRECTIONS)))],),
            participants=tuple((codes[i], None) for i in invited.tolist() if codes[i] != host),
        )
        number += 1


def _roles(rng: np.random.Generator, codes: list[OrganisationId]) -> Iterator[Record]:
    schools = codes[MUNICIPALITIES + 1 :]
    leaders = rng.choice(len(schools), LEADERS, replace=False).tolist()
    for i in leaders:
        yield Offer(
            organisation=schools[i],
            direction=DIRECTIONS[int(rng.integers(len(DIRECTIONS)))],
            places=int(rng.integers(1, 12)),
            from_date=START,
        )
    slots = rng.choice(900 * len(DIRECTIONS), NEEDS, replace=False).tolist()
    for slot in slots:
        yield Need(
            organisation=schools[slot // len(DIRECTIONS)],
            direction=DIRECTIONS[slot % len(DIRECTIONS)],
            level=int(rng.integers(1, 4)),
            school_year=SchoolYear("2025/2026"),
        )
    for slot in slots[:PAIRS]:
        yield Pair(
            leader=schools[leaders[slot % LEADERS]],
            mentee=schools[slot // len(DIRECTIONS)],
            direction=DIRECTIONS[slot % len(DIRECTIONS)],
            from_date=date(2025, 9, 1),
            to_date=date(2026, 9, 1),
        )
    for i, service in enumerate(codes[:MUNICIPALITIES]):
        yield Person(id=PersonId(f"p{i % 12}"), name=f"Куратор {i % 12}", organisation=INSTITUTE)
        if i % 11:
            yield CuratorAssignment(
                curator=PersonId(f"p{i % 12}"),
                kind=CuratorKind.SERVICE_CURATOR,
                object=service,
                from_date=START,
            )


class WithNetworkx:
    """The nine kinds on networkx graphs, as one would write them with it, without sentences."""

    def __init__(self, network: Network) -> None:
        self.network = network
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
            **self._ways(),
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
        cut = [
            v
            for part in nx.connected_components(self.simple)
            if not part & self.leaders
            for v in part & judged
        ]
        flow: nx.DiGraph[str] = self.simple.to_directed()
        flow.add_edges_from(("root", leader) for leader in self.leaders)
        parents = nx.immediate_dominators(flow, "root")
        hanging = sum(v in judged and u not in {None, "root"} for v, u in parents.items())
        return {"K4": len(cut), "K6": hanging}

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
            if self.recent.has_edge(INSTITUTE, code) or self.recent.has_edge(code, INSTITUTE)
        }
        return sum(self.kind[v] == "methodical_service" and v not in cared for v in self.judged)

    def _leans_on_one(self, v: str) -> bool:
        partners = Counter(u for u, _ in self.equal.in_edges(v))
        partners.update(u for _, u in self.equal.out_edges(v))
        return bool(partners) and (
            len(partners) == 1 or max(partners.values()) / partners.total() >= 0.8
        )


def main() -> None:
    """Measure, compare the counts, and print."""
    network = made_up_region()

    def kinds() -> Found:
        scene = Scene.of(network, IsolationPolicy(), day=DAY)
        return judge(scene, declared_needs(scene), paired_leaders(scene))

    def report() -> IsolationReport:
        return find_isolated(network, IsolationPolicy(), day=DAY)

    kinds_s, report_s = median_s(kinds), median_s(report)
    peak = peak_mb()
    told = {kind.value: count for kind, count in report().counts.items() if count is not None}
    expected = WithNetworkx(network).counts()
    if told != expected:
        message = f"networkx counts {expected}, the product {told}"
        raise AssertionError(message)
    peer_s = median_s(lambda: WithNetworkx(network).counts(), repeats=3, warm_up=0)
    edges = sum(len(some) for some in network.events.column("participants"))
    size = f"{ORGANISATIONS} организаций, {edges} связей с датой"
    print_figures(
        f"Изоляция: {told}",
        [
            Figure(
                what="девять видов с доказательствами",
                size=size,
                seconds=kinds_s,
                limit_s=0.3,
                peer="networkx, только число",
                peer_s=peer_s,
                ratio=5,
            ),
            Figure(
                what="то же, предложения и следующие шаги",
                size=size,
                seconds=report_s,
                limit_s=0.3,
                memory_mb=peak,
            ),
        ],
    )


if __name__ == "__main__":
    main()
