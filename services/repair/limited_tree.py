"""The shortest tree over groups whose nodes may take only so many new ties."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree

from graph.geo import RealArray
from graph.measures import Ints, component_labels
from services.assignment.quiet import quiet
from services.repair.joined import Joined
from services.repair.limits import NO_LIMIT
from services.repair.options import Options

_EPS = 1e-6
_INFEASIBLE = 2
_FINE = 16
"""Parts of a tenth of a kilometre in which prices are told: whole numbers, the same anywhere."""
_STEPS, _PATIENCE = 300, 8
_SHARE, _WIDER, _WIDENED = 0.0002, 3, 6
"""First guess of how much prices are below the answer; what it is multiplied by; how often."""
_BLIND_UP_TO = 60
"""Groups up to which an answer is looked for where none is known."""
_ROUNDS, _NODES = 60, 5_000
"""Most programs, and branches of each; the clock stops nothing."""
_AIM = 0.01
"""How much dearer than the prices an answer is taken to be, while none is known."""
_MOST_GROUPS = 2_000
"""Groups up to which a better tree than the first is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LimitedTree:
    """Positions among the options, sorted; no tree within the limits is shorter than `bound`."""

    chosen: Ints
    bound: int


def limited_tree(options: Options, count: int, start: Ints | None) -> LimitedTree | None:
    """Join `count` groups to one tree by ties of least length within the limits.

    Parameters
    ----------
    options
        Costs are whole numbers.
    start
        Some answer, if one is known.

    Returns
    -------
    LimitedTree or None
        None if no answer is known at the end.

    Notes
    -----
    Each end with a limit gets a price, raised while the shortest tree asks more of it than it may
    take: that tree, less what the room is worth, is never longer than the answer. A tie that
    would make it longer than a known answer is in no better one. The few that are left make a
    whole-number program: a tie less than there are groups, and none too many among the groups
    that an answer joins in a ring.

    References
    ----------
    .. [1] M. Held, R. M. Karp. *The traveling-salesman problem and minimum spanning trees*.
       Operations Research 18 (6), 1970, 1138-1162.
    .. [2] M. W. Padberg, L. A. Wolsey. *Trees and cuts*. Annals of Discrete Mathematics 17, 1983,
       511-517.
    """
    if count > _MOST_GROUPS:
        return None
    priced = _Priced(options, count, None if start is None else int(options.cost[start].sum()))
    least = priced.least()
    known = [tree for tree in (start, priced.grown()) if tree is not None]
    if not known and count > _BLIND_UP_TO:
        return None
    best = min(known, key=lambda tree: int(options.cost[tree].sum()), default=None)
    return _proved(priced, options, count, least, best)


def _proved(
    priced: "_Priced", options: Options, count: int, least: float, best: Ints | None
) -> LimitedTree | None:
    """Look farther and farther above the prices until nothing better than the answer is left."""
    cost = None if best is None else int(options.cost[best].sum())
    gap = np.inf if cost is None else min(_SHARE * least + 1, cost - 1 - least)
    extra, rings = priced.extra()
    for _ in range(_WIDENED):
        at = np.flatnonzero(extra <= gap + _EPS)
        found, known = _Program(options, count, at, priced.sure(at, gap), rings).answer()
        if not known or (found is None and cost is None):
            break
        if found is not None and (cost is None or options.cost[found].sum() < cost):
            best, cost = found, int(options.cost[found].sum())
        if cost is not None and cost <= least + gap + 1 + _EPS:
            least = cost
            break
        gap = _WIDER * gap if cost is None else min(_WIDER * gap, cost - 1 - least)
    if best is None or cost is None:
        return None
    return LimitedTree(chosen=np.sort(best), bound=min(int(np.ceil(least - _EPS)), cost))


class _Priced:
    """Shortest trees at prices of the ends that have limits."""

    def __init__(self, options: Options, count: int, target: int | None) -> None:
        self._options, self._count, self._target = options, count, target
        self._cost = np.round(options.cost * _FINE).astype(np.int64)
        ends = np.concatenate([options.first, options.second])
        self._busy = np.bincount(ends, minlength=len(options.room)) > options.room
        self._room = np.where(self._busy, options.room, 0)
        self._price = np.zeros(len(options.room), dtype=np.int64)
        self._keys = np.minimum(options.one, options.other) * count + np.maximum(
            options.one, options.other
        )

    def least(self) -> float:
        """Raise the prices, and return a length that no tree is below."""
        price = np.zeros(len(self._room), dtype=np.int64)
        best, kept, worse, pace = -np.inf, price, 0, 1.0
        for _ in range(_STEPS):
            tree, length = self._tree(price)
            value = length - int((price * self._room).sum())
            worse = 0 if value > best else worse + 1
            if value > best:
                best, kept = value, price
            if worse > _PATIENCE:
                worse, pace, price = 0, pace / 2, kept
                continue
            ends = np.concatenate([self._options.first[tree], self._options.second[tree]])
            over = np.bincount(ends, minlength=len(price)) - self._room
            over = np.where(self._busy & ((over > 0) | (price > 0)), over, 0)
            if not over.any():
                break
            goal = best * (1 + _AIM) if self._target is None else self._target * _FINE
            step = pace * max(goal - value, _FINE) / int((over * over).sum())
            price = np.maximum(price + np.round(step * over).astype(np.int64), 0)
        self._price = kept
        return best / _FINE

    def grown(self) -> Ints | None:
        """Return ties taken in the order of their prices while both ends have room, if all meet."""
        options, joined = self._options, Joined(self._count)
        room = options.room.tolist()
        found = []
        for i in np.argsort(self._at(self._price), kind="stable").tolist():
            u, v = int(options.first[i]), int(options.second[i])
            if room[u] and room[v] and joined.join(int(options.one[i]), int(options.other[i])):
                room[u] -= 1
                room[v] -= 1
                found.append(i)
        return np.array(found, dtype=np.int64) if len(found) == self._count - 1 else None

    def _at(self, price: Ints) -> Ints:
        return self._cost + price[self._options.first] + price[self._options.second]

    def _tree(self, price: Ints) -> tuple[Ints, int]:
        cost = self._at(price)
        order = np.lexsort((np.arange(len(cost)), cost))
        _, first = np.unique(self._keys[order], return_index=True)
        at = order[np.sort(first)]
        ends = self._options.one[at], self._options.other[at]
        # the place in the order stands for the cost, so that equal ones are never mixed up
        graph = csr_array((np.arange(len(at)) + 1.0, ends), shape=(self._count, self._count))
        tree = at[minimum_spanning_tree(graph).data.astype(np.int64) - 1]
        return tree, int(cost[tree].sum())

    def extra(self) -> tuple[RealArray, list[Ints]]:
        """Return how much longer each tie would make the tree, and the groups it grew together.

        That is the price of the tie less the dearest on the way of the tree between its ends.
        """
        cost = self._at(self._price)
        tree, _ = self._tree(self._price)
        rings = []
        dearest = np.zeros((self._count, self._count), dtype=np.int64)
        parts = [np.array([v]) for v in range(self._count)]
        of = np.arange(self._count)
        for i in tree[np.argsort(cost[tree], kind="stable")].tolist():
            a, b = int(of[self._options.one[i]]), int(of[self._options.other[i]])
            dearest[np.ix_(parts[a], parts[b])] = cost[i]
            dearest[np.ix_(parts[b], parts[a])] = cost[i]
            of[parts[b]] = a
            parts[a] = np.concatenate([parts[a], parts[b]])
            rings.append(parts[a])
        return (cost - dearest[self._options.one, self._options.other]) / _FINE, rings

    def sure(self, at: Ints, gap: float) -> Ints:
        """Return the ties of the tree that none of `at` takes the place of within the gap."""
        cost = self._at(self._price)
        tree, _ = self._tree(self._price)
        one, other = self._options.one, self._options.other
        near: list[list[tuple[int, int]]] = [[] for _ in range(self._count)]
        for i in tree.tolist():
            near[one[i]].append((int(other[i]), i))
            near[other[i]].append((int(one[i]), i))
        above, depth = [(0, -1)] * self._count, [0] * self._count
        walk = [0]
        for v in walk:
            for w, i in near[v]:
                if i != above[v][1]:
                    above[w], depth[w] = (v, i), depth[v] + 1
                    walk.append(w)
        cheapest = dict.fromkeys(tree.tolist(), np.inf)
        for e in np.setdiff1d(at, tree).tolist():
            u, v = int(one[e]), int(other[e])
            while u != v:
                if depth[u] < depth[v]:
                    u, v = v, u
                u, i = above[u]
                cheapest[i] = min(cheapest[i], int(cost[e]))
        return np.array(
            [i for i in sorted(cheapest) if cheapest[i] - cost[i] > (gap + _EPS) * _FINE],
            dtype=np.int64,
        )


class _Program:
    """The whole-number program over the ties `at`; those that are sure are taken beforehand."""

    def __init__(
        self, options: Options, count: int, at: Ints, sure: Ints, rings: list[Ints]
    ) -> None:
        of = component_labels(count, options.one[sure], options.other[sure])
        one, other = of[options.one[at]], of[options.other[at]]
        self._at, self._sure = at[one != other], sure
        self._one, self._other = one[one != other], other[one != other]
        self._count = int(of.max(initial=-1)) + 1
        ends = np.concatenate([options.first[sure], options.second[sure]])
        used = np.bincount(ends, minlength=len(options.room))
        room = np.where(options.room == NO_LIMIT, NO_LIMIT, options.room - used)
        self._options = replace(options, room=room)
        self._rings: dict[bytes, Ints] = {}
        for ring in rings:
            self._learn(np.unique(of[ring]))

    def answer(self) -> tuple[Ints | None, bool]:
        """Return the shortest tree, or None if there is none; and whether that is known."""
        cost, m = self._options.cost[self._at], len(self._at)
        if (self._options.room < 0).any() or m < self._count - 1:
            return None, True
        if not m:
            return self._sure, True
        limits, most, _ = self._options.limits(self._at)
        all_ = LinearConstraint(np.ones((1, m)), self._count - 1, self._count - 1)
        for _ in range(_ROUNDS):
            with quiet():
                result = milp(
                    cost,
                    integrality=np.ones(m, dtype=np.int64),
                    bounds=Bounds(0, 1),
                    constraints=[all_, LinearConstraint(limits, ub=most), *self._within()],
                    options={"mip_rel_gap": 0, "node_limit": _NODES},
                )
            if result.x is None:
                return None, bool(result.status == _INFEASIBLE)
            new = np.round(result.x) == 1
            labels = component_labels(self._count, self._one[new], self._other[new])
            size = np.bincount(labels)
            if len(size) == 1:
                return np.concatenate([self._sure, self._at[new]]), bool(result.status == 0)
            for part in np.flatnonzero(size > 1).tolist():
                self._learn(np.flatnonzero(labels == part))
        return None, False

    def _learn(self, ring: Ints) -> None:
        if 1 < len(ring) < self._count:
            self._rings.setdefault(ring.tobytes(), ring)

    def _within(self) -> list[LinearConstraint]:
        """Return rows: among the groups of a ring there is one tie less than there are of them."""
        columns, most = [], []
        for ring in self._rings.values():
            inside = np.zeros(self._count, dtype=bool)
            inside[ring] = True
            both = np.flatnonzero(inside[self._one] & inside[self._other])
            if len(both) >= len(ring):
                columns.append(both)
                most.append(len(ring) - 1.0)
        if not columns:
            return []
        which = np.repeat(np.arange(len(columns)), [len(both) for both in columns])
        at = np.concatenate(columns)
        shape = (len(columns), len(self._at))
        return [LinearConstraint(csr_array((np.ones(len(at)), (which, at)), shape=shape), ub=most)]
