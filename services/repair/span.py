"""Join groups into one tree by the shortest ties: the goals that ask for a way, any way."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np

from graph.measures import Ints
from services.repair.candidates import Candidates
from services.repair.joined import Joined
from services.repair.limited_tree import LimitedTree, limited_tree
from services.repair.options import Options
from services.repair.passing import may_shorten
from services.repair.proposal import Minimise

_TRIED = 8
"""Groups that may be passed through: up to so many, every choice of them is tried."""
_A_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """Organisations that hold together already.

    Attributes
    ----------
    of
        Number of the group of each node.
    weight
        How many judged organisations of each group have to be joined; 0 needs nothing.
    centre
        The group that all others are joined to; None leaves the choice.
    """

    of: Ints
    weight: Ints
    centre: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spanned:
    """A tree of groups.

    Attributes
    ----------
    chosen
        Positions among the candidates, sorted.
    served
        Groups of the tree.
    bound_tenths, bound_ties
        No tree over the groups that can be joined is shorter, or has fewer ties.
    """

    chosen: tuple[int, ...]
    served: frozenset[int]
    bound_tenths: int
    bound_ties: int


def span(groups: Groups, some: Candidates, limits: Ints, minimise: Minimise) -> Spanned:
    """Join as many of the groups that need it as can be, by ties of least length in all.

    Parameters
    ----------
    limits
        Most new ties of each node.

    Notes
    -----
    Without limits, a minimum spanning tree of the groups that need it. It passes through a group
    that needs nothing where that is shorter: every choice of such groups is tried if they are
    few; if not, the bound is half of the shortest ties of all. If the tree breaks limits, ties are
    taken shortest first while both ends have room; a whole-number program makes that tree the
    shortest within the limits. Where the limits let not all be joined, it is the first tree.

    References
    ----------
    .. [1] J. B. Kruskal. *On the shortest spanning subtree of a graph and the traveling salesman
       problem*. Proceedings of the AMS 7, 1956.
    """
    search = _Search(groups, some, limits)
    needed = search.needed
    useful = may_shorten(search.links, sorted(needed), sorted(search.spare))
    exact = len(useful) <= _TRIED
    tried = (
        chain.from_iterable(combinations(useful, k) for k in range(len(useful) + 1))
        if exact
        else [(), tuple(useful)]
    )
    trees = []
    for extra in tried:
        tree = search.tree({*needed, *extra})
        if needed <= search.joined(tree):
            trees.append((int(some.tenths[tree].sum()), len(tree), tree))
    least_km = min(length for length, _, _ in trees) if exact else search.half()
    least_ties = min(count for _, count, _ in trees) if exact else max(len(needed) - 1, 0)
    by_km = minimise is Minimise.KM
    best = min(trees, key=lambda t: t[:2] if by_km else (t[1], t[0]))[2]
    chosen = best
    if search.breaks_limits(best):
        chosen = search.tree(needed | search.joined(best), limited=True)
        start = chosen if needed <= search.joined(chosen) else None
        within = search.within(start)
        if within is not None:
            chosen, least_km = within.chosen.tolist(), max(least_km, within.bound)
    return Spanned(
        chosen=tuple(sorted(chosen)),
        served=search.joined(chosen),
        bound_tenths=least_km,
        bound_ties=least_ties,
    )


class _Search:
    """Grows trees of groups over one list of candidates.

    Attributes
    ----------
    links
        Group → other group → least length of a tie between them; both ways.
    needed, spare
        Groups that can be joined to the main one: those that need it, and those that need
        nothing.
    """

    def __init__(self, groups: Groups, some: Candidates, limits: Ints) -> None:
        self._weight = groups.weight.tolist()
        self._centre = groups.centre
        self._some = some
        self._limits = limits
        one, other = groups.of[some.one], groups.of[some.other]
        order = np.flatnonzero(one != other)
        order = order[np.lexsort((order, some.tenths[order]))]
        pairs = zip(one[order].tolist(), other[order].tolist(), strict=True)
        self._ends = dict(zip(order.tolist(), pairs, strict=True))
        """Candidate → its two groups, shortest first."""
        self._shortest: list[int] = []
        self.links: dict[int, dict[int, int]] = {g: {} for g in range(len(self._weight))}
        for at, (a, b) in self._ends.items():
            if b not in self.links[a]:
                self.links[a][b] = self.links[b][a] = int(some.tenths[at])
                self._shortest.append(at)
        reach = self._main_of(self._shortest, range(len(self._weight)))
        self.needed = frozenset(g for g in reach if self._weight[g] or g == self._centre)
        self.spare = reach - self.needed

    def tree(self, allowed: Collection[int], *, limited: bool = False) -> list[int]:
        """Return the shortest tree over the allowed groups, without ends that need nothing."""
        joined = Joined(len(self._weight))
        room = self._limits.tolist()
        one, other = self._some.one, self._some.other
        grown = []
        for at in self._ends if limited else self._shortest:
            a, b = self._ends[at]
            u, v = int(one[at]), int(other[at])
            if a not in allowed or b not in allowed or (limited and not (room[u] and room[v])):
                continue
            if joined.join(a, b):
                grown.append(at)
                room[u] -= 1
                room[v] -= 1
        main = self._main_of(grown, allowed)
        return self._pruned([at for at in grown if self._ends[at][0] in main])

    def joined(self, tree: Iterable[int]) -> frozenset[int]:
        """Return the groups of a tree; without any tie the main group alone."""
        found = frozenset(chain.from_iterable(self._ends[at] for at in tree))
        return found or self._main_of([], self.needed)

    def breaks_limits(self, tree: list[int]) -> bool:
        """Return whether some node has more new ties than it may take."""
        ends = np.concatenate([self._some.one[tree], self._some.other[tree]])
        return bool((np.bincount(ends, minlength=len(self._limits)) > self._limits).any())

    def within(self, start: list[int] | None) -> LimitedTree | None:
        """Return the shortest tree within the limits, if no group may be passed through.

        Parameters
        ----------
        start
            A tree over all that need it, if one is known.
        """
        if self.spare:
            return None
        number = {group: i for i, group in enumerate(sorted(self.needed))}
        at = np.array(sorted(i for i, (a, _) in self._ends.items() if a in number), dtype=np.int64)
        one, other = np.array([[number[g] for g in self._ends[i]] for i in at.tolist()]).T
        options = Options(
            one=one,
            other=other,
            first=self._some.one[at],
            second=self._some.other[at],
            cost=self._some.tenths[at].astype(np.float64),
            room=self._limits,
        )
        first = None if start is None else np.searchsorted(at, np.sort(start))
        found = limited_tree(options, len(number), first)
        return None if found is None else replace(found, chosen=at[found.chosen])

    def half(self) -> int:
        """Return half of the shortest ties of the groups that need one: each tie has two ends."""
        if len(self.needed) < _A_PAIR:
            return 0
        return -(-sum(min(self.links[g].values()) for g in self.needed) // 2)

    def _main_of(self, ties: Iterable[int], allowed: Iterable[int]) -> frozenset[int]:
        """Return what hangs on the centre; without a centre, the heaviest that holds together."""
        joined = Joined(len(self._weight))
        for at in ties:
            joined.join(*self._ends[at])
        parts: dict[int, list[int]] = {}
        for g in sorted(allowed):
            parts.setdefault(joined.find(g), []).append(g)
        if self._centre is not None:
            return frozenset(parts[joined.find(self._centre)])
        heaviest = max(parts.values(), key=lambda p: sum(self._weight[g] for g in p), default=[])
        return frozenset(heaviest)

    def _pruned(self, tree: list[int]) -> list[int]:
        """Return the tree without the ties at whose end a group needs nothing."""
        while True:
            degree = Counter(chain.from_iterable(self._ends[at] for at in tree))
            bare = {g for g, d in degree.items() if d == 1 and g not in self.needed}
            if not bare:
                return tree
            tree = [at for at in tree if not bare.intersection(self._ends[at])]
