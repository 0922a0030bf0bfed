"""Leaders, their load and their mentees: counted by hand; an order that crosses little."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph.model.leaders import LeadersView, Load
from graph.network import Network
from services.views.help_scene import HelpScene
from services.views.leaders_order import crossings, order_columns
from services.views.leaders_view import build_leaders_view
from tests.unit.views.chart_region import (
    DAY,
    SAY,
    SOUTH,
    SPEECH,
    offer,
    pair,
    region,
    region_records,
    school,
)


def leaders_of(network: Network, municipality: str | None = None) -> LeadersView:
    return build_leaders_view(HelpScene.of(network, day=DAY, municipality=municipality), SAY)


def test_load_is_pairs_against_places_under_the_limit() -> None:
    view = leaders_of(region(pair("l-1", "s-3"), pair("l-1", "s-3", SPEECH), pair("l-1", "s-4")))

    (leader,) = view.leaders
    assert (leader.used, leader.places, leader.load) == (4, 4, Load.FULL)
    assert [(tie.mentee, tie.directions) for tie in view.ties if len(tie.directions) > 1] == [
        ("s-3", ("Математика", "Речь"))
    ]


def test_who_leads_more_than_it_offers_is_overloaded_and_called_so() -> None:
    view = leaders_of(region(pair("s-2", "s-3")))
    load = {leader.code: leader.load for leader in view.leaders}

    assert load == {"l-1": Load.FREE, "s-2": Load.OVER}
    words = {row[0].text: row[2].text for row in view.table.rows}
    assert words == {"Школа l-1": "есть места", "Школа s-2": "перегружен"}


def test_a_municipality_shows_who_helps_it_from_outside_with_the_whole_load() -> None:
    network = region(pair("l-1", "s-3"), school("l-2", SOUTH), offer("l-2", SPEECH, 1))
    south = leaders_of(network, SOUTH)

    assert {one.code: one.used for one in south.leaders} == {"l-1": 2, "l-2": 0}
    assert [one.code for one in south.mentees] == ["s-3"]
    assert [row[3].text for row in south.table.rows if row[0].text == "Школа l-2"] == ["никому"]


def test_schools_of_a_municipality_stand_together() -> None:
    network = region(pair("l-1", "s-3"), pair("s-2", "s-4"), pair("s-2", "s-1", SPEECH))
    places = [one.municipality for one in leaders_of(network).mentees]

    assert sum(a != b for a, b in pairwise(places)) == 1


def test_without_leaders_a_sentence_says_what_to_load() -> None:
    network = Network.of([r for r in region_records() if r.entity not in {"pair", "offer"}])

    assert "Предложения" in leaders_of(network).head.empty


TIES = st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=14)


@given(ties=TIES)
def test_an_order_loses_nobody_and_never_crosses_more(ties: set[tuple[str, str]]) -> None:
    some = sorted(ties)
    group_of = {code: "1" if code in "uvw" else "2" for code in "uvwxyz"}
    left, right = order_columns("abcdef", "uvwxyz", some, group_of)

    def crossed(one: list[str], other: list[str]) -> int:
        return sum(
            (one.index(a) - one.index(c)) * (other.index(b) - other.index(d)) < 0
            for (a, b), (c, d) in combinations(some, 2)
        )

    assert sorted(left) == list("abcdef")
    assert sorted(right) == list("uvwxyz")
    assert crossings(left, right, some) == crossed(left, right)
    assert crossed(left, right) <= crossed(list("abcdef"), list("uvwxyz"))
