"""Drills that can be checked by hand, and the texts that tell them."""

from datetime import date
from typing import Any

import networkx as nx
import pytest

from api.texts import catalogue
from graph.errors import InputError, NotFoundError
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.drills.document import drill_document, ranking_document
from services.drills.drill import (
    DrillKind,
    What,
    drill_curator,
    drill_leader,
    drill_service,
    drill_tie,
)
from services.drills.ground import Ground
from services.drills.ranking import rank
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from tests.unit.isolation.build import (
    DAY,
    LONG_AGO,
    curator,
    event,
    offer,
    organisation,
    person,
)

SAY = catalogue("ru")


def ground(*records: Record, hops: int = 2) -> Ground:
    return Ground.of(Scene.of(Network.of(records), IsolationPolicy(), day=DAY), hops=hops)


def of_graph(graph: "nx.Graph[Any]", *leaders: str, hops: int = 2) -> Ground:
    """Return a network whose ties are the edges of a graph."""
    ends = [(str(a), str(b)) for a, b in graph.edges]
    return ground(
        *(organisation(str(code)) for code in graph),
        *(event(f"e{i}", a, b) for i, (a, b) in enumerate(ends)),
        *(offer(code) for code in leaders),
        hops=hops,
    )


def tied(*pairs: str) -> "nx.Graph[str]":
    """Return a graph of ties written as two letters each."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((pair[0], pair[1]) for pair in pairs)
    return graph


def chain() -> Ground:
    """Return a–l–b–c–m–d with leaders l and m."""
    return of_graph(tied("al", "lb", "bc", "cm", "md"), "l", "m", hops=1)


def test_a_leader_that_leaves_the_role_is_missed_where_no_other_is_near() -> None:
    made = drill_leader(chain(), "l")
    assert [(loss.who, loss.hops) for loss in made.losses if loss.what is What.NEAR] == [
        ("a", 1),
        ("b", 1),
    ]


def test_a_leader_that_disappears_takes_the_way_of_those_behind_it() -> None:
    made = drill_leader(chain(), "l")
    assert [loss.who for loss in made.losses if loss.what is What.WAY] == ["a"]


def test_with_more_steps_counted_as_near_the_other_leader_is_near_enough() -> None:
    far = of_graph(tied("al", "lb", "bc", "cm", "md"), "l", "m", hops=2)
    assert [loss.who for loss in drill_leader(far, "l").losses if loss.what is What.NEAR] == ["a"]


def test_in_the_families_of_florence_the_medici_hold_three() -> None:
    florence = nx.florentine_families_graph()
    florence.add_node("Pucci")
    made = {row.organisation: row.way for row in rank(of_graph(florence, "Strozzi")).organisations}
    assert made == {"Medici": 3, "Albizzi": 1, "Guadagni": 1, "Salviati": 1}


def test_the_tail_of_the_kite_hangs_on_its_two_last_ties() -> None:
    made = rank(of_graph(nx.krackhardt_kite_graph(), "3"))
    assert [(row.tie, row.way) for row in made.ties] == [(("7", "8"), 2), (("8", "9"), 1)]
    assert [(row.organisation, row.way) for row in made.organisations] == [("7", 2), ("8", 1)]


def test_two_ties_to_leaders_are_two_ways() -> None:
    made = rank(of_graph(tied("al", "am", "ab"), "l", "m"))
    assert [(row.tie, row.way) for row in made.ties] == [(("a", "b"), 1)]


def test_a_second_event_of_a_pair_makes_no_second_way() -> None:
    made = drill_tie(
        ground(
            organisation("a"),
            organisation("l"),
            offer("l"),
            event("e1", "l", "a"),
            event("e2", "a", "l", on=date(2026, 4, 1)),
        ),
        "l",
        "a",
    )
    assert [loss.who for loss in made.losses] == ["a"]


def test_a_pair_with_another_leader_of_the_direction_tells_who_is_left() -> None:
    pairs = [
        Pair(leader=x, mentee="a", direction=d, from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
        for x, d in (("l", "d1"), ("l", "d2"), ("m", "d1"))
    ]
    some = ground(*(organisation(c) for c in "alm"), offer("l"), offer("m"), *pairs)
    made = drill_leader(some, "l")
    assert [(loss.direction, loss.instead) for loss in made.losses] == [("d1", ("m",)), ("d2", ())]


CARE = (
    *(organisation(c) for c in ("a", "b", "iro")),
    person("p", "iro"),
    person("q", "iro", capacity=1),
)


def test_a_curator_leaves_behind_those_who_have_no_other() -> None:
    some = ground(*CARE, curator("p", "a"), curator("p", "b"), curator("q", "b"))
    made = drill_curator(some, "p")
    assert [(loss.who, loss.what) for loss in made.losses] == [("a", What.CURATOR)]


def test_a_second_curator_with_too_much_already_is_told() -> None:
    some = ground(*CARE, curator("p", "b"), curator("q", "b"), curator("q", "a"))
    made = drill_curator(some, "p")
    assert [(loss.who, loss.what, loss.instead) for loss in made.losses] == [
        ("b", What.DEPUTY, ("q",))
    ]


def test_a_service_takes_its_curators_and_those_it_alone_serves() -> None:
    some = ground(
        organisation("tms", "methodical_service"),
        organisation("a"),
        organisation("b", municipality="m2"),
        organisation("c", municipality="m2", service="tms"),
        person("p", "tms"),
        curator("p", "b"),
    )
    made = drill_service(some, "tms")
    assert [(loss.who, loss.what) for loss in made.losses] == [
        ("b", What.CURATOR),
        ("a", What.SERVICE),
        ("c", What.SERVICE),
    ]


@pytest.mark.parametrize(
    ("ask", "code", "error"),
    [
        (lambda g: drill_leader(g, "a"), "drill.no_leader", InputError),
        (lambda g: drill_leader(g, "zz"), "organisation.unknown", NotFoundError),
        (lambda g: drill_service(g, "a"), "drill.no_service", InputError),
        (lambda g: drill_curator(g, "zz"), "drill.person_unknown", NotFoundError),
        (lambda g: drill_tie(g, "a", "d"), "drill.no_tie", InputError),
    ],
)
def test_what_cannot_go_is_refused_with_a_sentence(ask: Any, code: str, error: type) -> None:
    with pytest.raises(error) as refused:
        ask(chain())
    assert refused.value.message.code == code  # type: ignore[attr-defined]  # both are MethodNetError


def test_an_organisation_that_has_ended_is_not_there() -> None:
    some = ground(organisation("a", to_date=DAY))
    with pytest.raises(InputError) as refused:
        drill_leader(some, "a")
    assert refused.value.message.code == "drill.not_there"


def test_without_leaders_nothing_is_said_of_ways() -> None:
    some = of_graph(tied("ab"))
    made = drill_document(some, drill_tie(some, "a", "b"), SAY)
    assert made["counts"] == {"way": None}
    assert made["texts"][-1] == "На эту дату лидеров нет: пути к ним не проверялись."


def test_a_network_without_anything_has_a_ranking_too() -> None:
    some = ground()
    made = ranking_document(some, rank(some), SAY)
    assert (made["worst"], made["curve"]) == ([], [])
    assert "Ни одна потеря никого не оставит без лидера и без куратора." in made["texts"]


def test_the_black_day_names_each_thing_once_and_the_heaviest_first() -> None:
    some = chain()
    made = rank(some)
    assert [(one.kind, one.of, one.what, one.n) for one in made.worst] == [
        (DrillKind.LEADER, ("l",), What.NEAR, 2),
        (DrillKind.LEADER, ("m",), What.NEAR, 2),
        (DrillKind.TIE, ("a", "l"), What.WAY, 1),
        (DrillKind.TIE, ("d", "m"), What.WAY, 1),
    ]
    texts = ranking_document(some, made, SAY)["texts"]
    assert (
        texts[0] == "Чёрный день на 24.08.2026, мероприятия за 12 месяцев: 4 самые опасные потери."
    )
    assert texts[1] == (
        "1. Уйдёт из роли лидер «L» (m1) — без лидера не дальше 1 шага останутся 2 организации."
    )


def test_a_drill_tells_who_loses_what_by_name() -> None:
    some = chain()
    made = drill_document(some, drill_leader(some, "l"), SAY)
    assert made["counts"] == {"way": 1, "near": 2, "pair": 0}
    near = "Если уйдёт только из роли, лидера не дальше 1 шага не останется у 2 организаций: "
    assert made["texts"] == [
        "Лидер «L» (m1). Что будет без него (на 24.08.2026, мероприятия за 12 месяцев):",
        "Если закроется, ни до одного лидера не дойдёт 1 организация: «A» (m1).",
        f"{near}«A» (m1), «B» (m1).",
    ]
    assert made["losses"][0]["text"] == "«A» (m1): не останется пути ни к одному лидеру."


def test_people_and_those_who_name_their_municipality_are_named_plainly() -> None:
    service = organisation("tms", "methodical_service", name="Служба m1")
    some = ground(*CARE, service, curator("p", "tms"))
    made = drill_document(some, drill_curator(some, "p"), SAY)
    assert made["texts"] == [
        "Куратор Имя p. Что будет, если уйдёт (на 24.08.2026, мероприятия за 12 месяцев):",
        "Без куратора останется 1 подопечный: «Служба m1».",
    ]
