"""One stage of a mixed-integer programme: the best value, its bound, and what is left to choose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from graph.geo import IntArray, RealArray
from services.assignment.quiet import quiet
from services.assignment.roster import BoolArray
from services.assignment.side_model import SideModel
from services.assignment.side_tighter import Flows

_EPS = 1e-6
"""What HiGHS may miss on data that are whole numbers; every value is recomputed in whole ones."""

_INFEASIBLE = 2
"""Status of a programme without a solution."""

_SHARE = 1e-9
"""The same as a share of large values."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """Best columns found, and a value that none can be below."""

    x: IntArray
    bound: int


def _least_whole(value: float) -> int:
    """Return the least whole number that is not below what HiGHS means by `value`."""
    return int(np.ceil(value - _EPS - _SHARE * abs(value)))


def _usable(reduced: RealArray, gap: float) -> BoolArray:
    """Return the columns that a plan within `gap` of the relaxation may use."""
    some: BoolArray = reduced <= gap + _EPS + _SHARE * abs(gap)
    return some


class Face:
    """The solutions that earlier stages left; each stage makes it smaller.

    Parameters
    ----------
    model
        The whole programme.
    x
        Columns of a plan that keeps every row: the answer where HiGHS finds none in time.
    left_s
        Seconds that are left.
    flows
        Makes plans by flows out of what HiGHS finds.

    Notes
    -----
    Where the linear relaxation reaches the optimum in whole numbers, complementary slackness
    gives all optima: columns with a reduced cost keep their limit, rows with a price are tight.
    No row for the goal is needed then, and the next stage is smaller. Where it does not, a row
    keeps the goal, and only those columns go whose reduced cost is more than the distance of
    the two values: no plan as good as the best one uses them. Both hold for all columns of the
    programme, so the answer is exact over all admissible pairs.

    References
    ----------
    L. A. Wolsey, *Integer Programming*, 2nd ed., Wiley, 2020, chapters 1 and 7.
    """

    def __init__(
        self,
        model: SideModel,
        x: IntArray,
        left_s: Callable[[], float],
        flows: Flows | None = None,
    ) -> None:
        self._model = model
        self._flows = flows
        self._matrix = model.matrix
        self._most = model.most.astype(np.float64)
        self._tight: BoolArray = model.tight.copy()
        self._whole = model.whole
        self._left_s = left_s
        self._goals: list[tuple[IntArray, int]] = []
        self.x = x
        self.low = np.zeros(model.size, np.int64)
        self.high = np.ones(model.size, np.int64)

    def tighten(self, rows: IntArray, values: IntArray) -> None:
        """Make rows equalities with these values."""
        self._most[rows] = values
        self._tight[rows] = True

    def is_settled(self, cost: IntArray) -> bool:
        """Return whether all columns that cost something are fixed."""
        return not (cost[self.low < self.high]).any()

    def minimise(self, cost: IntArray, known: int | None = None) -> Stage:
        """Find the least cost and keep to it from now on.

        Where the time is over, the columns stay, and the bound is the sum of what each column
        can bring by itself, or `known`, if that is more.
        """
        free = np.flatnonzero(self.low < self.high)
        fixed = int(cost @ np.where(self.low < self.high, 0, self.low))
        trivial = fixed + int(np.minimum(cost[free], 0).sum())
        trivial = trivial if known is None else max(trivial, known)
        own = int(cost @ self.x)
        stage = self._search(cost, free, own, fixed, trivial)
        self._goals.append((cost, int(cost @ self.x)))
        return stage

    def _search(self, cost: IntArray, free: IntArray, own: int, fixed: int, trivial: int) -> Stage:
        if own == trivial or not len(free):
            return self._keep(cost, own, bound=own if not len(free) else trivial)
        relaxed = self._relax(cost[free], free)
        if relaxed is None:
            return self._keep(cost, own, bound=trivial)
        value, columns, reduced, price, rows = relaxed
        bound = max(trivial, fixed + _least_whole(value))
        if own > bound:
            if np.abs(columns - np.rint(columns))[free < self._model.pairs].max(initial=0) < _EPS:
                self._take(free, columns, cost)
            else:
                self._round(free, columns, cost)
                if int(cost @ self.x) > bound:
                    some = _usable(reduced, bound - fixed - value)
                    self._branch(cost, free[some])
                if int(cost @ self.x) > bound:
                    some = _usable(reduced, int(cost @ self.x) - fixed - value)
                    bound = max(bound, fixed + self._branch(cost, free[some]))
        best = int(cost @ self.x)
        gap = best - fixed - value
        if gap < _EPS:
            self._restrict(free, reduced, price, rows)
        else:
            self._fix(free, reduced, gap + _EPS)
            self._row(cost, best)
        return Stage(x=self.x, bound=min(bound, best))

    def _keep(self, cost: IntArray, own: int, *, bound: int) -> Stage:
        if not self.is_settled(cost):
            self._row(cost, own)
        return Stage(x=self.x, bound=bound)

    def _rows_of(self, free: IntArray) -> tuple[sparse.csr_array, RealArray, IntArray]:
        """Return the rows on the free columns alone, what is left of their limits, and which."""
        held = self._most - self._matrix @ np.where(self.low < self.high, 0, self.low)
        part = sparse.csr_array(self._matrix[:, free])
        rows = np.flatnonzero(np.diff(part.indptr))
        return sparse.csr_array(part[rows]), held[rows], rows

    def _relax(
        self, cost: IntArray, free: IntArray
    ) -> tuple[float, RealArray, RealArray, RealArray, IntArray] | None:
        """Return value, columns, reduced costs, prices of the linear relaxation, and its rows."""
        seconds = self._left_s()
        if seconds <= 0:
            return None
        part, held, rows = self._rows_of(free)
        tight = self._tight[rows]
        result = linprog(  # type: ignore[call-overload,misc]  # the stubs know no sparse rows
            cost.astype(np.float64),
            A_ub=part[~tight] if (~tight).any() else None,
            b_ub=held[~tight] if (~tight).any() else None,
            A_eq=part[tight] if tight.any() else None,
            b_eq=held[tight] if tight.any() else None,
            bounds=(0, 1),
            # Partners make the relaxation so degenerate that the simplex method may stand still.
            method="highs-ipm" if len(self._model.ties) else "highs-ds",
            options={"time_limit": seconds},
        )
        if result.status != 0:
            return None
        price = np.zeros(len(rows))
        price[~tight] = result.ineqlin.marginals if (~tight).any() else 0
        price[tight] = result.eqlin.marginals if tight.any() else 0
        reduced = cost - part.T @ price
        return float(result.fun), result.x, reduced, price, rows

    def _branch(self, cost: IntArray, free: IntArray) -> int:
        """Search whole columns by branch and bound, the others at their lower limit.

        Returns the bound for plans that use these columns only.
        """
        seconds = self._left_s()
        low = int(np.minimum(cost[free], 0).sum())
        if seconds <= 0:
            return low
        result = self._searched(cost, free, seconds, presolve=True)
        if result.status == _INFEASIBLE and not self.x[self._outside(free)].any():
            # Our own plan is feasible here, but the presolve of HiGHS loses it once in a while.
            result = self._searched(cost, free, seconds, presolve=False)
        if result.x is not None:
            self._take(free, result.x, cost)
        if result.mip_dual_bound is None or not np.isfinite(result.mip_dual_bound):
            return low
        return _least_whole(result.mip_dual_bound)

    def _searched(self, cost: IntArray, free: IntArray, seconds: float, *, presolve: bool) -> Any:
        """Return what HiGHS says of a search on some columns."""
        part, held, rows = self._rows_of(free)
        least = np.where(self._tight[rows], held, -np.inf)
        with quiet():
            return milp(
                cost[free].astype(np.float64),
                integrality=self._whole[free].astype(np.int64),
                bounds=Bounds(0, 1),
                constraints=LinearConstraint(part, least, held),
                options={"mip_rel_gap": 0, "time_limit": seconds, "presolve": presolve},
            )

    def _outside(self, free: IntArray) -> BoolArray:
        """Return the columns that are neither fixed nor in `free`."""
        outside: BoolArray = self.low < self.high
        outside[free] = False
        return outside

    def _take(self, free: IntArray, columns: RealArray, cost: IntArray) -> None:
        """Take the pairs of better columns, if they keep rows and earlier goals, recounted."""
        found = self.low.copy()
        found[free] = np.rint(columns)
        x = self._model.columns_of(self._model.chosen(found))
        if not (self._keeps(x) and cost @ x < cost @ self.x):
            return
        self.x = x
        if self._flows is not None:
            for chosen in self._flows.around(self._model.chosen(x)):
                self._offer(chosen, cost)

    def _round(self, free: IntArray, columns: RealArray, cost: IntArray) -> None:
        """Take the plan that flows make of the partners in a relaxation, if it is better."""
        ties = self._model.ties
        if self._flows is None or not len(ties):
            return
        share = self.low.astype(np.float64)
        share[free] = columns
        self._offer(self._flows.rounded(ties, share[-len(ties) :]), cost)

    def _offer(self, chosen: IntArray, cost: IntArray) -> None:
        """Take pairs that are no worse in this goal and the earlier ones, and keep all rows."""
        x = self._model.columns_of(chosen)
        if self._keeps(x) and cost @ x <= cost @ self.x:
            self.x = x

    def _keeps(self, x: IntArray) -> bool:
        """Return whether columns keep all rows and earlier goals."""
        over = self._matrix @ x - self._most
        kept = (over <= _EPS).all() and (np.abs(over[self._tight]) <= _EPS).all()
        return bool(kept) and all(int(goal @ x) <= best for goal, best in self._goals)

    def _restrict(
        self, free: IntArray, reduced: RealArray, price: RealArray, rows: IntArray
    ) -> None:
        """Keep to the optima of the relaxation."""
        self.low[free[reduced < -_EPS]] = 1
        self.high[free[reduced > _EPS]] = 0
        self._tight[rows[np.abs(price) > _EPS]] = True

    def _fix(self, free: IntArray, reduced: RealArray, gap: float) -> None:
        """Fix columns that no plan as good as the best one has otherwise."""
        self.low[free[reduced < -gap]] = 1
        self.high[free[reduced > gap]] = 0

    def _row(self, cost: IntArray, most: int) -> None:
        row = sparse.csr_array(cost[None, :].astype(np.float64))
        self._matrix = sparse.csr_array(sparse.vstack([self._matrix, row]))
        self._most = np.append(self._most, float(most))
        self._tight = np.append(self._tight, False)
