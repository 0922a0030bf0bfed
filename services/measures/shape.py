"""How far the ties of a window carry: who is reached, in how many parts, in how many steps."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from graph.forest import Forest
from graph.measures import Ints, Mask, component_labels, distinct_ties, immediate_dominators
from graph.nearest import Neighbours, two_nearest
from services.isolation.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Depended:
    """An organisation without which so many judged ones reach no leader."""

    organisation: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the ties of equals of a window make of the judged organisations.

    Attributes
    ----------
    not_reached
        Judged organisations without a way to any leader, by code.
    parts
        Judged organisations of each part of the network that is tied together, the largest part
        first.
    steps_of
        Judged organisation → steps to the nearest leader, 0 for a leader; who reaches none is left
        out.
    depends_on
        Judged organisation that would reach no leader without some other one → the nearest such.
    depended
        Those on whom they depend, the heaviest first.
    """

    judged: int
    leaders: int
    not_reached: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    steps_of: dict[str, int]
    depends_on: dict[str, str]
    depended: tuple[Depended, ...]

    @property
    def dependent(self) -> tuple[str, ...]:
        """Organisations that depend on a single one, by code."""
        return tuple(self.depends_on)

    @property
    def steps(self) -> dict[int, int]:
        """Steps → how many organisations are that far."""
        return dict(sorted(Counter(self.steps_of.values()).items()))

    @property
    def harmonic_steps(self) -> float | None:
        """Harmonic mean of the steps of all that are no leaders.

        Who reaches none counts as endlessly far, so that the number exists in a split network too.
        None if nobody reaches a leader.
        """
        far = [steps for steps in self.steps_of.values() if steps]
        asked = len(far) + len(self.not_reached)
        return round(asked / sum(1 / steps for steps in far), 2) if far else None


def shape_of(scene: Scene, whose: Mask) -> Shape:
    """Return what the ties of equals of the window of `scene` make of the network.

    Parameters
    ----------
    whose
        The judged nodes that are asked about; ways lead through all.

    References
    ----------
    .. [1] M. Marchiori, V. Latora. *Harmony in the small-world*. Physica A 285 (2000) 539–546.
    """
    nodes, n = scene.nodes, len(scene.nodes)
    low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, n)
    leaders = np.flatnonzero(nodes.leader)
    hops = two_nearest(Neighbours.of(n, low, high), leaders, most=n).hops
    parents = immediate_dominators(n, low, high, leaders)
    depends = whose & (parents >= 0)
    below = Forest.of(parents, whose.astype(np.int64)).weights_below()
    depended = [
        Depended(organisation=nodes.codes[v], n=int(below[v])) for v in np.flatnonzero(below)
    ]
    return Shape(
        judged=int(whose.sum()),
        leaders=len(leaders),
        not_reached=_codes(scene, whose & (hops < 0)),
        parts=_parts(scene, whose, component_labels(n, low, high)),
        steps_of={
            nodes.codes[v]: int(hops[v]) for v in np.flatnonzero(whose & (hops >= 0)).tolist()
        },
        depends_on={
            nodes.codes[v]: nodes.codes[parents[v]] for v in np.flatnonzero(depends).tolist()
        },
        depended=tuple(sorted(depended, key=lambda one: (-one.n, one.organisation))),
    )


def _codes(scene: Scene, mask: Mask) -> tuple[str, ...]:
    return tuple(scene.nodes.codes[v] for v in np.flatnonzero(mask).tolist())


def _parts(scene: Scene, whose: Mask, labels: Ints) -> tuple[tuple[str, ...], ...]:
    members: dict[int, list[str]] = {}
    for v in np.flatnonzero(whose).tolist():
        members.setdefault(int(labels[v]), []).append(scene.nodes.codes[v])
    return tuple(sorted((tuple(some) for some in members.values()), key=lambda p: (-len(p), p)))
