"""The cheapest ties that free every group, within so much work, and how good they are."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from graph.measures import Ints
from services.assignment.quiet import quiet
from services.repair.behind import Group
from services.repair.options import Options
from services.repair.second_cuts import SecondCuts, rows_of
from services.repair.twice import relax

_EPS = 1e-6
_INFEASIBLE = 2
_ROUNDS = 60
_FEW = 800
"""Ties up to which the search is not cut short."""
_NODES_OF_FEW, _NODES, _WORK = 5_000, 20, 100
"""Nodes of one search among few ties, and among many; of all searches together."""
_SHARE, _WIDER = 0.02, 4
"""First guess of how much the relaxation is below the answer; what it is multiplied by."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cheapest:
    """Positions among the options, sorted, and what no choice costs less than."""

    chosen: Ints
    bound: float


def cheapest_second(options: Options, cuts: SecondCuts) -> Cheapest | None:
    """Choose ties of least cost after which no group in need is cut off by any node.

    Returns
    -------
    Cheapest or None
        None if no choice is enough. If `bound` is below the cost, it is not known to be least.

    Notes
    -----
    As `services.repair.twice.cheapest_twice`, but the work is limited: if it is used up, the last
    answer is mended with the cheapest ties that free what it leaves, and what it does not need is
    taken away.
    """
    relaxed = relax(options, cuts)
    if relaxed is None:
        return None
    bound, gap = relaxed.value, _SHARE * relaxed.value + 1
    chosen, work = np.empty(0, dtype=np.int64), 0
    for _ in range(_ROUNDS):
        at = np.flatnonzero(relaxed.reduced <= gap)
        few = len(at) <= _FEW
        result = _search(options, cuts, at, _NODES_OF_FEW if few else _NODES)
        work += 0 if few else result.mip_node_count or 1
        if result.status == _INFEASIBLE:
            if len(at) == len(options):
                return None
            gap = _WIDER * gap
            continue
        bound = max(bound, min(result.mip_dual_bound, relaxed.value + gap))
        if result.x is None:
            break
        chosen = at[np.round(result.x) == 1]
        if not cuts.add_broken(options.one[chosen], options.other[chosen]):
            cost = float(options.cost[chosen].sum())
            if result.status == 0 and cost - relaxed.value <= gap:
                return Cheapest(chosen=chosen, bound=cost)
            gap = max(gap, cost - relaxed.value + _EPS)
        if work > _WORK:
            break
    return Cheapest(chosen=_mended(options, cuts, chosen), bound=bound)


def _search(options: Options, cuts: SecondCuts, at: Ints, nodes: int) -> OptimizeResult:
    limits, most, _ = options.limits(at)
    rows, least = cuts.rows(options.one[at], options.other[at])
    with quiet():
        return milp(
            options.cost[at],
            integrality=np.ones(len(at), dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(rows, lb=least), LinearConstraint(limits, ub=most)],
            options={"mip_rel_gap": 0, "node_limit": nodes},
        )


def _mended(options: Options, cuts: SecondCuts, chosen: Ints) -> Ints:
    """Free what is left, smallest groups first, while there is room; then leave out what can be."""
    one, other = options.one, options.other
    mended = chosen.tolist()
    while groups := cuts.weak(one[mended], other[mended]):
        before = len(mended)
        mended += _freeing(options, groups, mended)
        if len(mended) == before:
            return np.sort(mended)
    for i in sorted(mended, key=lambda i: (-options.cost[i], i)):
        rest = [j for j in mended if j != i]
        if not cuts.weak(one[rest], other[rest]):
            mended = rest
    return np.sort(np.array(mended, dtype=np.int64))


def _freeing(options: Options, groups: list[Group], chosen: list[int]) -> list[int]:
    """Return the cheapest tie with room for each of some groups that share nobody."""
    ends = np.concatenate([options.first[chosen], options.second[chosen]]).astype(np.int64)
    room = options.room - np.bincount(ends, minlength=len(options.room))
    taken: set[int] = set()
    found: list[int] = []
    frees, _ = rows_of(groups, len(options.room), options.one, options.other)
    for row in sorted(range(len(groups)), key=lambda r: (len(groups[r].inside), groups[r])):
        some = frees.indices[frees.indptr[row] : frees.indptr[row + 1]]
        open_ = (room[options.first[some]] > 0) & (room[options.second[some]] > 0)
        some = np.setdiff1d(some[open_], [*chosen, *found])
        if not taken.isdisjoint(groups[row].inside) or not len(some):
            continue
        taken.update(groups[row].inside)
        best = int(some[np.argmin(options.cost[some])])
        found.append(best)
        room[options.first[best]] -= 1
        room[options.second[best]] -= 1
    return found
