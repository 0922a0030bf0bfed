"""Curators who accompany more than their stated load, and whom this concerns: K10."""

import numpy as np

from graph.model.ids import PersonId
from services.isolation.evidence import BusyCurator
from services.isolation.scene import Scene


def thinly_served(scene: Scene) -> dict[int, BusyCurator]:
    """K10: a curator of the organisation accompanies more objects than the stated load.

    Rules: (1) objects are organisations that are there on the day and communities in force;
    (2) each counts once, whatever kinds of curator the person is for it; (3) the person and the
    organisation it works at are there on the day; (4) without a stated load nobody is busy; (5) of
    several busy curators the one most above the load is told, then the smaller code.
    """
    nodes, at = scene.nodes, np.datetime64(scene.day, "D")
    communities = scene.network.communities.where(scene.network.communities.in_force(at))
    known = nodes.number.keys() | set(communities.keys)
    capacity = _capacities(scene)
    rows = scene.network.curators.where(scene.network.curators.in_force(at))
    objects: dict[PersonId, set[str]] = {}
    for who, what in zip(rows.column("curator"), rows.column("object"), strict=True):
        # RULES 1 TO 4
        if what in known and who in capacity:
            objects.setdefault(who, set()).add(what)
    found: dict[int, BusyCurator] = {}
    busy = sorted((p for p in objects if len(objects[p]) > capacity[p]), key=str)
    # RULE 5
    busy.sort(key=lambda p: capacity[p] - len(objects[p]))
    for who in busy:
        told = BusyCurator(curator=who, load=len(objects[who]), capacity=capacity[who])
        for what in objects[who] & nodes.number.keys():
            v = nodes.number[what]
            if nodes.judged[v]:
                found.setdefault(v, told)
    return found


def _capacities(scene: Scene) -> dict[PersonId, int]:
    people = scene.network.people
    here = people.in_force(np.datetime64(scene.day, "D"))
    works, capacity = people.column("organisation"), people.column("capacity")
    return {
        PersonId(people.keys[i]): capacity[i]
        for i in np.flatnonzero(here).tolist()
        if works[i] in scene.nodes.number and capacity[i] is not None
    }
