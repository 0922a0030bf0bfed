"""The shortest tree within limits equals the best of all trees that are tried one by one."""

from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.repair.limited_tree import limited_tree
from services.repair.limits import NO_LIMIT
from services.repair.options import Options

Tie = tuple[int, int, int]


def options_of(ties: list[Tie], room: list[int]) -> Options:
    one, other, cost = np.array(ties, dtype=np.int64).reshape(-1, 3).T
    return Options(
        one=one,
        other=other,
        first=one,
        second=other,
        cost=cost.astype(np.float64),
        room=np.array(room, dtype=np.int64),
    )


def best_by_trying(ties: list[Tie], room: list[int]) -> int | None:
    lengths = []
    for some in combinations(ties, len(room) - 1):
        tree = nx.Graph([(a, b) for a, b, _ in some])
        tree.add_nodes_from(range(len(room)))
        if nx.is_connected(tree) and all(tree.degree(v) <= room[v] for v in tree):
            lengths.append(sum(length for _, _, length in some))
    return min(lengths, default=None)


def test_a_longer_first_tie_makes_the_whole_shorter() -> None:
    # 0 may take two ties; the shortest first are with 1 and 2, and then 3 is left to 1 at 90
    ties = [(0, 1, 10), (0, 2, 11), (0, 3, 12), (1, 2, 13), (1, 3, 90), (2, 3, 80)]
    found = limited_tree(options_of(ties, [2, 2, 2, 2]), 4, np.array([0, 1, 5]))
    assert found is not None
    assert [ties[i] for i in found.chosen.tolist()] == [(0, 1, 10), (0, 3, 12), (1, 2, 13)]
    assert found.bound == 35


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_tree_within_the_limits_is_shorter(data: st.DataObject) -> None:
    n = data.draw(st.integers(2, 5))
    pairs = list(combinations(range(n), 2))
    lengths = st.integers(0, 40)
    ties = [(a, b, data.draw(lengths)) for a, b in pairs if data.draw(st.integers(0, 5))]
    room = [data.draw(st.sampled_from([0, 1, 1, 2, 2, 3, NO_LIMIT])) for _ in range(n)]
    ties = [(a, b, length) for a, b, length in ties if room[a] and room[b]]
    if not nx.is_connected(nx.Graph([(a, b) for a, b, _ in ties] + [(v, v) for v in range(n)])):
        return
    best = best_by_trying(ties, room)
    found = limited_tree(options_of(ties, room), n, None)
    if found is None:
        assert best is None
        return
    chosen = [ties[i] for i in found.chosen.tolist()]
    assert sum(length for _, _, length in chosen) == best == found.bound
    ends = [v for a, b, _ in chosen for v in (a, b)]
    assert all(ends.count(v) <= room[v] for v in range(n))
