"""Measures of small networks: by hand, and against networkx on drawn ones."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest

from api.texts import catalogue
from graph.errors import NotFoundError
from graph.model.choices import TieKind
from graph.model.fields import read_dictionary
from graph.model.ids import MunicipalityId
from graph.model.organisation import Municipality
from graph.model.record import Record
from graph.model.tie import Pair, Tie
from graph.network import Network
from graph.samples import build_demo
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
TABLES = sorted(read_dictionary().entities)


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


def test_the_document_is_as_its_schema_says() -> None:
    text = Path("tests/schemas/measures.schema.json").read_text(encoding="utf-8")
    for seed in range(20):
        made = measures_document(measured(drawn(seed)), SAY)
        jsonschema.validate(made, json.loads(text))
    jsonschema.validate(document(), json.loads(text))


def test_a_municipality_counts_its_own_and_what_touches_it() -> None:
    network = Network.of([*some(), Municipality(id=MunicipalityId("m2"), name="Дальний")])
    made = measures_document(measure(Scene.of(network, IsolationPolicy(), day=DAY), "m2"), SAY)
    assert (made["municipality"], made["judged"], made["leaders"]) == ("m2", 1, 1)
    assert made["reach"] == {"reached": 1, "share": 1.0, "not_reached": []}
    assert made["steps"]["organisations"] == [{"organisation": "c", "steps": 2}]
    assert made["dependence"]["on"] == [
        {"organisation": "b", "n": 1},
        {"organisation": "l", "n": 1},
    ]
    assert made["parts"]["members"] == [["c"]]
    assert made["concentration"]["given"] == [{"organisation": "b", "n": 1}]
    assert made["crossing"]["crossing"] == 1
    assert [one["organisation"] for one in made["involvement"]["organisations"]] == ["c"]
    assert made["texts"][0].startswith("Дальний, на ")


def test_an_unknown_municipality_is_refused() -> None:
    with pytest.raises(NotFoundError):
        measure(Scene.of(Network.of(some()), IsolationPolicy(), day=DAY), "m9")


@pytest.mark.parametrize("seed", range(0, 40, 10))
def test_the_municipalities_together_are_the_whole(seed: int) -> None:
    for one in range(seed, seed + 10):
        network = drawn(one)
        homes = sorted({home.municipality for home in network.organisations})
        network = Network.of(
            [
                *(record for table in TABLES for record in network.table(table)),
                *(Municipality(id=home, name=home) for home in homes),
            ]
        )
        scene = Scene.of(network, IsolationPolicy(), day=DAY)
        whole, parts = measure(scene), [measure(scene, home) for home in homes]
        assert sum(part.shape.judged for part in parts) == whole.shape.judged
        assert {k: v for part in parts for k, v in part.shape.depends_on.items()} == (
            whole.shape.depends_on
        )
        assert {k: v for part in parts for k, v in part.shape.steps_of.items()} == (
            whole.shape.steps_of
        )
        total: Counter[str] = Counter()
        for part in parts:
            total.update({d.organisation: d.n for d in part.shape.depended})
        assert total == {d.organisation: d.n for d in whole.shape.depended}
        # what crosses a border is counted at both of its ends
        assert sum(part.flow.acts for part in parts) == whole.flow.acts + whole.flow.crossing


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
    assert [one["steps"] for one in made["steps"]["organisations"]] == [1, 1, 2, 0]
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
    # d gives on paper only; c takes in both
    assert made["any"] == {"both": 3, "gives": 1, "takes": 1, "neither": 0}
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


def test_networkx_finds_the_same_in_the_demo_region() -> None:
    compare(Network.of(build_demo("region").records), -1)


def dominated(slow: Removing) -> dict[str, set[str]]:
    """Return organisation → judged ones that reach no leader without it, by dominators."""
    graph = nx.DiGraph(slow.graph)
    graph.add_edges_from(("root", leader) for leader in slow.leaders)
    above = nx.immediate_dominators(graph, "root")
    held: dict[str, set[str]] = {}
    for one in slow.judged & set(above):
        at = above[one]
        while at != "root":
            held.setdefault(at, set()).add(one)
            at = above[at]
    return held


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
    held = dominated(slow) if seed < 0 else {x: slow.way(x) for x in slow.v}
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
    compare_paper(network, made, seed)


def compare_paper(network: Network, made: Measures, seed: int) -> None:
    """Go through the rows of offers, pairs and ties one by one."""

    def holds(row: Any) -> bool:
        return row.from_date <= DAY and (row.to_date is None or row.to_date > DAY)

    there = {
        one.id
        for one in network.organisations
        if (one.from_date is None or one.from_date <= DAY)
        and (one.to_date is None or one.to_date > DAY)
    }
    gives = {row.organisation for row in network.offers if holds(row)}
    ends = [
        (row.leader, row.mentee)
        for row in network.pairs
        if holds(row) and (row.status is None or row.status.value in {"ordered", "active"})
    ] + [
        (row.from_organisation, row.to_organisation)
        for row in network.ties
        if holds(row) and row.kind in {TieKind.MUTUAL_INTERNSHIP, TieKind.METHODICAL_SUPPORT}
    ]
    ends = [(a, b) for a, b in ends if a != b and {a, b} <= there]
    gives |= {a for a, _ in ends}
    takes = {b for _, b in ends}
    for one in made.involvement.organisations:
        on_paper = {(True, True): "both", (True, False): "gives", (False, True): "takes"}
        does = one.organisation in gives, one.organisation in takes
        assert one.paper.value == on_paper.get(does, "neither"), (seed, one)
        in_any = {"both": {"gives", "takes"}, "neither": set()}
        together = in_any.get(one.events, {one.events}) | in_any.get(one.paper, {one.paper})
        asked = in_any.get(one.part(), {one.part()})
        assert together == asked, (seed, one)
