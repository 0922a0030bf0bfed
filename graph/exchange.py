"""The network as a networkx graph: for reading, teaching, checking and other programs."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, product
from typing import Any, Literal, overload

import networkx as nx

from graph.model.choices import AgreementStatus, EventStatus, OrganisationKind, PairStatus, TieKind
from graph.model.event import Event, givers_of, receivers_of
from graph.model.fields import Entity, Field, FieldType, read_dictionary
from graph.model.record import Record
from graph.network import Network
from graph.valid_time import as_of as on_day

TOWARDS_RECORD = frozenset({"HOSTED", "LED", "ATTENDED", "PARTY_TO"})
"""Drawn ties that lead from what the field names to the record; the others lead away from it."""

EVENT = "EVENT"
"""In the simple graph: one organisation gave and the other received at an event."""

_NOT_OF_A_DAY = frozenset(
    {"plan", "goal_value", "assignment", "open_need", "blocking_group", "scenario", "order"}
)
_LIVING = (None, PairStatus.ORDERED, PairStatus.ACTIVE)
_SIGNED = (None, AgreementStatus.SIGNED, AgreementStatus.IN_FORCE)
_Ids = dict[tuple[str, str], str]


@overload
def to_networkx(
    network: Network,
    *,
    as_of: date | None = None,
    kinds: Collection[str] | None = None,
    simple: Literal[False] = False,
) -> "nx.MultiDiGraph[str]": ...


@overload
def to_networkx(
    network: Network,
    *,
    as_of: date | None = None,
    kinds: Collection[str] | None = None,
    simple: Literal[True],
) -> "nx.Graph[str]": ...


def to_networkx(
    network: Network,
    *,
    as_of: date | None = None,
    kinds: Collection[str] | None = None,
    simple: bool = False,
) -> "nx.MultiDiGraph[str] | nx.Graph[str]":
    """Return the network as a graph with the vocabulary of the Neo4j store.

    Nodes are named by their code and carry ``label``, ``name`` and what is filled of ``kind``,
    ``municipality``, ``lat``, ``lon``, ``level``; organisations also ``roles`` (``leader;mentee``)
    and ``open_needs``, people ``roles``. A code that something else has already is written
    ``Label:code``. Edges are keyed by relationship type (the second between the same nodes
    ``TYPE#2``) and carry ``relationship``, key and ``revision`` of their ``record``, and its fields
    as far as they speak of the tie; empty ones are absent.

    Parameters
    ----------
    as_of
        Day whose network is wanted, as `graph.valid_time.as_of`; None for everything ever.
    kinds
        Relationship types wanted, such as ``MENTORS``; None for all. Organisations are always
        there, other nodes when such a tie touches them.
    simple
        Whether to return the undirected graph of organisations for structural questions: one edge
        for all ties between two, with ``types`` and ``count``. Living pairs and ties join their
        ends, a signed agreement its parties (``PARTY_TO``), a held event who gave with who
        received (``EVENT``). Hierarchy, territory and restrictions join nobody.

    Notes
    -----
    Plans are documents and stay outside.

    Examples
    --------
    >>> to_networkx(Network.of([])).number_of_nodes()
    0
    """
    seen = network if as_of is None else on_day(network, as_of)
    if simple:
        return _simple(seen, kinds)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ids: _Ids = {}
    for entity in _entities():
        if entity.node:
            for record in seen.table(entity.name):
                _add_node(graph, ids, entity, record)
    _describe(graph, ids, seen)
    for entity in _entities():
        table = seen.table(entity.name)
        for record, revision in zip(table, table.revisions, strict=True):
            source = {"record": record.key, "revision": revision}
            for start, end, type_, properties in _edges(graph, ids, entity, record):
                if kinds is None or type_ in kinds:
                    _add_edge(graph, start, end, type_, {**source, **properties})
    if kinds is not None:
        organisations = set(seen.organisations.keys)
        lonely = [n for n in nx.isolates(graph) if n not in organisations]
        graph.remove_nodes_from(lonely)
    return graph


def for_files(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a copy that GraphML and GEXF can hold: dates as ISO text, one type for each name.

    Where one name holds numbers here and texts there (``level``), all its values become texts.

    Examples
    --------
    >>> graph = nx.Graph([("a", "b", {"from_date": date(2026, 9, 1)})])
    >>> for_files(graph).edges["a", "b"]
    {'from_date': '2026-09-01'}
    """
    copy = graph.copy()
    carriers: tuple[list[Any], ...] = (
        [data for _, data in copy.nodes(data=True)],
        [data for _, _, data in copy.edges(data=True)],
    )
    for some in carriers:
        types: dict[str, set[type]] = {}
        for data in some:
            for name, value in data.items():
                types.setdefault(name, set()).add(type(value))
        texts = {name for name, of in types.items() if len(of) > 1 or date in of}
        for data in some:
            data.update({name: str(data[name]) for name in texts & data.keys()})
    return copy


def givers_and_receivers(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    """Return who gives and who receives at an event; nobody does both."""
    givers = frozenset(givers_of(event.host, event.givers))
    received = receivers_of(event.host, event.givers, event.participants)
    return givers, frozenset(received) - givers


def _entities() -> Iterator[Entity]:
    return (e for e in read_dictionary().entities.values() if e.name not in _NOT_OF_A_DAY)


def _add_node(graph: "nx.Graph[str]", ids: _Ids, entity: Entity, record: Record) -> None:
    code: str = getattr(record, "id", record.key)
    kind = getattr(record, "kind", None)
    label = kind.label if isinstance(kind, OrganisationKind) else entity.node
    values = {"name": getattr(record, "name", None), "kind": None if kind is None else str(kind)}
    values |= {name: getattr(record, name, None) for name in ("municipality", "lat", "lon")}
    node = _new_id(graph, ids, entity.name, entity.node, code)
    graph.add_node(node, label=label, **{k: v for k, v in values.items() if v is not None})


def _new_id(graph: "nx.Graph[str]", ids: _Ids, space: str, label: str, code: str) -> str:
    node = code if code not in graph else f"{label}:{code}"
    ids[space, code] = node
    return node


def _edges(
    graph: "nx.MultiDiGraph[str]", ids: _Ids, entity: Entity, record: Record
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield start, end, type and properties of every tie that a record is or draws."""
    if entity.node:
        own = ids[entity.name, getattr(record, "id", record.key)]
        for field in entity.fields.values():
            values = ((name, getattr(record, of)) for name, of in field.carries)
            carried = {name: value for name, value in values if value is not None}
            for code, properties in _named(field, getattr(record, field.name)):
                other = _find(graph, ids, field, code)
                if field.ties and other is not None:
                    start, end = (other, own) if field.ties in TOWARDS_RECORD else (own, other)
                    yield start, end, field.ties, {**carried, **properties}
        return
    ends = [
        node
        for name in _ends(entity, record)
        if (node := _find(graph, ids, entity.fields[name], getattr(record, name))) is not None
    ]
    if len(ends) == len(entity.ends):
        type_ = entity.tie or TieKind(getattr(record, entity.tie_by)).relationship
        values = ((name, getattr(record, name)) for name in entity.fields)
        kept = {k: v for k, v in values if v is not None and k not in entity.ends}
        choices = {k: str(v) for k, v in kept.items() if isinstance(v, str)}
        yield ends[0], ends[1], type_, {**kept, **choices}


def _ends(entity: Entity, record: Record) -> list[str]:
    """Return the fields of both ends; a curatorship without an object leads to its direction."""
    first, second = entity.ends
    if getattr(record, second) is None and "direction" in entity.fields:
        second = "direction"
    return [first, second]


def _named(field: Field, value: Any) -> Iterable[tuple[str, dict[str, Any]]]:
    """Return the codes that a field names, with what stands beside each."""
    if not field.ties or value is None:
        return ()
    if field.type is FieldType.COUNTED_REFERENCES:
        return [(code, {} if people is None else {"people": people}) for code, people in value]
    return [(code, {}) for code in (value if field.is_list else (value,))]


def _find(graph: "nx.MultiDiGraph[str]", ids: _Ids, field: Field, code: str | None) -> str | None:
    """Return the node that a field names; a region, a status, an indicator is made when named."""
    if code is None:
        return None
    if field.derived:
        if (field.derived, code) not in ids:
            node = _new_id(graph, ids, field.derived, field.derived, code)
            graph.add_node(node, label=field.derived, name=code)
        return ids[field.derived, code]
    return next((ids[name, code] for name in field.to if (name, code) in ids), None)


def _add_edge(
    graph: "nx.MultiDiGraph[str]", start: str, end: str, type_: str, values: dict[str, Any]
) -> None:
    between: Mapping[Any, dict[str, Any]] = graph.get_edge_data(start, end, default={})
    number = sum(data["relationship"] == type_ for data in between.values())
    key = type_ if number == 0 else f"{type_}#{number + 1}"
    graph.add_edge(start, end, key=key, relationship=type_, **values)


def _describe(graph: "nx.Graph[str]", ids: _Ids, network: Network) -> None:
    """Give organisations their roles, level and open needs, and curators their role."""
    living = [pair for pair in network.pairs if pair.status in _LIVING]
    wanted = [need for need in network.needs if need.in_work is not False]
    covered = {(pair.mentee, pair.direction) for pair in living}
    leaders = {*network.offers.column("organisation"), *(pair.leader for pair in living)}
    mentees = {*(need.organisation for need in wanted), *(pair.mentee for pair in living)}
    level = {
        str(row.service): row.level for row in sorted(network.levels, key=lambda row: row.year)
    }
    still_open = Counter(
        str(need.organisation)
        for need in wanted
        if (need.organisation, need.direction) not in covered
    )
    for code in network.organisations.keys:
        node = graph.nodes[ids["organisation", code]]
        roles = (("leader", code in leaders), ("mentee", code in mentees))
        node["roles"] = ";".join(role for role, has in roles if has)
        node["open_needs"] = still_open[code]
        if code in level:
            node["level"] = level[code]
    curators = set(network.curators.column("curator"))
    for code in network.people.keys:
        if ("person", code) in ids:
            graph.nodes[ids["person", code]]["roles"] = "curator" if code in curators else ""


def _simple(network: Network, kinds: Collection[str] | None) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    ids: _Ids = {}
    for organisation in network.organisations:
        _add_node(graph, ids, read_dictionary()["organisation"], organisation)
    _describe(graph, ids, network)
    joined: dict[tuple[str, str], list[str]] = {}
    for one, other, type_ in _ties(network):
        wanted = kinds is None or type_ in kinds
        if wanted and one != other and one in graph and other in graph:
            joined.setdefault((min(one, other), max(one, other)), []).append(type_)
    for (one, other), types in sorted(joined.items()):
        graph.add_edge(one, other, types=";".join(sorted(set(types))), count=len(types))
    return graph


def _ties(network: Network) -> Iterator[tuple[str, str, str]]:
    """Yield both ends and the type of everything that joins two organisations."""
    for pair in network.pairs:
        if pair.status in _LIVING:
            yield pair.leader, pair.mentee, "MENTORS"
    for tie in network.ties:
        yield tie.from_organisation, tie.to_organisation, tie.kind.relationship
    for agreement in network.agreements:
        if agreement.status in _SIGNED:
            for one, other in combinations(sorted(set(agreement.parties)), 2):
                yield one, other, "PARTY_TO"
    for event in network.events:
        if event.status in (None, EventStatus.HELD):
            givers, receivers = givers_and_receivers(event)
            for giver, receiver in product(sorted(givers), sorted(receivers)):
                yield giver, receiver, EVENT
