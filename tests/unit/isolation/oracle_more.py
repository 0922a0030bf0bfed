"""The kinds of ways, shape, load and paper once more: remove and recompute, or networkx."""

import math
from datetime import date
from typing import Any

import networkx as nx

from graph.model.record import Record
from graph.network import Network
from tests.unit.isolation.oracle import JUDGED, Oracle, holds

JUDGED_BY_LEADERS = ("K4", "K4b", "K5", "K6", "K7", "K7b", "K16")
ORDER = (
    *("K1", "K2", "K3", "K17", "K4", "K9", "K5", "K6", "K7", "K16", "K8"),
    *("K12", "K11", "K15", "K10", "K4b", "K7b", "K3b", "K2b", "K14"),
)
SPARE_THE_NEW = ("K1", "K2", "K2b", "K3", "K4", "K4b", "K17")


class FullOracle(Oracle):
    """Every kind but K13, which needs a hundred organisations."""

    def __init__(
        self,
        network: Network,
        day: date,
        months: int,
        *,
        hops: int = 2,
        max_km: int = 100,
        schools: bool = False,
    ) -> None:
        super().__init__(network, day, months, schools=schools)
        self.hops, self.max_km = hops, max_km
        year, month = day.year, day.month - (months - 2)
        while month < 1:
            year, month = year - 1, month + 12
        while month > 12:
            year, month = year + 1, month - 12
        last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
        self.soon = date(year, month, min(day.day, last))
        self.arrival = self._arrivals()

    def findings(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for code in self.judged_codes():
            every = self.all_of(code)
            spared = SPARE_THE_NEW if self.is_new(code) else ()
            kept = {k: every[k] for k in ORDER if k in every and k not in spared}
            if kept:
                found[code] = kept
        return found

    def judged_codes(self) -> list[str]:
        return [code for code in sorted(self.v) if self.v[code].kind in JUDGED]

    def all_of(self, code: str) -> dict[str, Any]:
        found = super().all_of(code)
        last = max((e[2] for e in self.life if code in e[:2]), default=date.min)
        if self.since <= last < self.soon:
            found["K2b"] = {"last_event": last.isoformat()}
        met = {frozenset(e[:2]) for e in self.recent}
        silent = {
            other
            for a, b, alive in self.papers
            if alive and code in (a, b) and frozenset((a, b)) not in met
            for other in {a, b} - {code}
        }
        if silent:
            found["K3b"] = {"partners": sorted(silent)}
        return found | self._shape(code) | self._to_leaders(code, found) | self._busy(code)

    def _shape(self, code: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        near = set(self.graph[code])
        if nx.core_number(self.graph)[code] == 1:
            found["K11"] = {"partners": len(near)}
        gives = any(e[0] == code for e in self.equal)
        takes = any(e[1] == code for e in self.equal)
        if gives != takes:
            found["K12"] = {"direction": "gives" if gives else "receives"}
        if near and {self.v[p].municipality for p in near} == {self.v[code].municipality}:
            found["K14"] = {"partners": len(near)}
        return found

    def _to_leaders(self, code: str, found: dict[str, Any]) -> dict[str, Any]:
        if not self.leaders or code in self.leaders:
            return {}
        more: dict[str, Any] = {}
        if "K4" in found and 2 <= found["K4"]["component_size"] <= 10:
            more["K4b"] = found["K4"]
        if code not in self.arrival:
            more["K16"] = {}
        far = nx.single_source_shortest_path_length(self.graph, code)
        hops = min((far[x] for x in self.leaders if x in far), default=0)
        if hops > self.hops:
            more["K7"] = {"hops": hops}
        if hops:
            ties = [sorted(tie) for tie in self.graph.edges if self._needs_tie(code, tie)]
            ties.sort(key=lambda tie: (min(far[tie[0]], far[tie[1]]), tie))
            if ties:
                more["K5"] = {"tie": ties[0], "all": ties}
        known = [km for x in self.leaders if (km := self._km(code, x)) is not None]
        is_located = self.v[code].lat is not None and self.v[code].lon is not None
        if known and (is_located or self._has_row(code)) and min(known) > self.max_km:
            more["K7b"] = {"km": min(known)}
        return more

    def _needs_tie(self, code: str, tie: tuple[str, str]) -> bool:
        rest = self.graph.copy()
        rest.remove_edge(*tie)
        return not nx.node_connected_component(rest, code) & self.leaders

    def _rows(self, one: str) -> dict[str, float]:
        return {
            end: row.km
            for row in self.net.distances
            for end, start in (
                (row.from_organisation, row.to_organisation),
                (row.to_organisation, row.from_organisation),
            )
            if start == one
        }

    def _has_row(self, code: str) -> bool:
        return bool(self.leaders & self._rows(code).keys())

    def _km(self, code: str, leader: str) -> float | None:
        rows = self._rows(code)
        if leader in rows:
            return math.floor(rows[leader] * 10 + 0.5) / 10
        one, other = self.v[code], self.v[leader]
        if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
            return 0.0 if one.municipality == other.municipality else None
        a, b, c, d = (math.radians(x) for x in (one.lat, one.lon, other.lat, other.lon))
        cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
        return math.floor(6371.0088 * math.acos(max(-1.0, min(1.0, cosine))) * 10 + 0.5) / 10

    def _arrivals(self) -> dict[str, date]:
        """Return the first day on which something of a leader's is with each organisation."""
        known = dict.fromkeys(self.leaders, date.min)
        changed = True
        while changed:
            changed = False
            for giver, receiver, day, _ in self.equal:
                if giver in known and known[giver] <= day < known.get(receiver, date.max):
                    known[receiver] = day
                    changed = True
        return known

    def _busy(self, code: str) -> dict[str, Any]:
        clubs = {c.id for c in self.net.communities if holds(c, self.day)}
        worst: tuple[int, str, dict[str, Any]] | None = None
        for person in self.net.people:
            if not holds(person, self.day) or person.organisation not in self.v:
                continue
            mine = {
                row.object
                for row in self.net.curators
                if row.curator == person.id and holds(row, self.day) and row.object
            } & (clubs | self.v.keys())
            if person.capacity is None or len(mine) <= person.capacity or code not in mine:
                continue
            told = {"curator": person.id, "load": len(mine), "capacity": person.capacity}
            here = (person.capacity - len(mine), person.id, told)
            worst = min(worst, here, key=lambda one: one[:2]) if worst else here
        return {"K10": worst[2]} if worst else {}


def with_codes(record: Record, codes: dict[str, str]) -> Record:
    """Return `record` with every code exchanged, wherever it stands."""

    def exchanged(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(exchanged(one) for one in value)
        return codes.get(value, value) if type(value) is str else value

    names = record.definition().fields
    return type(record)(**{name: exchanged(getattr(record, name)) for name in names})
