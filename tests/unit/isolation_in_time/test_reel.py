"""The scene of a day is the same whichever days were asked for before."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.record import Record
from graph.network import Network
from services.isolation.scene import Scene
from services.isolation_in_time.reel import Reel
from services.policy import IsolationPolicy
from tests.unit.isolation.drawn import DAYS, draw_parents, networks

MORE = [date(2025, 8, 26), date(2026, 3, 2), date(2026, 12, 31), date(2027, 8, 25)]


@settings(max_examples=60, deadline=None)
@given(
    networks(),
    st.lists(st.sampled_from([None, None, "o0", "o1"]), min_size=7, max_size=7),
    st.sampled_from([False, True]).map(
        lambda follow: IsolationPolicy(branches_follow_parent=follow)
    ),
    st.lists(st.sampled_from([*DAYS, *MORE]), min_size=1, max_size=6),
)
def test_days_asked_in_any_order_are_each_read_as_on_their_own(
    records: list[Record], parents: list[str | None], policy: IsolationPolicy, days: list[date]
) -> None:
    network = Network.of(draw_parents(records, parents))
    reel = Reel(network, policy)
    for day in days:
        found, expected = reel.scene(day), Scene.of(network, policy, day=day)
        assert found.nodes.codes == expected.nodes.codes
        for name in ("judged", "new", "leader", "above", "service", "own_service"):
            assert np.array_equal(getattr(found.nodes, name), getattr(expected.nodes, name)), name
        for name in ("life", "recent", "equal"):
            assert _entries(found, name) == _entries(expected, name)
        for name in ("one", "other", "in_force", "member", "was_member"):
            assert np.array_equal(getattr(found.paper, name), getattr(expected.paper, name)), name
        assert found.paper.community == expected.paper.community
        assert (found.since, found.day) == (expected.since, expected.day)
        assert found.follows == expected.follows
        assert found.network.organisations.keys == expected.network.organisations.keys


def _entries(scene: Scene, name: str) -> list[tuple[object, ...]]:
    life = getattr(scene, name)
    columns = (life.row, life.giver, life.receiver, life.day, life.vertical)
    return sorted(zip(*(column.tolist() for column in columns), strict=True))
