"""Ties between blocks that may be chosen, and the rows that limit them."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from graph.geo import RealArray
from graph.measures import Ints
from services.repair.limits import NO_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Options:
    """Ties between blocks that may be chosen.

    Attributes
    ----------
    one, other
        Blocks at their ends, never equal.
    first, second
        Nodes at their ends.
    cost
        What each costs.
    room
        Most new ties of each node.
    most
        Most ties in all; None is no limit.
    """

    one: Ints
    other: Ints
    first: Ints
    second: Ints
    cost: RealArray
    room: Ints
    most: int | None = None

    def __len__(self) -> int:
        return len(self.one)

    def costing(self, cost: RealArray) -> "Options":
        """Return the same ties at other costs."""
        return replace(self, cost=cost)

    def at_most(self, count: int) -> "Options":
        """Return the same ties, of which no more than `count` may be chosen."""
        return replace(self, most=count)

    def limits(self, at: Ints) -> tuple[csr_array, RealArray, Ints]:
        """Return rows over the ties `at`, what they allow, and whose they are.

        One row for each node that has more of these ties than room; where all ties are limited,
        a last row of nobody's.
        """
        n, m = len(self.room), len(at)
        column = np.concatenate([np.arange(m), np.arange(m)])
        node = np.concatenate([self.first[at], self.second[at]])
        uses = csr_array((np.ones(2 * m), (node, column)), shape=(n, m))
        busy = (self.room != NO_LIMIT) & (np.bincount(node, minlength=n) > self.room)
        whose = np.flatnonzero(busy)
        rows, most = csr_array(uses[whose]), self.room[whose].astype(np.float64)
        if self.most is not None:
            rows = csr_array(vstack([rows, csr_array(np.ones((1, m)))]))
            most = np.append(most, float(self.most))
        return rows, most, whose

    def prices(self, price: RealArray, whose: Ints) -> RealArray:
        """Return for every tie the sum of the prices of the rows of `limits` it takes room in."""
        paid = np.zeros(len(self.room))
        paid[whose] = price[: len(whose)]
        found: RealArray = paid[self.first] + paid[self.second]
        return found if self.most is None else found + price[-1]

    def cheapest(self, count: int) -> Ints:
        """Return the `count` cheapest ties of each block together."""
        ends = np.concatenate([self.one, self.other])
        at = np.tile(np.arange(len(self)), 2)
        order = np.lexsort((self.cost[at], ends))
        ends, at = ends[order], at[order]
        rank = np.arange(len(ends)) - np.searchsorted(ends, ends)
        return np.unique(at[rank < count])
