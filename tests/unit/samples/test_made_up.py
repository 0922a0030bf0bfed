"""Nothing made up can be taken for real: organisations carry a mark, people cannot be reached."""

import re

import pytest

from graph.model.organisation import Organisation, Person
from graph.samples import Demo, build_dobrush
from graph.samples.names import MADE_UP, NAMED_IN_SOURCE
from graph.samples.people import EMAIL_DOMAIN
from graph.samples.words import words

PHONE = re.compile(r"\+7 \(000\) \d{3}-\d{2}-\d{2}")


def test_every_organisation_says_that_it_is_made_up(region: Demo) -> None:
    organisations = [r for r in region.records if isinstance(r, Organisation)]
    unmarked = [o.name for o in organisations if not (o.full_name or "").endswith(f"({MADE_UP})")]
    assert sorted(unmarked) == [
        "Крымский технический колледж",
        "Кубанский государственный университет",
    ]
    named = [o for o in organisations if o.name in unmarked]
    assert all((o.full_name or "").endswith(f"({NAMED_IN_SOURCE})") for o in named)


def test_taxpayer_numbers_are_of_a_region_that_does_not_exist(region: Demo) -> None:
    numbers = [r.inn for r in region.records if isinstance(r, Organisation) and r.inn]
    assert len(numbers) > 2_900
    assert len(set(numbers)) == len(numbers)
    assert {number[:2] for number in numbers} == {"00"}
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    for number in numbers:
        check = sum(w * int(d) for w, d in zip(weights, number, strict=False)) % 11 % 10
        assert check == int(number[9])


@pytest.mark.parametrize("which", ["region", "dobrush"])
def test_nobody_can_be_called_or_written_to(region: Demo, which: str) -> None:
    records = region.records if which == "region" else build_dobrush()
    people = [r for r in records if isinstance(r, Person)]
    assert people
    for person in people:
        assert PHONE.fullmatch(person.phone or "")
        assert (person.email or "").endswith(f"@{EMAIL_DOMAIN}")
    assert EMAIL_DOMAIN.endswith(".example.org")


def test_names_are_drawn_from_lists_of_words(region: Demo) -> None:
    stems = {surname[:4] for surname in words("surnames")}
    first = {*words("women"), *words("men")}
    for person in (r for r in region.records if isinstance(r, Person)):
        surname, name, patronymic = person.name.split()
        assert surname[:4] in stems
        assert name in first
        assert patronymic.endswith("на" if name in words("women") else "ич")


def test_orders_and_protocols_are_marked(region: Demo) -> None:
    told = {
        text
        for record in region.records
        if (text := getattr(record, "basis", None)) and "№" in text
    }
    assert told
    assert not [text for text in told if "(вымышленный)" not in text]
