"""How far the network carries while its best tied organisations go one after another."""

from dataclasses import dataclass

import numpy as np

from graph.measures import Ints, component_labels
from services.drills.ground import Ground

SHARE = 0.05
"""Share of organisations that the curve takes away."""
POINTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """After so many are gone, so many of the judged that are left reach a leader."""

    removed: int
    reach: int


def attack_order(ground: Ground) -> Ints:
    """Return the nodes that go, those with most ties first, equals by code."""
    n = len(ground.scene.nodes)
    degree = np.diff(ground.near.start)
    return np.lexsort((np.arange(n), -degree))[: _most(n)].astype(np.int64)


def curve(ground: Ground) -> tuple[CurvePoint, ...]:
    """Return how many reach a leader while those with most ties go, up to `SHARE` of all.

    Computed backwards: the last state first, then one organisation after another comes back and
    joins the parts it is tied to. A leader that is gone leads nobody.

    References
    ----------
    .. [1] M. Newman, R. Ziff. *Fast Monte Carlo algorithm for site or bond percolation*. Physical
       Review E 64 (2001) 016706.
    """
    nodes = ground.scene.nodes
    n = len(nodes)
    if not n:
        return ()
    order = attack_order(ground)
    back = np.zeros(n, dtype=bool)
    back[order] = True
    kept = ~back[ground.low] & ~back[ground.high]
    part = component_labels(n, ground.low[kept], ground.high[kept])
    judged = np.bincount(part, nodes.judged & ~back).astype(np.int64)
    led = np.bincount(part, nodes.leader & ~back) > 0
    parts = _Parts(judged.tolist(), led.tolist())
    number = part.tolist()
    present = (~back).tolist()
    reach = [parts.reach]
    for v in reversed(order.tolist()):
        present[v] = True
        parts.add(number[v], judged=bool(nodes.judged[v]), led=bool(nodes.leader[v]))
        for w in ground.near.to[ground.near.start[v] : ground.near.start[v + 1]].tolist():
            if present[w]:
                parts.join(number[v], number[w])
        reach.append(parts.reach)
    reach.reverse()
    wanted = np.unique(np.linspace(0, len(order), min(len(order), POINTS) + 1).astype(int)).tolist()
    return tuple(CurvePoint(removed=k, reach=reach[k]) for k in wanted)


def _most(n: int) -> int:
    return max(1, round(n * SHARE))


class _Parts:
    """Parts that grow together; knows how many judged are in a part with a leader."""

    def __init__(self, judged: list[int], led: list[bool]) -> None:
        self._of = list(range(len(judged)))
        self._judged, self._led = judged, led
        self.reach = sum(n for n, is_led in zip(judged, led, strict=True) if is_led)

    def _find(self, part: int) -> int:
        of = self._of
        while of[part] != part:
            of[part] = of[of[part]]
            part = of[part]
        return part

    def add(self, part: int, *, judged: bool, led: bool) -> None:
        """Put one organisation that came back into its own part, which is still empty."""
        self._judged[part], self._led[part] = int(judged), led
        self.reach += int(judged and led)

    def join(self, one: int, other: int) -> None:
        """Make one part of two."""
        one, other = self._find(one), self._find(other)
        if one == other:
            return
        for this, that in ((one, other), (other, one)):
            if self._led[this] and not self._led[that]:
                self.reach += self._judged[that]
        self._of[other] = one
        self._judged[one] += self._judged[other]
        self._led[one] = self._led[one] or self._led[other]
