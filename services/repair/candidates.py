"""Pairs of organisations that a new tie may join, and how long it would be."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from graph.geo import IntArray
from graph.measures import Ints, Mask, distinct_ties
from services.isolation.ground import FAR
from services.isolation.near import families, forbidden_pairs
from services.isolation.scene import Scene

ALL_PAIRS_UP_TO = 200
"""Organisations up to which every pair is looked at."""
LEADERS_PER_NEIGHBOUR = 0.5
"""Nearest leaders that are looked at for each nearest organisation: 5 beside 10."""
_TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Pairs that may be tied, sorted by ends; `one` is below `other`."""

    one: Ints
    other: Ints
    tenths: IntArray
    unknown: Mask

    def __len__(self) -> int:
        return len(self.one)

    def where(self, mask: Mask) -> "Candidates":
        """Return the pairs where `mask` is true."""
        return self.at(np.flatnonzero(mask))

    def at(self, rows: Ints) -> "Candidates":
        """Return the pairs at some positions."""
        return Candidates(
            one=self.one[rows],
            other=self.other[rows],
            tenths=self.tenths[rows],
            unknown=self.unknown[rows],
        )


class Terms:
    """Knows which pairs may be tied.

    Parameters
    ----------
    max_km
        Longest tie; None is no limit.
    """

    def __init__(self, scene: Scene, *, max_km: float | None) -> None:
        n = len(scene.nodes)
        self._nodes = scene.nodes
        self._ground = scene.ground
        self._most = FAR - 1 if max_km is None else int(max_km * _TENTHS + 1e-6)
        self._family = np.unique(np.array(families(scene), dtype=str), return_inverse=True)[1]
        low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, max(n, 1))
        self._tied = low * n + high
        paper = scene.paper
        low, high, _ = distinct_ties(
            paper.one[paper.in_force], paper.other[paper.in_force], max(n, 1)
        )
        self._written = low * n + high
        banned = [pair for pair, ways in forbidden_pairs(scene).items() if None in ways]
        self._banned = np.array([min(p) * n + max(p) for p in banned], dtype=np.int64)

    def all_pairs(self) -> tuple[Ints, Ints]:
        """Return every two organisations."""
        one, other = np.triu_indices(len(self._nodes), 1)
        return one.astype(np.int64), other.astype(np.int64)

    def near_pairs(self, neighbours: int) -> tuple[Ints, Ints]:
        """Return each organisation with its nearest, and with its nearest leaders.

        Pairs of the table of distances are there too, and who has no coordinates with its
        municipality.
        """
        n, ground = len(self._nodes), self._ground
        everybody = np.arange(n)
        leaders = np.flatnonzero(self._nodes.leader)
        at_leaders = max(1, round(neighbours * LEADERS_PER_NEIGHBOUR))
        keys = [
            self._nearest(everybody, neighbours),
            self._nearest(leaders, at_leaders),
            ground.pair,
        ]
        for v in np.flatnonzero(~ground.located).tolist():
            mates = np.flatnonzero(ground.municipality == ground.municipality[v])
            mates = mates[mates != v]
            keys.append(np.minimum(mates, v) * n + np.maximum(mates, v))
        found = np.unique(np.concatenate(keys))
        return found // n, found % n

    def among(self, one: Ints, other: Ints, *, bans: bool = True) -> Candidates:
        """Return which of the pairs may be tied; without `bans`, also the forbidden ones.

        Rules: (1) no tie yet; (2) not of one organisation and its branches; (3) equals, for an
        event with those above ties nobody; (4) not forbidden; (5) near enough.
        """
        # RULES 1 TO 4
        may = self.may(one, other, bans=bans)
        one, other = one[may], other[may]
        # RULE 5
        tenths, unknown = self._ground.between(one, other)
        found = Candidates(one=one, other=other, tenths=tenths, unknown=unknown)
        return found.where(tenths <= self._most)

    def may(self, one: Ints, other: Ints, *, bans: bool = True) -> Mask:
        """Return which pairs, in any order, keep the rules of `among`, however far they are."""
        keys = np.minimum(one, other) * len(self._nodes) + np.maximum(one, other)
        may: Mask = ~np.isin(keys, self._tied) & (self._family[one] != self._family[other])
        may &= ~self._nodes.are_vertical(one, other)
        if bans:
            may &= ~np.isin(keys, self._banned)
        return may

    def revives(self, some: Candidates) -> Mask:
        """Return between whom there is a paper in force."""
        return np.isin(some.one * len(self._nodes) + some.other, self._written)

    def _nearest(self, among: Ints, count: int) -> Ints:
        """Return keys of each located node with its nearest located nodes `among`."""
        n, located = len(self._nodes), self._ground.located
        asking, among = np.flatnonzero(located), among[located[among]]
        if not len(among):
            return np.empty(0, dtype=np.int64)
        tree = cKDTree(self._ground.on_sphere(among))
        _, found = tree.query(self._ground.on_sphere(asking), k=range(1, count + 2))
        whose, found = np.repeat(asking, found.shape[1]), found.ravel()
        real = found < len(among)
        whose, which = whose[real], among[found[real]]
        whose, which = whose[whose != which], which[whose != which]
        keys: Ints = np.minimum(whose, which) * n + np.maximum(whose, which)
        return keys
