"""Structural measures agree with plain definitions on every small graph."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.measures import (
    ROOT,
    UNREACHED,
    Ints,
    component_labels,
    distinct_ties,
    immediate_dominators,
    reached,
)

Edges = list[tuple[int, int]]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges]:
    n = draw(st.integers(1, 8))
    node = st.integers(0, n - 1)
    edges = draw(st.lists(st.tuples(node, node).filter(lambda e: e[0] != e[1]), max_size=14))
    return n, edges


def ends(edges: Edges) -> tuple[Ints, Ints]:
    table = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@given(graphs())
def test_ties_are_distinct_and_count_their_edges(graph: tuple[int, Edges]) -> None:
    n, edges = graph
    low, high, count = distinct_ties(*ends(edges), n)

    expected = {frozenset(e): sum(frozenset(e) == frozenset(f) for f in edges) for e in edges}
    found = zip(low.tolist(), high.tolist(), count.tolist(), strict=True)
    assert {frozenset((a, b)): c for a, b, c in found} == expected


@given(graphs())
def test_two_nodes_share_a_label_when_there_is_a_way(graph: tuple[int, Edges]) -> None:
    n, edges = graph
    labels = component_labels(n, *ends(edges))

    way: nx.Graph[int] = nx.Graph(edges)
    way.add_nodes_from(range(n))
    for a in range(n):
        for b in range(n):
            assert (labels[a] == labels[b]) == nx.has_path(way, a, b)


@given(graphs(), st.data())
def test_dominators_are_the_nodes_whose_removal_cuts_off(
    graph: tuple[int, Edges], data: st.DataObject
) -> None:
    n, edges = graph
    sources = set(data.draw(st.lists(st.integers(0, n - 1))))
    parents = immediate_dominators(n, *ends(edges), np.array(sorted(sources), dtype=np.int64))

    def reach(without: int | None) -> set[int]:
        met = {s for s in sources if s != without}
        while True:
            more = {b for e in edges for a, b in (e, e[::-1]) if a in met and b != without}
            if more <= met:
                return met
            met |= more

    for v in range(n):
        if v not in reach(None):
            assert parents[v] == UNREACHED
            continue
        chain, at = [], int(parents[v])
        while at != ROOT:
            chain.append(at)
            at = int(parents[at])
        assert sorted(chain) == [x for x in range(n) if x != v and v not in reach(x)]


@given(graphs(), st.data())
def test_reach_follows_the_direction(graph: tuple[int, Edges], data: st.DataObject) -> None:
    n, edges = graph
    start = data.draw(st.integers(0, n - 1))
    sources = np.zeros((n, 2), dtype=bool)
    sources[start, 0] = True

    found = reached(*ends(edges), sources)

    way: nx.DiGraph[int] = nx.DiGraph(edges)
    way.add_nodes_from(range(n))
    assert set(np.flatnonzero(found[:, 0]).tolist()) == {start} | nx.descendants(way, start)
    assert not found[:, 1].any()
