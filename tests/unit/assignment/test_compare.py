"""Two plans side by side: each need is kept, moved, new or ended, and nothing is counted twice."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from api.texts import catalogue
from graph.errors import NotFoundError
from graph.model.choices import OpenReason, Sense
from graph.model.ids import DirectionId, OrganisationId, PlanId
from graph.model.plan import Assignment, GoalValue, OpenNeed
from graph.model.record import Record
from graph.network import Network
from services.assignment.compare import Comparison, compare_plans, comparison_document
from services.assignment.compare_texts import comparison_lines
from services.assignment.examples import tiny_plan
from tests.unit.assignment.towns import final_plan, school, town

SAY = catalogue("ru")
SCHEMA = Draft202012Validator(
    json.loads(Path("tests/schemas/comparison.schema.json").read_text(encoding="utf-8"))
)
SCHOOLS = [school(code) for code in ("l", "k", "m1", "m2", "m3", "m4", "m5")]


def covered(leader: str, mentee: str) -> Assignment:
    return replace(
        tiny_plan().assignments[0],
        leader=OrganisationId(leader),
        mentee=OrganisationId(mentee),
        direction=DirectionId("d"),
    )


def left_open(mentee: str) -> OpenNeed:
    return OpenNeed(
        plan=PlanId("x"),
        mentee=OrganisationId(mentee),
        direction=DirectionId("d"),
        level=2,
        reason=OpenReason.NO_PLACE,
    )


def goal(plan: str, position: int, name: str, *values: int, vector: bool = False) -> GoalValue:
    return GoalValue(
        plan=PlanId(plan),
        position=position,
        name=name,
        sense=Sense.MIN,
        values=values,
        is_vector=vector,
        proved=True,
    )


def two_plans(
    first: list[Assignment | OpenNeed], second: list[Assignment | OpenNeed], *more: Record
) -> Network:
    return town(
        *SCHOOLS,
        *final_plan("2026/2027", *first, id=PlanId("a")),
        *final_plan("2026/2027", *second, id=PlanId("b")),
        *more,
    )


def steps(comparison: Comparison) -> dict[str, list[tuple[str, str | None, str | None]]]:
    document = comparison_document(comparison)
    return {
        kind: [(line["mentee"], line["from"], line["to"]) for line in document[kind]]
        for kind in ("moved", "new", "ended")
    }


def test_each_need_is_kept_moved_new_or_ended() -> None:
    network = two_plans(
        [covered("l", "m1"), covered("l", "m2"), left_open("m3"), covered("k", "m4")],
        [covered("l", "m1"), covered("k", "m2"), covered("l", "m3"), left_open("m4")],
    )
    found = compare_plans(network, "a", "b")
    assert found.kept == 1
    assert steps(found) == {
        "moved": [("m2", "l", "k")],
        "new": [("m3", None, "l")],
        "ended": [("m4", "k", None)],
    }


def test_a_need_that_one_plan_does_not_know_is_new_or_ended() -> None:
    network = two_plans([covered("l", "m1")], [covered("k", "m5"), left_open("m2")])
    found = compare_plans(network, "a", "b")
    assert steps(found)["new"] == [("m5", None, "k")]
    assert steps(found)["ended"] == [("m1", "l", None)]


def test_goals_stand_side_by_side_and_what_is_missing_is_empty() -> None:
    network = two_plans(
        [covered("l", "m1")],
        [covered("l", "m1")],
        goal("a", 1, "points", 30),
        goal("a", 2, "distance_bands", 0, 2, vector=True),
        goal("b", 1, "distance_bands", 1, 1, vector=True),
        goal("b", 2, "load_squared", 1),
    )
    document = comparison_document(compare_plans(network, "a", "b"))
    assert document["goals"] == [
        {"name": "points", "a": 30, "b": None},
        {"name": "distance_bands", "a": [0, 2], "b": [1, 1]},
        {"name": "load_squared", "a": None, "b": 1},
    ]
    SCHEMA.validate(document)
    told = [SAY(line) for line in comparison_lines(network, compare_plans(network, "a", "b"))]
    points = "Сделать поездки короче в целом"
    assert told[1] == f"{points}: в первом плане 30, во втором такой цели нет"
    assert "Лидер прежний: 1 потребность." in told


def test_people_read_names_instead_of_codes() -> None:
    network = two_plans([covered("l", "m2")], [covered("k", "m2")])
    told = [SAY(line) for line in comparison_lines(network, compare_plans(network, "a", "b"))]
    assert told[-1] == (
        "Школа m2 (Район a), «Направление d»: был лидер Школа l (Район a), стал Школа k (Район a)"
    )


def test_a_plan_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError) as refused:
        compare_plans(two_plans([], []), "a", "zz")
    assert refused.value.code == "plan.unknown"


lines = st.dictionaries(
    st.sampled_from(["m1", "m2", "m3", "m4", "m5"]), st.sampled_from(["l", "k", None])
)


@given(lines, lines)
def test_no_need_is_lost_or_counted_twice(
    one: dict[str, str | None], other: dict[str, str | None]
) -> None:
    network = two_plans(
        [covered(who, m) if who else left_open(m) for m, who in sorted(one.items())],
        [covered(who, m) if who else left_open(m) for m, who in sorted(other.items())],
    )
    found = compare_plans(network, "a", "b")
    ways = [(one.get(m), other.get(m)) for m in one.keys() | other.keys()]
    assert found.kept == sum(a == b is not None for a, b in ways)
    assert len(found.moved) == sum(None not in (a, b) and a != b for a, b in ways)
    assert len(found.new) == sum(a is None and b is not None for a, b in ways)
    assert len(found.ended) == sum(a is not None and b is None for a, b in ways)
    back = compare_plans(network, "b", "a")
    assert (len(back.new), len(back.ended)) == (len(found.ended), len(found.new))
    SCHEMA.validate(comparison_document(found))
