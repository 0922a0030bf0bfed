"""No tie whose loss cuts anybody off: all who can be are joined twice, by least length or ties."""

from dataclasses import dataclass

import numpy as np

from graph.measures import Ints, Mask
from services.repair.blocks import Blocks, blocks_of, fewest_ties
from services.repair.candidates import Candidates
from services.repair.cuts import Cuts
from services.repair.limits import NO_LIMIT
from services.repair.most_served import most_served
from services.repair.options import Options
from services.repair.pairing import May, pair_ends
from services.repair.proposal import Minimise
from services.repair.solved import Solved
from services.repair.twice import cheapest_twice, relax

_TWICE = 2
_EPS = 1e-6
_EXACT_TIES = 60
"""Blocks up to which, with the fewest ties, the least length is looked for too."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Answer:
    """Ties that join some blocks twice; positions among the options of their part."""

    chosen: Ints
    served: Mask
    bound_tenths: int
    bound_ties: int


class Critical:
    """Looks for ties after whose coming no tie is critical for those who are judged.

    Parameters
    ----------
    n
        Number of nodes.
    low, high
        Ends of the ties there are.
    judged
        Nodes that have to hold together, whatever one tie is lost; others may be passed through.
    minimise
        What is least; the other is least among what remains.
    """

    def __init__(self, n: int, low: Ints, high: Ints, judged: Mask, minimise: Minimise) -> None:
        self._judged = judged
        self._by_km = minimise is Minimise.KM
        self.blocks = blocks_of(n, low, high)
        self._weight = np.bincount(
            self.blocks.of, weights=judged, minlength=self.blocks.count
        ).astype(np.int64)

    def unserved(self, some: Candidates) -> Mask:
        """Return which judged nodes all candidates together do not join to the most others."""
        if not len(self._weight):
            return self._judged
        parts, heavy = self._parts(some)
        left: Mask = self._judged & (parts[self.blocks.of] != int(np.argmax(heavy)))
        return left

    def fewest(self, may: May) -> tuple[Ints, Ints] | None:
        """Return ends of the fewest ties that join all twice, where nearly any two may be tied."""
        return pair_ends(self.blocks, self._weight > 0, may)

    def solve(self, some: Candidates, limits: Ints) -> Solved:
        """Choose the ties: fewest left out, then the least of what is minimised.

        Parameters
        ----------
        limits
            Most new ties of each node. If they leave somebody out, others could be served in
            their place that are not looked for.

        Notes
        -----
        All candidates at once show who can be served: the heaviest block they make. Without
        limits that is exact, and so are the ties within it.
        """
        open_ = np.flatnonzero((limits[some.one] > 0) & (limits[some.other] > 0))
        usable = some.at(open_)
        if not len(self._weight):
            return _nothing(self._judged)
        parts, heavy = self._parts(usable)
        best: tuple[tuple[int, int, int], _Answer, Ints] | None = None
        for part in np.argsort(-heavy, kind="stable").tolist():
            if best is not None and (-int(heavy[part]), 0, 0) >= best[0]:
                break
            inside = parts == part
            at, options = self._options(usable, limits, inside)
            answer = self._answer(options, usable.tenths[at], inside)
            at = at[answer.chosen]
            length = int(usable.tenths[at].sum())
            cost = (length, len(at)) if self._by_km else (len(at), length)
            rank = (-int(self._weight[answer.served].sum()), *cost)
            if best is None or rank < best[0]:
                best = rank, answer, at
        if best is None:
            return _nothing(self._judged)
        _, answer, at = best
        return Solved(
            chosen=open_[at],
            unserved=self._judged & ~answer.served[self.blocks.of],
            bound_tenths=answer.bound_tenths,
            bound_ties=answer.bound_ties,
        )

    def _parts(self, some: Candidates) -> tuple[Ints, Ints]:
        """Return what each block may become part of, and how many judged nodes are there."""
        one, other = self.blocks.of[some.one], self.blocks.of[some.other]
        apart = one != other
        one = np.concatenate([self.blocks.one, one[apart]])
        other = np.concatenate([self.blocks.other, other[apart]])
        parts = blocks_of(self.blocks.count, one, other).of
        return parts, np.bincount(parts, weights=self._weight).astype(np.int64)

    def _options(self, some: Candidates, limits: Ints, inside: Mask) -> tuple[Ints, Options]:
        """Return which candidates join blocks of one part, without those that others replace."""
        one, other = self.blocks.of[some.one], self.blocks.of[some.other]
        at = np.flatnonzero((one != other) & inside[one] & inside[other])
        free = (limits[some.one[at]] == NO_LIMIT) & (limits[some.other[at]] == NO_LIMIT)
        at = np.sort(np.concatenate([at[~free], self._shortest(some, at[free])]))
        options = Options(
            one=one[at],
            other=other[at],
            first=some.one[at],
            second=some.other[at],
            cost=some.tenths[at].astype(np.float64) + 1 / (2 * _TWICE * self.blocks.count),
            room=limits,
        )
        return at, options

    def _shortest(self, some: Candidates, at: Ints) -> Ints:
        """Return the two shortest between the same two blocks: no more are ever needed."""
        one, other = self.blocks.of[some.one[at]], self.blocks.of[some.other[at]]
        keys = np.minimum(one, other) * self.blocks.count + np.maximum(one, other)
        order = np.lexsort((at, some.tenths[at], keys))
        rank = np.arange(len(at)) - np.searchsorted(keys[order], keys[order])
        found: Ints = at[order[rank < _TWICE]]
        return found

    def _answer(self, options: Options, tenths: Ints, inside: Mask) -> _Answer:
        """Join twice all blocks of a part that need it, or as many as the limits allow."""
        inner = self.blocks.within(inside)
        needed = inside & (self._weight > 0)
        chosen, cuts = self._least(options, inner, needed)
        if chosen is None:
            needed = most_served(options, inner, np.where(needed, self._weight, 0))
            chosen, cuts = self._least(options, inner, needed)
            if chosen is None:
                message = "what is served cannot be served"
                raise RuntimeError(message)
            needed |= self._passed(options, inner, chosen, needed)
        fewest = fewest_ties(inner, needed)
        if self._by_km or not len(chosen):
            bounds = int(tenths[chosen].sum()), fewest
        else:
            exact = needed.sum() <= _EXACT_TIES
            bounds = _bound(options, tenths, cuts), len(chosen) if exact else fewest
        return _Answer(chosen=chosen, served=needed, bound_tenths=bounds[0], bound_ties=bounds[1])

    def _passed(self, options: Options, inner: Blocks, chosen: Ints, needed: Mask) -> Mask:
        """Return the blocks that need it and are joined twice on the way between others."""
        one = np.concatenate([inner.one, options.one[chosen]])
        other = np.concatenate([inner.other, options.other[chosen]])
        parts = blocks_of(inner.count, one, other).of
        found: Mask = (parts == parts[np.argmax(needed)]) & (self._weight > 0)
        return found

    def _least(self, options: Options, inner: Blocks, needed: Mask) -> tuple[Ints | None, Cuts]:
        """Choose least length, or the fewest ties; None if there are not enough.

        Many blocks are joined by the fewest ties where these are ends in pairs; if not, and there
        are limits, by least length.
        """
        cuts = Cuts(inner, needed)
        if needed.sum() <= 1:
            return np.empty(0, dtype=np.int64), cuts
        if self._by_km:
            return cheapest_twice(options, cuts), cuts
        if needed.sum() > _EXACT_TIES:
            paired = _paired(options, inner, needed)
            return (cheapest_twice(options, cuts) if paired is None else paired), cuts
        relaxed = relax(options.costing(np.ones(len(options))), cuts)
        if relaxed is None:
            return None, cuts
        least = max(fewest_ties(inner, needed), int(np.ceil(relaxed.value - _EPS)))
        for count in range(least, len(options) + 1):
            chosen = cheapest_twice(options.at_most(count), cuts)
            if chosen is not None:
                return chosen, cuts
        return None, cuts


def _paired(options: Options, inner: Blocks, needed: Mask) -> Ints | None:
    """Return ends in pairs, if they are among the options and keep the limits."""
    n = len(options.room)
    keys = np.minimum(options.first, options.second) * n + np.maximum(options.first, options.second)
    order = np.argsort(keys)

    def place(one: Ints, other: Ints) -> Ints:
        asked = np.minimum(one, other) * n + np.maximum(one, other)
        at = order[np.minimum(np.searchsorted(keys[order], asked), len(keys) - 1)]
        return np.where(keys[at] == asked, at, -1)

    found = pair_ends(inner, needed, lambda one, other: place(one, other) >= 0)
    if found is None or (np.bincount(np.concatenate(found), minlength=n) > options.room).any():
        return None
    return np.sort(place(*found))


def _bound(options: Options, tenths: Ints, cuts: Cuts) -> int:
    """Return a length below which nothing joins twice what is needed."""
    relaxed = relax(options.costing(tenths.astype(np.float64)), cuts)
    return 0 if relaxed is None else int(np.ceil(relaxed.value - _EPS))


def _nothing(judged: Mask) -> Solved:
    nothing = np.empty(0, dtype=np.int64)
    return Solved(chosen=nothing, unserved=judged.copy(), bound_tenths=0, bound_ties=0)
