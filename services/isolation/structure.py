"""Kinds that ask for a way to a leader: K4 and K6."""

import numpy as np

from graph.measures import ROOT, component_labels, distinct_ties, immediate_dominators
from graph.model.ids import OrganisationId
from services.isolation.findings import CutOff, HangsOn
from services.isolation.scene import Scene


def cut_off(scene: Scene) -> dict[int, CutOff]:
    """K4: the component in the ties of the window holds no leader."""
    nodes = scene.nodes
    labels = component_labels(len(nodes), scene.equal.giver, scene.equal.receiver)
    sizes = np.bincount(labels)
    led = np.zeros(len(sizes), dtype=bool)
    led[labels[nodes.leader]] = True
    mask = nodes.judged & ~led[labels]
    return {v: CutOff(component_size=int(sizes[labels[v]])) for v in np.flatnonzero(mask).tolist()}


def hanging_on_one(scene: Scene) -> dict[int, HangsOn]:
    """K6: there is an organisation without which no leader is reached; it may be the leader."""
    nodes, n = scene.nodes, len(scene.nodes)
    low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, n)
    parents = immediate_dominators(n, low, high, np.flatnonzero(nodes.leader))
    found = {}
    for v in np.flatnonzero(nodes.judged & (parents >= 0)).tolist():
        chain = []
        at = int(parents[v])
        while at != ROOT:
            chain.append(OrganisationId(nodes.codes[at]))
            at = int(parents[at])
        found[v] = HangsOn(depends_on=chain[0], all=tuple(chain))
    return found
