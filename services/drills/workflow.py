"""Run drills on the network of a store; nothing is written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.errors import InputError
from graph.model.ids import Revision
from graph.network import Network
from graph.stores.port import NetworkStore
from graph.texts import Say
from graph.valid_time import as_of
from services.access import Right, require
from services.assignment.advice.fewest import Replacement
from services.assignment.advice.without import without_leader
from services.assignment.planned import stored_plan
from services.context import Context
from services.drills.document import drill_document, ranking_document
from services.drills.drill import Drill, DrillKind, drilled
from services.drills.emergency.answer import emergency_of
from services.drills.emergency.document import emergency_document
from services.drills.ground import Ground
from services.drills.ranking import rank
from services.policy import Policy
from services.views.index import NetworkIndex


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
        Plan that is to be saved when a leader leaves; empty is the one of the year that counts, if
        the leader is in it, else the pairs in force.
    """

    kind: DrillKind | None
    of: str
    day: date
    hops: int
    window_months: int | None = None
    plan: str = ""


def read_drill_document(
    store: NetworkStore, policy: Policy, asked: DrillAsked, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return all single losses, or who loses what with one, and the best emergency answer.

    A later day than today is looked at as if nothing is renewed.

    Raises
    ------
    NotFoundError
        If there is no such organisation, person or plan.
    InputError
        If what is named is not of its kind, or not there on the day, or a plan is named and no
        leader.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    isolation = policy.isolation.asked(window_months=asked.window_months)
    ground = Ground.known(network, isolation, day=asked.day, hops=asked.hops, today=ctx.today)
    return drill_document_of(ground, network, store, policy, asked, say=say, ctx=ctx)


def drill_document_of(
    ground: Ground,
    network: Network,
    store: NetworkStore,
    policy: Policy,
    asked: DrillAsked,
    *,
    say: Say,
    ctx: Context,
) -> dict[str, Any]:
    """Return the document of a drill on a network that was read before.

    Parameters
    ----------
    ground
        That of `network` and of what is asked.
    store
        Gives the older network that a plan was made on, nothing else.

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
    if asked.kind is None:
        return ranking_document(ground, rank(ground), say)
    drill = drilled(ground, asked.kind, asked.of)
    document = drill_document(ground, drill, say)
    plan = asked.plan or _plan_with(network, asked)
    found = emergency_of(
        ground,
        drill,
        policy.assignment,
        saved=_saved(store, network, plan, drill) if plan else None,
        plan=plan,
    )
    answer = emergency_document(ground, found, say)
    return document | {"emergency": answer, "texts": [*document["texts"], *answer["texts"]]}


def _plan_with(network: Network, asked: DrillAsked) -> str:
    """Return the plan of the year that counts if a leader that goes is in it, or nothing."""
    if asked.kind is not DrillKind.LEADER:
        return ""
    plan = NetworkIndex(network, as_of(network, asked.day), asked.day).current_plan
    if plan is None:
        return ""
    leads = any(line.leader == asked.of for line in network.lines_of("assignment", plan.id))
    return plan.id if leads else ""


def _saved(store: NetworkStore, network: Network, plan: str, drill: Drill) -> Replacement:
    """Return a plan without its leader, on the network that it was made on."""
    planned = stored_plan(network, plan)
    past = store.read(at=Revision(planned.plan.network_revision))
    return without_leader(past, planned, drill.of[0])
