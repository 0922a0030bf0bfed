"""Groups that have to get a way of their own: the rows of the program of second leaders."""

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_array

from graph.geo import RealArray
from graph.measures import Ints, Mask
from services.repair.behind import NOBODY, Group, groups_behind
from services.repair.cuts import LEVELS, sets_as_rows

_EPS = 1e-6
_TWO = 2


class SecondCuts:
    """Groups that matter so far; grows with what a solution breaks.

    Parameters
    ----------
    n
        Number of nodes.
    low, high
        Ends of the ties there are.
    firm
        Who is not to be cut off from.
    needed
        Who may not be cut off by any single node.
    """

    def __init__(self, n: int, low: Ints, high: Ints, firm: Mask, needed: Mask) -> None:
        self._n = n
        self._low, self._high = low, high
        self._firm = firm
        self._needed = needed
        self._groups: dict[Group, None] = {}
        nothing = np.empty(0, dtype=np.int64)
        self._add(self.weak(nothing, nothing))

    def rows(self, one: Ints, other: Ints) -> tuple[csr_array, RealArray]:
        """Return which new ties free each group, and how many have to."""
        return rows_of(list(self._groups), self._n, one, other)

    def prices(self, price: RealArray, one: Ints, other: Ints) -> RealArray:
        """Return for each tie the sum of the prices of the groups it frees."""
        dear = np.flatnonzero(price)
        groups = list(self._groups)
        frees, _ = rows_of([groups[i] for i in dear.tolist()], self._n, one, other)
        found: RealArray = frees.T @ price[dear]
        return found

    def add_broken(self, one: Ints, other: Ints) -> bool:
        """Add the groups that a whole solution leaves; return whether there were any."""
        return self._add(self.weak(one, other))

    def add_cut_by(self, share: RealArray, one: Ints, other: Ints) -> bool:
        """Add groups that a relaxed solution leaves with less than they need."""
        found: list[Group] = []
        for level in LEVELS:
            seen = share >= level
            found += self.weak(one[seen], other[seen])
        frees, least = rows_of(found, self._n, one, other)
        broken = np.flatnonzero(frees @ share < least - _EPS)
        return self._add(found[i] for i in broken.tolist())

    def weak(self, one: Ints, other: Ints) -> list[Group]:
        """Return the groups with somebody in need that one node cuts off in spite of new ties."""
        groups = groups_behind(
            self._n,
            np.concatenate([self._low, one]),
            np.concatenate([self._high, other]),
            self._firm,
        )
        return [group for group in groups if self._needed[list(group.inside)].any()]

    def disjoint(self) -> list[Group]:
        """Return groups of the graph as it is that share nobody: the smallest ones."""
        nothing = np.empty(0, dtype=np.int64)
        taken: set[int] = set()
        found = []
        for group in sorted(self.weak(nothing, nothing), key=lambda g: (len(g.inside), g.inside)):
            if taken.isdisjoint(group.inside):
                taken.update(group.inside)
                found.append(group)
        return found

    def _add(self, groups: Iterable[Group]) -> bool:
        before = len(self._groups)
        self._groups.update(dict.fromkeys(groups))
        return len(self._groups) > before


def rows_of(groups: list[Group], n: int, one: Ints, other: Ints) -> tuple[csr_array, RealArray]:
    """Return which new ties free each group, and how many have to.

    A tie frees a group if it leaves it and does not lead to the node it is behind. A group with
    no tie at all needs two.
    """
    inside = sets_as_rows([np.array(g.inside, dtype=np.int64) for g in groups], n)
    behind = np.array([g.behind for g in groups], dtype=np.int64)
    least = np.where(behind == NOBODY, _TWO, 1).astype(np.float64)
    held = np.flatnonzero(behind != NOBODY)
    gate = csr_array((np.ones(len(held)), (held, behind[held])), shape=(len(groups), n))
    columns, gates = inside.tocsc(), gate.tocsc()
    leaving = abs(columns[:, one] - columns[:, other])
    blocked = columns[:, one] * gates[:, other] + columns[:, other] * gates[:, one]
    frees = csr_array(leaving - blocked)
    frees.eliminate_zeros()
    return frees, least
