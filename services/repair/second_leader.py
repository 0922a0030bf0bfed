"""Nobody hangs on one organisation: a second way to the leaders, by least length or ties."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from graph.measures import Ints, Mask
from services.assignment.quiet import quiet
from services.repair.behind import Group, stand_firm
from services.repair.candidates import Candidates
from services.repair.limits import NO_LIMIT
from services.repair.options import Options
from services.repair.proposal import Minimise
from services.repair.second_cuts import SecondCuts, rows_of
from services.repair.second_search import Cheapest, cheapest_second
from services.repair.solved import Solved

_ENDS = 2
"""Firm ends of each node that are ever needed where nothing limits them."""
_SERVED_ROUNDS = 60
_MOST_OF_UNITS = 0.5 + 1e-6
"""What the units of all ties of an answer that needs each of them add to its length, at most."""


class SecondLeader:
    """Looks for ties after which no single organisation cuts a judged one off from the leaders.

    Parameters
    ----------
    low, high
        Ends of the ties there are.
    leader, judged
        Who leads, and who needs a second way.
    minimise
        What is least; the other is least among what remains.
    """

    def __init__(
        self, low: Ints, high: Ints, leader: Mask, judged: Mask, minimise: Minimise
    ) -> None:
        n = len(leader)
        self._n, self._low, self._high = n, low, high
        self._judged = judged
        self._by_km = minimise is Minimise.KM
        self._firm = stand_firm(n, low, high, leader)

    def unserved(self, some: Candidates) -> Mask:
        """Return which judged nodes do not stand firm even with all candidates."""
        left: Mask = self._judged & ~self._with(some.one, some.other)
        return left

    def solve(self, some: Candidates, limits: Ints) -> Solved:
        """Choose the ties: fewest left out, then the least of what is minimised.

        Parameters
        ----------
        limits
            Most new ties of each node.

        Notes
        -----
        All candidates at once show who can be served; without limits all of them are, together.
        Whoever stands firm already is as good as a leader. The ties are chosen by a whole-number
        program: from each group that one node cuts off, a tie leads past that node. Groups are
        added as an answer leaves them, so that the last answer is the best of all.

        Raises
        ------
        RuntimeError
            If those who can be served within the limits cannot be, which no network leads to.
        """
        open_ = np.flatnonzero((limits[some.one] > 0) & (limits[some.other] > 0))
        open_ = open_[~(self._firm[some.one[open_]] & self._firm[some.other[open_]])]
        usable = some.at(open_)
        needed = self._judged & ~self._firm & self._with(usable.one, usable.other)
        at, options = self._options(usable, limits)
        cuts = self._cuts(needed)
        found = self._least(options, cuts)
        if found is None:
            needed = self._most_served(options, needed)
            cuts = self._cuts(needed)
            found = self._least(options, cuts)
        if found is None:
            message = "who is served cannot be served"
            raise RuntimeError(message)
        tenths = usable.tenths[at]
        short, few = half(cuts.disjoint(), self._n, options, tenths)
        least = int(np.ceil(found.bound - _MOST_OF_UNITS))
        chosen = at[found.chosen]
        return Solved(
            chosen=open_[chosen],
            unserved=self._judged & ~self._with(usable.one[chosen], usable.other[chosen]),
            bound_tenths=max(short, least) if self._by_km else short,
            bound_ties=few if self._by_km else least,
        )

    def _with(self, one: Ints, other: Ints) -> Mask:
        """Return who stands firm once new ties live."""
        low = np.concatenate([self._low, one])
        return stand_firm(self._n, low, np.concatenate([self._high, other]), self._firm)

    def _cuts(self, needed: Mask) -> SecondCuts:
        return SecondCuts(self._n, self._low, self._high, self._firm, needed)

    def _options(self, some: Candidates, limits: Ints) -> tuple[Ints, Options]:
        """Return the candidates without those that others replace.

        Of the ties of a node with firm ones that nothing limits, only the two shortest are ever
        needed: one of the two leads past whatever node cuts it off.
        """
        free = (limits[some.one] == NO_LIMIT) & (limits[some.other] == NO_LIMIT)
        weak = np.where(self._firm[some.one], some.other, some.one)
        by = free & (self._firm[some.one] | self._firm[some.other])
        at = np.flatnonzero(by)
        order = at[np.lexsort((at, some.tenths[at], weak[at]))]
        rank = np.arange(len(order)) - np.searchsorted(weak[order], weak[order])
        at = np.sort(np.concatenate([np.flatnonzero(~by), order[rank < _ENDS]]))
        unit = 1 / (2 * _ENDS * max(int((~self._firm).sum()), 1))
        options = Options(
            one=some.one[at],
            other=some.other[at],
            first=some.one[at],
            second=some.other[at],
            cost=some.tenths[at].astype(np.float64) + unit,
            room=limits,
        )
        return at, options

    def _least(self, options: Options, cuts: SecondCuts) -> Cheapest | None:
        """Choose least length; or the fewest ties, and least length with so many.

        The bound is one of cost, or of the number of ties.
        """
        groups = cuts.disjoint()
        if not groups or not len(options):
            nothing = np.empty(0, dtype=np.int64)
            return None if groups else Cheapest(chosen=nothing, bound=0)
        if self._by_km:
            return cheapest_second(options, cuts)
        _, few = half(groups, self._n, options, np.zeros(len(options), dtype=np.int64))
        for count in range(few, len(options) + 1):
            found = cheapest_second(options.at_most(count), cuts)
            if found is not None:
                return Cheapest(chosen=found.chosen, bound=count)
        return None

    def _most_served(self, options: Options, wanted: Mask) -> Mask:
        """Return as many as can be found who can be served together within the limits.

        A whole-number program: a node is served only if a tie frees each group it is in.
        """
        program = _Program(options, self._n, np.flatnonzero(wanted))
        best = np.zeros(self._n, dtype=bool)
        if not len(options):
            return best
        cuts = self._cuts(wanted)
        chosen, asked = np.empty(0, dtype=np.int64), wanted
        for _ in range(_SERVED_ROUNDS):
            program.learn(cuts, chosen, asked)
            chosen, asked = program.answer()
            served = wanted & self._with(options.one[chosen], options.other[chosen])
            if served.sum() > best.sum():
                best = served
            if best.sum() >= asked.sum():
                break
        return best


class _Program:
    """A column for each tie, and one for each node that may be served."""

    def __init__(self, options: Options, n: int, who: Ints) -> None:
        self._options, self._n, self._who = options, n, who
        limits, most, _ = options.limits(np.arange(len(options)))
        nobody = csr_array((len(most), len(who)))
        self._limits = LinearConstraint(csr_array(hstack([limits, nobody])), ub=most)
        self._rows: list[csr_array] = []

    def learn(self, cuts: SecondCuts, chosen: Ints, asked: Mask) -> None:
        """Let those who were asked for be served only if their groups in the answer are freed."""
        one, other = self._options.one, self._options.other
        entries = [
            (group, v)
            for group in cuts.weak(one[chosen], other[chosen])
            for v in group.inside
            if asked[v]
        ]
        frees, least = rows_of([group for group, _ in entries], self._n, one, other)
        column = np.searchsorted(self._who, [v for _, v in entries])
        served = csr_array(
            (least, (np.arange(len(entries)), column)), shape=(len(entries), len(self._who))
        )
        self._rows.append(csr_array(hstack([frees, -served])))

    def answer(self) -> tuple[Ints, Mask]:
        """Return the ties of the best answer, and who it takes for served."""
        m, k = len(self._options), len(self._who)
        with quiet():
            result = milp(
                np.repeat([0.0, -1.0], [m, k]),
                integrality=np.ones(m + k, dtype=np.int64),
                bounds=Bounds(0, 1),
                constraints=[LinearConstraint(csr_array(vstack(self._rows)), lb=0), self._limits],
                options={"mip_rel_gap": 0},
            )
        if result.x is None:
            raise RuntimeError(result.message)
        asked = np.zeros(self._n, dtype=bool)
        asked[self._who[np.round(result.x[m:]) == 1]] = True
        return np.flatnonzero(np.round(result.x[:m]) == 1), asked


def half(groups: list[Group], n: int, options: Options, tenths: Ints) -> tuple[int, int]:
    """Return a length and a number of ties that are never enough to do with less.

    Parameters
    ----------
    groups
        No two share a node: a tie has two ends, and frees two of them at most.
    """
    frees, least = rows_of(groups, n, options.one, options.other)
    needs = least.astype(np.int64).tolist()
    spans = zip(frees.indptr[:-1].tolist(), frees.indptr[1:].tolist(), needs, strict=True)
    shortest = [np.sort(tenths[frees.indices[i:j]])[:need].sum() for i, j, need in spans]
    return -(-int(sum(shortest)) // 2), -(-sum(needs) // 2)
