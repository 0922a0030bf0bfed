"""Goals before and after: which way is better, and which goal decides."""

from hypothesis import given
from hypothesis import strategies as st

from services.assignment.goals import GOALS
from services.views.goal_changes import BandChange, goal_changes

numbers = st.integers(min_value=0, max_value=50)
NAMES = [name.value for name in GOALS if name.value != "distance_bands"]


def test_more_is_better_where_a_goal_is_a_maximum_and_worse_where_it_is_a_minimum() -> None:
    most, least = goal_changes([("pairs_kept", 3, 4), ("points", 10, 12)])
    assert (most.is_better, least.is_better) == (True, False)


def test_only_the_first_goal_that_differs_matters() -> None:
    changes = goal_changes(
        [("needs_of_level_3_covered", 5, 5), ("pairs_kept", 3, 2), ("points", 10, 9)]
    )
    assert [one.matters for one in changes] == [True, True, False]
    assert [one.differs for one in changes] == [False, True, True]


def test_bands_of_different_length_meet_at_the_nearest_band() -> None:
    (bands,) = goal_changes([("distance_bands", [1, 4, 9], [4, 10])])
    assert bands.bands == (
        BandChange(low=20, high=30, before=1, after=0),
        BandChange(low=0, high=10, before=9, after=10),
    )
    assert bands.is_better is True
    assert (bands.before, bands.after) == (None, None)


def test_the_farthest_band_that_differs_tells_which_is_better() -> None:
    (bands,) = goal_changes([("distance_bands", [1, 4, 9], [1, 5, 0])])
    assert bands.is_better is False


def test_bands_are_as_wide_as_the_policy_says() -> None:
    (bands,) = goal_changes([("distance_bands", [1, 0], [0, 1])], band_km=25)
    assert [(one.low, one.high) for one in bands.bands] == [(25, 50), (0, 25)]


def test_a_goal_that_one_plan_lacks_is_neither_better_nor_worse() -> None:
    (goal,) = goal_changes([("pairs_kept", None, 4)])
    assert goal.is_better is None
    assert goal.differs


@given(st.lists(st.tuples(st.sampled_from(NAMES), numbers, numbers), max_size=8))
def test_turned_round_what_was_better_is_worse(goals: list[tuple[str, int, int]]) -> None:
    there = goal_changes(goals)
    back = goal_changes([(name, after, before) for name, before, after in goals])
    for one, other in zip(there, back, strict=True):
        assert one.differs == other.differs
        assert one.matters == other.matters
        if one.differs:
            assert one.is_better is not other.is_better
    assert sum(one.matters and one.differs for one in there) <= 1
