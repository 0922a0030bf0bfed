"""Who is isolated, read from the records by the rulings alone: an oracle that shares no line."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import networkx as nx

from graph.model.record import Record

JUDGED = {
    "school",
    "gymnasium",
    "lyceum",
    "kindergarten",
    "supplementary",
    "vocational",
    "special_school",
    "boarding_school",
    "methodical_service",
}
ABOVE = {"institute", "institute_branch", "authority"}


@dataclass
class Raw:
    """Facts of the window before a day, by organisation.

    Attributes
    ----------
    vertical
        Organisation → for each event of the window whether it is vertical.
    """

    day: date
    since: date
    records: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    standing: dict[str, Any] = field(default_factory=dict)
    leaders: set[str] = field(default_factory=set)
    last: dict[str, date] = field(default_factory=dict)
    vertical: dict[str, set[bool]] = field(default_factory=lambda: defaultdict(set))
    met: set[tuple[str, str]] = field(default_factory=set)
    received: set[tuple[str, str]] = field(default_factory=set)
    graph: "nx.Graph[str]" = field(default_factory=nx.Graph)

    @property
    def judged(self) -> set[str]:
        return {code for code, o in self.standing.items() if o.kind in JUDGED}

    @property
    def new(self) -> set[str]:
        return {
            c for c in self.judged if (start := self.standing[c].from_date) and start > self.since
        }


def holds(record: Any, day: date) -> bool:
    start, end = record.from_date, record.to_date
    return (start is None or start <= day) and (end is None or day < end)


def read(records: tuple[Record, ...], day: date) -> Raw:
    """Collect the facts as of `day`, in a window of twelve months."""
    raw = Raw(day, day.replace(year=day.year - 1))
    for record in records:
        raw.records[record.entity].append(record)
    raw.standing = {o.id: o for o in raw.records["organisation"] if holds(o, day)}
    raw.leaders = {
        o.organisation
        for o in raw.records["offer"]
        if holds(o, day) and o.organisation in raw.standing
    }
    raw.graph.add_nodes_from(raw.standing)
    for event in raw.records["event"]:
        if event.status in (None, "held") and event.date <= day:
            _take(raw, event)
    return raw


def _take(raw: Raw, event: Any) -> None:
    givers = set(event.givers or (event.host,)) & raw.standing.keys()
    receivers = {code for code, _ in event.participants}
    if event.givers and event.host not in event.givers:
        receivers.add(event.host)
    receivers = (receivers & raw.standing.keys()) - givers
    for giver in givers:
        for receiver in receivers:
            for one in (giver, receiver):
                raw.last[one] = max(raw.last.get(one, event.date), event.date)
            if event.date >= raw.since:
                _live(raw, event, giver, receiver)


def _live(raw: Raw, event: Any, giver: str, receiver: str) -> None:
    is_vertical = _is_vertical(raw, giver, receiver)
    raw.met |= {(giver, receiver), (receiver, giver)}
    raw.received |= {(receiver, direction) for direction in event.directions}
    for one in (giver, receiver):
        raw.vertical[one].add(is_vertical)
    if not is_vertical:
        raw.graph.add_edge(giver, receiver)


def _is_vertical(raw: Raw, one: str, other: str) -> bool:
    kinds = {raw.standing[one].kind, raw.standing[other].kind}
    if kinds == {"methodical_service"}:
        return False
    return bool(kinds & ABOVE) or other in _own(raw, one) or one in _own(raw, other)


def _own(raw: Raw, code: str) -> set[str]:
    organisation = raw.standing[code]
    if organisation.service:
        return {organisation.service} & raw.standing.keys()
    return {
        c
        for c in (f"{organisation.municipality}-tms",)
        if c in raw.standing and organisation.kind != "methodical_service"
    }


def papers(raw: Raw) -> tuple[set[str], set[str]]:
    """Return who has a paper in force, and who ever had one begun by the day."""
    in_force: set[str] = set()
    ever: set[str] = set()
    for entity in ("pair", "tie", "agreement", "membership"):
        for record in raw.records[entity]:
            ends = _ends(record)
            if record.from_date <= raw.day and getattr(record, "status", None) != "planned":
                ever |= ends
            live = (None, "ordered", "active", "signed", "in_force")
            if holds(record, raw.day) and getattr(record, "status", None) in live:
                in_force |= ends
    return in_force, ever


def _ends(record: Any) -> set[str]:
    names = ("leader", "mentee", "from_organisation", "to_organisation", "organisation")
    ends = {getattr(record, name, None) for name in names} | set(getattr(record, "parties", ()))
    return {end for end in ends if end}


def isolated(records: tuple[Record, ...], day: date) -> dict[str, set[str]]:
    """Return kind → organisations, for K1, K2, K3, K4, K17, K15 and K8."""
    raw = read(records, day)
    in_force, ever = papers(raw)
    old = raw.judged - raw.new
    cut_off: set[str] = set()
    for component in nx.connected_components(raw.graph):
        if not component & raw.leaders:
            cut_off |= component
    declared = {
        (n.organisation, n.direction)
        for n in raw.records["need"]
        if n.school_year == "2025/2026" and n.in_work is not False
    }
    return {
        "K1": {c for c in old if c not in raw.last and c not in ever},
        "K2": {c for c in old if c in raw.last and raw.last[c] < raw.since},
        "K3": {c for c in old if c in in_force and c not in raw.vertical},
        "K4": cut_off & old,
        "K17": {c for c in old if raw.vertical.get(c) == {True}},
        "K15": {c for c in raw.judged if raw.graph.degree(c) == 1},
        "K8": {organisation for organisation, _ in declared - raw.received} & raw.judged,
        "new": {c for c in raw.new if c not in raw.vertical},
    }
