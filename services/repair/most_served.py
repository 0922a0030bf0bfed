"""Which blocks can be joined twice where limits do not let all of them be."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from graph.geo import RealArray
from graph.measures import Ints, Mask
from services.assignment.quiet import quiet
from services.repair.blocks import Blocks, blocks_of, weak_sets
from services.repair.cuts import leaving
from services.repair.options import Options

_CHEAPEST = 12
"""Ties of each block that are looked at."""
_ROOTS = 6
_ROUNDS = 10
_NODES = 200
"""Most branches of a round; what is found then is used, the same on every computer."""
_TWICE = 2


def most_served(options: Options, blocks: Blocks, weight: Ints) -> Mask:
    """Choose blocks that can be joined twice, together as heavy as can be found.

    Parameters
    ----------
    weight
        What each block counts; 0 needs nothing.

    Notes
    -----
    A whole-number program over the cheapest ties of each block: a block is served only if two
    ties leave every set between it and a root. Sets are added for what an answer breaks; what an
    answer does serve is remembered. Roots are the heaviest blocks one after another, each left
    out after its turn, until the rest is lighter than what is served.
    """
    use = options.cheapest(_CHEAPEST)
    best: Mask = np.arange(blocks.count) == int(np.argmax(weight))
    heaviest = int(weight.max(initial=0))
    weight = np.where(_may_be_left_twice(options, use, blocks), weight, 0)
    for _ in range(_ROOTS if len(use) else 0):
        if weight.sum() <= heaviest:
            break
        search = _Search(options, use, blocks, weight)
        for _ in range(_ROUNDS):
            chosen, wanted = search.answer()
            served = search.served(chosen)
            if weight[served].sum() > heaviest:
                best, heaviest = served, int(weight[served].sum())
            if heaviest >= weight[wanted].sum():
                break
            search.learn(chosen, wanted)
        weight[np.argmax(weight)] = 0
    return best


def _may_be_left_twice(options: Options, use: Ints, blocks: Blocks) -> Mask:
    """Return which blocks have two ties, those that its nodes have room for included."""
    n = len(options.room)
    node = np.concatenate([options.first[use], options.second[use]])
    room = np.minimum(np.bincount(node, minlength=n), options.room)
    new = np.bincount(blocks.of, weights=room, minlength=blocks.count)
    ends = np.concatenate([blocks.one, blocks.other])
    enough: Mask = new + np.bincount(ends, minlength=blocks.count) >= _TWICE
    return enough


class _Search:
    """The program: a column for each tie in use, and one for each block that may be served."""

    def __init__(self, options: Options, use: Ints, blocks: Blocks, weight: Ints) -> None:
        self._blocks, self._weight = blocks, weight
        self._root = int(np.argmax(weight))
        self._one, self._other = options.one[use], options.other[use]
        self._who = np.flatnonzero(weight)
        limits, most, _ = options.limits(use)
        nobody = csr_array((len(most), len(self._who)))
        self._limits = LinearConstraint(csr_array(hstack([limits, nobody])), ub=most)
        self._rows: list[csr_array] = []
        self._least: list[RealArray] = []
        others = self._who[self._who != self._root]
        self._add([others[i : i + 1] for i in range(len(others))], others)

    def answer(self) -> tuple[Ints, Mask]:
        """Return the ties of the best answer, and the blocks that it takes for served."""
        m, k = len(self._one), len(self._who)
        low = np.zeros(m + k)
        low[m:] = self._who == self._root
        rows = LinearConstraint(csr_array(vstack(self._rows)), lb=np.concatenate(self._least))
        with quiet():
            result = milp(
                np.concatenate([np.zeros(m), -self._weight[self._who].astype(np.float64)]),
                integrality=np.ones(m + k, dtype=np.int64),
                bounds=Bounds(low, 1),
                constraints=[rows, self._limits],
                options={"node_limit": _NODES},
            )
        if result.x is None:
            return np.empty(0, dtype=np.int64), np.zeros(self._blocks.count, dtype=bool)
        wanted = np.zeros(self._blocks.count, dtype=bool)
        wanted[self._who[np.round(result.x[m:]) == 1]] = True
        return np.flatnonzero(np.round(result.x[:m]) == 1), wanted

    def served(self, chosen: Ints) -> Mask:
        """Return which blocks that need it the ties join twice, where the heaviest are."""
        ends = self._ends(chosen)
        parts = blocks_of(self._blocks.count, *ends).of
        heavy = np.bincount(parts, weights=self._weight)
        found: Mask = (parts == int(np.argmax(heavy))) & (self._weight > 0)
        return found

    def learn(self, chosen: Ints, wanted: Mask) -> None:
        """Add the sets that part a block taken for served from the heaviest one."""
        sets, whose = [], []
        for one in weak_sets(self._blocks.count, *self._ends(chosen), wanted):
            inside = one
            if self._root in one:
                inside = np.setdiff1d(np.arange(self._blocks.count), one)
            for v in inside[wanted[inside]].tolist():
                sets.append(inside)
                whose.append(v)
        self._add(sets, np.array(whose, dtype=np.int64))

    def _ends(self, chosen: Ints) -> tuple[Ints, Ints]:
        return (
            np.concatenate([self._blocks.one, self._one[chosen]]),
            np.concatenate([self._blocks.other, self._other[chosen]]),
        )

    def _add(self, sets: list[Ints], whose: Ints) -> None:
        """Let a block be served only if two ties leave its set."""
        leave, there = leaving(sets, self._blocks, self._one, self._other)
        column = np.searchsorted(self._who, whose)
        shape = (len(sets), len(self._who))
        served = csr_array(
            (np.full(len(sets), -float(_TWICE)), (np.arange(len(sets)), column)), shape=shape
        )
        self._rows.append(csr_array(hstack([leave, served])))
        self._least.append(-there)
