"""The shortest new ties that give a way to a leader back to those who lose it."""

from dataclasses import replace

import numpy as np

from graph.model.changes import Change
from graph.model.choices import Rule
from graph.model.ids import OrganisationId
from graph.model.need import Restriction
from graph.network import Network
from services.drills.drill import Drill, DrillKind, What
from services.drills.ground import Ground
from services.repair.effect import with_events
from services.repair.proposal import Asked, Goal, Proposal
from services.repair.propose import propose_repair


def new_ties(ground: Ground, drill: Drill) -> Proposal | None:
    """Return the new ties of least length after which all who lose their way reach a leader.

    None if nobody loses a way. Who reached no leader before the loss is no way to one now: no
    new tie leads there, and none is made for its sake; that is what `repair` is for.
    """
    if not drill.count(What.WAY):
        return None
    scene = ground.scene
    asked = Asked(goal=Goal.REACH_LEADER)
    return propose_repair(network_without(ground, drill), scene.policy, asked, day=scene.day)


def network_without(ground: Ground, drill: Drill) -> Network:
    """Return the network of those who reached a leader, without what goes.

    An organisation ends on the day. A tie ends with all events of its two ends in the window,
    whose other ties stay, and may not be made again.
    """
    scene, network = ground.scene, ground.scene.network
    ended = {code for code, v in scene.nodes.number.items() if ground.hanging.place[v] < 0}
    if drill.kind is DrillKind.TIE:
        network = _untied(ground, *drill.of)
    else:
        ended.add(drill.of[0])
    changes = []
    for code in sorted(ended):
        one = network.organisation(code)
        changes.append(Change(before=one, after=replace(one, to_date=scene.day)))
    return network.after(changes, network.revision)


def _untied(ground: Ground, one: str, other: str) -> Network:
    """Return the network in which two organisations had no event together, and may have none."""
    scene, network = ground.scene, ground.scene.network
    nodes, equal = scene.nodes, scene.equal
    ends = np.array([nodes.number[one], nodes.number[other]])
    joins = np.isin(equal.giver, ends) & np.isin(equal.receiver, ends)
    rows = np.unique(equal.row[joins])
    kept = np.flatnonzero(np.isin(equal.row, rows) & ~joins).tolist()
    ties = [
        (
            OrganisationId(nodes.codes[int(equal.giver[i])]),
            OrganisationId(nodes.codes[int(equal.receiver[i])]),
        )
        for i in kept
    ]
    ban = Restriction(
        leader=OrganisationId(one), mentee=OrganisationId(other), rule=Rule.FORBID, direction=None
    )
    changes = [Change(before=network.events[row], after=None) for row in rows.tolist()]
    changes.append(Change(before=network.find(ban.entity, ban.key), after=ban))
    made, _ = with_events(network.after(changes, network.revision), ties, scene.day)
    return made
