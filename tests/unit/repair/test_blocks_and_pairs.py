"""Blocks against networkx; ends in pairs are as few as the formula says, and hold everybody."""

from typing import Any

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures import Ints, Mask
from services.repair.blocks import Blocks, blocks_of, fewest_ties, weak_sets
from services.repair.pairing import pair_ends

Edges = list[tuple[int, int]]
NODES = 9


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges, list[bool]]:
    n = draw(st.integers(3, NODES))
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    edges = draw(st.lists(st.sampled_from(pairs), max_size=n + 2, unique=True))
    return n, edges, draw(st.lists(st.booleans(), min_size=n, max_size=n))


def ends(edges: Edges) -> tuple[Ints, Ints]:
    found = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def parts(n: int, edges: Edges) -> set[frozenset[int]]:
    graph: Any = nx.Graph(edges)
    graph.add_nodes_from(range(n))
    return {frozenset(part) for part in nx.k_edge_components(graph, k=2)}


def together(n: int, edges: Edges, needed: list[bool]) -> bool:
    who = {v for v in range(n) if needed[v]}
    return any(who <= part for part in parts(n, edges)) or not who


def of_nodes(blocks: Blocks, needed: list[bool]) -> Mask:
    return np.bincount(blocks.of, weights=needed, minlength=blocks.count) > 0


@given(graphs())
def test_blocks_are_the_components_that_two_ways_hold(
    drawn: tuple[int, Edges, list[bool]],
) -> None:
    n, edges, _ = drawn
    of = blocks_of(n, *ends(edges)).of.tolist()
    found = {frozenset(v for v in range(n) if of[v] == b) for b in set(of)}
    assert found == parts(n, edges)


def test_two_ties_between_the_same_two_hold_each_other() -> None:
    found = blocks_of(3, *ends([(0, 1), (1, 0), (1, 2)]))
    assert found.of.tolist() == [0, 0, 1]
    assert (found.one.tolist(), found.other.tolist()) == ([0], [1])


@given(graphs())
def test_weak_sets_are_left_by_fewer_than_two_ties_and_part_the_needed(
    drawn: tuple[int, Edges, list[bool]],
) -> None:
    n, edges, needed = drawn
    who = {v for v in range(n) if needed[v]}
    found = [set(one.tolist()) for one in weak_sets(n, *ends(edges), np.array(needed))]
    for one in found:
        assert sum((u in one) != (v in one) for u, v in edges) <= 1
        assert who & one
        assert who - one
    assert bool(found) == (not together(n, edges, needed))


@settings(max_examples=200)
@given(graphs())
def test_ends_in_pairs_are_as_few_as_can_be(drawn: tuple[int, Edges, list[bool]]) -> None:
    n, edges, needed = drawn
    blocks = blocks_of(n, *ends(edges))
    tied = set(edges)

    def may(one: Ints, other: Ints) -> Mask:
        pairs = zip(one.tolist(), other.tolist(), strict=True)
        return np.array([u != v and (min(u, v), max(u, v)) not in tied for u, v in pairs], bool)

    found = pair_ends(blocks, of_nodes(blocks, needed), may)
    if found is None:
        # Two single organisations with a tie need a third, or cannot be held at all.
        assert fewest_ties(blocks, of_nodes(blocks, needed)) <= 2
        return
    new = [(min(e), max(e)) for e in zip(*(one.tolist() for one in found), strict=True)]
    assert len({*edges, *new}) == len(edges) + len(new)
    assert together(n, edges + new, needed)
    assert len(new) == fewest_ties(blocks, of_nodes(blocks, needed))
    if all(needed):
        assert len(new) == len(list(nx.k_edge_augmentation(_graph(n, edges), k=2)))


def _graph(n: int, edges: Edges) -> Any:
    graph: Any = nx.Graph(edges)
    graph.add_nodes_from(range(n))
    return graph


@settings(max_examples=100)
@given(graphs(), st.sets(st.tuples(st.integers(0, NODES), st.integers(0, NODES)), max_size=4))
def test_what_may_not_be_tied_is_never_a_pair(
    drawn: tuple[int, Edges, list[bool]], banned: set[tuple[int, int]]
) -> None:
    n, edges, needed = drawn
    blocks = blocks_of(n, *ends(edges))
    never = {frozenset(pair) for pair in [*banned, *edges]}

    def may(one: Ints, other: Ints) -> Mask:
        pairs = zip(one.tolist(), other.tolist(), strict=True)
        return np.array([u != v and frozenset((u, v)) not in never for u, v in pairs], bool)

    found = pair_ends(blocks, of_nodes(blocks, needed), may)
    if found is not None:
        new = list(zip(*(one.tolist() for one in found), strict=True))
        assert may(*found).all()
        assert together(n, edges + new, needed)
        assert len(new) == fewest_ties(blocks, of_nodes(blocks, needed))
