"""Kinds that ask for a way to a leader: K4, K4b, K5, K6, K7 and K16."""

from collections.abc import Mapping

import numpy as np

from graph.measures import ROOT, component_labels, immediate_dominators
from graph.model.ids import OrganisationId
from graph.single_ties import NO_TIE, single_ties
from graph.ways import hops_from, reached_in_time
from services.isolation.evidence import (
    CutOff,
    HangsOn,
    HangsOnTie,
    Island,
    ManyHops,
    NoRouteInTime,
    shared,
)
from services.isolation.scene import Scene

_SMALLEST_ISLAND = 2


def cut_off(scene: Scene) -> dict[int, CutOff]:
    """K4: the component in the ties of the window holds no leader."""
    nodes = scene.nodes
    labels = component_labels(len(nodes), scene.low, scene.high)
    sizes = np.bincount(labels)
    led = np.zeros(len(sizes), dtype=bool)
    led[labels[nodes.leader]] = True
    mask = nodes.judged & ~led[labels]
    return shared(np.flatnonzero(mask), sizes[labels], lambda n: CutOff(component_size=n))


def on_islands(scene: Scene, cut: Mapping[int, CutOff]) -> dict[int, Island]:
    """K4b: cut off (K4) together with a few others, up to the policy's size."""
    return {
        v: Island(component_size=one.component_size)
        for v, one in cut.items()
        if _SMALLEST_ISLAND <= one.component_size <= scene.policy.island_size
    }


def hanging_on_tie(scene: Scene) -> dict[int, HangsOnTie]:
    """K5: there is a tie without which no leader is reached; several events are one tie."""
    nodes = scene.nodes
    ties = single_ties(len(nodes), scene.low, scene.high, np.flatnonzero(nodes.leader))
    ends = list(zip(scene.low.tolist(), scene.high.tolist(), strict=True))
    codes = nodes.codes

    def named(tie: int) -> HangsOnTie:
        chain = tuple(
            (OrganisationId(codes[low]), OrganisationId(codes[high]))
            for low, high in (ends[at] for at in ties.before(tie))
        )
        return HangsOnTie(tie=chain[0], all=chain)

    hanging = np.flatnonzero(nodes.judged & (ties.nearest != NO_TIE))
    return shared(hanging, ties.nearest, named)


def hanging_on_one(scene: Scene) -> dict[int, HangsOn]:
    """K6: there is an organisation without which no leader is reached; it may be the leader."""
    nodes = scene.nodes
    parents = immediate_dominators(len(nodes), scene.low, scene.high, np.flatnonzero(nodes.leader))
    before = parents.tolist()

    def named(x: int) -> HangsOn:
        chain = []
        while x != ROOT:
            chain.append(OrganisationId(nodes.codes[x]))
            x = before[x]
        return HangsOn(depends_on=chain[0], all=tuple(chain))

    return shared(np.flatnonzero(nodes.judged & (parents >= 0)), parents, named)


def many_hops_away(scene: Scene) -> dict[int, ManyHops]:
    """K7: a leader is reached, but over more hops than the policy's."""
    nodes = scene.nodes
    hops = hops_from(len(nodes), scene.low, scene.high, np.flatnonzero(nodes.leader))
    mask = nodes.judged & (hops > scene.policy.hops)
    return shared(np.flatnonzero(mask), hops, lambda n: ManyHops(hops=n))


def without_route_in_time(scene: Scene) -> dict[int, NoRouteInTime]:
    """K16: no events of the window follow one another from a leader to it."""
    nodes, equal = scene.nodes, scene.equal
    met = reached_in_time(equal.giver, equal.receiver, equal.day.astype(np.int64), nodes.leader)
    return dict.fromkeys(np.flatnonzero(nodes.judged & ~met).tolist(), NoRouteInTime())
