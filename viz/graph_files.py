"""A map as a graph for other programs: GraphML and GEXF, with positions, colours and filter."""

import re
import xml.etree.ElementTree as ET  # written here, never read
from collections.abc import Sequence
from io import BytesIO

import networkx as nx

from viz.map_filter import MapFilter
from viz.palette import MARKS, TIES
from viz.spec import EdgeMark, MapSpec, NodeMark

_GEXF = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_SHAPES = {"square": "square", "diamond": "diamond", "triangle": "triangle"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Values = Sequence[tuple[str, str | int | float]]


def graph_ml(spec: MapSpec, asked: MapFilter) -> bytes:
    """Return the map as GraphML.

    References
    ----------
    .. [1] U. Brandes, M. Eiglsperger, J. Lerner, C. Pich. "Graph Markup Language (GraphML)".
       *Handbook of Graph Drawing and Visualization*, 2013.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update({name: _clean(value) for name, value in asked.told(spec)})
    ids = _ids(spec)
    for node in spec.nodes:
        x, y = node.at[spec.first]
        graph.add_node(ids[node.id], **{name: _fit(v) for name, v in _node_values(node)}, x=x, y=-y)
    for i, edge in enumerate(spec.edges):
        values = {name: _fit(value) for name, value in _edge_values(edge)}
        graph.add_edge(ids[edge.source], ids[edge.target], key=f"t{i}", **values)
    made = BytesIO()
    nx.write_graphml(graph, made, named_key_ids=True)
    return made.getvalue()


def gexf(spec: MapSpec, asked: MapFilter) -> bytes:
    """Return the map as GEXF 1.3, which Gephi opens as it is drawn.

    Notes
    -----
    The writer of networkx puts today's date into the file: the same map would give another file
    every day.

    References
    ----------
    .. [1] GEXF Working Group. *GEXF File Format*, version 1.3.
    """
    root = ET.Element("gexf", {"xmlns": _GEXF, "xmlns:viz": _VIZ, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "MethodNet"
    told = "; ".join(f"{name}: {value}" for name, value in asked.told(spec))
    ET.SubElement(meta, "description").text = _clean(told)
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    ids = _ids(spec)
    if spec.nodes:
        _declare(graph, "node", _node_values(spec.nodes[0]))
    if spec.edges:
        _declare(graph, "edge", _edge_values(spec.edges[0]))
    nodes = ET.SubElement(graph, "nodes")
    for node in spec.nodes:
        _gexf_node(nodes, ids[node.id], node, spec.first)
    edges = ET.SubElement(graph, "edges")
    for i, edge in enumerate(spec.edges):
        ends = {"source": ids[edge.source], "target": ids[edge.target]}
        tie = ET.SubElement(
            edges, "edge", {"id": f"t{i}", **ends, "kind": edge.kind, "weight": str(edge.count)}
        )
        _values(tie, _edge_values(edge))
        ET.SubElement(tie, "viz:color", _colour(TIES[edge.kind].colour))
    made = BytesIO()
    ET.ElementTree(root).write(made, encoding="utf-8", xml_declaration=True)
    return made.getvalue()


def _gexf_node(nodes: ET.Element, name: str, node: NodeMark, view: str) -> None:
    style = MARKS[node.mark]
    made = ET.SubElement(nodes, "node", {"id": name, "label": _clean(node.label)})
    _values(made, _node_values(node))
    x, y = node.at[view]
    ET.SubElement(made, "viz:position", {"x": f"{x:g}", "y": f"{-y:g}", "z": "0"})
    ET.SubElement(made, "viz:size", {"value": f"{node.radius:g}"})
    ET.SubElement(made, "viz:color", _colour(style.colour))
    ET.SubElement(made, "viz:shape", {"value": _SHAPES.get(style.shape, "disc")})


def _declare(graph: ET.Element, kind: str, values: Values) -> None:
    types = {str: "string", int: "integer", float: "float"}
    declared = ET.SubElement(graph, "attributes", {"class": kind})
    for name, value in values:
        ET.SubElement(
            declared, "attribute", {"id": name, "title": name, "type": types[type(value)]}
        )


def _values(made: ET.Element, values: Values) -> None:
    inside = ET.SubElement(made, "attvalues")
    for name, value in values:
        ET.SubElement(inside, "attvalue", {"for": name, "value": str(_fit(value))})


def _node_values(node: NodeMark) -> Values:
    return [
        ("name", node.name),
        ("role", node.mark),
        ("kind", node.kind),
        ("municipality", node.municipality),
        ("mentees", node.mentees),
        ("alarm", node.alarm),
        ("alarm_text", node.alarm_text),
    ]


def _edge_values(edge: EdgeMark) -> Values:
    directions = sorted({direction for direction, _, _ in edge.facts if direction})
    return [("tie", edge.kind), ("count", edge.count), ("directions", "; ".join(directions))]


def _ids(spec: MapSpec) -> dict[str, str]:
    """Return id → id that XML can hold; where two would become one, the later gets a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in spec.nodes:
        name = plain = _clean(node.id)
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}#{number}"
        taken.add(name)
        names[node.id] = name
    return names


def _fit(value: str | float) -> str | int | float:
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _colour(colour: str) -> dict[str, str]:
    return {part: str(int(colour[i : i + 2], 16)) for part, i in (("r", 1), ("g", 3), ("b", 5))}
