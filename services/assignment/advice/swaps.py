"""Shortest paths between two nodes that stay below a limit: a small search around each start."""

import heapq
from collections.abc import Mapping
from operator import add
from typing import TypeAlias

import numpy as np

from services.assignment.advice.distances import Distances, LengthNetwork

Vector: TypeAlias = tuple[int, ...]


class Swaps:
    r"""Searches in a network whose distances from one node are known.

    Parameters
    ----------
    network
        The network, with no negative cycle.
    distances
        Distances :math:`d` of all nodes from one of them.

    Notes
    -----
    With :math:`d` as potentials every length :math:`c_{uv} + d_u - d_v` is lexicographically ≥ 0,
    so Dijkstra's search is exact on vectors and stops at the limit, in practice after a few
    nodes. From a node that is reached all further nodes are reached too.

    References
    ----------
    E. W. Dijkstra, *A note on two problems in connexion with graphs*, Numerische Mathematik 1,
    1959, 269-271.
    """

    def __init__(self, network: LengthNetwork, distances: Distances) -> None:
        order = np.argsort(network.tail, kind="stable")
        self._head = network.head[order]
        self._tail = network.tail[order]
        self._length = network.length[:, order]
        self._first = np.searchsorted(self._tail, np.arange(network.nodes + 1)).tolist()
        self._near = distances.vector
        self._arcs: dict[int, list[tuple[int, Vector]]] = {}

    def below(self, start: int, limits: Mapping[int, Vector]) -> dict[int, Vector]:
        """Return the distances from `start` to those nodes of `limits` that are below their limit.

        `start` and the nodes must be reached.
        """
        at_start = self._vector(start)
        bound = {
            node: tuple(
                a + b - c for a, b, c in zip(limit, at_start, self._vector(node), strict=True)
            )
            for node, limit in limits.items()
        }
        most = max(bound.values(), default=())
        found: dict[int, Vector] = {}
        done: set[int] = set()
        waiting: list[tuple[Vector, int]] = [((0,) * len(at_start), start)]
        while waiting and len(found) < len(bound):
            way, node = heapq.heappop(waiting)
            if way >= most:
                break
            if node in done:
                continue
            done.add(node)
            if node in bound and way < bound[node]:
                found[node] = way
            for head, length in self._from(node):
                if head not in done and (further := tuple(map(add, way, length))) < most:
                    heapq.heappush(waiting, (further, head))
        return {
            node: tuple(
                a - b + c for a, b, c in zip(way, at_start, self._vector(node), strict=True)
            )
            for node, way in found.items()
        }

    def _vector(self, node: int) -> Vector:
        return tuple(self._near[:, node].tolist())

    def _from(self, node: int) -> list[tuple[int, Vector]]:
        """Return the arcs out of a node with their reduced lengths, made once."""
        known = self._arcs.get(node)
        if known is None:
            some = slice(self._first[node], self._first[node + 1])
            head = self._head[some]
            reduced = self._length[:, some] + self._near[:, [node]] - self._near[:, head]
            lengths = map(tuple, reduced.T.tolist())
            known = self._arcs[node] = list(zip(head.tolist(), lengths, strict=True))
        return known
