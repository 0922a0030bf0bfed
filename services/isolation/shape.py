"""Kinds that ask how the ties of equals lie: K11, K12 and K14."""

import numpy as np

from graph.measures import Ints, of_core_one
from services.isolation.evidence import ClosedCircle, OneWay, Periphery
from services.isolation.scene import Scene


def partners_of(scene: Scene) -> Ints:
    """Return the number of partners of each node among equals in the window."""
    n = len(scene.nodes)
    return np.bincount(scene.low, minlength=n) + np.bincount(scene.high, minlength=n)


def on_the_periphery(scene: Scene) -> dict[int, Periphery]:
    """K11: core number exactly 1 in the ties of the window."""
    mask = scene.nodes.judged & of_core_one(len(scene.nodes), scene.low, scene.high)
    partners = partners_of(scene)
    return {v: Periphery(partners=int(partners[v])) for v in np.flatnonzero(mask).tolist()}


def one_way(scene: Scene) -> dict[int, OneWay]:
    """K12: in the events of the window between equals it only receives, or only gives."""
    judged, n = scene.nodes.judged, len(scene.nodes)
    gives = np.bincount(scene.equal.giver, minlength=n) > 0
    receives = np.bincount(scene.equal.receiver, minlength=n) > 0
    return {
        v: OneWay(direction="gives" if gives[v] else "receives")
        for v in np.flatnonzero(judged & (gives != receives)).tolist()
    }


def in_closed_circle(scene: Scene) -> dict[int, ClosedCircle]:
    """K14: there are partners, and all of them are of the own municipality."""
    place, n = scene.nodes.municipality, len(scene.nodes)
    crossing = place[scene.low] != place[scene.high]
    opens = np.zeros(n, dtype=bool)
    opens[scene.low[crossing]] = True
    opens[scene.high[crossing]] = True
    partners = partners_of(scene)
    mask = scene.nodes.judged & (partners > 0) & ~opens
    return {v: ClosedCircle(partners=int(partners[v])) for v in np.flatnonzero(mask).tolist()}
