"""The cheapest ties that join blocks twice, among any number of options, proved by HiGHS."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from graph.geo import RealArray
from graph.measures import Ints
from services.assignment.quiet import quiet
from services.repair.options import Options

_EPS = 1e-6
_FIRST = 6
"""Cheapest ties of each block that are looked at from the beginning."""
_ADDED = 5_000
"""Most ties that come in at a time."""
_DEAR, _DEARER, _DEAREST = 10, 100, 1e9
"""What a missing tie costs, in the dearest options: first, then times more, then it is missing."""
_GAP = 0.0005
"""First guess of how much the relaxation is below the answer, as a share."""
_WIDER = 4


class Rows(Protocol):
    """What ties have to meet, row by row; grows with what a solution breaks."""

    def rows(self, one: Ints, other: Ints) -> tuple[csr_array, RealArray]:
        """Return which ties count for each row, and how many have to."""
        ...

    def prices(self, price: RealArray, one: Ints, other: Ints) -> RealArray:
        """Return for each tie the sum of the prices of the rows it counts for."""
        ...

    def add_broken(self, one: Ints, other: Ints) -> bool:
        """Add the rows that a whole solution breaks; return whether there were any."""
        ...

    def add_cut_by(self, share: RealArray, one: Ints, other: Ints) -> bool:
        """Add rows that a relaxed solution breaks; return whether there were any."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relaxed:
    """The relaxation at its optimum over all options.

    Attributes
    ----------
    value
        No choice of whole ties costs less.
    reduced
        A choice with this option costs at least so much more.
    """

    value: float
    reduced: RealArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shares:
    """A solution of the relaxation over some options, and the reduced costs of all."""

    share: RealArray
    missing: float
    value: float
    reduced: RealArray


def relax(options: Options, cuts: Rows) -> Relaxed | None:
    """Solve the relaxation over all options; None if they are not enough.

    Notes
    -----
    Ties come in while they cost less than the rows they meet are worth, rows while the solution
    breaks them. A row may be left unmet at a price above that of all ties, so that there always
    is a solution; where it still is unmet at any price, there is none.
    """
    dear = _DEAR * float(options.cost.max(initial=0)) + 1
    use = options.cheapest(_FIRST)
    while True:
        found = _solved(options, cuts, use, dear)
        new = np.setdiff1d(np.flatnonzero(found.reduced < -_EPS), use)
        if len(new):
            best = np.argsort(found.reduced[new], kind="stable")[:_ADDED]
            use = np.union1d(use, new[best])
        elif found.missing > _EPS:
            if dear > _DEAREST:
                return None
            dear *= _DEARER
        elif not cuts.add_cut_by(found.share, options.one[use], options.other[use]):
            return Relaxed(value=found.value, reduced=found.reduced)


def cheapest_twice(options: Options, cuts: Rows) -> Ints | None:
    """Choose the ties of least cost after whose coming no set that matters is joined once only.

    Returns
    -------
    numpy.ndarray or None
        Positions among the options, sorted; None if no choice is enough.

    Notes
    -----
    An option whose reduced cost is more than the distance of an answer to the relaxation is in
    no better answer. So the search takes those within a guess of that distance, and is done if
    the guess was large enough; if not, it takes the distance found. Rows are added for what an
    answer breaks, until it breaks none; `cuts` keeps them.

    References
    ----------
    .. [1] K. P. Eswaran, R. E. Tarjan. *Augmentation problems*. SIAM Journal on Computing 5 (4),
       1976, 653-665.
    .. [2] M. Grötschel, C. L. Monma, M. Stoer. *Computational results with a cutting plane
       algorithm for designing communication networks with low-connectivity constraints*.
       Operations Research 40 (2), 1992, 309-330.
    """
    relaxed = relax(options, cuts)
    if relaxed is None:
        return None
    gap = _GAP * relaxed.value + _EPS
    while True:
        at = np.flatnonzero(relaxed.reduced <= gap)
        chosen = _whole(options, cuts, at)
        if chosen is None:
            if len(at) == len(options):
                return None
            gap = _WIDER * gap + 1
            continue
        distance = float(options.cost[chosen].sum()) - relaxed.value
        if distance <= gap:
            return chosen
        gap = distance + _EPS


def _solved(options: Options, cuts: Rows, use: Ints, dear: float) -> _Shares:
    """Solve the relaxation over the options `use`."""
    rows, least = cuts.rows(options.one[use], options.other[use])
    limits, most, whose = options.limits(use)
    k, m = len(least), len(use)
    matrix = vstack(
        [hstack([-rows, -identity(k)]), hstack([limits, csr_array((len(most), k))])], format="csr"
    )
    with quiet():
        result = linprog(  # type: ignore[call-overload]  # the stubs know no sparse rows
            np.concatenate([options.cost[use], np.full(k, dear)]),
            A_ub=matrix,
            b_ub=np.concatenate([-least, most]),
            bounds=np.repeat([[0, 1], [0, 2]], [m, k], axis=0),
            method="highs",
        )
    if result.status != 0:
        raise RuntimeError(result.message)
    price = -result.ineqlin.marginals
    worth = cuts.prices(price[:k], options.one, options.other)
    return _Shares(
        share=result.x[:m],
        missing=float(result.x[m:].sum()),
        value=float(result.fun),
        reduced=options.cost - worth + options.prices(price[k:], whose),
    )


def _whole(options: Options, cuts: Rows, at: Ints) -> Ints | None:
    """Choose among the options `at` alone."""
    limits, most, _ = options.limits(at)
    while True:
        rows, least = cuts.rows(options.one[at], options.other[at])
        with quiet():
            result = milp(
                options.cost[at],
                integrality=np.ones(len(at), dtype=np.int64),
                bounds=Bounds(0, 1),
                constraints=[LinearConstraint(rows, lb=least), LinearConstraint(limits, ub=most)],
                options={"mip_rel_gap": 0},
            )
        if result.x is None:
            return None
        chosen: Ints = at[np.round(result.x) == 1]
        if not cuts.add_broken(options.one[chosen], options.other[chosen]):
            return chosen
