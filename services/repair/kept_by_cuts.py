"""K4, K4b and K5: who is cut off, or hangs on one tie, without one tie of the proposal."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from graph.cuts import NO_EDGE, Search, search
from graph.measures import Ints, Mask
from services.isolation.kinds import Kind
from services.repair.after import After, Kept

_SMALLEST_ISLAND = 2


def kept_by_cuts(after: After) -> Iterator[tuple[Kind, Kept]]:
    """Tell who keeps the kinds of cuts without each tie.

    Notes
    -----
    All leaders are one node, from which a depth-first search begins, so that whoever is cut off
    by the loss of an edge, or of two, is an interval of the order of discovery. Without a tie of
    a pair of ties that cut together, everybody between the two hangs on the other one; a class
    of such ties lies on one way down, closed at most by one edge upwards.
    """
    if not any(after.had(kind).any() for kind in (Kind.K4, Kind.K4B, Kind.K5)):
        return
    n = after.n
    ends = np.where(np.append(after.scene.nodes.leader, True), n, np.arange(n + 1))
    one, other = ends[after.low], ends[after.high]
    edge = np.flatnonzero(one != other)
    found = search(n + 1, one[edge], other[edge], n)
    tie = edge - len(after.scene.low)
    led = found.start[ends] == n
    yield Kind.K4, _cut_off(after, found, tie, led)
    yield Kind.K4B, _islands(after, found, tie, led)
    yield Kind.K5, _hanging(after, found, tie, led)


class _Spread:
    """Writes intervals of the order of discovery as the nodes inside that lost a kind."""

    def __init__(self, found: Search, lost: Mask) -> None:
        who = np.flatnonzero(lost)
        self._nodes = who[np.argsort(found.order[who])]
        self._places = found.order[self._nodes]

    def nodes(self, low: int, high: int) -> list[int]:
        """Return who lost the kind and was found at `low` or later and before `high`."""
        first, last = np.searchsorted(self._places, (low, high))
        inside: list[int] = self._nodes[first:last].tolist()
        return inside


def _bridges(found: Search, tie: Ints) -> Iterator[tuple[int, int]]:
    """Yield each proposed tie that is a bridge, and the node it hangs."""
    for e in np.flatnonzero(tie >= 0).tolist():
        if not found.label[e]:
            yield int(tie[e]), int(found.under[e])


def _cut_off(after: After, found: Search, tie: Ints, led: Mask) -> Kept:
    """K4: below a bridge no leader is left."""
    spread = _Spread(found, after.had(Kind.K4) & led[:-1])
    ties, groups = [], []
    for i, v in _bridges(found, tie):
        ties.append(i)
        groups.append(spread.nodes(int(found.order[v]), int(found.order[v] + found.size[v])))
    return Kept.of(ties, groups)


def _islands(after: After, found: Search, tie: Ints, led: Mask) -> Kept:
    """K4b: what a bridge cuts off is small; without a leader, on either of its sides."""
    most = after.scene.policy.island_size
    whole = found.size[found.start]
    left = led[:-1] | (whole[:-1] > most)
    spread = _Spread(found, after.had(Kind.K4B) & left)
    ties, groups = [], []
    for i, v in _bridges(found, tie):
        low, high = int(found.order[v]), int(found.order[v] + found.size[v])
        if _SMALLEST_ISLAND <= high - low <= most:
            ties.append(i)
            groups.append(spread.nodes(low, high))
        first, of = int(found.order[found.start[v]]), int(whole[v])
        if not led[v] and _SMALLEST_ISLAND <= of - (high - low) <= most:
            ties += [i, i]
            groups += [spread.nodes(first, low), spread.nodes(high, first + of)]
    return Kept.of(ties, groups)


def _hanging(after: After, found: Search, tie: Ints, led: Mask) -> Kept:
    """K5: the ties that each cut together with another one."""
    hung = _below_a_bridge(found)
    spread = _Spread(found, after.had(Kind.K5) & led[:-1] & ~hung[:-1])
    classes: defaultdict[bytes, list[int]] = defaultdict(list)
    for e, label in enumerate(found.label):
        classes[label].append(e)
    ties: list[int] = []
    groups: list[list[int]] = []
    for label, edges in classes.items():
        new = [int(tie[e]) for e in edges if tie[e] >= 0]
        if not label or len(edges) == 1 or not new:
            continue
        below = [int(v) for v in found.under[edges] if v != NO_EDGE]
        top = min(below, key=lambda v: int(found.order[v]))
        first, last = int(found.order[top]), int(found.order[top] + found.size[top])
        nodes = spread.nodes(first, last)
        if len(below) == len(edges):
            deep = max(below, key=lambda v: int(found.order[v]))
            low, high = int(found.order[deep]), int(found.order[deep] + found.size[deep])
            nodes = spread.nodes(first, low) + spread.nodes(high, last)
        if nodes:
            ties += new
            groups += [nodes] * len(new)
    return Kept.of(ties, groups)


def _below_a_bridge(found: Search) -> Mask:
    """Return which nodes a bridge parts from the node where their search began."""
    steps = np.zeros(len(found.order) + 1, dtype=np.int64)
    for e, label in enumerate(found.label):
        v = int(found.under[e])
        if not label:
            steps[found.order[v]] += 1
            steps[found.order[v] + found.size[v]] -= 1
    below: Mask = np.cumsum(steps)[found.order] > 0
    return below
