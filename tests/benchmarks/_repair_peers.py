"""What others do for the same repairs: networkx, and taking the best next tie each time."""

from typing import Any

import networkx as nx
import numpy as np

from graph.measures import Ints, component_labels
from services.isolation.scene import Scene
from services.repair.candidates import Candidates
from services.repair.cover import Far


def shortest_tree(scene: Scene, some: Candidates) -> int:
    """Return the tenths of a km of a minimum spanning tree of networkx over the groups."""
    nodes = scene.nodes
    labels = component_labels(len(nodes), scene.low, scene.high)
    graph: Any = nx.Graph()
    ends = labels[some.one], labels[some.other]
    for one, other, tenths in zip(*(e.tolist() for e in (*ends, some.tenths)), strict=True):
        old = graph.get_edge_data(one, other, {"weight": tenths})["weight"]
        graph.add_edge(one, other, weight=min(tenths, old))
    judged = graph.subgraph(sorted({int(g) for g in labels[nodes.judged]}))
    return round(nx.minimum_spanning_tree(judged).size(weight="weight"))


def held_by_networkx(scene: Scene, some: Candidates | None = None) -> tuple[int, int]:
    """Return ties, and tenths of a km, by which networkx leaves no tie critical.

    Without candidates any two may be tied, and length does not count.
    """
    judged = scene.nodes.judged
    graph: Any = nx.Graph(zip(scene.low.tolist(), scene.high.tolist(), strict=True))
    graph.add_nodes_from(np.flatnonzero(judged).tolist())
    graph.remove_nodes_from([v for v in list(graph) if not judged[v]])
    if some is None:
        return sum(1 for _ in nx.k_edge_augmentation(graph, k=2)), 0
    columns = (some.one.tolist(), some.other.tolist(), some.tenths.tolist())
    length = {
        (one, other): tenths
        for one, other, tenths in zip(*columns, strict=True)
        if judged[one] and judged[other]
    }
    chosen = list(nx.k_edge_augmentation(graph, k=2, avail=length))
    return len(chosen), sum(length[min(ends), max(ends)] for ends in chosen)


def greedy_cover(far: Far, open_ends: Ints) -> tuple[int, int]:
    """Return ties with leaders, and left out, if each time the tie that serves most is taken."""
    serves = far.through[:, open_ends].tocsc()
    left = np.ones(len(far.who), dtype=bool)
    ties = 0
    gain = np.diff(serves.indptr)
    while True:
        best = int(np.argmax(gain))
        if not len(gain) or not gain[best]:
            return ties, int(left.sum())
        rows = serves.indices[serves.indptr[best] : serves.indptr[best + 1]]
        new = rows[left[rows]]
        if len(new) < gain[best]:
            gain[best] = len(new)
            continue
        left[new] = False
        gain[best] = 0
        ties += 1
