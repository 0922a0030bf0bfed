"""Groups of nodes that one node cuts off from those who stand firm, or that nothing joins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.measures import ROOT, Ints, Mask, immediate_dominators

NOBODY = -1
"""No node cuts the group off: it has no tie with anybody outside."""


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Nodes all of whose ties with others lead to one node.

    Attributes
    ----------
    inside
        Numbers of the nodes, sorted.
    behind
        The one node, or `NOBODY`.
    """

    inside: tuple[int, ...]
    behind: int


def stand_firm(n: int, low: Ints, high: Ints, firm: Mask) -> Mask:
    """Return who no single other node can cut off from the firm ones; they themselves included.

    Notes
    -----
    Two ways that share nobody lead from each to two different firm nodes. So whoever stands firm
    is as good as firm for all others.
    """
    found: Mask = firm | (immediate_dominators(n, low, high, np.flatnonzero(firm)) == ROOT)
    return found


def groups_behind(n: int, low: Ints, high: Ints, firm: Mask) -> list[Group]:
    """Return the groups of those who do not stand firm, for each node that cuts some off.

    Parameters
    ----------
    low, high
        Ends of distinct ties.
    firm
        Those from whom nobody shall be cut off.

    Notes
    -----
    One search depth first from each firm node through all who are not, and one through each part
    without a way to any: below a node that no tie passes by begins a group.

    References
    ----------
    .. [1] J. Hopcroft, R. Tarjan. *Efficient algorithms for graph manipulation*. Communications
       of the ACM 16 (6), 1973, 372-378.

    Examples
    --------
    0 is firm; 2 hangs on 1, and 1 on 0; 3 is alone.

    >>> firm = np.array([True, False, False, False])
    >>> for group in groups_behind(4, np.array([0, 1]), np.array([1, 2]), firm):
    ...     print(group)
    Group(inside=(1, 2), behind=0)
    Group(inside=(2,), behind=1)
    Group(inside=(3,), behind=-1)
    """
    strong = stand_firm(n, low, high, firm)
    near: dict[int, list[int]] = {v: [] for v in np.flatnonzero(~strong).tolist()}
    gates: dict[int, list[int]] = {}
    open_ = ~(strong[low] & strong[high])
    for u, v in zip(low[open_].tolist(), high[open_].tolist(), strict=True):
        for one, other in ((u, v), (v, u)):
            if strong[one]:
                gates.setdefault(one, []).append(other)
            else:
                near[one].append(other)
    found: list[Group] = []
    seen: set[int] = set()
    for gate in sorted(gates):
        dive = _Dive(near, gates[gate], gate)
        seen.update(dive.order)
        found += dive.groups()
    for v, first in near.items():
        if v not in seen:
            dive = _Dive(near, first, v)
            seen.update(dive.order)
            found.append(Group(tuple(sorted(dive.order)), NOBODY))
            found += dive.groups(alone=True)
    return found


class _Dive:
    """One search depth first from `root`, through nodes of `near`."""

    def __init__(self, near: dict[int, list[int]], first: Sequence[int], root: int) -> None:
        self.order = [root]
        place, low = {root: 0}, [0]
        self._above = [NOBODY]
        stack = [(root, iter(first))]
        while stack:
            u, ways = stack[-1]
            at = place[u]
            for v in ways:
                if v in place:
                    low[at] = min(low[at], place[v])
                elif v in near:
                    place[v] = len(low)
                    self.order.append(v)
                    low.append(place[v])
                    self._above.append(at)
                    stack.append((v, iter(near[v])))
                    break
            else:
                stack.pop()
                if stack:
                    up = place[stack[-1][0]]
                    low[up] = min(low[up], low[at])
        self._low = low

    def groups(self, *, alone: bool = False) -> Iterator[Group]:
        """Yield who is below each node that nothing passes by; if `alone`, who is above it too."""
        sizes = [1] * len(self.order)
        for at in range(len(self.order) - 1, 0, -1):
            sizes[self._above[at]] += sizes[at]
        cut: dict[int, list[tuple[int, int]]] = {}
        for at in range(1, len(self.order)):
            if self._low[at] >= self._above[at]:
                cut.setdefault(self._above[at], []).append((at, at + sizes[at]))
        for at, parts in sorted(cut.items()):
            if alone and at == 0 and len(parts) == 1:
                continue
            for first, last in parts:
                yield Group(tuple(sorted(self.order[first:last])), self.order[at])
            if alone and at > 0:
                edges = [0, at, at + 1, *(i for part in parts for i in part), len(self.order)]
                spans = list(pairwise(edges))[::2]
                rest = [v for first, last in spans for v in self.order[first:last]]
                yield Group(tuple(sorted(rest)), self.order[at])
