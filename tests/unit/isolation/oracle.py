"""The rulings once more, in plain loops over records: shares no line with the product."""

import calendar
from collections import Counter
from datetime import date
from typing import Any

import networkx as nx

from graph.model.organisation import Organisation
from graph.network import Network

JUDGED = {
    *("school", "gymnasium", "lyceum", "kindergarten", "supplementary", "vocational"),
    *("special_school", "boarding_school", "methodical_service"),
}
ABOVE = {"institute", "institute_branch", "authority"}


def holds(record: Any, day: date) -> bool:
    begun = record.from_date is None or record.from_date <= day
    return begun and (record.to_date is None or day < record.to_date)


class Oracle:
    def __init__(self, network: Network, day: date, months: int, *, schools: bool = False) -> None:
        self.net, self.day, self.schools = network, day, schools
        year, month = day.year, day.month - months
        while month < 1:
            year, month = year - 1, month + 12
        self.since = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        self.v: dict[str, Organisation] = {o.id: o for o in network.organisations if holds(o, day)}
        self.leaders: set[str] = {
            str(o.organisation) for o in network.offers if holds(o, day)
        } & self.v.keys()
        self.life = self._life()
        self.recent = [e for e in self.life if e[2] >= self.since]
        self.equal = [e for e in self.recent if not self._vertical(e[0], e[1])]
        self.graph: nx.Graph[str] = nx.Graph()
        self.graph.add_nodes_from(self.v)
        self.graph.add_edges_from((a, b) for a, b, _, _ in self.equal)
        self.papers = self._papers()
        self.asked = self._needs()

    def _life(self) -> list[tuple[str, str, date, tuple[str, ...]]]:
        entries: list[tuple[str, str, date, tuple[str, ...]]] = []
        for row in self.net.events:
            if row.date > self.day or row.status not in (None, "held"):
                continue
            givers = set(row.givers) or {row.host}
            receivers = {code for code, _ in row.participants}
            if row.givers:
                receivers.add(row.host)
            for giver in givers & self.v.keys():
                entries.extend(
                    (giver, receiver, row.date, row.directions)
                    for receiver in (receivers - givers) & self.v.keys()
                )
        return entries

    def _vertical(self, a: str, b: str) -> bool:
        one, other = self.v[a], self.v[b]
        if {one.kind, other.kind} & ABOVE:
            return True
        if one.kind == other.kind == "methodical_service":
            return False
        return self._owns(a, b) or self._owns(b, a)

    def _owns(self, whose: str, which: str) -> bool:
        if self.v[whose].service:
            return self.v[whose].service == which
        same = self.v[whose].municipality == self.v[which].municipality
        return self.v[which].kind == "methodical_service" and same

    def _papers(self) -> list[tuple[str, str, bool]]:
        rows: list[tuple[str, str, bool]] = []
        for pair in self.net.pairs:
            if pair.from_date <= self.day and pair.status != "planned":
                alive = holds(pair, self.day) and pair.status in (None, "ordered", "active")
                rows.append((pair.leader, pair.mentee, alive))
        rows += [
            (tie.from_organisation, tie.to_organisation, holds(tie, self.day))
            for tie in self.net.ties
            if tie.from_date <= self.day
        ]
        for paper in self.net.agreements:
            if paper.from_date <= self.day and paper.status in (None, "signed", "in_force"):
                rows += [
                    (a, b, holds(paper, self.day)) for a in paper.parties for b in paper.parties
                ]
        return [(a, b, x) for a, b, x in rows if a != b and a in self.v and b in self.v]

    def _needs(self) -> dict[str, list[str]]:
        first = self.day.year - (self.day.month < 9)
        found: dict[str, list[str]] = {}
        for row in self.net.needs:
            this = row.school_year == f"{first}/{first + 1}" and row.in_work is not False
            if this and row.organisation in self.v:
                found.setdefault(row.organisation, []).append(row.direction)
        return found

    def new(self) -> list[str]:
        return [
            c
            for c in sorted(self.v)
            if self.v[c].kind in JUDGED
            and self.is_new(c)
            and self.all_of(c).keys() & {"K1", "K2", "K3", "K17", "K4"}
        ]

    def is_new(self, code: str) -> bool:
        start = self.v[code].from_date
        return start is not None and start > self.since

    def all_of(self, code: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        mine = [e for e in self.life if code in e[:2]]
        now = [e for e in self.recent if code in e[:2]]
        joined = [m for m in self.net.memberships if m.organisation == code]
        partners = sorted(
            {b if a == code else a for a, b, alive in self.papers if code in (a, b) and alive}
        )
        clubs = sorted(
            {
                f"community:{m.community}"
                for m in joined
                for c in self.net.communities
                if c.id == m.community and holds(m, self.day) and holds(c, self.day)
            }
        )
        papered = any(code in p[:2] for p in self.papers)
        if not mine and not papered and not any(m.from_date <= self.day for m in joined):
            found["K1"] = {}
        if mine and max(e[2] for e in mine) < self.since:
            found["K2"] = {"last_event": max(e[2] for e in mine).isoformat()}
        if not now and (partners or clubs):
            found["K3"] = {"paper": partners + clubs}
        if now and not any(code in e[:2] for e in self.equal):
            last = max(e[2] for e in now).isoformat()
            found["K17"] = {"events": len(now), "last_event": last}
        found |= self._ways(code) | self._support(code) | self._partner(code)
        return found

    def _ways(self, code: str) -> dict[str, Any]:
        if not self.leaders or code in self.leaders:
            return {}
        together = nx.node_connected_component(self.graph, code)
        if not together & self.leaders:
            return {"K4": {"component_size": len(together)}}
        needed = []
        for x in self.v:
            if x != code:
                rest = self.graph.copy()
                rest.remove_node(x)
                if not nx.node_connected_component(rest, code) & self.leaders:
                    needed.append(x)
        if not needed:
            return {}
        far = nx.single_source_shortest_path_length(self.graph, code)
        needed.sort(key=lambda x: far[x])
        return {"K6": {"depends_on": needed[0], "all": needed}}

    def _support(self, code: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        got = {d for _, r, _, ds in self.recent if r == code for d in ds}
        unmet = sorted(set(self.asked.get(code, [])) - got)
        if unmet:
            found["K8"] = {
                "directions": unmet,
                "with_leader": [d for d in unmet if self._paired(code, d)],
                "reachable": [d for d in unmet if self._arrives(code, d)],
            }
        service = self.v[code].kind == "methodical_service"
        if service or (self.schools and code in self.asked):
            lacking = self._curator(code)
            if lacking:
                found["K9"] = lacking
        return found

    def _paired(self, code: str, direction: str) -> bool:
        return any(
            p.mentee == code and p.direction == direction and p.leader in self.v
            for p in self.net.pairs
            if holds(p, self.day) and p.status in (None, "ordered", "active")
        )

    def _arrives(self, code: str, direction: str) -> bool:
        way: nx.DiGraph[str] = nx.DiGraph()
        way.add_nodes_from(self.v)
        way.add_edges_from((a, b) for a, b, _, _ in self.equal)
        offering = [
            o.organisation
            for o in self.net.offers
            if o.direction == direction and holds(o, self.day) and o.organisation in self.v
        ]
        return any(nx.has_path(way, leader, code) for leader in offering)

    def _curator(self, code: str) -> dict[str, Any] | None:
        people = {
            p.id: p.organisation
            for p in self.net.people
            if holds(p, self.day) and p.organisation in self.v
        }
        rows = [c for c in self.net.curators if c.object == code and c.from_date <= self.day]
        now = {c.curator for c in rows if holds(c, self.day) and c.curator in people}
        met = {frozenset(e[:2]) for e in self.recent}
        if any(people[p] == code or frozenset((people[p], code)) in met for p in now):
            return None
        if now:
            return {"curator": min(now), "reason": "nominal"}
        if rows:
            newest = max(c.from_date for c in rows)
            last = min(c.curator for c in rows if c.from_date == newest)
            return {"curator": last, "reason": "ended"}
        return {"curator": None, "reason": "none"}

    def _partner(self, code: str) -> dict[str, Any]:
        with_whom = Counter(b if a == code else a for a, b, _, _ in self.equal if code in (a, b))
        if not with_whom:
            return {}
        most = max(with_whom.values())
        if len(with_whom) > 1 and most * 10 < sum(with_whom.values()) * 8:
            return {}
        partner = min(p for p, n in with_whom.items() if n == most)
        return {"K15": {"partner": partner, "events": most, "of": sum(with_whom.values())}}

    def holes(self) -> list[tuple[str, int]]:
        alive = {code for e in self.recent for code in e[:2]}
        places: dict[str, list[str]] = {}
        for code, one in self.v.items():
            if one.kind in JUDGED:
                places.setdefault(one.municipality, []).append(code)
        return sorted(
            (place, len(all_))
            for place, all_ in places.items()
            if len(all_) >= 5 and not alive & set(all_)
        )
