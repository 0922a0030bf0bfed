"""A plan beside the year before, need by need; and needs that a community helps already."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.model.choices import MembershipRole, OrganisationKind, PairStatus, PlanStatus, Rule
from graph.model.community import Community, Membership
from graph.model.ids import CommunityId, DirectionId, MunicipalityId, OrganisationId, PersonId
from graph.model.organisation import Person
from graph.network import Network
from services.assignment.communities import helping_communities
from services.assignment.document import plan_document
from services.assignment.last_year import compare_with_last_year, kind_of
from services.assignment.plan_table import plan_table
from services.assignment.sheet_of_last_year import last_year_sheet
from tests.unit.assignment.towns import (
    DAY,
    changed,
    final_plan,
    need,
    offer,
    pair,
    planned,
    rule,
    school,
    town,
)

SAY = catalogue("ru")
TOWN = town(
    *(school("k", 0), school("l", 1), school("m", 2), school("n", 3), school("o", 4)),
    *(school("p", 5), need("m"), need("n"), need("o"), offer("k", 1), offer("l", 2)),
    rule(Rule.PIN, "k", "m"),
    *(pair("k", "m", 2025, 2026), pair("k", "n", 2025, 2026), pair("l", "p", 2025, 2026)),
)


def kinds(network: Network) -> dict[str, tuple[str, str | None, str | None]]:
    document = plan_document(changed(network, *planned(network).records), "p", SAY)
    steps = compare_with_last_year(network, document).steps
    return {step.mentee: (kind_of(step), step.from_leader, step.to_leader) for step in steps}


def test_a_need_goes_on_moves_begins_or_ends() -> None:
    assert kinds(TOWN) == {
        "m": ("kept", "k", "k"),
        "n": ("moved", "k", "l"),
        "o": ("new", None, "l"),
        "p": ("ended", "l", None),
    }


def test_the_sheet_says_it_in_words_and_why_a_pair_ends() -> None:
    stored = changed(TOWN, *planned(TOWN).records)
    sheet = last_year_sheet(stored, plan_document(stored, "p", SAY), SAY)
    assert sheet.note == (
        "Сравнение с парами 2025/2026 учебного года: "
        "продолжаются 1, другой лидер 1, новые 1, завершаются 1."
    )
    told = [(row[1], row[2], row[6], row[7], row[8]) for row in sheet.rows]
    assert told == [
        ("продолжается", "Школа m", "Школа k", "Школа k", None),
        ("другой лидер", "Школа n", "Школа k", "Школа l", None),
        ("новая", "Школа o", None, "Школа l", None),
        ("завершается", "Школа p", "Школа l", None, "в этом году потребности нет"),
    ]
    left = changed(TOWN, need("p"), offer("l", 1), pair("l", "o", 2025, 2026))
    stored = changed(left, *planned(left).records)
    rows = last_year_sheet(stored, plan_document(stored, "p", SAY), SAY).rows
    assert {row[8] for row in rows if row[1] == "завершается"} == {"мест не хватает"}


@pytest.mark.parametrize(
    ("change", "leader"),
    [
        ({}, "k"),
        ({"status": PairStatus.PAUSED}, None),
        ({"first": 2024, "last": 2025}, None),
        ({"first": 2026, "last": 2027}, None),
        ({"first": 2024, "last": 2026}, "k"),
    ],
)
def test_a_pair_counts_if_it_lived_on_a_day_of_that_year(
    change: dict[str, object], leader: str | None
) -> None:
    first, last = (
        int(str(change.pop(name, year))) for name, year in (("first", 2025), ("last", 2026))
    )
    network = town(school("k", 0), school("m", 1), need("m"), offer("k"))
    network = changed(network, pair("k", "m", first, last, **change))
    assert kinds(network)["m"][1] == leader


def test_of_two_leaders_in_one_year_the_later_is_compared() -> None:
    later = replace(pair("l", "m", 2025, 2026), from_date=date(2026, 1, 10))
    assert kinds(changed(TOWN, later))["m"] == ("moved", "l", "k")


def test_a_final_plan_of_that_year_goes_before_the_pairs() -> None:
    (line,) = (one for one in planned(TOWN).assignments if one.mentee == "n")
    for status, plans, mentees in (
        (PlanStatus.APPROVED, ("other",), {"n"}),
        (PlanStatus.DRAFT, (), {"m", "n", "p"}),
    ):
        network = changed(TOWN, *final_plan("2025/2026", line, status=status))
        document = plan_document(changed(network, *planned(network).records), "p", SAY)
        compared = compare_with_last_year(network, document)
        assert compared.plans == plans
        assert {step.mentee for step in compared.steps if step.from_leader} == mentees


def test_a_plan_of_one_municipality_is_compared_within_it() -> None:
    network = changed(TOWN, school("p", 5, municipality=MunicipalityId("b")))
    stored = changed(network, *planned(network, scope="municipality:a").records)
    document = plan_document(stored, "p", SAY)
    assert "p" not in {s.mentee for s in compare_with_last_year(network, document).steps}


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_every_pair_of_the_plan_stands_in_exactly_one_row(data: st.DataObject) -> None:
    ways = st.tuples(st.sampled_from("kl"), st.sampled_from("mnop"))
    drawn = data.draw(st.lists(ways, unique_by=lambda way: way[1]))
    network = changed(TOWN, *(pair(a, b, 2025, 2026) for a, b in drawn))
    stored = changed(network, *planned(network).records)
    document = plan_document(stored, "p", SAY)
    counted = Counter(map(kind_of, compare_with_last_year(stored, document).steps))
    assert counted["kept"] + counted["moved"] + counted["new"] == len(document["assignments"])


def community(code: str, *ways: str, **more: object) -> Community:
    values: dict[str, object] = {"from_date": date(2025, 9, 1), "name": f"Круг {code}", **more}
    directions = tuple(map(DirectionId, ways))
    return Community(id=CommunityId(code), directions=directions, **values)  # type: ignore[arg-type]  # what a test gives


def member(code: str, of: str, **more: object) -> Membership:
    values: dict[str, object] = {"from_date": date(2025, 9, 1), **more}
    return Membership(community=CommunityId(of), organisation=OrganisationId(code), **values)  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("circle", "membership", "helps"),
    [
        (community("c", "d"), member("m", "c"), True),
        (community("c", "e"), member("m", "c"), False),
        (community("c"), member("m", "c"), False),
        (community("c", "d", to_date=DAY), member("m", "c"), False),
        (community("c", "d", from_date=date(2026, 9, 2)), member("m", "c"), False),
        (community("c", "d"), member("m", "c", to_date=date(2026, 9, 2)), True),
        (community("c", "d"), member("m", "c", to_date=DAY), False),
        (community("c", "d"), member("m", "c", role=MembershipRole.OBSERVER), True),
        (community("c", "d"), member("m", "c", person=PersonId("x")), True),
        (community("c", "d"), member("n", "c"), False),
    ],
)
def test_a_community_helps_its_members_in_its_directions_while_both_are_in_force(
    circle: Community,
    membership: Membership,
    helps: bool,  # noqa: FBT001 - a parameter of a test
) -> None:
    person = Person(id=PersonId("x"), name="X", organisation=OrganisationId("m"))
    network = changed(TOWN, circle, membership, person)
    assert helping_communities(network, DAY).get(("m", "d"), ()) == (("c",) if helps else ())


def test_a_need_with_a_community_shows_it_in_document_text_and_table() -> None:
    circle = (community("c", "d"), community("b", "d"), member("m", "c"), member("p", "c"))
    network = changed(TOWN, *circle, member("p", "b"), need("p"), offer("l", 2))
    stored = changed(network, *planned(network).records)
    document = plan_document(stored, "p", SAY)
    line = next(a for a in document["assignments"] if a["mentee"] == "m")
    assert line["with_community"] == ["c"]
    assert line["reasons"][-1] == (
        "По этому направлению школе уже помогает сетевое сообщество «Круг c»."
    )
    lines = (*document["assignments"], *document["open_needs"])
    told = {one["mentee"]: one["with_community"] for one in lines}
    assert told == {"m": ["c"], "n": [], "o": [], "p": ["b", "c"]}
    left = changed(network, *(rule(Rule.FORBID, leader, "p") for leader in "kl"))
    stored = changed(left, *planned(left).records)
    document = plan_document(stored, "p", SAY)
    (open_need,) = (one for one in document["open_needs"] if one["mentee"] == "p")
    assert open_need["text"].endswith("сетевые сообщества: «Круг b», «Круг c».")
    table = plan_table(stored, document, SAY)
    rows = {row[2]: row for row in table.rows}
    assert rows["p"][table.header.index("Уже помогает сообщество")] == "Круг b; Круг c"


def test_pairs_over_a_border_are_counted_and_listed() -> None:
    network = changed(TOWN, school("l", 1, municipality=MunicipalityId("b")))
    stored = changed(network, *planned(network).records)
    document = plan_document(stored, "p", SAY)
    over = [a["mentee"] for a in document["assignments"] if a["over_border"]]
    assert (over, document["counts"]["over_border"]) == (["n", "o"], 2)
    table = plan_table(stored, document, SAY)
    at = table.header.index("Через границу")
    assert [row[2] for row in table.rows if row[at] == "да"] == over


def test_services_are_compared_among_themselves() -> None:
    service = {"kind": OrganisationKind.METHODICAL_SERVICE}
    network = changed(TOWN, school("k", 0, **service), school("m", 2, **service))
    stored = changed(network, *planned(network, scope="services").records)
    document = plan_document(stored, "p", SAY)
    assert {s.mentee for s in compare_with_last_year(network, document).steps} == {"m"}
