"""Everybody within so many steps of a leader by the fewest ties with leaders."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity

from graph.geo import RealArray
from graph.measures import Ints, Mask
from services.repair.candidates import Candidates
from services.repair.limits import NO_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Far:
    """Who is too far from a leader, and through whom they could be reached.

    Attributes
    ----------
    who
        Judged nodes farther from a leader than asked.
    through
        Shape ``(len(who), n)``: whether a tie between a leader and the node of the column serves
        the row.
    """

    who: Ints
    through: csr_array

    @classmethod
    def of(cls, low: Ints, high: Ints, leader: Mask, judged: Mask, hops: int) -> "Far":
        """Find them along the distinct ties of `low` and `high`."""
        n = len(leader)
        ones = np.ones(2 * len(low), dtype=np.int32)
        ends = np.concatenate([low, high]), np.concatenate([high, low])
        step = csr_array((ones, ends), shape=(n, n)) + identity(n, dtype=np.int32, format="csr")
        near = leader.copy()
        for _ in range(hops):
            near = near | (step @ near.astype(np.int32) > 0)
        who = np.flatnonzero(judged & ~near)
        through = csr_array(
            (np.ones(len(who), np.int32), (np.arange(len(who)), who)), shape=(len(who), n)
        )
        for _ in range(hops - 1):
            through = csr_array(through @ step)
            through.data[:] = 1
        return cls(who=who, through=through)


def cover(far: Far, leader: Mask, some: Candidates, limits: Ints) -> tuple[Ints, Mask]:
    """Choose ties with leaders: fewest left out, then fewest ties, then least length.

    Parameters
    ----------
    limits
        Most new ties of each node.

    Returns
    -------
    tuple
        Positions among the candidates, sorted; and who of `far.who` is left out.

    Notes
    -----
    A new tie that brings anybody nearer to a leader can be replaced by one with a leader at the
    same end, so that a set cover remains: who is too far, by the ends of ties. Three whole-number
    programs one after another, each proved by HiGHS without a gap.

    Raises
    ------
    RuntimeError
        If the solver ends without a proof, which no limit here allows it to.

    References
    ----------
    .. [1] V. Chvátal. *A greedy heuristic for the set-covering problem*. Mathematics of Operations
       Research 4, 1979.
    """
    at, end = _options(leader, some, limits)
    m, k = len(at), len(far.who)
    serves = csr_array(far.through[:, end]) if m else csr_array((k, 0), dtype=np.int32)
    if not m or not k:
        return np.empty(0, dtype=np.int64), np.ones(k, dtype=bool)
    rows = [LinearConstraint(hstack([serves, identity(k)], format="csr"), lb=1)]
    rows += _room(some, at, limits, k)
    ties = np.concatenate([np.ones(m), np.zeros(k)])
    missed = 1 - ties
    length = np.concatenate([some.tenths[at].astype(np.float64), np.zeros(k)])
    values = _least(missed, rows)
    for of, then in ((missed, ties), (ties, length)):
        reached = round(float(of @ values))
        rows.append(LinearConstraint(csr_array(of[None, :]), ub=reached))
        values = _least(then, rows)
    return np.sort(at[values[:m] == 1]), values[m:] == 1


def _options(leader: Mask, some: Candidates, limits: Ints) -> tuple[Ints, Ints]:
    """Return candidates with one leader, and their other end.

    Where leaders have no limit only the shortest of each end remains.
    """
    first, second = leader[some.one], leader[some.other]
    open_ = (limits[some.one] > 0) & (limits[some.other] > 0)
    at = np.flatnonzero((first != second) & open_)
    end = np.where(first[at], some.other[at], some.one[at])
    if (limits[leader] == NO_LIMIT).all():
        order = np.lexsort((at, some.tenths[at], end))
        _, firsts = np.unique(end[order], return_index=True)
        keep = np.sort(order[firsts])
        at, end = at[keep], end[keep]
    return at, end


def _room(some: Candidates, at: Ints, limits: Ints, others: int) -> list[LinearConstraint]:
    """Return one row for each node with a limit: no more new ties than it may take."""
    m, n = len(at), len(limits)
    column = np.concatenate([np.arange(m), np.arange(m)])
    node = np.concatenate([some.one[at], some.other[at]])
    limited = np.flatnonzero((limits != NO_LIMIT) & (np.bincount(node, minlength=n) > 0))
    if not len(limited):
        return []
    uses = csr_array((np.ones(2 * m), (node, column)), shape=(n, m + others))[limited]
    return [LinearConstraint(uses, ub=limits[limited].astype(np.float64))]


def _least(cost: RealArray, rows: list[LinearConstraint]) -> RealArray:
    found = milp(
        cost,
        constraints=rows,
        integrality=np.ones(len(cost), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    if found.status != 0:
        raise RuntimeError(found.message)
    values: RealArray = np.round(found.x)
    return values
