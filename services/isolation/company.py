"""With whom an organisation works: its partners among equals, and with whom it met last."""

import numpy as np

from services.isolation.scene import Scene


class Company:
    """Looks up partners of one node after the other; the arrays are sorted once."""

    def __init__(self, scene: Scene) -> None:
        nodes = np.arange(len(scene.nodes) + 1)
        whose = np.concatenate([scene.low, scene.high])
        order = np.argsort(whose, kind="stable")
        self._partners = np.concatenate([scene.high, scene.low])[order]
        self._starts = np.searchsorted(whose[order], nodes)
        life = scene.life
        whose = np.concatenate([life.giver, life.receiver])
        other = np.concatenate([life.receiver, life.giver])
        day = np.concatenate([life.day, life.day]).astype(np.int64)
        latest = np.lexsort((other, -day, whose))
        self._other = other[latest]
        self._last = np.searchsorted(whose[latest], nodes)

    def partners(self, v: int) -> list[int]:
        """Return the partners among equals in the window."""
        found: list[int] = self._partners[self._starts[v] : self._starts[v + 1]].tolist()
        return found

    def last_partner(self, v: int) -> int:
        """Return with whom the last event of any sort was; of several, the first by code."""
        return int(self._other[self._last[v]])
