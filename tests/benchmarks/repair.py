"""Repairs of a made-up region against networkx: time, and that nothing is longer."""

from dataclasses import replace

import networkx as nx
import numpy as np

from graph.measures import component_labels
from graph.network import Network
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from services.repair.candidates import Candidates, Terms
from services.repair.proposal import Asked, Goal
from services.repair.propose import propose_repair
from tests.benchmarks._isolation_region import DAY, Size, made_up_region
from tests.tools.measure import Figure, median_s, print_figures

LIMIT_S = 5.0
KEPT = 400


def smaller(network: Network) -> Network:
    """Return the first organisations of the region alone."""
    table = network.organisations
    return network.filtered({"organisation": table.where(np.arange(len(table)) < KEPT)})


def with_networkx(scene: Scene, some: Candidates) -> int:
    """Return the tenths of a km of a minimum spanning tree of networkx over the groups."""
    nodes = scene.nodes
    labels = component_labels(len(nodes), scene.equal.giver, scene.equal.receiver)
    graph: nx.Graph[int] = nx.Graph()
    ends = labels[some.one], labels[some.other]
    for one, other, tenths in zip(*(e.tolist() for e in (*ends, some.tenths)), strict=True):
        old = graph.get_edge_data(one, other, {"weight": tenths})["weight"]
        graph.add_edge(one, other, weight=min(tenths, old))
    judged = graph.subgraph(sorted({int(g) for g in labels[nodes.judged]}))
    tree = nx.minimum_spanning_tree(judged)
    return round(tree.size(weight="weight"))


def main() -> None:
    """Measure and print."""
    policy = replace(IsolationPolicy(), window_months=3)
    network = smaller(made_up_region(Size(1_500, 44, 100, 1_000, 500, 8_000)))
    figures = []
    for goal in Goal:
        asked = Asked(goal=goal)
        made = propose_repair(network, policy, asked, day=DAY)
        size = (
            f"{made.judged} организаций, {made.candidates} пар, {len(made.ties)} связей, "
            f"{made.tenths / 10} км, доказано: {'да' if made.proved else 'нет'}"
        )

        def run(asked: Asked = asked) -> object:
            return propose_repair(network, policy, asked, day=DAY)

        figures.append(
            Figure(what=goal.value, size=size, seconds=median_s(run, repeats=1), limit_s=LIMIT_S)
        )
    scene = Scene.of(network, policy, day=DAY)
    terms = Terms(scene, max_km=None)
    some = terms.among(*terms.near_pairs(20))
    peer = with_networkx(scene, some)
    seconds = median_s(lambda: with_networkx(scene, some), repeats=1)
    size = f"{len(some)} пар, {peer / 10} км"
    figures.append(Figure(what="networkx: кратчайшее дерево", size=size, seconds=seconds))
    print_figures("Новые связи для оставшихся в стороне", figures)


if __name__ == "__main__":
    main()
