"""Run drills on the network of a store; nothing is written."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.errors import InputError
from graph.model.ids import PlanId
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.assignment.advice.workflow import read_without_document
from services.context import Context
from services.drills.document import drill_document, ranking_document
from services.drills.drill import (
    DrillKind,
    drill_curator,
    drill_leader,
    drill_organisation,
    drill_service,
    drill_tie,
)
from services.drills.ground import Ground
from services.drills.ranking import rank
from services.isolation.scene import Scene
from services.policy import IsolationPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillAsked:
    """What is to go.

    Attributes
    ----------
    kind
        None asks for all single losses at once.
    of
        Code; both codes of a tie with a colon between them.
    hops
        Steps to a leader that still count as near.
    window_months
        Replaces that of the policy, if given.
    plan
        Plan that is to be saved when a leader leaves, or empty.
    """

    kind: DrillKind | None
    of: str
    day: date
    hops: int
    window_months: int | None = None
    plan: str = ""


def read_drill_document(
    store: NetworkStore, policy: IsolationPolicy, asked: DrillAsked, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return who loses what, or all single losses; for a leader with a plan, what saves the plan.

    Raises
    ------
    NotFoundError
        If there is no such organisation, person or plan.
    InputError
        If what is named is not of its kind, or not there on the day, or a plan is named and no
        leader.
    """
    require(ctx.actor, Right.READ)
    if asked.plan and asked.kind is not DrillKind.LEADER:
        raise InputError("drill.plan_without_leader")
    months = policy.window_months if asked.window_months is None else asked.window_months
    scene = Scene.of(store.read(), replace(policy, window_months=months), day=asked.day)
    ground = Ground.of(scene, hops=asked.hops)
    if asked.kind is None:
        return ranking_document(ground, rank(ground), say)
    if asked.kind is DrillKind.TIE:
        one, colon, other = asked.of.partition(":")
        if not (one and colon and other):
            raise InputError("drill.tie_form", value=asked.of)
        return drill_document(ground, drill_tie(ground, one, other), say)
    document = drill_document(ground, _ONE[asked.kind](ground, asked.of), say)
    if asked.kind is not DrillKind.LEADER:
        return document
    if not asked.plan:
        return document | {"emergency": None}
    emergency = read_without_document(store, PlanId(asked.plan), leader=asked.of, say=say, ctx=ctx)
    return document | {
        "emergency": emergency,
        "texts": [*document["texts"], *emergency["texts"]],
    }


_ONE = {
    DrillKind.LEADER: drill_leader,
    DrillKind.CURATOR: drill_curator,
    DrillKind.SERVICE: drill_service,
    DrillKind.ORGANISATION: drill_organisation,
}
