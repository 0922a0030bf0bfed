"""Kinds that ask how the ties of equals lie: K11, K12 and K14."""

import numpy as np

from graph.measures import of_core_one
from services.isolation.evidence import ClosedCircle, OneWay, Periphery, shared
from services.isolation.scene import Scene


def on_the_periphery(scene: Scene) -> dict[int, Periphery]:
    """K11: core number exactly 1 in the ties of the window."""
    mask = scene.nodes.judged & of_core_one(len(scene.nodes), scene.low, scene.high)
    return shared(np.flatnonzero(mask), scene.partners, lambda n: Periphery(partners=n))


def one_way(scene: Scene) -> dict[int, OneWay]:
    """K12: in the events of the window between equals it only receives, or only gives."""
    judged, n = scene.nodes.judged, len(scene.nodes)
    gives = np.bincount(scene.equal.giver, minlength=n) > 0
    receives = np.bincount(scene.equal.receiver, minlength=n) > 0
    return shared(
        np.flatnonzero(judged & (gives != receives)),
        gives.astype(np.int64),
        lambda one: OneWay(direction="gives" if one else "receives"),
    )


def in_closed_circle(scene: Scene) -> dict[int, ClosedCircle]:
    """K14: there are partners, and all of them are of the own municipality."""
    place, n = scene.nodes.municipality, len(scene.nodes)
    crossing = place[scene.low] != place[scene.high]
    opens = np.zeros(n, dtype=bool)
    opens[scene.low[crossing]] = True
    opens[scene.high[crossing]] = True
    mask = scene.nodes.judged & (scene.partners > 0) & ~opens
    return shared(np.flatnonzero(mask), scene.partners, lambda n: ClosedCircle(partners=n))
