"""The proof of a shortage names every need, leader and place, and its sum is right."""

from hypothesis import assume, given, settings

from api.texts import catalogue
from graph.errors import InputError
from graph.network import Network
from services.assignment.advice.shortages import shortage_document
from tests.unit.assignment.drawn import networks
from tests.unit.assignment.towns import need, offer, planned, school, town

SAY = catalogue("ru")


def test_the_sentence_names_leaders_places_and_the_sum() -> None:
    """`l` offers three places and has one in all; `k` has one: two for three needs."""
    network = town(
        *(school("l", places_total=1), school("k", 3), offer("l", 3), offer("k")),
        *(school(code, i) for i, code in enumerate("mno", 1)),
        *(need("m", 3), need("n"), need("o", 1)),
    )
    plan = planned(network)
    found = shortage_document(network, plan, SAY)
    (group,) = found["groups"]
    assert (group["needs"], group["places"], group["short_by"]) == (3, 2, 1)
    assert [(x["leader"], x["offered"], x["total"], x["places"]) for x in group["leaders"]] == [
        ("k", 1, 1, 1),
        ("l", 3, 1, 1),
    ]
    assert [(x["mentee"], x["open"]) for x in group["members"]] == [
        ("m", False),
        ("n", False),
        ("o", True),
    ]
    assert "не меньше чем 1 потребность" in group["text"]
    assert group["arithmetic"].endswith("вместе 2. Потребностей 3, 3 − 2 = 1.")
    assert "1 в общем числе" in group["arithmetic"]
    assert found["texts"][1:] == [group["text"], group["arithmetic"]]


def test_where_nothing_is_short_it_is_said() -> None:
    network = town(school("l"), school("m", 1), offer("l"), need("m"))
    found = shortage_document(network, planned(network), SAY)
    assert found["groups"] == []
    assert "нехватки мест нет" in found["texts"][0]


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_places_of_the_leaders_are_those_of_the_group(network: Network) -> None:
    try:
        plan = planned(network)
    except InputError:
        assume(False)
    for group in shortage_document(network, plan, SAY)["groups"]:
        assert sum(one["places"] for one in group["leaders"]) == group["places"]
        assert sum(one["open"] for one in group["members"]) == group["short_by"]
