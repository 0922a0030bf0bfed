"""Some nodes by their distance from another, the nearest first, no more than are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from graph.geo import IntArray
from graph.measures import Ints, Mask
from services.isolation.ground import FAR, Ground
from services.isolation.nodes import Nodes

_FIRST = 16  # targets that are looked at before more are
_WIDER = 8  # times as many when these were not enough
_BLOCK = 256  # askers that are looked at together
_NOISE = 1  # tenths of a km by which two ways to round may differ


class Candidate(NamedTuple):
    """A target seen from a node.

    Attributes
    ----------
    tenths
        Of a kilometre, as in a plan.
    unknown
        Whether nobody knows how far: the municipality is the same.
    vertical
        Whether one of the two stands above the other.
    """

    number: int
    tenths: int
    unknown: bool
    vertical: bool


@dataclass(frozen=True, slots=True)
class _Pool:
    """Nearest candidates of a node; of the first `certain` nobody else is nearer."""

    found: tuple[list[int], list[int], list[bool], list[bool]]
    certain: int


class ByDistance:
    """Looks for the nearest of `targets` in a tree; answers are those of measuring all.

    Parameters
    ----------
    targets
        Numbers of nodes, sorted.
    askers
        Nodes that will be asked about, sorted: neighbours in this list are looked at together.
        Others may be asked about too.
    """

    def __init__(self, nodes: Nodes, ground: Ground, targets: Ints, askers: Ints) -> None:
        self._nodes, self._ground, self._askers = nodes, ground, askers
        located = ground.located
        self._targets = targets
        self._sure = targets[located[targets]]
        self._tree = cKDTree(ground.on_sphere(self._sure)) if len(self._sure) else None
        self._unsure = targets[~located[targets]]
        unsure_here = np.isin(ground.municipality, ground.municipality[self._unsure])
        self._plain = located & ~ground.in_table & ~unsure_here
        self._known: dict[int, _Pool] = {}

    def seen_from(self, v: int) -> Iterator[Candidate]:
        """Yield the targets by distance, those equally far by number; not those nobody knows of."""
        told, size = 0, _FIRST
        while True:
            pool = self._pool(v, size)
            seen = zip(*pool.found, strict=True)
            yield from map(Candidate._make, islice(seen, told, pool.certain))
            if size >= len(self._sure):
                return
            told, size = pool.certain, size * _WIDER

    def _pool(self, v: int, size: int) -> _Pool:
        if size > _FIRST:
            return self._pools(np.array([v]), size)[0] if self._plain[v] else self._mixed(v, size)
        known = self._known
        if v not in known:
            self._known = known = self._around(v)
        return known[v]

    def _around(self, v: int) -> dict[int, _Pool]:
        """Return the first pools of the askers beside a node."""
        at = int(np.searchsorted(self._askers, v)) // _BLOCK * _BLOCK
        some = np.union1d(self._askers[at : at + _BLOCK], [v])
        plain = some[self._plain[some]]
        found = dict(zip(plain.tolist(), self._pools(plain, _FIRST), strict=True))
        return found if v in found else {**found, v: self._mixed(v, _FIRST)}

    def _pools(self, askers: Ints, size: int) -> list[_Pool]:
        """Return the pools of nodes that the tree alone can answer."""
        near = self._nearest(askers, size)
        asking = np.broadcast_to(askers[:, None], near.shape)
        tenths = self._ground.great_circles(asking, near)
        certain = np.full(len(askers), near.shape[1])
        if near.shape[1] < len(self._sure):
            certain = (tenths < tenths.max(axis=1, keepdims=True) - _NOISE).sum(axis=1)
        order = np.argsort(tenths * len(self._nodes) + near, axis=1)
        near, tenths = (np.take_along_axis(a, order, axis=1) for a in (near, tenths))
        vertical = self._nodes.are_vertical(asking, near)
        never = [False] * near.shape[1]
        return [
            _Pool((numbers, far, never, above), until)
            for numbers, far, above, until in zip(
                near.tolist(), tenths.tolist(), vertical.tolist(), certain.tolist(), strict=True
            )
        ]

    def _mixed(self, v: int, size: int) -> _Pool:
        """Return the pool of a node for which the table, or want of coordinates, counts."""
        ground, asker = self._ground, np.array([v])
        if ground.located[v]:
            near = self._nearest(asker, size)[0]
            here, limit = self._unsure, FAR
            if len(near) < len(self._sure):
                limit = int(ground.great_circles(asker, near).max()) - _NOISE
        else:
            near, here, limit = self._sure[:0], self._targets, FAR
        here = here[ground.municipality[here] == ground.municipality[v]]
        listed = np.intersect1d(ground.in_table_with(v), self._targets)
        some = np.unique(np.concatenate([near, here, listed]))
        tenths, unknown = ground.between(asker, some)
        order = np.argsort(tenths, kind="stable")
        vertical = self._nodes.are_vertical(asker, some)
        return _Pool(
            _columns(some[order], tenths[order], unknown[order], vertical[order]),
            int((tenths < limit).sum()),
        )

    def _nearest(self, askers: Ints, size: int) -> Ints:
        """Return asker × the nearest located targets through the sphere, in no certain order."""
        if self._tree is None:
            return np.empty((len(askers), 0), dtype=np.int64)
        count = min(size, len(self._sure))
        _, found = self._tree.query(self._ground.on_sphere(askers), k=range(1, count + 1))
        near: Ints = self._sure[found]
        return near


def _columns(
    numbers: Ints, tenths: IntArray, unknown: Mask, vertical: Mask
) -> tuple[list[int], list[int], list[bool], list[bool]]:
    return numbers.tolist(), tenths.tolist(), unknown.tolist(), vertical.tolist()
