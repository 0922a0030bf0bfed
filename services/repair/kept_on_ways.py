"""K6, K7, K11, K16: who needs one tie of the proposal for a second, short or timely way."""

from collections import defaultdict
from collections.abc import Iterator
from heapq import heapify, heappop, heappush

import numpy as np
import rustworkx as rx

from graph.measures import ROOT, immediate_dominators, of_core_one
from graph.ways import hops_from, reached_in_time
from services.isolation.kinds import Kind
from services.repair.after import After, Kept
from services.repair.second_way import SecondWay

_CORE = 2


def kept_on_ways(after: After) -> Iterator[tuple[Kind, Kept]]:
    """Tell who keeps the kinds of ways without each tie."""
    if after.had(Kind.K6).any():
        yield Kind.K6, _hanging_on_one(after)
    if after.had(Kind.K7).any():
        yield Kind.K7, _far(after)
    if after.had(Kind.K11).any():
        yield Kind.K11, _on_the_periphery(after)
    if after.had(Kind.K16).any():
        yield Kind.K16, _too_late(after)


def _hanging_on_one(after: After) -> Kept:
    """K6: behind one end of the tie, whom an organisation cuts off together with the tie."""
    n, leader = after.n, after.scene.nodes.leader
    free = immediate_dominators(n, after.low, after.high, after.sources) == ROOT
    lost = after.had(Kind.K6) & free
    if not lost.any():
        return Kept.of([], [])
    ways = SecondWay(after.neighbours, leader.tolist())
    ties, groups = [], []
    for i, (a, b) in enumerate(zip(after.one.tolist(), after.other.tolist(), strict=True)):
        for end, beyond in ((a, b), (b, a)):
            if free[end] and not leader[end]:
                ties.append(i)
                groups.append([v for v in ways.hung_without(end, beyond) if lost[v]])
    return Kept.of(ties, groups)


def _far(after: After) -> Kept:
    """K7: whose ways that are short enough all lead along the tie.

    Only below an end that has no other neighbour nearer to a leader does any way grow; new
    lengths are found there from the rim inwards.
    """
    most = after.scene.policy.hops
    hops = hops_from(after.n, after.low, after.high, after.sources).tolist()
    lost = after.had(Kind.K7) & np.array([h <= most for h in hops], dtype=bool)
    if not lost.any():
        return Kept.of([], [])
    near = after.neighbours
    ties, groups = [], []
    for i, (a, b) in enumerate(zip(after.one.tolist(), after.other.tolist(), strict=True)):
        upper, lower = (a, b) if hops[a] < hops[b] else (b, a)
        if 0 <= hops[upper] < hops[lower] <= most:
            longer = _longer(near, hops, upper, lower, most)
            ties.append(i)
            groups.append([v for v, h in longer.items() if h > most and lost[v]])
    return Kept.of(ties, groups)


def _longer(
    near: list[list[int]], hops: list[int], upper: int, lower: int, most: int
) -> dict[int, int]:
    """Return the hops of all who get farther without the tie of two; above `most` is far."""
    behind, level = {lower: most + 1}, [lower]
    if any(hops[u] < hops[lower] and u != upper for u in near[lower]):
        return {}
    while level:
        below = {
            w for v in level for w in near[v] if hops[w] == hops[v] + 1 and hops[w] <= most
        } - behind.keys()
        level = [w for w in below if all(u in behind or hops[u] >= hops[w] for u in near[w])]
        behind |= dict.fromkeys(level, most + 1)
    queue = []
    for v in behind:
        rim = [
            hops[u] + 1
            for u in near[v]
            if u not in behind and hops[u] >= 0 and (v, u) != (lower, upper)
        ]
        queue.append((min(rim, default=most + 1), v))
    heapify(queue)
    while queue:
        h, v = heappop(queue)
        if h < behind[v]:
            behind[v] = h
            for w in near[v]:
                if w in behind and h + 1 < behind[w]:
                    heappush(queue, (h + 1, w))
    return behind


def _on_the_periphery(after: After) -> Kept:
    """K11: who leaves the 2-core, one after the other, once the tie is gone.

    Nodes with two ties inside the core form chains; each tie of a chain takes all of it away.
    """
    n = after.n
    low, high = after.low, after.high
    inside = ~of_core_one(n, low, high)
    lost = after.had(Kind.K11) & inside
    if not lost.any():
        return Kept.of([], [])
    near: dict[int, set[int]] = defaultdict(set)
    for u, v in zip(low.tolist(), high.tolist(), strict=True):
        if inside[u] and inside[v]:
            near[u].add(v)
            near[v].add(u)
    known: dict[int, list[int]] = {}
    ties, groups = [], []
    for i, (a, b) in enumerate(zip(after.one.tolist(), after.other.tolist(), strict=True)):
        slim = [v for v in (a, b) if len(near.get(v, ())) == _CORE]
        if not (inside[a] and inside[b] and slim):
            continue
        if slim[0] not in known:
            gone = _peeled(near, a, b)
            chain = [v for v in gone if lost[v]]
            known |= dict.fromkeys(_chain(near, slim[0]), chain)
        ties.append(i)
        groups.append(known[slim[0]])
    return Kept.of(ties, groups)


def _peeled(near: dict[int, set[int]], one: int, other: int) -> list[int]:
    """Return who leaves the core without the tie of two."""
    left = {one: len(near[one]) - 1, other: len(near[other]) - 1}
    ends = [v for v in (one, other) if left[v] < _CORE]
    gone = dict.fromkeys(ends)
    while ends:
        v = ends.pop()
        for u in near[v]:
            if u in gone or {u, v} == {one, other}:
                continue
            left[u] = left.get(u, len(near[u])) - 1
            if left[u] < _CORE:
                gone[u] = None
                ends.append(u)
    return list(gone)


def _chain(near: dict[int, set[int]], one: int) -> list[int]:
    """Return the nodes with two ties that hang together with `one`."""
    found, ends = {one: None}, [one]
    while ends:
        for u in near[ends.pop()]:
            if len(near[u]) == _CORE and u not in found:
                found[u] = None
                ends.append(u)
    return list(found)


def _too_late(after: After) -> Kept:
    """K16: whom what leaves the leaders in time reaches only along the tie, on the day.

    The first end of a tie gives. What is reached before needs no tie of the proposal; from there
    on all events are of the day, and each way is in time. A node amid each new tie makes it a
    dominator of those who need it.
    """
    n, k = after.n, len(after.one)
    equal, leader = after.scene.equal, after.scene.nodes.leader
    met = reached_in_time(equal.giver, equal.receiver, equal.day.astype(np.int64), leader)
    today = equal.where(equal.day == np.datetime64(after.scene.day, "D"))
    amid = np.arange(n, n + k)
    root = n + k
    tails = np.concatenate([np.full(met.sum(), root), today.giver, after.one, amid])
    heads = np.concatenate([np.flatnonzero(met), today.receiver, amid, after.other])
    graph: rx.PyDiGraph[None, None] = rx.PyDiGraph(multigraph=True)
    graph.add_nodes_from([None] * (root + 1))
    graph.extend_from_edge_list(list(zip(tails.tolist(), heads.tolist(), strict=True)))
    above = rx.immediate_dominators(graph, root)
    entries = []
    for v in np.flatnonzero(after.had(Kind.K16)).tolist():
        at = above.get(v, root)
        while at != root:
            if at >= n:
                entries.append((at - n, v))
            at = above[at]
    kept = np.array(entries, dtype=np.int64).reshape(-1, 2)
    return Kept(kept[:, 0], kept[:, 1])
