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
_FEW = 800
"""Ties up to which a search goes on to the end."""
_ROUNDS_OF_FEW, _ROUNDS = 60, 5
_NODES = 5_000
_NEAR_ENOUGH = 0.004
"""Distance of an answer to its bound, as a share, at which a search among many ties stops."""
_LOCAL = 30
"""Rounds in which an answer is mended nearby."""
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
    As `services.repair.twice.cheapest_twice`, but among many ties each search stops when it is
    near enough. What the last answer leaves is mended: first by whole-number programs over the
    ties nearby, all others staying as they are; if need be with the cheapest ties that free what
    is left.
    """
    relaxed = relax(options, cuts)
    if relaxed is None:
        return None
    bound, gap = relaxed.value, _SHARE * relaxed.value + 1
    chosen = np.empty(0, dtype=np.int64)
    for step in range(_ROUNDS_OF_FEW):
        at = np.flatnonzero(relaxed.reduced <= gap)
        few = len(at) <= _FEW
        if not few and step >= _ROUNDS:
            break
        result = _search(options, cuts, at, stop=0 if few else _NEAR_ENOUGH)
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
            distance = float(options.cost[chosen].sum()) - relaxed.value
            if distance <= gap:
                break
            gap = distance + _EPS
    near = np.flatnonzero(relaxed.reduced <= gap)
    return Cheapest(
        chosen=_mended(options, cuts, _nearby(options, cuts, chosen, near)), bound=bound
    )


def _search(
    options: Options,
    cuts: SecondCuts,
    at: Ints,
    *,
    stop: float,
    bounds: Bounds | None = None,
) -> OptimizeResult:
    limits, most, _ = options.limits(at)
    rows, least = cuts.rows(options.one[at], options.other[at])
    with quiet():
        return milp(
            options.cost[at],
            integrality=np.ones(len(at), dtype=np.int64),
            bounds=bounds or Bounds(0, 1),
            constraints=[LinearConstraint(rows, lb=least), LinearConstraint(limits, ub=most)],
            options={"mip_rel_gap": stop, "node_limit": _NODES},
        )


def _nearby(options: Options, cuts: SecondCuts, chosen: Ints, near: Ints) -> Ints:
    """Free what an answer leaves by choosing anew among the ties `near` that touch it."""
    one, other = options.one, options.other
    near = np.union1d(near, chosen)
    for _ in range(_LOCAL):
        groups = cuts.weak(one[chosen], other[chosen])
        if not groups:
            break
        touched = np.zeros(len(options.room), dtype=bool)
        touched[[v for group in groups for v in group.inside]] = True
        fixed = ~(touched[one[near]] | touched[other[near]])
        cuts.add_broken(one[chosen], other[chosen])
        now = np.isin(near, chosen)
        bounds = Bounds(np.where(fixed, now, 0), np.where(fixed, now, 1))
        result = _search(options, cuts, near, stop=0, bounds=bounds)
        if result.x is None:
            break
        chosen = near[np.round(result.x) == 1]
    return chosen


def _mended(options: Options, cuts: SecondCuts, chosen: Ints) -> Ints:
    """Free what is left, smallest groups first, while there is room; then leave out what can be."""
    one, other = options.one, options.other
    mended = chosen.tolist()
    if not cuts.weak(one[mended], other[mended]):
        return chosen
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
