"""Two further ways to a best plan: whole-number programming goal by goal, and networkx."""

from typing import TypeAlias

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from tests.unit.assignment.oracle import Instance, Vector


def by_whole_numbers(instance: Instance) -> Vector:
    """Solve goal after goal with HiGHS, each earlier goal fixed by a row."""
    program = Program(instance)
    found: list[tuple[int, ...]] = []
    for name in instance.policy.goals:
        values = []
        for cost, constant in program.costs(name):
            least = program.minimise(cost)
            values.append(least + constant)
        found.append(tuple(values))
    return tuple(found)


_Column: TypeAlias = tuple[object, ...]
"""Name of a column: need and offer of a pair; else its kind, whose it is, and which unit."""


class Program:
    """Columns: pairs, mentees with a leader, open-need units, missing load, load units."""

    def __init__(self, instance: Instance) -> None:
        self._it = instance
        self._pairs = list(instance.pairs)
        mentees = sorted({need.organisation for need in instance.needs})
        asked = {m: sum(n.organisation == m for n in instance.needs) for m in mentees}
        self._got = [("got", m) for m in mentees]
        self._open = [("open", m, u) for m in mentees for u in range(1, asked[m] + 1)]
        self._short = [("short", leader) for leader in instance.low]
        self._load = [
            ("load", x, u) for x, room in instance.room.items() for u in range(1, min(room, 99) + 1)
        ]
        names: list[_Column] = [*self._pairs, *self._got, *self._open, *self._short, *self._load]
        self._at = {name: i for i, name in enumerate(names)}
        self._upper = np.ones(len(names))
        for leader, low in instance.low.items():
            self._upper[self._at["short", leader]] = low
        self._rows: list[tuple[dict[int, float], float, float]] = []
        needs, offers = instance.needs, instance.offers
        for i in range(len(needs)):
            self._row({p: 1 for p in self._pairs if p[0] == i}, 0, 1)
        for j, offer in enumerate(offers):
            self._row({p: 1 for p in self._pairs if p[1] == j}, 0, offer.places)
        for mentee in mentees:
            mine: dict[_Column, float] = {
                p: 1 for p in self._pairs if needs[p[0]].organisation == mentee
            }
            self._row(mine, 0, instance.policy.max_needs_per_mentee)
            self._row({**mine, ("got", mentee): -1}, 0, np.inf)
            units: dict[_Column, float] = {name: 1 for name in self._open if name[1] == mentee}
            self._row({**mine, **units}, asked[mentee], asked[mentee])
        for leader, room in instance.room.items():
            mine = {p: 1 for p in self._pairs if offers[p[1]].organisation == leader}
            self._row(mine, 0, room)
            self._row({**mine, ("short", leader): 1}, instance.low[leader], np.inf)
            units = {name: -1 for name in self._load if name[1] == leader}
            self._row({**mine, **units}, 0, 0)

    def costs(self, goal: str) -> list[tuple[dict[_Column, float], int]]:
        """Return the components of a goal: cost of each column, and a constant."""
        it, needs = self._it, self._it.needs
        if goal.startswith("needs_of_level"):
            level = int(goal[15])
            return [({p: -1 for p in self._pairs if needs[p[0]].level == level}, 0)]
        if goal == "distance_bands":
            width = it.policy.band_km * 10
            band = {p: f.effective // width for p, f in it.pairs.items()}
            far = max(band.values(), default=-1)
            return [({p: 1 for p, b in band.items() if b == w}, 0) for w in range(far, -1, -1)]
        single: dict[str, dict[_Column, float]] = {
            "mentees_with_leader": dict.fromkeys(self._got, -1),
            "open_needs_squared": {name: 2 * name[2] - 1 for name in self._open},
            "overlooked_covered": {p: -1 for p in self._pairs if needs[p[0]].overlooked},
            "preferred_pairs": {p: -1 for p, f in it.pairs.items() if f.preferred},
            "pairs_kept": {p: -1 for p, f in it.pairs.items() if f.kept},
            "min_load_shortfall": dict.fromkeys(self._short, 1),
            "points": {p: f.points for p, f in it.pairs.items()},
            "load_squared": {name: 2 * name[2] - 1 for name in self._load},
        }
        return [(single[goal], 0)]

    def minimise(self, cost: dict[_Column, float]) -> int:
        """Return the least cost, and keep it from now on."""
        if not cost:
            return 0
        vector = np.zeros(len(self._at))
        for name, value in cost.items():
            vector[self._at[name]] = value
        entries = [(v, r, c) for r, row in enumerate(self._rows) for c, v in row[0].items()]
        values, rows, columns = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self._rows), len(self._at)))
        limits = LinearConstraint(
            matrix.tocsr(), [row[1] for row in self._rows], [row[2] for row in self._rows]
        )
        result = milp(
            vector,
            constraints=limits,
            bounds=Bounds(0, self._upper),
            integrality=np.ones(len(self._at), np.int64),
            options={"mip_rel_gap": 0},
        )
        assert result.status == 0
        least = round(result.fun)
        kept = {self._at[name]: float(value) for name, value in cost.items()}
        self._rows.append((kept, least - 0.01, least + 0.01))
        return least

    def _row(self, entries: dict[_Column, float], low: float, high: float) -> None:
        if entries:
            self._rows.append(
                ({self._at[name]: value for name, value in entries.items()}, low, high)
            )


BASE = 10**7
"""No component of a municipality reaches it, so that one whole number holds all goals."""


def by_networkx(instance: Instance) -> Vector:
    """Pack all components into one whole number of any length, and let networkx minimise it."""
    width = instance.policy.band_km * 10
    far = max(f.effective // width for f in instance.pairs.values())
    names = [
        name
        for goal in instance.policy.goals
        for name in (
            [f"band {b}" for b in range(far, -1, -1)] if goal == "distance_bands" else [goal]
        )
    ]
    weight = {name: BASE ** (len(names) - 1 - i) for i, name in enumerate(names)}
    graph: nx.MultiDiGraph[object] = nx.MultiDiGraph()
    mentees = {need.organisation for need in instance.needs}
    for mentee in mentees:
        k = sum(need.organisation == mentee for need in instance.needs)
        for u in range(1, min(k, instance.policy.max_needs_per_mentee) + 1):
            cost = (2 * (k - u) + 1) * weight["open_needs_squared"]
            cost += (u == 1) * weight["mentees_with_leader"]
            graph.add_edge("out", ("m", mentee), capacity=1, weight=-cost)
    for i, need in enumerate(instance.needs):
        cost = weight[f"needs_of_level_{need.level}_covered"]
        cost += bool(need.overlooked) * weight["overlooked_covered"]
        graph.add_edge(("m", need.organisation), ("n", i), capacity=1, weight=-cost)
    for (i, j), f in instance.pairs.items():
        cost = f.points * weight["points"] + weight[f"band {f.effective // width}"]
        cost -= f.preferred * weight["preferred_pairs"] + f.kept * weight["pairs_kept"]
        graph.add_edge(("n", i), ("o", j), capacity=1, weight=cost)
    for j, offer in enumerate(instance.offers):
        graph.add_edge(("o", j), ("l", offer.organisation), capacity=offer.places, weight=0)
    for leader, room in instance.room.items():
        for u in range(1, min(room, len(instance.needs)) + 1):
            cost = (2 * u - 1) * weight["load_squared"]
            cost -= (u <= instance.low[leader]) * weight["min_load_shortfall"]
            graph.add_edge(("l", leader), "out", capacity=1, weight=cost)
    flows = nx.network_simplex(graph)[1]
    plan: list[int | None] = [
        next((j for kind, j in flows["n", i] if kind == "o" and flows["n", i][kind, j][0]), None)
        if ("n", i) in flows
        else None
        for i in range(len(instance.needs))
    ]
    return instance.vector(plan)
