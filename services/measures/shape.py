"""How far the ties of a window carry: who is reached, in how many parts, in how many steps."""

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
    steps
        Steps to the nearest leader → how many judged organisations; leaders count with 0.
    harmonic_steps
        Harmonic mean of the steps over judged organisations that are no leaders; who reaches none
        counts as endlessly far, so that the number exists in a split network too. None if nobody
        reaches a leader.
    dependent
        Judged organisations that would reach no leader without some other one, by code.
    depended
        Those on whom they depend, the heaviest first.
    """

    judged: int
    leaders: int
    not_reached: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    steps: dict[int, int]
    harmonic_steps: float | None
    dependent: tuple[str, ...]
    depended: tuple[Depended, ...]


def shape_of(scene: Scene) -> Shape:
    """Return what the ties of equals of the window of `scene` make of the network.

    References
    ----------
    .. [1] M. Marchiori, V. Latora. *Harmony in the small-world*. Physica A 285 (2000) 539–546.
    """
    nodes, n = scene.nodes, len(scene.nodes)
    low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, n)
    leaders = np.flatnonzero(nodes.leader)
    hops = two_nearest(Neighbours.of(n, low, high), leaders, most=n).hops
    parents = immediate_dominators(n, low, high, leaders)
    depends = nodes.judged & (parents >= 0)
    below = Forest.of(parents, nodes.judged.astype(np.int64)).weights_below()
    depended = [
        Depended(organisation=nodes.codes[v], n=int(below[v])) for v in np.flatnonzero(below)
    ]
    judged_hops = hops[nodes.judged]
    steps = np.bincount(judged_hops[judged_hops >= 0]).tolist()
    return Shape(
        judged=int(nodes.judged.sum()),
        leaders=len(leaders),
        not_reached=_codes(scene, nodes.judged & (hops < 0)),
        parts=_parts(scene, component_labels(n, low, high)),
        steps={step: count for step, count in enumerate(steps) if count},
        harmonic_steps=_harmonic(hops[nodes.judged & ~nodes.leader]),
        dependent=_codes(scene, depends),
        depended=tuple(sorted(depended, key=lambda one: (-one.n, one.organisation))),
    )


def _codes(scene: Scene, mask: Mask) -> tuple[str, ...]:
    return tuple(scene.nodes.codes[v] for v in np.flatnonzero(mask).tolist())


def _parts(scene: Scene, labels: Ints) -> tuple[tuple[str, ...], ...]:
    members: dict[int, list[str]] = {}
    for v in np.flatnonzero(scene.nodes.judged).tolist():
        members.setdefault(int(labels[v]), []).append(scene.nodes.codes[v])
    return tuple(sorted((tuple(some) for some in members.values()), key=lambda p: (-len(p), p)))


def _harmonic(hops: Ints) -> float | None:
    """Return the harmonic mean of steps, those below 0 endless.

    Examples
    --------
    >>> _harmonic(np.array([1, 2, -1])), _harmonic(np.array([-1]))
    (2.0, None)
    """
    reached = hops[hops > 0]
    return round(float(len(hops) / (1 / reached).sum()), 2) if len(reached) else None
