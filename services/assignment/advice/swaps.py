"""Shortest paths between two nodes that stay below a limit: a small search around each start."""

import heapq
from collections.abc import Iterator, Mapping
from operator import add
from typing import TypeAlias

import numpy as np

from services.assignment.advice.distances import Distances, LengthNetwork

Vector: TypeAlias = tuple[int, ...]
Limits: TypeAlias = Mapping[int, Mapping[int, Vector]]
"""Start → node → the length from which on a path between them is of no interest."""


def ways_below(
    network: LengthNetwork, distances: Distances, limits: Limits
) -> Iterator[tuple[int, int, Vector]]:
    r"""Yield (start, node, distance) for every pair of `limits` that is nearer than its limit.

    Parameters
    ----------
    network
        The network, with no negative cycle.
    distances
        Distances :math:`d` of all nodes from one of them; all of `limits` are reached.

    Notes
    -----
    With :math:`d` as potentials every length :math:`c_{uv} + d_u - d_v` is lexicographically ≥ 0,
    so Dijkstra's search is exact on vectors and stops at the limit. Only arcs below the largest
    limit can be of use, and few are.

    References
    ----------
    E. W. Dijkstra, *A note on two problems in connexion with graphs*, Numerische Mathematik 1,
    1959, 269-271.
    """
    near = distances.vector.T.tolist()
    bounds = {
        start: {node: _moved(limit, near[start], near[node]) for node, limit in nodes.items()}
        for start, nodes in limits.items()
    }
    if not bounds:
        return
    most = max(bound for nodes in bounds.values() for bound in nodes.values())
    arcs = _ShortArcs(network, distances, most)
    for start, nodes in bounds.items():
        for node, way in _search(arcs, start, nodes):
            yield start, node, _moved(way, near[node], near[start])


def _moved(length: Vector, plus: Vector, minus: Vector) -> Vector:
    return tuple(a + b - c for a, b, c in zip(length, plus, minus, strict=True))


class _ShortArcs:
    """The arcs shorter than `most` by reduced lengths, told node by node as they are asked for."""

    def __init__(self, network: LengthNetwork, distances: Distances, most: Vector) -> None:
        self._network = network
        self._near = distances.vector
        undecided = np.flatnonzero(distances.reached[network.tail])
        short = []
        for length, near, limit in zip(network.length, self._near, most, strict=True):
            tail, head = network.tail[undecided], network.head[undecided]
            over = length[undecided] + near[tail] - near[head] - limit
            short.append(undecided[over < 0])
            undecided = undecided[over == 0]
        arcs = np.concatenate(short)
        self._arcs = arcs[np.argsort(network.tail[arcs], kind="stable")]
        self._start = np.searchsorted(network.tail[self._arcs], np.arange(network.nodes + 1))
        self._told: dict[int, list[tuple[int, Vector]]] = {}

    def of(self, node: int) -> list[tuple[int, Vector]]:
        """Return head and reduced length of the short arcs of a node."""
        if node not in self._told:
            some = self._arcs[self._start[node] : self._start[node + 1]]
            head = self._network.head[some]
            reduced = self._network.length[:, some] + self._near[:, [node]] - self._near[:, head]
            rows = zip(head.tolist(), reduced.T.tolist(), strict=True)
            self._told[node] = [(to, tuple(row)) for to, row in rows]
        return self._told[node]


def _search(
    arcs: _ShortArcs, start: int, bounds: Mapping[int, Vector]
) -> Iterator[tuple[int, Vector]]:
    """Yield the nodes of `bounds` that are nearer than their bound, by reduced lengths."""
    most = max(bounds.values())
    done: set[int] = set()
    waiting: list[tuple[Vector, int]] = [((0,) * len(most), start)]
    while waiting:
        way, node = heapq.heappop(waiting)
        if node in done:
            continue
        done.add(node)
        if node in bounds and way < bounds[node]:
            yield node, way
        for head, length in arcs.of(node):
            if head not in done and (further := tuple(map(add, way, length))) < most:
                heapq.heappush(waiting, (further, head))
