"""Every graph quantity of the made-up region is what networkx says of its raw records."""

import json
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from graph.network import Network
from graph.samples import Demo
from services.isolation.detect import find_isolated
from services.isolation.document import plain_evidence
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from services.isolation.scene import Scene
from services.measures.shape import shape_of
from services.policy import shipped_policy
from tests.unit.samples.raw_isolation import Raw, read

HOPS = 1
POLICY = replace(shipped_policy().isolation, hops=HOPS)


@pytest.fixture(scope="module")
def raw(region: Demo) -> Raw:
    return read(region.records, region.reference_date)


@pytest.fixture(scope="module")
def report(region: Demo, region_network: Network) -> IsolationReport:
    return find_isolated(region_network, POLICY, day=region.reference_date)


@pytest.fixture(scope="module")
def way(raw: Raw) -> "nx.Graph[str]":
    """Return all who reach a leader, each leader tied to one root in two ways."""
    graph: nx.Graph[str] = nx.Graph(raw.graph)
    for leader in raw.leaders:
        nx.add_path(graph, ["root", leader, f"beside {leader}", "root"])
    return graph.subgraph(nx.node_connected_component(graph, "root")).copy()


def told(report: IsolationReport, kind: Kind) -> dict[str, dict[str, Any]]:
    found = {f.organisation: f.evidence.get(kind) for f in report.findings}
    return {str(code): plain_evidence(e) for code, e in found.items() if e is not None}


def test_parts_without_a_leader(report: IsolationReport, raw: Raw) -> None:
    size = {
        code: len(part)
        for part in nx.connected_components(raw.graph)
        if not part & raw.leaders
        for code in part & raw.judged - raw.new
    }
    assert {c: e["component_size"] for c, e in told(report, Kind.K4).items()} == size
    assert {c: e["component_size"] for c, e in told(report, Kind.K4B).items()} == {
        code: n for code, n in size.items() if 1 < n <= POLICY.island_size
    }


def test_bridges_and_what_hangs_on_them(
    report: IsolationReport, raw: Raw, way: "nx.Graph[str]"
) -> None:
    hanging: dict[str, set[tuple[str, str]]] = {}
    for bridge in list(nx.bridges(way)):
        less = nx.restricted_view(way, [], [bridge])
        for code in raw.judged & (set(way) - nx.node_connected_component(less, "root")):
            hanging.setdefault(code, set()).add((min(bridge), max(bridge)))
    found = {c: {(a, b) for a, b in e["all"]} for c, e in told(report, Kind.K5).items()}
    assert found == hanging


def test_dominators(report: IsolationReport, raw: Raw) -> None:
    flow: nx.DiGraph[str] = raw.graph.to_directed()
    flow.add_edges_from(("root", leader) for leader in raw.leaders)
    above = dict(nx.immediate_dominators(flow, "root"))
    found = told(report, Kind.K6)
    assert {c: e["depends_on"] for c, e in found.items()} == {
        code: x for code, x in above.items() if code in raw.judged and x not in {None, "root"}
    }
    for code, evidence in found.items():
        chain, at = [], above[code]
        while at not in {None, "root"}:
            chain.append(at)
            at = above[at]
        assert evidence["all"] == chain


def test_hops_to_the_nearest_leader(
    report: IsolationReport, raw: Raw, region_network: Network, region: Demo
) -> None:
    hops = nx.multi_source_dijkstra_path_length(raw.graph, raw.leaders, weight=None)
    assert {c: e["hops"] for c, e in told(report, Kind.K7).items()} == {
        code: n for code, n in hops.items() if code in raw.judged and n > HOPS
    }
    scene = Scene.of(region_network, POLICY, day=region.reference_date)
    shape = shape_of(scene, scene.nodes.judged)
    assert shape.steps_of == {code: n for code, n in hops.items() if code in raw.judged}
    assert set(shape.not_reached) == raw.judged - hops.keys()
    away = raw.judged - raw.leaders
    mean = len(away) / sum(1 / hops[code] for code in away if code in hops)
    assert shape.harmonic_steps == pytest.approx(mean, abs=0.005)
    parts = [part & raw.judged for part in nx.connected_components(raw.graph)]
    assert sorted(map(sorted, shape.parts)) == sorted(sorted(part) for part in parts if part)


def test_cores_degrees_and_circles(report: IsolationReport, raw: Raw) -> None:
    core, degree = nx.core_number(raw.graph), dict(raw.graph.degree())
    assert {c: e["partners"] for c, e in told(report, Kind.K11).items()} == {
        code: degree[code] for code in raw.judged if core[code] == 1
    }
    home = {code: o.municipality for code, o in raw.standing.items()}
    assert {c: e["partners"] for c, e in told(report, Kind.K14).items()} == {
        code: degree[code]
        for code in raw.judged
        if {home[other] for other in raw.graph[code]} == {home[code]}
    }
    one_partner = {code for code in raw.judged if degree[code] == 1}
    assert one_partner <= told(report, Kind.K15).keys()


def test_the_region_has_something_of_each(report: IsolationReport) -> None:
    counts = {kind.value: report.counts[kind] for kind in (Kind.K4, Kind.K4B, Kind.K5, Kind.K6)}
    assert all(counts.values()), json.dumps(counts)
    assert told(report, Kind.K7)
