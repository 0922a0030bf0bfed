"""How help flows: from how few hands, both ways or one, at home or over the border."""

from dataclasses import dataclass

import numpy as np

from graph.measures import Mask
from services.isolation.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """How much of what the organisations of a municipality give goes over its border."""

    municipality: str
    given: int
    crossing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Help between equals in a window; one act is one event of one giver and one receiver.

    Attributes
    ----------
    acts
        Acts in the window.
    givers
        Who gave, and how many acts, the heaviest first.
    half_by
        Fewest givers that gave half of all acts.
    ties, mutual
        Pairs that worked together, and those of them in which each gave to the other.
    crossing
        Acts between municipalities.
    by_municipality
        The same for what each municipality gave, by code.
    """

    acts: int
    givers: tuple[tuple[str, int], ...]
    half_by: int
    ties: int
    mutual: tuple[tuple[str, str], ...]
    crossing: int
    by_municipality: tuple[Crossing, ...]


def flow_of(scene: Scene, near: Mask) -> Flow:
    """Return how help flows between equals in the window of `scene`.

    Parameters
    ----------
    near
        Nodes one of which gives or receives in every act that counts.
    """
    nodes, n = scene.nodes, max(len(scene.nodes), 1)
    equal = scene.equal.where(near[scene.equal.giver] | near[scene.equal.receiver])
    giver, receiver = equal.giver, equal.receiver
    given = np.bincount(giver, minlength=n)
    order = np.lexsort((np.arange(n), -given))
    order = order[given[order] > 0]
    half_by = int(np.searchsorted(np.cumsum(given[order]) * 2, len(giver))) + 1
    ways = np.unique(giver * n + receiver)
    both = np.intersect1d(ways, ways % n * n + ways // n)
    both = both[both // n < both % n]
    home = nodes.municipality
    crosses = home[giver] != home[receiver]
    size = len(nodes.municipalities)
    by_home = np.bincount(home[giver], minlength=size)
    over = np.bincount(home[giver[crosses]], minlength=size)
    return Flow(
        acts=len(giver),
        givers=tuple((nodes.codes[v], int(given[v])) for v in order.tolist()),
        half_by=half_by if len(giver) else 0,
        ties=len(ways) - len(both),
        mutual=tuple((nodes.codes[v // n], nodes.codes[v % n]) for v in both.tolist()),
        crossing=int(crosses.sum()),
        by_municipality=tuple(
            Crossing(municipality=nodes.municipalities[m], given=int(g), crossing=int(c))
            for m, (g, c) in enumerate(zip(by_home, over, strict=True))
            if g
        ),
    )
