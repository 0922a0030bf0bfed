"""The graph for networkx: every record once, the store's vocabulary, the past and files."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import networkx as nx
import pytest

from graph.exchange import TOWARDS_RECORD, for_files, to_networkx
from graph.model.choices import AgreementStatus, EventStatus, PairStatus, TieKind
from graph.model.community import CuratorAssignment
from graph.model.fields import read_dictionary
from graph.model.monitoring import LevelRecord
from graph.model.need import Direction
from graph.model.organisation import Municipality
from graph.model.record import Record
from graph.model.tie import Agreement, Pair, Tie
from graph.network import Network
from graph.stores import neo4j_shapes
from tests.contract.samples import full_network
from tests.unit.isolation.build import (
    DAY,
    INSIDE,
    LONG_AGO,
    curator,
    event,
    need,
    offer,
    organisation,
    person,
)


def pair(leader: str, mentee: str, **more: Any) -> Pair:
    given = {"direction": "d1", "from_date": LONG_AGO, **more}
    return Pair(leader=leader, mentee=mentee, **given)  # type: ignore[arg-type]  # codes are texts here


SMALL: list[Record] = [
    Municipality(id="m1", name="Примерный район", region="Край"),  # type: ignore[arg-type]  # codes are texts here
    Direction(id="d1", name="Знание"),  # type: ignore[arg-type]  # as above
    organisation("a", lat=45.0, lon=39.0),
    organisation("b", parent="a"),
    organisation("l"),
    organisation("tms", "methodical_service"),
    *(need("a"), need("b", in_work=False), offer("l", limit_km=30.0)),
    pair("l", "a", status=PairStatus.PLANNED),
    event("e", "l", "a", "b", givers=("l",), directions=("d1",)),
    LevelRecord(service="tms", year=2024, level="низкий"),  # type: ignore[arg-type]  # as above
    LevelRecord(service="tms", year=2025, level="средний"),  # type: ignore[arg-type]  # as above
    *(person("p", "tms"), curator("p", "a")),
]


def test_nodes_carry_what_the_vocabulary_says() -> None:
    nodes = to_networkx(Network.of(SMALL), as_of=DAY).nodes

    assert nodes["a"] == {
        "label": "School",
        "kind": "school",
        "name": "A",
        "municipality": "m1",
        "lat": 45.0,
        "lon": 39.0,
        "roles": "mentee",
        "open_needs": 1,
    }
    assert nodes["l"]["roles"] == "leader"
    assert nodes["b"]["roles"] == ""
    assert nodes["tms"]["level"] == "средний"
    assert nodes["p"] == {"label": "Person", "name": "Имя p", "roles": "curator"}
    assert nodes["Край"] == {"label": "Region", "name": "Край"}


def test_edges_are_keyed_by_type_and_carry_their_own_fields() -> None:
    graph = to_networkx(Network.of(SMALL), as_of=DAY)

    assert graph.edges["l", "d1", "OFFERS"] == {
        "relationship": "OFFERS",
        "record": "l|d1|2024-01-15",
        "revision": 1,
        "places": 2,
        "limit_km": 30.0,
        "from_date": LONG_AGO,
    }
    assert graph.edges["l", "a", "MENTORS"]["status"] == "planned"
    assert {edge for edge in graph.edges(keys=True) if "e" in edge[:2]} == {
        ("l", "e", "HOSTED"),
        ("l", "e", "LED"),
        ("a", "e", "ATTENDED"),
        ("b", "e", "ATTENDED"),
        ("e", "d1", "ABOUT"),
    }
    assert graph.has_edge("b", "a", "BRANCH_OF")
    assert graph.has_edge("m1", "Край", "IN_REGION")


def test_drawn_edges_repeat_what_their_record_says_of_them() -> None:
    records = [
        *SMALL,
        organisation("gone", to_date=DAY, successor="a"),
        replace(person("q", "a"), position="завуч", from_date=LONG_AGO),
        Agreement(id="g", parties=("a", "tms"), from_date=INSIDE, to_date=DAY),  # type: ignore[arg-type]  # codes are texts here
    ]
    graph = to_networkx(Network.of(records, revision=7))

    def carried(start: str, end: str, type_: str) -> dict[str, Any]:
        data = dict(graph.edges[start, end, type_])
        assert data.pop("relationship") == type_
        assert data.pop("revision") == 7
        assert data.pop("record") in {start, end}
        return data

    assert carried("q", "a", "WORKS_AT") == {"position": "завуч", "from_date": LONG_AGO}
    assert carried("gone", "a", "SUCCEEDED_BY") == {"date": DAY}
    assert carried("gone", "m1", "LOCATED_IN") == {"to_date": DAY}
    assert carried("a", "g", "PARTY_TO") == {"from_date": INSIDE, "to_date": DAY}
    assert carried("a", "m1", "LOCATED_IN") == {}


def test_ties_of_one_type_between_the_same_two_are_all_kept() -> None:
    both = [pair("l", "a"), pair("l", "a", direction="d2")]
    graph = to_networkx(Network.of([*SMALL[1:], *both]), kinds={"MENTORS"})

    assert sorted(graph["l"]["a"]) == ["MENTORS", "MENTORS#2"]


def test_every_record_is_there_and_every_tie_leads_somewhere() -> None:
    network = Network.of(full_network())
    graph = to_networkx(network)

    dictionary = read_dictionary().entities
    plans = {"plan", "goal_value", "assignment", "open_need", "blocking_group", "scenario", "order"}
    nodes = sum(len(network.table(n)) for n, e in dictionary.items() if e.node and n not in plans)
    made = {data["label"] for _, data in graph.nodes(data=True)}
    extra = [n for n, d in graph.nodes(data=True) if d["label"] in made & DERIVED]
    assert graph.number_of_nodes() == nodes + len(extra)
    types = {key.partition("#")[0] for _, _, key in graph.edges(keys=True)}
    drawn = {f.ties for n, e in dictionary.items() if n not in plans for f in e.fields.values()}
    assert types >= drawn - {""}
    assert types >= {e.tie for n, e in dictionary.items() if n not in plans} - {""}


DERIVED = {"Region", "Status", "LevelCluster", "Indicator"}


def test_directions_of_ties_are_those_of_the_neo4j_store() -> None:
    assert TOWARDS_RECORD == neo4j_shapes.TOWARDS_RECORD


def test_as_of_shows_the_network_of_the_day() -> None:
    network = Network.of([*SMALL, organisation("gone", to_date=DAY), pair("gone", "b")])

    assert "gone" not in to_networkx(network, as_of=DAY)
    assert to_networkx(network).has_edge("gone", "b", "MENTORS")
    before = to_networkx(network, as_of=date(2026, 2, 28))
    assert "e" not in before


def test_chosen_kinds_keep_all_organisations_and_only_the_nodes_they_touch() -> None:
    graph = to_networkx(Network.of(SMALL), kinds={"NEEDS"})

    assert set(graph) == {"a", "b", "l", "tms", "d1"}
    assert {key for _, _, key in graph.edges(keys=True)} == {"NEEDS"}


def test_a_code_that_is_taken_is_written_with_its_label() -> None:
    network = Network.of([organisation("x"), person("x", "x"), organisation("y")])
    graph = to_networkx(network)

    assert graph.nodes["x"]["label"] == "School"
    assert graph.has_edge("Person:x", "x", "WORKS_AT")


def test_a_curatorship_of_a_direction_leads_to_the_direction() -> None:
    row = CuratorAssignment(
        curator="p",  # type: ignore[arg-type]  # codes are texts here
        kind="direction_curator",  # type: ignore[arg-type]  # as above
        direction="d1",  # type: ignore[arg-type]  # as above
        from_date=LONG_AGO,
    )

    assert to_networkx(Network.of([*SMALL, row])).has_edge("p", "d1", "CURATES")


def test_the_simple_graph_joins_organisations_once() -> None:
    records = [
        *SMALL,
        pair("l", "b"),
        Tie(from_organisation="b", to_organisation="l", kind=TieKind.PARTNERSHIP, from_date=INSIDE),  # type: ignore[arg-type]  # codes are texts here
        Agreement(id="g", parties=("a", "tms"), from_date=INSIDE),  # type: ignore[arg-type]  # as above
        Agreement(id="h", parties=("b", "tms"), from_date=INSIDE, status=AgreementStatus.DRAFT),  # type: ignore[arg-type]  # as above
        event("later", "a", "b", on=date(2027, 1, 1)),
        event("planned", "a", "b", status=EventStatus.PLANNED),
    ]
    graph = to_networkx(Network.of(records), as_of=DAY, simple=True)

    assert set(graph) == {"a", "b", "l", "tms"}
    assert not graph.is_directed()
    assert {frozenset((u, v)): d for u, v, d in graph.edges(data=True)} == {
        frozenset("al"): {"types": "EVENT", "count": 1},
        frozenset("bl"): {"types": "EVENT;MENTORS;PARTNERS_WITH", "count": 3},
        frozenset(("a", "tms")): {"types": "PARTY_TO", "count": 1},
    }
    assert graph.nodes["l"]["roles"] == "leader"
    only = to_networkx(Network.of(records), as_of=DAY, simple=True, kinds={"MENTORS"})
    assert set(map(frozenset, only.edges)) == {frozenset("bl")}


@pytest.mark.parametrize(
    ("write", "read"), [(nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)]
)
@pytest.mark.parametrize("simple", [False, True])
def test_files_take_the_graph_with_dates_as_text(write: Any, read: Any, simple: bool) -> None:  # noqa: FBT001 - drawn from the table above
    network = Network.of(full_network())
    graph: Any = to_networkx(network, simple=True) if simple else to_networkx(network)
    stream = BytesIO()

    write(for_files(graph), stream)

    assert simple or b"2025-09-01" in stream.getvalue()
    back = read(BytesIO(stream.getvalue()))
    assert (set(back), len(back.edges)) == (set(graph), len(graph.edges))
