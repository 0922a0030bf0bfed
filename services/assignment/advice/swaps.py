"""Shortest paths between two nodes that stay below a limit: a small search around each start."""

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import add
from typing import TypeAlias

import numpy as np

from services.assignment.advice.distances import Distances, LengthNetwork
from services.assignment.roster import BoolArray

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
    arcs = _short_arcs(network, distances, most)
    for start, nodes in bounds.items():
        for node, way in _search(arcs, start, nodes):
            yield start, node, _moved(way, near[node], near[start])


def _moved(length: Vector, plus: Vector, minus: Vector) -> Vector:
    return tuple(a + b - c for a, b, c in zip(length, plus, minus, strict=True))


def _short_arcs(
    network: LengthNetwork, distances: Distances, most: Vector
) -> dict[int, list[tuple[int, Vector]]]:
    """Return, by tail, head and reduced length of the arcs that are shorter than `most`."""
    live = np.flatnonzero(distances.reached[network.tail])
    tail, head = network.tail[live], network.head[live]
    sign = np.zeros(len(live), np.int8)
    for length, near, limit in zip(network.length, distances.vector, most, strict=True):
        reduced = length[live] + near[tail] - near[head]
        sign = np.where(sign == 0, np.sign(reduced - limit).astype(np.int8), sign)
    short: BoolArray = sign < 0
    live, tail, head = live[short], tail[short], head[short]
    vector = distances.vector
    reduced = network.length[:, live] + vector[:, tail] - vector[:, head]
    arcs: dict[int, list[tuple[int, Vector]]] = defaultdict(list)
    for node, to, row in zip(tail.tolist(), head.tolist(), reduced.T.tolist(), strict=True):
        arcs[node].append((to, tuple(row)))
    return arcs


def _search(
    arcs: Mapping[int, list[tuple[int, Vector]]], start: int, bounds: Mapping[int, Vector]
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
        for head, length in arcs.get(node, ()):
            if head not in done and (further := tuple(map(add, way, length))) < most:
                heapq.heappush(waiting, (further, head))
