"""A question of repair survives as a text of an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from services.repair.asked_text import asked_text, read_asked
from services.repair.proposal import Asked, Goal, Minimise

LIMITS = st.none() | st.integers(0, 50)


@given(
    st.builds(
        Asked,
        goal=st.sampled_from(Goal),
        hops=st.integers(1, 20),
        minimise=st.sampled_from(Minimise),
        capacity=LIMITS,
        leader_capacity=LIMITS,
        max_km=st.none() | st.floats(0, 20_000),
        neighbours=st.none() | st.integers(1, 1000),
    )
)
def test_what_is_written_is_read_back(asked: Asked) -> None:
    assert read_asked(asked_text(asked)) == asked


@pytest.mark.parametrize(
    "text",
    [
        *("", "peace", "hops,hops", "hops,hops=x", "hops,window=3"),
        *("hops,hops=0", "hops,hops=21", "hops,hops=99999999999999999999999", "hops,capacity=-1"),
        *("connected,leader_capacity=-1", "connected,capacity=99999999999999999999999"),
        *("connected,max_km=nan", "connected,max_km=inf", "connected,max_km=-1"),
        *("connected,neighbours=0", "connected,neighbours=1001"),
    ],
)
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_asked(text)
    assert refused.value.code == "map.repair_unreadable"
