"""One goal of a plan, solved by other programs: as many needs as possible at the least points.

Every function takes the same instance and returns the number of covered needs and their points,
so that the answers can be compared before times are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from typing import Any

import networkx as nx
import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from graph.geo import IntArray
from graph.network import Network
from graph.table import Table
from services.assignment.problem import AssignmentProblem

COVERED = 1_000_000
"""Worth of a covered need in points: more than all points of any plan that is measured."""
Answer = tuple[int, int]
"""Covered needs, and their points."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matching:
    """Needs and offers with places: the plainest problem, which all peers can be asked.

    Attributes
    ----------
    places
        Places of each offer.
    need, offer, points
        Admissible pairs.
    """

    needs: int
    places: IntArray
    need: IntArray
    offer: IntArray
    points: IntArray

    def answer(self, chosen: IntArray) -> Answer:
        """Return the answer of some chosen pairs, after a look at every limit."""
        if np.bincount(self.need[chosen], minlength=self.needs).max(initial=0) > 1:
            raise AssertionError("a need twice")
        used = np.bincount(self.offer[chosen], minlength=len(self.places))
        if (used > self.places).any():
            raise AssertionError("an offer over its places")
        return len(chosen), int(self.points[chosen].sum())


def plain(network: Network) -> Network:
    """Return the network without what a matching cannot say: totals, and a fourth need."""
    needs = sorted(network.needs, key=lambda need: need.organisation)
    few = [n for _, mine in groupby(needs, lambda n: n.organisation) for n in list(mine)[:3]]
    schools = [replace(one, places_total=None) for one in network.organisations]
    tables: dict[str, Table[Any]] = {
        "need": Table.of("need", few),
        "organisation": Table.of("organisation", schools),
    }
    return network.filtered(tables)


def matching_of(problem: AssignmentProblem) -> Matching:
    """Return the needs, valid offers and pairs of a problem that is written out in full."""
    pairs = problem.pairs
    places = np.where(problem.offers.valid, problem.offers.places, 0)
    return Matching(
        needs=len(problem.needs),
        places=places.astype(np.int64),
        need=pairs.need,
        offer=pairs.offer,
        points=pairs.points.astype(np.int64),
    )


def by_ortools(it: Matching) -> Answer:
    """Return the answer of OR-Tools' cost-scaling flow."""
    size, offers = it.needs, len(it.places)
    source, sink = size + offers, size + offers + 1
    tail = [np.full(size, source), it.need, size + np.arange(offers)]
    head = [np.arange(size), size + it.offer, np.full(offers, sink)]
    room = [np.ones(size + len(it.need), np.int64), it.places]
    cost = [np.zeros(size, np.int64), it.points, np.zeros(offers, np.int64)]
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        *(np.concatenate(some) for some in (tail, head, room, cost))
    )
    flow.set_node_supply(source, size)
    flow.set_node_supply(sink, -size)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise AssertionError("not solved")
    taken = flow.flows(arcs)[size : size + len(it.need)]
    return it.answer(np.flatnonzero(taken))


def by_max_flow_min_cost(it: Matching) -> Answer:
    """Return the answer of networkx' max_flow_min_cost."""
    return _of_flows(it, nx.max_flow_min_cost(_graph(it), "s", "t"))


def by_network_simplex(it: Matching) -> Answer:
    """Return the answer of networkx' network_simplex; an arc back pays for each covered need."""
    graph = _graph(it)
    graph.add_edge("t", "s", weight=-COVERED, capacity=it.needs)
    return _of_flows(it, nx.network_simplex(graph)[1])


def _graph(it: Matching) -> "nx.DiGraph[object]":
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_edges_from((("s", ("n", n)) for n in range(it.needs)), capacity=1, weight=0)
    columns = (it.need.tolist(), it.offer.tolist(), it.points.tolist())
    for need, offer, points in zip(*columns, strict=True):
        graph.add_edge(("n", need), ("o", offer), capacity=1, weight=points)
    for offer, places in enumerate(it.places.tolist()):
        graph.add_edge(("o", offer), "t", capacity=places, weight=0)
    return graph


def _of_flows(it: Matching, flows: Mapping[object, Mapping[object, int]]) -> Answer:
    pairs = enumerate(zip(it.need.tolist(), it.offer.tolist(), strict=True))
    return it.answer(np.array([i for i, (n, o) in pairs if flows["n", n]["o", o]], np.int64))


def by_scipy_matching(it: Matching) -> Answer:
    """Return the answer of scipy's sparse matching on a column for each place.

    A column of its own for each need stands for "no leader"; costs start at 1, since a sparse
    matrix leaves a 0 out.
    """
    pair, column, columns = _copied(it)
    rows = np.concatenate([it.need[pair], np.arange(it.needs)])
    ends = np.concatenate([column, columns + np.arange(it.needs)])
    costs = np.concatenate([it.points[pair] + 1, np.full(it.needs, COVERED)])
    graph = csr_array(coo_array((costs, (rows, ends)), shape=(it.needs, columns + it.needs)))
    row, end = min_weight_full_bipartite_matching(graph)
    number = dict(zip(zip(it.need[pair].tolist(), column.tolist(), strict=True), pair, strict=True))
    found = zip(row.tolist(), end.tolist(), strict=True)
    return it.answer(np.array([number[at] for at in found if at[1] < columns], np.int64))


def by_linear_programme(it: Matching) -> Answer:
    """Return the answer of HiGHS on the linear programme, whose corners are whole by themselves."""
    count, offers = len(it.need), len(it.places)
    rows = np.concatenate([it.need, it.needs + it.offer])
    columns = np.concatenate([np.arange(count), np.arange(count)])
    matrix = coo_array((np.ones(2 * count), (rows, columns)), shape=(it.needs + offers, count))
    limits = np.concatenate([np.ones(it.needs), it.places])
    rows_at_most: Any = csr_array(matrix)  # its stubs know full matrices only
    found: Any = linprog(it.points - COVERED, A_ub=rows_at_most, b_ub=limits, method="highs")
    return it.answer(np.flatnonzero(found.x > 0.5))


def by_munkres(it: Matching) -> Answer:
    """Return the answer of the package munkres on a full matrix of needs and places."""
    munkres = import_module("munkres")
    table, pair_at = _full(it, COVERED)
    chosen = (pair_at.get(at) for at in munkres.Munkres().compute(table))
    return it.answer(np.array([i for i in chosen if i is not None], np.int64))


def by_mentor_match(it: Matching) -> Answer:
    """Return the answer of mentor-match, one round: a mentee a need, a mentor a place."""
    mentee, mentor, process = (
        import_module(f"matching.{name}") for name in ("mentee", "mentor", "process")
    )
    pair, column, columns = _copied(it)
    ends = zip(it.need[pair].tolist(), column.tolist(), strict=True)
    number = dict(zip(ends, pair.tolist(), strict=True))
    points = it.points.tolist()

    class Worth:
        """What a pair is worth; a pair that is not admissible is disallowed, as the tool says."""

        def apply(self, match: Any) -> int:
            at = number.get((match.mentee.grade, match.mentor.grade))
            match.disallowed = at is None
            return 0 if at is None else COVERED - points[at]

    mentees = [mentee.Mentee(grade=n, email=f"need {n}") for n in range(it.needs)]
    mentors = [mentor.Mentor(grade=c, email=f"place {c}") for c in range(columns)]
    process.process_data(mentors, mentees, [[Worth()]])
    chosen = [number[one.grade, one.mentors[0].grade] for one in mentees if one.mentors]
    return it.answer(np.array(chosen, np.int64))


def _copied(it: Matching) -> tuple[IntArray, IntArray, int]:
    """Return each pair once for each place of its offer, the columns, and how many there are.

    More places than needs that may take them are never used.
    """
    wanted = np.bincount(it.offer, minlength=len(it.places))
    copies = np.minimum(it.places, wanted)
    start = np.cumsum(copies) - copies
    times = copies[it.offer]
    pair = np.repeat(np.arange(len(it.need)), times)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
    return pair, start[it.offer[pair]] + within, int(copies.sum())


def _full(it: Matching, blank: int) -> tuple[list[list[int]], dict[tuple[int, int], int]]:
    """Return the full matrix of costs, and the pair behind each cell that has one."""
    pair, column, columns = _copied(it)
    table = np.full((it.needs, columns), blank, np.int64)
    table[it.need[pair], column] = it.points[pair]
    ends = zip(it.need[pair].tolist(), column.tolist(), strict=True)
    return table.tolist(), dict(zip(ends, pair.tolist(), strict=True))


Solver = Callable[[Matching], Answer]
PEERS: Mapping[str, tuple[Solver, str]] = {
    "OR-Tools SimpleMinCostFlow": (by_ortools, "ortools"),
    "scipy min_weight_full_bipartite_matching": (by_scipy_matching, "scipy"),
    "HiGHS, линейная программа (scipy linprog)": (by_linear_programme, "scipy"),
    "networkx max_flow_min_cost": (by_max_flow_min_cost, "networkx"),
    "networkx network_simplex": (by_network_simplex, "networkx"),
    "munkres": (by_munkres, "munkres"),
    "mentor-match": (by_mentor_match, "matching"),
}
"""Peers by name, with the module that must be installed."""


def is_installed(name: str) -> bool:
    """Return whether a peer can be asked here."""
    return find_spec(PEERS[name][1]) is not None
