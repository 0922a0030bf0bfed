"""The best emergency answer to a drill: who takes over what, with the fewest moves."""

from dataclasses import dataclass

import numpy as np

from graph.measures import Ints
from services.assignment.advice.fewest import Replacement
from services.drills.drill import Drill, DrillKind, What
from services.drills.emergency.closest import StandIn, closest
from services.drills.emergency.handover import Handover, hand_over
from services.drills.emergency.new_ties import new_ties
from services.drills.emergency.pairs import take_over_pairs
from services.drills.ground import Ground
from services.isolation.ground import Ground as Distances
from services.policy import AssignmentPolicy
from services.repair.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What is to be done on the day after.

    Attributes
    ----------
    plan
        Code of the plan that `pairs` are counted from, or empty for the pairs in force.
    pairs
        The plan without the leader; None where no leader goes or nobody is led.
    curators
        Who takes over which object.
    services, leaders
        The closest other service, and the closest other leader, of each that loses its own.
    ties
        New ties for those who lose their way; None if nobody does.
    """

    plan: str
    pairs: Replacement | None
    curators: tuple[Handover, ...]
    services: tuple[StandIn, ...]
    leaders: tuple[StandIn, ...]
    ties: Proposal | None

    @property
    def moves(self) -> int:
        """How many decisions it takes: pairs, objects, services that take over, new ties."""
        steps = self.pairs.steps if self.pairs else ()
        return (
            sum(step.to_leader is not None for step in steps)
            + len({one.to for one in self.services} - {None})
            + sum(one.to is not None for one in self.curators)
            + (len(self.ties.ties) if self.ties else 0)
        )

    @property
    def left(self) -> int:
        """How many losses nothing can be done about."""
        steps = self.pairs.steps if self.pairs else ()
        return (
            sum(step.to_leader is None for step in steps)
            + sum(one.to is None for one in self.curators)
            + sum(one.to is None for one in self.services)
            + (len(self.ties.left_out) if self.ties else 0)
        )


def emergency_of(
    ground: Ground, drill: Drill, policy: AssignmentPolicy, *, saved: Replacement | None, plan: str
) -> Emergency:
    """Return the answer with the fewest moves.

    Parameters
    ----------
    policy
        Rules for pairs in force.
    saved
        The plan without the leader that goes, if there is a plan to save; its code is `plan`.
    """
    distances = Distances.of(ground.scene.network, ground.scene.nodes)
    return Emergency(
        plan=plan if saved else "",
        pairs=saved or _pairs(ground, drill, policy),
        curators=_curators(ground, distances, drill),
        services=_others(ground, distances, drill, What.SERVICE),
        leaders=_others(ground, distances, drill, What.NEAR),
        ties=new_ties(ground, drill),
    )


def gone_curators(ground: Ground, drill: Drill) -> tuple[str, ...]:
    """Return the curators that go with what goes."""
    if drill.kind is DrillKind.CURATOR:
        return drill.of
    if drill.kind in (DrillKind.SERVICE, DrillKind.ORGANISATION):
        return ground.curators.staff_of(drill.of[0])
    return ()


def _pairs(ground: Ground, drill: Drill, policy: AssignmentPolicy) -> Replacement | None:
    """Return the pairs in force without the leader, if it has any."""
    if drill.kind is not DrillKind.LEADER or not drill.count(What.PAIR):
        return None
    return take_over_pairs(ground, drill.of[0], policy)


def _curators(ground: Ground, distances: Distances, drill: Drill) -> tuple[Handover, ...]:
    def losing(what: What) -> list[str]:
        return [loss.who for loss in drill.losses if loss.what is what]

    return hand_over(
        ground,
        distances,
        alone=losing(What.CURATOR),
        thin=losing(What.DEPUTY),
        gone=gone_curators(ground, drill),
    )


def _others(ground: Ground, distances: Distances, drill: Drill, what: What) -> tuple[StandIn, ...]:
    """Return the closest other one for each that loses its own service, or its near leader."""
    nodes = ground.scene.nodes
    who = [nodes.number[loss.who] for loss in drill.losses if loss.what is what]
    if not who:
        return ()
    among: Ints = np.flatnonzero(nodes.service if what is What.SERVICE else nodes.leader)
    gone = nodes.number[drill.of[0]]
    return closest(distances, np.array(who, np.int64), among[among != gone])
