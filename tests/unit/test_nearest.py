"""The two nearest sources are the two nearest: networkx measures each distance alone."""

from random import Random

import networkx as nx
import numpy as np
import pytest

from graph.nearest import NONE, Neighbours, two_nearest


@pytest.mark.parametrize("seed", range(100))
def test_the_first_is_nearest_and_the_second_next(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - no secret
    n = dice.randint(1, 25)
    graph: nx.Graph[int] = nx.gnm_random_graph(n, dice.randint(0, 2 * n), seed=seed)
    ends = np.array(sorted(graph.edges), dtype=np.int64).reshape(-1, 2)
    sources = np.array(sorted(dice.sample(range(n), dice.randint(0, min(4, n)))), dtype=np.int64)
    most = dice.randint(1, 6)
    found = two_nearest(Neighbours.of(n, ends[:, 0], ends[:, 1]), sources, most=most)
    away = {s: nx.single_source_shortest_path_length(graph, s) for s in sources.tolist()}
    for v in range(n):
        near = sorted(d for s in away if (d := away[s].get(v, n)) <= most and v in away[s])
        first, second = int(found.first[v]), int(found.second[v])
        assert [away[s][v] for s in (first, second) if s != NONE] == near[:2]
        assert first == NONE or first != second
        assert int(found.hops[v]) == (near[0] if near else NONE)
