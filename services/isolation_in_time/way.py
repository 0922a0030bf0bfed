"""The shortest way from an organisation to a leader, by ties between equals."""

from collections import deque

import numpy as np

from services.isolation.scene import Scene


class WaysToLeaders:
    """Shortest ways to the nearest leader; of several the one over the smaller codes."""

    def __init__(self, scene: Scene) -> None:
        self._codes, self._number = scene.nodes.codes, scene.nodes.number
        self._ties = set(zip(scene.low.tolist(), scene.high.tolist(), strict=True))
        near: dict[int, list[int]] = {}
        for low, high in sorted(self._ties):
            near.setdefault(low, []).append(high)
            near.setdefault(high, []).append(low)
        self._next: dict[int, int | None] = dict.fromkeys(
            np.flatnonzero(scene.nodes.leader).tolist()
        )
        waiting = deque(sorted(self._next))
        while waiting:
            at = waiting.popleft()
            for other in sorted(near.get(at, ())):
                if other not in self._next:
                    self._next[other] = at
                    waiting.append(other)

    def of(self, code: str) -> tuple[str, ...]:
        """Return the way from an organisation to a leader, both included; a leader is its own."""
        at: int | None = self._number[code]
        way: list[str] = []
        while at is not None:
            way.append(self._codes[at])
            at = self._next[at]
        return tuple(way)

    def are_tied(self, one: str, other: str) -> bool:
        """Return whether two organisations are there and tied on the day."""
        ends = sorted(self._number.get(code, -1) for code in (one, other))
        return (ends[0], ends[1]) in self._ties
