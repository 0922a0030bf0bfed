"""Sets of blocks that two ties have to leave: the rows of the program that joins blocks twice."""

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csc_array, csr_array

from graph.geo import RealArray
from graph.measures import Ints, Mask
from services.repair.blocks import Blocks, weak_sets

_EPS = 1e-6
LEVELS = (1e-6, 0.26, 0.4, 0.51, 0.7, 0.99)
"""Shares of a tie from which on it is seen when sets are looked for in a relaxation."""
_DENSE = 3_000
"""Blocks up to which a table of all their pairs is held."""
_TWO = 2


class Cuts:
    """Sets of blocks that matter so far; grows with what a solution breaks.

    Parameters
    ----------
    blocks
        The graph as it is.
    needed
        Blocks that have to hold together.
    """

    def __init__(self, blocks: Blocks, needed: Mask) -> None:
        self._blocks = blocks
        self._needed = needed
        self._sets: dict[bytes, Ints] = {}
        nothing = np.empty(0, dtype=np.int64)
        self._add(self._weak(nothing, nothing))

    def rows(self, one: Ints, other: Ints) -> tuple[csr_array, RealArray]:
        """Return which ties between blocks leave each set, and how many have to."""
        return self._rows(list(self._sets.values()), one, other)

    def prices(self, price: RealArray, one: Ints, other: Ints) -> RealArray:
        """Return for each tie the sum of the prices of the sets it leaves."""
        inside = sets_as_rows(list(self._sets.values()), self._blocks.count)
        if self._blocks.count > _DENSE:
            crossed: RealArray = _crossing(inside.tocsc(), one, other).T @ price
            return crossed
        alone = inside.T @ price
        shared = (inside.T @ csr_array(inside * price[:, None])).toarray()
        found: RealArray = alone[one] + alone[other] - 2 * shared[one, other]
        return found

    def add_broken(self, one: Ints, other: Ints) -> bool:
        """Add the sets that a whole solution breaks; return whether there were any."""
        return self._add(self._weak(one, other))

    def add_cut_by(self, share: RealArray, one: Ints, other: Ints) -> bool:
        """Add sets that a relaxed solution leaves with less than they need."""
        found: list[Ints] = []
        for level in LEVELS:
            seen = share >= level
            found += self._weak(one[seen], other[seen])
        rows, least = self._rows(found, one, other)
        broken = np.flatnonzero(rows @ share < least - _EPS)
        return self._add(found[i] for i in broken.tolist())

    def _weak(self, one: Ints, other: Ints) -> Iterable[Ints]:
        ends = np.concatenate([self._blocks.one, one]), np.concatenate([self._blocks.other, other])
        return weak_sets(self._blocks.count, *ends, self._needed)

    def _add(self, sets: Iterable[Ints]) -> bool:
        before = len(self._sets)
        self._sets.update((one.tobytes(), one) for one in sets)
        return len(self._sets) > before

    def _rows(self, sets: list[Ints], one: Ints, other: Ints) -> tuple[csr_array, RealArray]:
        leave, there = leaving(sets, self._blocks, one, other)
        return leave, _TWO - there


def sets_as_rows(sets: list[Ints], count: int) -> csr_array:
    """Return one row for each set, with ones at its members."""
    columns = np.concatenate([np.empty(0, dtype=np.int64), *sets])
    which = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    return csr_array((np.ones(len(columns)), (which, columns)), shape=(len(sets), count))


def leaving(
    sets: list[Ints], blocks: Blocks, one: Ints, other: Ints
) -> tuple[csr_array, RealArray]:
    """Return which new ties leave each set of blocks, and how many ties already do.

    Parameters
    ----------
    one, other
        Blocks at the ends of each new tie.
    """
    inside = sets_as_rows(sets, blocks.count).tocsc()
    there = _crossing(inside, blocks.one, blocks.other).sum(axis=1)
    return _crossing(inside, one, other), np.asarray(there, dtype=np.float64)


def _crossing(inside: csc_array, one: Ints, other: Ints) -> csr_array:
    """Return which ties have one end inside each set and the other outside."""
    found = csr_array(abs(inside[:, one] - inside[:, other]))
    found.eliminate_zeros()
    return found
