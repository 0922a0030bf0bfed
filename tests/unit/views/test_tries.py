"""What is tried stays in an address: added, contradicted, taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from services.assignment.adjustment import (
    MOST_ADJUSTMENTS,
    Adjustment,
    AdjustmentKind,
    read_adjustment,
)
from services.views.try_view import added, chips_of, read_tries, write_tries
from tests.unit.views.small_index import index_of

codes = st.sampled_from(["s-1", "s-2", "s-10"])
ways = st.sampled_from(["d-1", "d-2"])
pairs = st.builds(
    Adjustment,
    kind=st.sampled_from([AdjustmentKind.PIN, AdjustmentKind.BAN, AdjustmentKind.PREFER]),
    leader=codes,
    mentee=codes,
    direction=st.none() | ways,
)
places = st.builds(
    Adjustment,
    kind=st.just(AdjustmentKind.PLACES),
    leader=codes,
    direction=ways,
    places=st.sampled_from([-2, -1, 1, 2]),
)


@given(st.lists(pairs | places, max_size=12))
def test_what_is_added_is_read_back_from_the_address(some: list[Adjustment]) -> None:
    tried: tuple[Adjustment, ...] = ()
    for one in some:
        tried = added(tried, one)
    assert read_tries(write_tries(tried)) == tried


@given(st.lists(places, max_size=12))
def test_places_add_up_and_vanish_at_zero(some: list[Adjustment]) -> None:
    tried: tuple[Adjustment, ...] = ()
    for one in some:
        tried = added(tried, one)
    for one in tried:
        mine = [o.places for o in some if (o.leader, o.direction) == (one.leader, one.direction)]
        assert one.places == sum(mine) != 0
    assert len({(one.leader, one.direction) for one in tried}) == len(tried)


def test_a_pin_takes_the_place_of_a_ban_of_the_same_pair() -> None:
    tried = added(read_tries("ban:s-1:s-2:d-1|ban:s-1:s-2"), read_adjustment("pin:s-1:s-2:d-1"))
    assert write_tries(tried) == "ban:s-1:s-2|pin:s-1:s-2:d-1"


def test_an_address_holds_no_more_than_it_may() -> None:
    texts = [f"ban:s-1:x-{i}" for i in range(MOST_ADJUSTMENTS + 1)]
    assert len(read_tries("|".join(texts[1:]))) == MOST_ADJUSTMENTS
    with pytest.raises(InputError, match=r"adjust\.how_many"):
        read_tries("|".join(texts))


def test_a_chip_tells_one_adjustment_and_what_stays_without_it() -> None:
    tried = read_tries("ban:s-1:s-2:d-1|places:s-10:d-1:-1")
    first, second = chips_of(index_of(), tried)
    assert (first.text.code, first.rest) == ("web.try.is.ban", "places:s-10:d-1:-1")
    assert (second.text.code, second.rest) == ("web.try.is.less", "ban:s-1:s-2:d-1")
    assert second.text.params["n"] == 1
