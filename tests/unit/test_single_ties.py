"""Ties that are the only way agree with removing each and walking again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.measures import Ints, distinct_ties
from graph.single_ties import single_ties
from tests.unit.test_measures import Edges, ends, graphs


def reach(low: Ints, high: Ints, sources: list[int], without: int | None = None) -> set[int]:
    met = set(sources)
    kept = [
        (int(a), int(b)) for i, (a, b) in enumerate(zip(low, high, strict=True)) if i != without
    ]
    while True:
        more = {b for e in kept for a, b in (e, e[::-1]) if a in met}
        if more <= met:
            return met
        met |= more


@given(graphs(), st.data())
def test_single_ties_are_those_whose_loss_cuts_off(
    graph: tuple[int, Edges], data: st.DataObject
) -> None:
    n, edges = graph
    sources = sorted(set(data.draw(st.lists(st.integers(0, n - 1)))))
    weight = np.array(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    low, high, _ = distinct_ties(*ends(edges), n)
    found = single_ties(n, low, high, np.array(sources, dtype=np.int64))

    before = reach(low, high, sources)
    gone = [sorted(before - reach(low, high, sources, i)) for i in range(len(low))]
    for v in range(n):
        assert sorted(found.of(v)) == [i for i, lost in enumerate(gone) if v in lost]
    assert [found.cut_off(i).tolist() for i in range(len(low))] == gone
    assert found.all.tolist() == [i for i, lost in enumerate(gone) if lost]
    assert found.lost(weight).tolist() == [int(weight[lost].sum()) for lost in gone if lost]


def test_the_nearest_tie_comes_first() -> None:
    found = single_ties(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0]))
    assert found.of(3) == [2, 1, 0]
