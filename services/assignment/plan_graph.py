"""A plan as a graph for other programs, with the vocabulary of the network's own graph."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.exchange import to_networkx
from graph.network import Network

Document = Mapping[str, Any]
_TOLD = (
    *("direction", "level", "distance_km", "effective_km", "mode", "points", "kept", "pinned"),
    *("preferred", "over_border"),
)


def plan_graph(network: Network, document: Document) -> "nx.MultiDiGraph[str]":
    """Return who leads whom by a plan.

    Nodes are the organisations of the plan, also those whose needs stay open, as
    `graph.exchange.to_networkx` writes them: ``label``, ``name``, ``kind``, ``municipality``,
    ``lat``, ``lon``; ``roles`` and ``open_needs`` are those of the plan. Edges lead from leader
    to mentee, with ``relationship`` ``MENTORS``, the ``plan``, its ``status``, the direction and
    what the plan tells of the pair; ``with_community`` are codes joined by ``;``.

    Parameters
    ----------
    document
        The plan as `services.assignment.document.plan_document` gives it.
    """
    lines, left = document["assignments"], document["open_needs"]
    leaders = {line["leader"] for line in lines}
    mentees = {line["mentee"] for line in (*lines, *left)}
    waiting = Counter(line["mentee"] for line in left)
    everybody = to_networkx(network, kinds=())
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(plan=document["id"])
    for code in sorted(leaders | mentees):
        roles = (("leader", code in leaders), ("mentee", code in mentees))
        graph.add_node(
            code,
            **{
                **everybody.nodes[code],
                "roles": ";".join(role for role, has in roles if has),
                "open_needs": waiting[code],
            },
        )
    for line in lines:
        values = {name: line[name] for name in _TOLD if line[name] is not None}
        graph.add_edge(
            line["leader"],
            line["mentee"],
            key=line["direction"],
            relationship="MENTORS",
            plan=document["id"],
            status=document["status"],
            with_community=";".join(line["with_community"]),
            **values,
        )
    return graph
