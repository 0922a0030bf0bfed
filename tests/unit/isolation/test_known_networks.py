"""Networks whose answers are published: the kite, the karate club, the families of Florence."""

from typing import Any

import networkx as nx

from graph.model.record import Record
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from tests.unit.isolation.build import event, evidence, kinds, offer, organisation, report


def report_on(graph: "nx.Graph[Any]", *leaders: str) -> IsolationReport:
    records: list[Record] = [organisation(str(v)) for v in graph]
    records += [event(f"e{i}", str(a), str(b)) for i, (a, b) in enumerate(graph.edges)]
    return report(*records, *(offer(code) for code in leaders))


def with_kind(made: IsolationReport, kind: str) -> set[str]:
    return {code for code, found in kinds(made).items() if kind in found}


def test_the_tail_of_the_kite_hangs_on_its_last_ties() -> None:
    made = report_on(nx.krackhardt_kite_graph(), "3")

    assert evidence(made, "9", "K5") == {"tie": ["8", "9"], "all": [["8", "9"], ["7", "8"]]}
    assert evidence(made, "8", "K5") == {"tie": ["7", "8"], "all": [["7", "8"]]}
    assert with_kind(made, "K5") == {"8", "9"}
    assert evidence(made, "9", "K6") == {"depends_on": "8", "all": ["8", "7", "3"]}
    assert evidence(made, "9", "K7") == {"hops": 4}
    assert with_kind(made, "K7") == {"8", "9"}
    assert with_kind(made, "K11") == {"8", "9"}


def test_half_of_the_karate_club_reaches_its_leaders_through_the_teacher_alone() -> None:
    made = report_on(nx.karate_club_graph(), "0", "33")

    assert with_kind(made, "K6") == {"4", "5", "6", "10", "11", "16"}
    assert {evidence(made, v, "K6")["depends_on"] for v in with_kind(made, "K6")} == {"0"}  # type: ignore[index]  # found above
    assert evidence(made, "11", "K5") == {"tie": ["0", "11"], "all": [["0", "11"]]}
    assert with_kind(made, "K5") == with_kind(made, "K11") == {"11"}
    assert made.counts[Kind.K4] == made.counts[Kind.K7] == 0


def test_pucci_stands_apart_and_four_families_hang_on_their_neighbours() -> None:
    families = nx.florentine_families_graph()
    families.add_node("Pucci")
    made = report_on(families, "Medici")

    assert with_kind(made, "K1") == with_kind(made, "K4") == {"Pucci"}
    assert with_kind(made, "K5") == {"Acciaiuoli", "Salviati", "Pazzi", "Lamberteschi", "Ginori"}
    assert evidence(made, "Pazzi", "K5") == {
        "tie": ["Pazzi", "Salviati"],
        "all": [["Pazzi", "Salviati"], ["Medici", "Salviati"]],
    }
    assert evidence(made, "Ginori", "K6") == {"depends_on": "Albizzi", "all": ["Albizzi", "Medici"]}
    assert with_kind(made, "K11") == with_kind(made, "K5")
