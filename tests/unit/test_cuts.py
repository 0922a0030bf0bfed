"""Pairs of edges that cut a network, against taking each pair away."""

from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.cuts import NO_EDGE, search

N = 7
EDGES = st.lists(st.lists(st.integers(0, N - 1), min_size=2, max_size=2, unique=True), max_size=12)


def parts(edges: list[list[int]], gone: set[int]) -> int:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(N))
    graph.add_edges_from((e[0], e[1]) for i, e in enumerate(edges) if i not in gone)
    return nx.number_connected_components(graph)


@given(EDGES)
def test_edges_share_a_label_exactly_if_both_together_cut(edges: list[list[int]]) -> None:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    found = search(N, ends[:, 0], ends[:, 1], 0)
    whole = parts(edges, set())
    bridges = {i for i in range(len(edges)) if parts(edges, {i}) > whole}
    assert {i for i, label in enumerate(found.label) if not label} == bridges
    for i, j in combinations(sorted(set(range(len(edges))) - bridges), 2):
        assert (found.label[i] == found.label[j]) == (parts(edges, {i, j}) > whole)


@given(EDGES)
def test_what_a_bridge_hangs_is_found_in_one_row(edges: list[list[int]]) -> None:
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    found = search(N, ends[:, 0], ends[:, 1], 0)
    for i, label in enumerate(found.label):
        v = int(found.under[i])
        if label or v == NO_EDGE:
            continue
        graph: nx.Graph[int] = nx.Graph((e[0], e[1]) for k, e in enumerate(edges) if k != i)
        graph.add_nodes_from(range(N))
        below = {u for u in range(N) if 0 <= found.order[u] - found.order[v] < found.size[v]}
        assert below == nx.node_connected_component(graph, v)
