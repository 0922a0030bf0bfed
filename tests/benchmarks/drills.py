"""Every leader's removal in a made-up country of 60,000: all at once against one after another."""

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter

import networkx as nx
import numpy as np

from graph.forest import Forest
from graph.measures import Ints, distinct_ties, immediate_dominators
from graph.model.choices import OrganisationKind
from graph.model.event import Event
from graph.model.ids import DirectionId, EventId, MunicipalityId, OrganisationId
from graph.model.need import Offer
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.nearest import NONE, Neighbours, two_nearest
from graph.network import Network
from services.drills.ground import Ground
from services.drills.ranking import Ranking, rank
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from tests.benchmarks._isolation_region import DAY, START
from tests.tools.measure import Figure, median_s, peak_mb, print_figures

ORGANISATIONS, LEADERS, EDGES, HOPS = 60_000, 3_300, 335_000, 2
MUNICIPALITY = 34
SAMPLE = 20


def made_up_country() -> Network:
    """Return 60,000 organisations with 335,000 dated edges in three years, always the same."""
    return Network.of(list(_records(np.random.default_rng(11))))


def _records(rng: np.random.Generator) -> Iterator[Record]:
    codes = [OrganisationId(f"o{i:05d}") for i in range(ORGANISATIONS)]
    for i, code in enumerate(codes):
        yield Organisation(
            id=code,
            name=f"Школа {i}",
            kind=OrganisationKind.SCHOOL,
            municipality=MunicipalityId(f"m{i // MUNICIPALITY:04d}"),
        )
    for i in rng.choice(ORGANISATIONS, LEADERS, replace=False).tolist():
        yield Offer(organisation=codes[i], direction=DirectionId("d0"), places=3, from_date=START)
    activity = rng.lognormal(0, 1.2, ORGANISATIONS) * (rng.random(ORGANISATIONS) > 0.04)
    makers = rng.choice(ORGANISATIONS, EDGES, p=activity / activity.sum())
    made = number = 0
    while made < EDGES:
        giver = int(makers[number])
        first = giver // MUNICIPALITY * MUNICIPALITY
        invited = np.unique(rng.integers(first, first + MUNICIPALITY, int(rng.integers(1, 8))))
        if rng.random() < 0.1:
            invited = rng.integers(0, ORGANISATIONS, 1)
        guests = [codes[i] for i in invited.tolist() if i != giver and i < ORGANISATIONS]
        yield Event(
            id=EventId(f"e{number:06d}"),
            date=START + timedelta(days=int(rng.integers(0, (DAY - START).days + 1))),
            name="Семинар",
            host=codes[giver],
            participants=tuple((code, None) for code in guests),
        )
        made += len(guests)
        number += 1


class WithNetworkx:
    """Takes a leader away and looks again, as one would write it with networkx."""

    def __init__(self, n: int, low: Ints, high: Ints, leaders: Ints) -> None:
        self.graph: nx.Graph[int] = nx.Graph()
        self.graph.add_nodes_from(range(n))
        self.graph.add_edges_from(zip(low.tolist(), high.tolist(), strict=True))
        self.leaders = set(leaders.tolist())

    def near_without(self, leader: int) -> set[int]:
        """Return who has a leader within `HOPS` when one leaves the role."""
        rest = self.leaders - {leader}
        found = nx.multi_source_dijkstra_path_length(self.graph, rest, HOPS, weight=None)
        return set(found)

    def reached_without(self, leader: int) -> set[int]:
        """Return who reaches a leader when one is gone with its ties."""
        keep = nx.restricted_view(self.graph, [leader], [])
        rest = self.leaders - {leader}
        parts = nx.connected_components(keep)
        return {v for part in parts if part & rest for v in part}


def one_after_another(ground: Ground) -> tuple[float, float]:
    """Return what networkx would need for all leaders, by a sample whose answers must agree."""
    nodes = ground.scene.nodes
    leaders = np.flatnonzero(nodes.leader)
    peer = WithNetworkx(len(nodes), ground.low, ground.high, leaders)
    sample = leaders[:: len(leaders) // SAMPLE][:SAMPLE].tolist()
    start = perf_counter()
    near = [peer.near_without(v) for v in sample]
    middle = perf_counter()
    reached = [peer.reached_without(v) for v in sample]
    end = perf_counter()
    all_near, all_reached = peer.near_without(NONE), peer.reached_without(NONE)
    for v, some, others in zip(sample, near, reached, strict=True):
        found = set(ground.near_only(v).tolist()), set(ground.hanging_on(v).tolist())
        if found != (all_near - some - {v}, all_reached - others - {v}):
            message = f"the losses without {v} differ"
            raise AssertionError(message)
    times = len(leaders) / len(sample)
    return (middle - start) * times, (end - middle) * times


def main() -> None:
    """Measure, compare a sample, and print."""
    network = made_up_country()
    scene = Scene.of(network, IsolationPolicy(), day=DAY)
    nodes, n = scene.nodes, len(scene.nodes)
    leaders = np.flatnonzero(nodes.leader)

    def role() -> Ints:
        low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, n)
        found = two_nearest(Neighbours.of(n, low, high), leaders, most=HOPS)
        alone = (found.first != NONE) & (found.second == NONE)
        return np.bincount(found.first[alone], minlength=n)

    def gone() -> Ints:
        low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, n)
        parents = immediate_dominators(n, low, high, leaders)
        return Forest.of(parents, np.ones(n, dtype=np.int64)).weights_below()

    def both() -> tuple[Ints, Ints]:
        return role(), gone()

    def everything() -> Ranking:
        return rank(Ground.of(scene, hops=HOPS))

    role_s, gone_s, both_s = median_s(role), median_s(gone), median_s(both)
    everything_s, peak = median_s(everything), peak_mb()
    ground = Ground.of(scene, hops=HOPS)
    near_s, gone_peer_s = one_after_another(ground)
    size = f"{n} организаций, {len(ground.low)} связей в окне, {len(leaders)} лидеров"
    by_sample = f"networkx, {SAMPLE} лидеров, пересчитано на всех"
    print_figures(
        "Учебная тревога: уход каждого лидера",
        [
            Figure(what="уходит из роли", size=size, seconds=role_s, peer=by_sample, peer_s=near_s),
            Figure(
                what="исчезает со связями",
                size=size,
                seconds=gone_s,
                peer=by_sample,
                peer_s=gone_peer_s,
            ),
            Figure(
                what="то и другое",
                size=size,
                seconds=both_s,
                limit_s=0.5,
                peer=by_sample,
                peer_s=near_s + gone_peer_s,
                ratio=100,
            ),
            Figure(
                what="все потери сразу: связи, организации, «чёрный день», кривая",
                size=size,
                seconds=everything_s,
                memory_mb=peak,
            ),
        ],
    )


if __name__ == "__main__":
    main()
