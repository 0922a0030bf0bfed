"""Exact lexicographic shortest paths: arrays in, arrays out, no domain words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from services.assignment.roster import BoolArray

_FAR = 1 << 61
_PACKED_BITS = 48
"""Bits of one packed length; the rest is room for the sum along a path."""
_LADDER = (4, 8, 16, None)
"""Bits a component has beyond those of its largest length; None takes each by itself."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LengthNetwork:
    """Arcs with vector lengths, shape (components, arcs), most important component first."""

    nodes: int
    tail: IntArray
    head: IntArray
    length: IntArray

    def reversed(self) -> "LengthNetwork":
        """Return the network with every arc turned round."""
        return LengthNetwork(nodes=self.nodes, tail=self.head, head=self.tail, length=self.length)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Distances:
    """Least vector to each node, shape (components, nodes); meaningless where not `reached`."""

    reached: BoolArray
    vector: IntArray


def distances_from(network: LengthNetwork, start: int) -> Distances:
    r"""Return the lexicographically shortest distance of every node from `start`.

    Raises
    ------
    ArithmeticError
        If a cycle is lexicographically negative, so that there is no shortest path.

    Notes
    -----
    Bellman-Ford, all arcs in one step, on as many components as fit into one 64-bit length; only
    arcs of shortest paths, :math:`d_u + c_{uv} = d_v`, carry the next components. That the
    packing kept the order is checked on the vectors: :math:`d_v \le d_u + c_{uv}` for every arc,
    and every node is reached over arcs where both sides are equal, so that no other path is
    shorter. Where the check fails, components get more bits.

    References
    ----------
    R. K. Ahuja, T. L. Magnanti, J. B. Orlin, *Network Flows*, Prentice Hall, 1993, chapter 5.
    """
    order = np.argsort(network.head, kind="stable")
    arcs = LengthNetwork(
        nodes=network.nodes,
        tail=network.tail[order],
        head=network.head[order],
        length=network.length[:, order],
    )
    for bits in _LADDER:
        found = _attempt(arcs, start, bits)
        if found is not None and _is_shortest(arcs, start, found):
            return found
    raise ArithmeticError("a cycle is negative")


def _attempt(arcs: LengthNetwork, start: int, bits: int | None) -> Distances | None:
    """Find distances stage by stage; None where a packed cycle is negative."""
    vector = np.zeros((len(arcs.length), arcs.nodes), np.int64)
    face = np.arange(len(arcs.tail))
    reached = np.zeros(arcs.nodes, bool)
    for group in _groups(arcs, bits):
        packed = np.zeros(len(face), np.int64)
        for component, width in group:
            packed = (packed << width) + arcs.length[component, face]
        tail, head = arcs.tail[face], arcs.head[face]
        near = _relaxed(arcs.nodes, tail, head, packed, start)
        if near is None:
            return None
        reached = near < _FAR
        _unpack(vector, np.where(reached, near, 0), group)
        face = face[reached[tail] & (near[tail] + packed == near[head])]
    return Distances(reached=reached, vector=vector)


def _groups(arcs: LengthNetwork, bits: int | None) -> Iterator[list[tuple[int, int]]]:
    """Yield (component, width in bits) of each stage, at least one stage."""
    group: list[tuple[int, int]] = []
    used = 0
    for component, length in enumerate(arcs.length):
        width = int(np.abs(length).max(initial=0)).bit_length() + (bits or 0)
        if group and (bits is None or used + width > _PACKED_BITS):
            yield group
            group, used = [], 0
        group.append((component, width))
        used += width
    yield group


def _relaxed(
    nodes: int, tail: IntArray, head: IntArray, length: IntArray, start: int
) -> IntArray | None:
    """Return the distance of each node, `_FAR` where there is no path; arcs sorted by head."""
    near = np.full(nodes, _FAR, np.int64)
    near[start] = 0
    if not len(head):
        return near
    first = np.flatnonzero(np.concatenate([[True], head[1:] != head[:-1]]))
    target = head[first]
    for _ in range(nodes + 1):
        through = near[tail]
        through = np.where(through < _FAR, through + length, _FAR)
        nearer = np.minimum(near[target], np.minimum.reduceat(through, first))
        if (nearer == near[target]).all():
            return near
        near[target] = nearer
        if near[start] < 0:
            return None
    return None


def _unpack(vector: IntArray, near: IntArray, group: list[tuple[int, int]]) -> None:
    """Split packed distances into one whole number a component (balanced digits)."""
    rest = near
    for component, width in reversed(group[1:]):
        half = (1 << width) >> 1
        digit = ((rest + half) & ((1 << width) - 1)) - half
        vector[component] = digit
        rest = (rest - digit) >> width
    if group:
        vector[group[0][0]] = rest


def _is_shortest(arcs: LengthNetwork, start: int, found: Distances) -> bool:
    """Return whether no arc shortens a distance, and paths of equal length reach every node."""
    tight = np.flatnonzero(found.reached[arcs.tail])
    if not found.reached[arcs.head[tight]].all() or found.vector[:, start].any():
        return False
    for length, near in zip(arcs.length, found.vector, strict=True):
        slack = near[arcs.tail[tight]] + length[tight] - near[arcs.head[tight]]
        if (slack < 0).any():
            return False
        tight = tight[slack == 0]
    joined = _relaxed(
        arcs.nodes, arcs.tail[tight], arcs.head[tight], np.zeros(len(tight), np.int64), start
    )
    return joined is not None and bool(((joined < _FAR) == found.reached).all())
