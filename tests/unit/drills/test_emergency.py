"""Emergency answers that can be checked by hand, and their texts."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from api.texts import catalogue
from graph.model.choices import Rule
from graph.model.need import Direction, Restriction
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.drills.document import drill_document, ranking_document
from services.drills.drill import (
    Drill,
    drill_curator,
    drill_leader,
    drill_organisation,
    drill_service,
    drill_tie,
)
from services.drills.emergency.answer import Emergency, emergency_of
from services.drills.emergency.document import emergency_document
from services.drills.ground import Ground
from services.drills.ranking import rank
from services.isolation.scene import Scene
from services.policy import IsolationPolicy, shipped_policy
from tests.unit.isolation.build import (
    DAY,
    LONG_AGO,
    community,
    curator,
    event,
    offer,
    organisation,
    person,
)

SAY = catalogue("ru")
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas/drill.schema.json").read_text(encoding="utf-8")
)


def ground(*records: Record) -> Ground:
    return Ground.of(Scene.of(Network.of(records), IsolationPolicy(), day=DAY), hops=2)


def answer(some: Ground, drill: Drill) -> Emergency:
    return emergency_of(some, drill, shipped_policy().assignment, saved=None, plan="")


def told(some: Ground, drill: Drill) -> dict[str, Any]:
    """Return the whole document, checked by its schema."""
    made = drill_document(some, drill, SAY)
    made["emergency"] = emergency_document(some, answer(some, drill), SAY)
    jsonschema.validate(made, SCHEMA)
    return made


def at(code: str, km: float, kind: str = "school", **more: Any) -> Record:
    """Return an organisation so many kilometres north of the first one."""
    return organisation(code, kind, lat=45 + km / 111.195, lon=39.0, **more)


def pair(leader: str, mentee: str, direction: str = "d1") -> Pair:
    return Pair(
        leader=leader,  # type: ignore[arg-type]  # codes are texts here
        mentee=mentee,  # type: ignore[arg-type]  # as above
        direction=direction,  # type: ignore[arg-type]  # as above
        from_date=LONG_AGO,
    )


CARE = (
    at("tms", 0, "methodical_service"),
    at("a", 10),
    at("b", 20),
    at("c", 30),
    person("p", "tms"),
    person("q", "a", capacity=2),
    person("r", "c", capacity=1),
    curator("p", "b"),
    curator("p", "c"),
    curator("p", "k"),
    curator("q", "a"),
    community("k"),
)


def test_objects_go_to_the_closest_curators_that_have_room() -> None:
    some = ground(*CARE)
    made = answer(some, drill_curator(some, "p"))
    assert [(one.what, one.to, one.tenths) for one in made.curators] == [
        ("b", "q", 100),
        ("c", "r", 0),
        ("k", None, None),
    ]
    assert (made.moves, made.left) == (2, 1)


def test_who_has_nobody_left_goes_before_who_has_an_overloaded_one() -> None:
    some = ground(
        at("a", 0),
        at("b", 1),
        at("c", 50),
        *(person("p", "a"), person("q", "a", capacity=0), person("r", "c", capacity=1)),
        *(curator("p", "a"), curator("q", "a"), curator("p", "b")),
    )
    made = answer(some, drill_curator(some, "p"))
    assert [(one.what, one.is_alone, one.to) for one in made.curators] == [
        ("b", True, "r"),
        ("a", False, None),
    ]


def test_a_curator_that_helps_already_is_not_sent_again() -> None:
    some = ground(
        at("a", 0),
        *(person("p", "a"), person("q", "a", capacity=0), person("r", "a", capacity=0)),
        *(curator("p", "a"), curator("q", "a"), person("s", "a", capacity=1)),
    )
    made = answer(some, drill_curator(some, "p"))
    assert [(one.what, one.to) for one in made.curators] == [("a", "s")]


def test_the_closest_other_service_takes_the_schools_of_one_that_closes() -> None:
    some = ground(
        at("t1", 0, "methodical_service"),
        at("t2", 60, "methodical_service", municipality="m2"),
        at("t3", 40, "methodical_service", municipality="m3"),
        at("a", 10),
        organisation("b"),
    )
    made = told(some, drill_service(some, "t1"))["emergency"]
    assert [(one["who"], one["to"], one["km"]) for one in made["services"]] == [
        ("a", "t3", 30.0),
        ("b", None, None),
    ]
    assert (made["moves"], made["left"]) == (1, 1)
    assert "Служба «T3» (m3) ближе всех для 1 организации: «A» (m1)." in made["texts"]


def chain() -> tuple[Record, ...]:
    """Return l–a–b with leader l, and m at the other end with nobody."""
    return (
        *(at("l", 0), at("a", 10), at("b", 20), at("m", 25), at("x", 21)),
        *(event("e1", "l", "a"), event("e2", "a", "b")),
        *(offer("l"), offer("m")),
    )


def test_who_is_cut_off_gets_the_shortest_new_tie_to_those_who_reach_a_leader() -> None:
    some = ground(*chain())
    made = told(some, drill_organisation(some, "a"))["emergency"]
    assert [(tie["from"], tie["to"], tie["km"]) for tie in made["ties"]["ties"]] == [
        ("b", "m", 5.0)
    ]
    assert made["ties"]["proved"]
    assert made["texts"][0] == "Что делать сразу: достаточно 1 решения."


def test_a_tie_that_ends_is_not_proposed_again() -> None:
    far = (at("l", 0), at("a", 1), at("b", 50), at("m", 90))
    some = ground(*far, *chain()[5:])
    made = answer(some, drill_tie(some, "a", "l"))
    assert made.ties is not None
    assert [(tie.one, tie.other) for tie in made.ties.ties] == [("b", "m")]


def test_the_other_ties_of_an_event_stay_when_one_of_them_ends() -> None:
    some = ground(
        *(at("l", 0), at("a", 10), at("b", 20)),
        event("e", "l", "a", "b"),
        offer("l"),
    )
    made = answer(some, drill_tie(some, "l", "a"))
    assert made.ties is not None
    assert [(tie.one, tie.other) for tie in made.ties.ties] == [("a", "b")]


def test_where_nobody_loses_a_way_no_tie_is_proposed() -> None:
    some = ground(*chain())
    made = told(some, drill_organisation(some, "x"))
    assert made["emergency"]["ties"] is None
    assert made["emergency"]["texts"] == ["Срочно менять ничего не нужно."]


PAIRS = (
    *(at("l", 0), at("m", 10), at("n", 40), at("a", 1), at("b", 2), at("c", 11)),
    Direction(id="d1", name="Учитель"),  # type: ignore[arg-type]  # codes are texts here
    *(offer("l", places=2), offer("m", places=2), offer("n", places=1)),
    *(pair("l", "a"), pair("l", "b"), pair("m", "c")),
)


def test_pairs_of_a_leader_go_to_others_and_no_other_pair_moves() -> None:
    some = ground(*PAIRS)
    made = answer(some, drill_leader(some, "l"))
    assert made.pairs is not None
    assert [(s.mentee, s.from_leader) for s in made.pairs.steps] == [("a", "l"), ("b", "l")]
    assert {s.to_leader for s in made.pairs.steps} == {"m", "n"}
    assert (made.plan, made.left) == ("", 0)


def test_a_pair_that_no_rule_would_make_today_is_left_as_it_is() -> None:
    ban = Restriction(
        leader="m",  # type: ignore[arg-type]  # as above
        mentee="c",  # type: ignore[arg-type]  # as above
        rule=Rule.FORBID,
    )
    some = ground(*PAIRS, ban)
    made = answer(some, drill_leader(some, "l"))
    assert made.pairs is not None
    assert {s.mentee: s.to_leader is None for s in made.pairs.steps} == {"a": False, "b": False}


@pytest.mark.parametrize("direction", [None, "d1"])
def test_a_pinned_pair_of_others_stays(direction: str | None) -> None:
    pin = Restriction(
        leader="m",  # type: ignore[arg-type]  # as above
        mentee="c",  # type: ignore[arg-type]  # as above
        direction=direction,  # type: ignore[arg-type]  # as above
        rule=Rule.PIN,
    )
    some = ground(*PAIRS, pin)
    made = answer(some, drill_leader(some, "l"))
    assert made.pairs is not None
    assert {s.mentee for s in made.pairs.steps} == {"a", "b"}


def test_a_mentee_that_keeps_another_leader_needs_no_new_one() -> None:
    some = ground(*PAIRS, pair("n", "a"))
    made = answer(some, drill_leader(some, "l"))
    assert made.pairs is not None
    assert [(s.mentee, s.to_leader) for s in made.pairs.steps] == [("b", "m")]


def test_the_near_leader_that_goes_is_stood_in_for_by_the_closest_other() -> None:
    some = ground(*(one for one in chain() if one.key != "x"))
    made = told(some, drill_leader(some, "l"))["emergency"]
    assert [(one["who"], one["to"]) for one in made["leaders"]] == [("a", "m"), ("b", "m")]
    line = "Ближайший другой лидер «M» (m1) — для 2 организаций: «A» (m1), «B» (m1)."
    assert line in made["texts"]


def test_the_ranking_is_as_its_schema_says() -> None:
    some = ground(*chain(), *CARE[:1])
    jsonschema.validate(ranking_document(some, rank(some), SAY), SCHEMA)
    empty = Ground.of(Scene.of(Network.of([]), IsolationPolicy(), day=date(2020, 1, 1)), hops=2)
    jsonschema.validate(ranking_document(empty, rank(empty), SAY), SCHEMA)
