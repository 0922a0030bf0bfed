"""A proposal as a document: values, sentences and schema, checked by hand."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from api.texts import catalogue
from graph.model.choices import Rule, TieKind
from graph.model.need import Distance, Restriction
from graph.model.record import Record
from graph.model.tie import Tie
from graph.network import Network
from services.policy import IsolationPolicy
from services.repair.document import repair_document
from services.repair.proposal import Asked, Goal, Minimise
from services.repair.propose import propose_repair
from tests.unit.isolation import build

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas/repair.schema.json").read_text(encoding="utf-8")
)

KIND = next(iter(TieKind))


def document(records: Sequence[Record], goal: str, **asked: Any) -> dict[str, Any]:
    network = Network.of(records)
    made = propose_repair(
        network, IsolationPolicy(), Asked(goal=Goal(goal), **asked), day=build.DAY
    )
    found = repair_document(made, network, catalogue("ru"))
    jsonschema.validate(found, SCHEMA)
    return found


def row(*spots: float, **kinds: str) -> list[Record]:
    """Organisations a, b, c… along one meridian; one degree is 111,2 km."""
    return [
        build.organisation(code, kinds.get(code, "school"), lat=45 + spot, lon=39.0)
        for code, spot in zip("abcdefgh", spots, strict=False)
    ]


def ties(found: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [(t["from"], t["to"], t["km"]) for t in found["ties"]]


def ban(leader: str, mentee: str, direction: str | None = None) -> Restriction:
    return Restriction(leader=leader, mentee=mentee, rule=Rule.FORBID, direction=direction)  # type: ignore[arg-type]  # codes are texts here


def test_a_way_to_a_leader_may_lead_through_another_who_is_left_out() -> None:
    found = document([*row(0, 0.1, 0.2), build.offer("a")], "reach_leader")
    assert ties(found) == [("a", "b", 11.1), ("b", "c", 11.1)]
    assert (found["km"], found["bound_km"], found["ties_count"]) == (22.2, 22.2, 2)
    assert found["proved"]
    assert found["candidates"] == 3
    assert found["left_out"] == []
    first, second = found["ties"]
    assert (first["removes"], first["gains"]) == (["K1", "K4", "K16"], 3)
    assert (second["removes"], second["gains"]) == (["K1", "K4", "K16"], 1)
    assert found["texts"] == [
        "Цель: от каждой организации есть путь к лидеру.",
        "Нужны 2 новые связи, всего 22,2 км:",
        "Лучше нельзя, это доказано: просмотрены 3 возможные пары.",
    ]


def test_a_university_shortens_the_way_and_needs_nothing_itself() -> None:
    spots = [build.organisation(c, lat=45.0, lon=o) for c, o in (("a", 39.0), ("b", 39.2))]
    spots += [build.organisation("c", lat=45.12, lon=39.1)]
    middle = build.organisation("u", "university", lat=45.04, lon=39.1)
    found = document([*spots, middle], "connected")
    assert [t[:2] for t in ties(found)] == [("a", "u"), ("b", "u"), ("c", "u")]
    fewest = document([*spots, middle], "connected", minimise=Minimise.TIES)
    assert fewest["ties_count"] == fewest["bound_ties"] == 2
    assert fewest["km"] > found["km"] == found["bound_km"]
    assert found["proved"]
    assert fewest["proved"]


def test_one_tie_brings_a_chain_near_and_the_leader_is_named_first() -> None:
    chain = [build.event("e1", "b", "c"), build.event("e2", "c", "d")]
    found = document([*row(0, 0.1, 0.2, 0.3), build.offer("d"), *chain], "hops", hops=1)
    assert ties(found) == [("d", "a", 33.4), ("d", "b", 22.2)]
    found = document([*row(0, 0.1, 0.2, 0.3), build.offer("a"), *chain], "hops", hops=2)
    assert ties(found) == [("a", "c", 22.2)]
    assert found["proved"]
    assert found["bound_ties"] == 1
    assert found["texts"][0].endswith("не дальше, чем столько шагов: 2.")


def test_nearer_leaders_are_left_to_those_who_have_no_other() -> None:
    records = [*row(0, 0.1, 0.2, 0.3), build.offer("b"), build.offer("d")]
    records.append(ban("d", "a"))
    found = document(records, "hops", hops=1, leader_capacity=1)
    assert ties(found) == [("b", "a", 11.1), ("d", "c", 11.1)]


@pytest.mark.parametrize(
    ("more", "asked", "reason"),
    [
        ([], {"max_km": 10}, "no_candidate"),
        ([ban("a", "b")], {}, "forbidden"),
        ([ban("b", "a")], {}, "forbidden"),
        ([], {"capacity": 0}, "capacity"),
    ],
)
@pytest.mark.parametrize("goal", ["reach_leader", "hops"])
def test_who_cannot_be_served_is_told_with_the_reason(
    goal: str, more: list[Record], asked: dict[str, Any], reason: str
) -> None:
    found = document([*row(0, 0.1), build.offer("a"), *more], goal, **asked)
    assert found["ties"] == []
    (left,) = found["left_out"]
    assert (left["organisation"], left["reason"]) == ("b", reason)
    assert left["text"].startswith("B (m1, b): ")
    assert "Не удалось помочь 1 организации." in found["texts"]


@pytest.mark.parametrize("goal", ["reach_leader", "hops"])
def test_without_a_leader_nobody_is_served(goal: str) -> None:
    found = document(row(0, 0.1), goal)
    assert [one["reason"] for one in found["left_out"]] == ["no_leader", "no_leader"]


@pytest.mark.parametrize("goal", ["reach_leader", "connected", "hops", "second_leader"])
def test_an_empty_network_needs_nothing(goal: str) -> None:
    found = document([], goal)
    assert (found["ties"], found["km"], found["left_out"]) == ([], 0.0, [])


def test_a_ban_of_one_direction_takes_no_pair_away() -> None:
    found = document([*row(0, 0.1), build.offer("a"), ban("a", "b", "d1")], "reach_leader")
    assert ties(found) == [("a", "b", 11.1)]


def test_branches_of_one_organisation_are_not_tied() -> None:
    branches = [
        build.organisation("a", lat=45.0, lon=39.0),
        build.organisation("b", lat=45.0, lon=39.0, parent="a"),
        build.organisation("c", lat=45.0, lon=39.0, parent="a"),
    ]
    assert len(document(branches, "connected")["left_out"]) == 2


def test_a_paper_is_revived_and_the_table_says_how_far() -> None:
    ends = {"from_organisation": "b", "to_organisation": "a"}
    paper = Tie(**ends, kind=KIND, from_date=build.FIRST)  # type: ignore[arg-type]  # codes are texts here
    table = Distance(**ends, km=20.05)  # type: ignore[arg-type]  # as above
    found = document([*row(0, 0.1), build.offer("a"), paper, table], "reach_leader")
    assert ties(found) == [("a", "b", 20.1)]
    assert found["ties"][0]["revives"]


def test_an_unknown_distance_is_said_inside_a_municipality_and_refused_outside() -> None:
    here, there = (build.organisation("b", municipality=m) for m in ("m1", "m2"))
    found = document([*row(0), here, build.offer("a")], "reach_leader")
    assert ties(found) == [("a", "b", 0.0)]
    assert not found["ties"][0]["distance_known"]
    assert "расстояние неизвестно" in found["ties"][0]["text"]
    found = document([*row(0), there, build.offer("a")], "reach_leader")
    assert found["left_out"][0]["reason"] == "no_candidate"


def test_who_stands_above_is_tied_with_nobody() -> None:
    found = document([*row(0, 0.1, b="authority"), build.offer("b")], "reach_leader")
    assert found["left_out"][0]["reason"] == "no_candidate"


def test_neighbours_alone_are_looked_at_where_they_are_limited() -> None:
    found = document(row(0, 0.1, 0.19, 0.27), "connected", neighbours=1)
    assert found["candidates"] < 6
    assert found["ties_count"] == 3


def test_limits_make_a_longer_tree_and_it_is_proved_too() -> None:
    star = [build.organisation("o", lat=45.0, lon=39.0)]
    for code, lat, lon in (("a", 45.1, 39.0), ("b", 44.9, 39.0), ("c", 45.0, 39.15)):
        star.append(build.organisation(code, lat=lat, lon=lon))
    found = document(star, "connected", capacity=2)
    assert found["km"] > document(star, "connected")["km"]
    assert found["km"] == found["bound_km"]
    assert found["proved"]


def test_who_hangs_on_one_leader_gets_a_tie_with_another_part() -> None:
    records = [*row(0, 0.1, 0.2), build.offer("a"), build.offer("c"), build.event("e", "a", "b")]
    found = document(records, "second_leader")
    assert ties(found) == [("b", "c", 11.1)]
    assert found["proved"]
    assert found["bound_km"] == 11.1
    assert found["left_out"] == []
    assert {"K5", "K6"} <= set(found["ties"][0]["removes"])
    assert found["texts"][0] == (
        "Цель: без любой одной организации у каждой другой остаётся путь к лидеру."
    )


def test_who_has_no_tie_gets_two_ways_that_share_nobody() -> None:
    found = document([*row(0, 0.1, 0.3), build.offer("a"), build.offer("c")], "second_leader")
    assert ties(found) == [("a", "b", 11.1), ("b", "c", 22.2)]
    assert found["proved"]


@pytest.mark.parametrize("leaders", ["", "a"])
def test_a_second_leader_needs_two_in_the_network(leaders: str) -> None:
    found = document([*row(0, 0.1, 0.2), *map(build.offer, leaders)], "second_leader")
    assert found["ties"] == []
    assert {one["organisation"] for one in found["left_out"]} == set("abc") - set(leaders)
    assert {one["reason"] for one in found["left_out"]} == {"no_leader"}
    assert "меньше двух лидеров" in found["left_out"][0]["text"]


@pytest.mark.parametrize(
    ("more", "asked", "reason"),
    [
        ([], {"max_km": 12}, "no_candidate"),
        ([ban("c", "b")], {}, "forbidden"),
        ([], {"capacity": 0}, "capacity"),
        ([], {"leader_capacity": 0}, "capacity"),
    ],
)
def test_who_gets_no_second_way_is_told_with_the_reason(
    more: list[Record], asked: dict[str, Any], reason: str
) -> None:
    records = [*row(0, 0.1, 0.3), build.offer("a"), build.offer("c"), *more]
    found = document(records, "second_leader", **asked)
    assert found["ties"] == []
    assert [(one["organisation"], one["reason"]) for one in found["left_out"]] == [("b", reason)]


def test_without_coordinates_a_second_way_is_found_inside_the_municipality() -> None:
    codes = [build.organisation(code) for code in "abc"]
    found = document([*codes, build.offer("a"), build.offer("c")], "second_leader")
    assert ties(found) == [("a", "b", 0.0), ("b", "c", 0.0)]
    assert not any(tie["distance_known"] for tie in found["ties"])
