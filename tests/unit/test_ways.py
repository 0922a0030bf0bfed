"""Ways from sources agree with removing and recomputing on small graphs."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.measures import UNREACHED, distinct_ties, of_core_one
from graph.ways import hops_from, reached_in_time
from tests.unit.test_measures import Edges, ends, graphs


@given(graphs(), st.data())
def test_hops_are_those_of_the_nearest_source(
    graph: tuple[int, Edges], data: st.DataObject
) -> None:
    n, edges = graph
    sources = sorted(set(data.draw(st.lists(st.integers(0, n - 1)))))
    found = hops_from(n, *ends(edges), np.array(sources, dtype=np.int64))

    way: nx.Graph[int] = nx.Graph(edges)
    way.add_nodes_from(range(n))
    for v in range(n):
        hops = [nx.shortest_path_length(way, s, v) for s in sources if nx.has_path(way, s, v)]
        assert found[v] == min(hops, default=UNREACHED)


@given(graphs(), st.data())
def test_ways_in_time_never_go_back(graph: tuple[int, Edges], data: st.DataObject) -> None:
    n, edges = graph
    times = data.draw(st.lists(st.integers(0, 3), min_size=len(edges), max_size=len(edges)))
    sources = set(data.draw(st.lists(st.integers(0, n - 1))))
    at = np.isin(np.arange(n), sorted(sources))
    found = reached_in_time(*ends(edges), np.array(times, dtype=np.int64), at)

    met = {(s, 0) for s in sources}
    while True:
        more = {
            (b, t)
            for (a, b), t in zip(edges, times, strict=True)
            if any(v == a and since <= t for v, since in met)
        }
        if more <= met:
            break
        met |= more
    assert set(np.flatnonzero(found).tolist()) == {v for v, _ in met}


@given(graphs())
def test_core_one_is_what_networkx_says(graph: tuple[int, Edges]) -> None:
    n, edges = graph
    low, high, _ = distinct_ties(*ends(edges), n)

    way: nx.Graph[int] = nx.Graph(edges)
    way.add_nodes_from(range(n))
    cores = nx.core_number(way)
    assert of_core_one(n, low, high).tolist() == [cores[v] == 1 for v in range(n)]
