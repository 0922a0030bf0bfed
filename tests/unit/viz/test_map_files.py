"""Files of a map for other programs: what is shown, with what was asked for inside."""

import csv
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from json import loads
from zipfile import ZipFile

import networkx as nx
import pytest

from services.views.map_view import build_map_view
from tests.unit.viz import made_up
from tests.unit.viz.hostile import hostile_view
from viz.encode import encode_map
from viz.map_files import ENDINGS, MapPrint, map_file
from viz.map_filter import MapFilter

VIEW = made_up.view(49, 5)
SPEC = encode_map(VIEW, say=made_up.SAY)
WANTED = MapPrint(
    spec=SPEC, asked=MapFilter(view="levels", overlays=("isolation",), municipality="m03")
)
GEXF = "{http://gexf.net/1.3}"


def made(ending: str, wanted: MapPrint = WANTED) -> bytes:
    return map_file(wanted, ending, made_up.SAY)


def tables(content: bytes) -> dict[str, list[list[str]]]:
    with ZipFile(BytesIO(content)) as archive:
        return {
            name: list(csv.reader(StringIO(archive.read(name).decode("utf-8-sig")), delimiter=";"))
            for name in archive.namelist()
        }


def test_graphml_is_read_back_with_all_organisations_ties_and_the_filter() -> None:
    graph = nx.read_graphml(BytesIO(made(".graphml")), force_multigraph=True)

    assert set(graph.nodes) == {one.id for one in VIEW.organisations}
    assert graph.number_of_edges() == len(SPEC.edges)
    assert sum(data["count"] for _, _, data in graph.edges(data=True)) == len(VIEW.ties)
    text = made(".graphml").decode()
    for told in ("m03", "isolation", "staff", SPEC.subtitle, SPEC.source):
        assert f">{told}<" in text


def test_gexf_has_positions_colours_and_the_filter() -> None:
    root = ET.fromstring(made(".gexf"))  # noqa: S314 - written by our own code
    nodes = root.findall(f".//{GEXF}node")

    assert {one.get("id") for one in nodes} == {one.id for one in VIEW.organisations}
    assert len(root.findall(f".//{GEXF}edge")) == len(SPEC.edges)
    assert all(one.find("{http://gexf.net/1.3/viz}position") is not None for one in nodes)
    told = root.findtext(f".//{GEXF}description") or ""
    assert "municipality: m03; audience: staff" in told


def test_tables_hold_a_row_for_each_organisation_and_each_tie() -> None:
    found = tables(made(".zip"))

    assert set(found) == {"organisations.csv", "ties.csv", "filter.csv"}
    assert len(found["organisations.csv"]) == len(VIEW.organisations) + 1
    assert {row[0] for row in found["organisations.csv"][1:]} == {o.id for o in VIEW.organisations}
    assert len(found["ties.csv"]) - 1 == sum(len(edge.facts) for edge in SPEC.edges)
    assert ["Код муниципалитета", "m03"] in found["filter.csv"]
    assert found["organisations.csv"][0][-2:] == ["Что найдено", "Что сделать"]


def test_without_isolation_tables_have_no_column_for_it() -> None:
    plain = encode_map(
        build_map_view(made_up.network(20, 3), day=made_up.DAY, say=made_up.SAY),
        say=made_up.SAY,
    )
    found = tables(made(".zip", MapPrint(spec=plain, asked=MapFilter(view="levels"))))

    assert found["organisations.csv"][0][-1] == "Ведёт школ"


def test_json_begins_with_what_was_asked_for() -> None:
    data = loads(made(".json"))

    assert next(iter(data)) == "filter"
    assert data["filter"]["overlays"] == "isolation"
    assert len(data["nodes"]) == len(VIEW.organisations)


@pytest.mark.parametrize("ending", sorted(set(ENDINGS) - {".png", ".pdf"}))
def test_the_same_map_is_the_same_file(ending: str) -> None:
    assert made(ending) == made(ending)


def test_hostile_names_stay_names_in_every_file() -> None:
    view = hostile_view()
    wanted = MapPrint(spec=encode_map(view, say=made_up.SAY), asked=MapFilter(view="levels"))

    graph = nx.read_graphml(BytesIO(made(".graphml", wanted)), force_multigraph=True)
    assert graph.number_of_nodes() == len(view.organisations)
    root = ET.fromstring(made(".gexf", wanted))  # noqa: S314 - written by our own code
    assert len({one.get("id") for one in root.iter(f"{GEXF}node")}) == len(view.organisations)
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {
        *("gexf", "meta", "creator", "description", "graph", "attributes", "attribute", "nodes"),
        *("node", "attvalues", "attvalue", "position", "size", "color", "shape", "edges", "edge"),
    }
    for rows in tables(made(".zip", wanted)).values():
        for row in rows:
            assert not any(cell[:1] in tuple("=+-@") for cell in row), row
