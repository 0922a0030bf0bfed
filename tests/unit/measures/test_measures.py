"""Measures of small networks: by hand, and against networkx on drawn ones."""

from collections import Counter
from datetime import date
from typing import Any

import networkx as nx
import pytest

from api.texts import catalogue
from graph.model.choices import TieKind
from graph.model.record import Record
from graph.model.tie import Pair, Tie
from graph.network import Network
from services.isolation.scene import Scene
from services.measures.document import measures_document
from services.measures.measures import Measures, measure
from services.policy import IsolationPolicy
from tests.unit.drills.drawn import drawn
from tests.unit.drills.oracle import Removing
from tests.unit.isolation.build import (
    DAY,
    LONG_AGO,
    community,
    event,
    member,
    offer,
    organisation,
)
from tests.unit.isolation.oracle import Oracle

SAY = catalogue("ru")


def measured(network: Network) -> Measures:
    return measure(Scene.of(network, IsolationPolicy(), day=DAY))


def document(*records: Record) -> dict[str, Any]:
    return measures_document(measured(Network.of(records)), SAY)


def some() -> list[Record]:
    """Return l→a twice, a→l, l→b, b→c over the border; d alone."""
    homes = {"c": "m2"}
    return [
        *(organisation(code, municipality=homes.get(code, "m1")) for code in "abcdl"),
        offer("l"),
        event("e1", "l", "a"),
        event("e2", "l", "a", on=date(2026, 4, 1)),
        event("e3", "a", "l"),
        event("e4", "l", "b"),
        event("e5", "b", "c"),
    ]


def test_every_number_has_its_list() -> None:
    made = document(*some())
    assert made["reach"] == {"reached": 4, "share": 0.8, "not_reached": ["d"]}
    assert made["parts"] == {
        "count": 2,
        "largest": 4,
        "share": 0.8,
        "members": [["a", "b", "c", "l"], ["d"]],
    }
    # a and b one step, c two, d endless: 4 / (1 + 1 + 1/2 + 0)
    assert made["steps"]["harmonic"] == 1.6
    assert made["steps"]["counts"] == [
        {"steps": 0, "n": 1},
        {"steps": 1, "n": 2},
        {"steps": 2, "n": 1},
    ]
    assert made["dependence"]["organisations"] == ["a", "b", "c"]
    assert made["dependence"]["on"] == [
        {"organisation": "l", "n": 3},
        {"organisation": "b", "n": 1},
    ]
    assert made["concentration"]["half_by"] == 1
    assert made["concentration"]["given"][0] == {"organisation": "l", "n": 3}
    assert made["mutuality"] == {"ties": 3, "mutual": 1, "share": 0.3333, "pairs": [["a", "l"]]}
    assert made["crossing"]["municipalities"] == [{"municipality": "m1", "given": 5, "crossing": 1}]


def test_everybody_gives_takes_does_both_or_neither() -> None:
    made = document(
        *some(),
        Tie(
            from_organisation="d",  # type: ignore[arg-type]  # codes are texts here
            to_organisation="c",  # type: ignore[arg-type]  # as above
            kind=TieKind.MUTUAL_INTERNSHIP,
            from_date=LONG_AGO,
        ),
    )["involvement"]
    assert made["events"] == {"both": 3, "gives": 0, "takes": 1, "neither": 1}
    assert made["paper"] == {"both": 0, "gives": 2, "takes": 1, "neither": 2}
    assert made["neither"] == []
    assert [row["municipality"] for row in made["by_municipality"]] == ["m1", "m2"]
    assert made["by_municipality"][1]["events"]["takes"] == 1
    assert [row["kind"] for row in made["by_kind"]] == ["school"]


def test_who_has_no_part_at_all_is_listed() -> None:
    assert document(*some())["involvement"]["neither"] == ["d"]


def test_two_leaders_or_two_communities_of_a_direction_are_told() -> None:
    pairs = [
        Pair(leader=x, mentee="a", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
        for x in ("l", "b")
    ]
    made = document(
        *some(),
        *pairs,
        *(community(code, directions=("d2",)) for code in ("c1", "c2")),
        *(member(code, "b") for code in ("c1", "c2")),
    )["doubled"]
    assert made["pairs"] == [{"organisation": "a", "direction": "d1", "through": ["b", "l"]}]
    assert made["communities"] == [
        {"organisation": "b", "direction": "d2", "through": ["c1", "c2"]}
    ]


def test_without_leaders_or_ties_there_is_still_an_answer() -> None:
    made = document(organisation("a"))
    assert (made["reach"], made["steps"], made["dependence"]) == (None, None, None)
    assert made["parts"]["count"] == 1
    assert made["crossing"]["share"] is None
    assert "На эту дату лидеров нет: пути к ним не проверялись." in made["texts"]


def test_an_empty_network_has_measures_too() -> None:
    assert document()["parts"] == {"count": 0, "largest": 0, "share": None, "members": []}


def test_the_sentences_are_plain() -> None:
    texts = document(*some())["texts"]
    assert texts[1] == "До лидера по рабочим связям доходят 4 организации из 5 (80 %)."
    assert "Через границу муниципалитета идёт помощь в 1 случае из 5 (20 %)." in texts
    assert not [text for text in texts if "measures." in text or "{" in text]


@pytest.mark.parametrize("seed", range(0, 150, 25))
def test_networkx_finds_the_same(seed: int) -> None:
    for one in range(seed, seed + 25):
        compare(drawn(one), one)


def compare(network: Network, seed: int) -> None:
    made, slow, read = measured(network), Removing(network, 99), Oracle(network, DAY, 12)
    to_leader = (
        nx.multi_source_dijkstra_path_length(slow.graph, slow.leaders, weight=None)
        if slow.leaders
        else {}
    )
    assert set(made.shape.not_reached) == slow.judged - set(to_leader), seed
    parts = [p & slow.judged for p in nx.connected_components(slow.graph) if p & slow.judged]
    assert sorted(made.shape.parts) == sorted(tuple(sorted(p)) for p in parts), seed
    steps = Counter(to_leader[v] for v in slow.judged & set(to_leader))
    assert made.shape.steps == steps, seed
    far = slow.judged - slow.leaders
    sum_ = sum(1 / to_leader[v] for v in far if v in to_leader)
    assert made.shape.harmonic_steps == (round(len(far) / sum_, 2) if sum_ else None), seed
    held = {x: slow.way(x) for x in slow.v}
    assert set(made.shape.dependent) == set().union(*held.values()), seed
    assert {one.organisation: one.n for one in made.shape.depended} == {
        x: len(lost) for x, lost in held.items() if lost
    }, seed
    acts = Counter(giver for giver, _, _, _ in read.equal)
    assert dict(made.flow.givers) == acts, seed
    heaviest = [n for _, n in acts.most_common()]
    halves = [k for k in range(len(heaviest) + 1) if 2 * sum(heaviest[:k]) >= len(read.equal)]
    assert made.flow.half_by == halves[0], seed
    ways = {(a, b) for a, b, _, _ in read.equal}
    assert set(made.flow.mutual) == {(a, b) for a, b in ways if (b, a) in ways and a < b}, seed
    assert made.flow.ties == slow.graph.number_of_edges(), seed
    home = {code: one.municipality for code, one in slow.v.items()}
    assert made.flow.crossing == sum(home[a] != home[b] for a, b, _, _ in read.equal), seed
    gives, takes = ({entry[end] for entry in read.recent} for end in (0, 1))
    for one in made.involvement.organisations:
        does = one.organisation in gives, one.organisation in takes
        assert (
            one.events.value
            == {
                (True, True): "both",
                (True, False): "gives",
                (False, True): "takes",
                (False, False): "neither",
            }[does]
        ), (seed, one)
    assert {one.organisation for one in made.involvement.organisations} == slow.judged, seed
