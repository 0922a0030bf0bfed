"""A name stands with its municipality, and never says it twice."""

from dataclasses import replace

from services.named import named, named_all
from tests.unit.assignment.towns import school, town


def test_a_name_stands_with_its_municipality() -> None:
    network = town(school("s"))
    place = network.name_of[network.organisation("s").municipality]
    assert named(network, "s") == f"{network.organisation('s').name} ({place})"


def test_a_name_that_ends_with_its_municipality_says_it_once() -> None:
    plain = town(school("s"))
    place = plain.name_of[plain.organisation("s").municipality]
    network = town(replace(school("s"), name=f"Методическая служба, {place}"))
    assert named(network, "s") == f"Методическая служба, {place}"


def test_what_is_no_organisation_names_itself() -> None:
    assert named_all(town(school("s")), ["zz"]) == {"zz": "zz"}
