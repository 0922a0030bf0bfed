"""The plan as a document for other programs, made from its stored records alone."""

from typing import Any

from graph.model.plan import Assignment, GoalValue, OpenNeed
from graph.network import Network
from graph.texts import Say
from services.assignment.communities import Helping, helping_communities
from services.assignment.document_proof import ENCODING, earlier_plans, potentials_text
from services.assignment.explain import (
    assignment_reasons,
    community_reason,
    group_text,
    open_reason,
)
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.side_document import rules_said, side_document


def plan_document(network: Network, plan_id: str, say: Say) -> dict[str, Any]:
    """Return the document of a stored plan, with plain values only.

    Two stores that hold equal records give equal documents. Assignments are sorted by leader,
    mentee, direction, open needs by mentee, direction, all by code points.

    Parameters
    ----------
    say
        Tells reasons in the language of the document.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    planned = stored_plan(network, plan_id)
    plan = planned.plan
    helping = helping_communities(network, plan.as_of)
    assignments = _assignments(network, planned, helping, say)
    return {
        "id": plan.id,
        "status": plan.status.value,
        "scope": plan.scope,
        "school_year": plan.school_year,
        "as_of": plan.as_of.isoformat(),
        "network_revision": plan.network_revision,
        "policy": plan.policy,
        "policy_fingerprint": plan.policy_fingerprint,
        "data_fingerprint": plan.data_fingerprint,
        "goals": [_goal(goal) for goal in planned.goals],
        "assignments": assignments,
        "open_needs": _open_needs(network, planned, helping, say),
        "blocking_groups": [
            {
                "id": group.group,
                "needs": len(group.members),
                "members": [_member(text) for text in group.members],
                "leaders": list(group.leaders),
                "places": group.places,
                "short_by": group.short_by,
                "text": say(group_text(group, network)),
            }
            for group in planned.blocking_groups
        ],
        "certificate": _certificate(planned),
        "counts": _counts(planned, sum(line["over_border"] for line in assignments)),
        "earlier_plans": earlier_plans(network, plan),
        "runtime_s": plan.runtime_ms / 1000,
        **side_document(network, planned),
        **({} if plan.replaces is None else {"replaces": plan.replaces}),
    }


def _assignments(
    network: Network, planned: PlannedAssignment, helping: Helping, say: Say
) -> list[dict[str, Any]]:
    table, names = network.organisations, network.name_of
    home = dict(zip(table.keys, table.column("municipality"), strict=True))
    found = []
    for line in sorted(planned.assignments, key=lambda a: (a.leader, a.mentee, a.direction)):
        communities = helping.get((line.mentee, line.direction), ())
        reasons = (*assignment_reasons(line, names), *community_reason(communities, names))
        told = {
            "over_border": home[line.leader] != home[line.mentee],
            "with_community": list(communities),
            "reasons": [say(reason) for reason in reasons],
        }
        found.append(_assignment(line) | told)
    return found


def _open_needs(
    network: Network, planned: PlannedAssignment, helping: Helping, say: Say
) -> list[dict[str, Any]]:
    names, rules, found = network.name_of, rules_said(planned), []
    for need in sorted(planned.open_needs, key=lambda need: (need.mentee, need.direction)):
        communities = helping.get((need.mentee, need.direction), ())
        why = open_reason(need, planned.group, names, rules)
        reasons = (why, *community_reason(communities, names))
        text = " ".join(say(reason) for reason in reasons)
        found.append(_open_need(need) | {"with_community": list(communities), "text": text})
    return found


def _certificate(planned: PlannedAssignment) -> dict[str, Any]:
    return {
        "checked": True,
        "checker": planned.plan.checker,
        "stages": sum(goal.proved for goal in planned.goals),
        "encoding": ENCODING,
        "potentials": potentials_text(planned.plan.certificate),
    }


def _goal(goal: GoalValue) -> dict[str, Any]:
    return {
        "name": goal.name,
        "sense": goal.sense.value,
        "value": list(goal.values) if goal.is_vector else goal.values[0],
        "proved": goal.proved,
    }


def _assignment(line: Assignment) -> dict[str, Any]:
    return {
        "leader": line.leader,
        "mentee": line.mentee,
        "direction": line.direction,
        "offer_from": line.offer_from.isoformat(),
        "level": line.level,
        "distance_km": line.distance_km,
        "effective_km": line.effective_km,
        "mode": line.mode.value,
        "points": line.points,
        "kept": line.kept,
        "pinned": line.pinned,
        "preferred": line.preferred,
        "place": line.place,
        "places": line.places,
        "nearer": line.nearer,
    }


def _open_need(need: OpenNeed) -> dict[str, Any]:
    return {
        "mentee": need.mentee,
        "direction": need.direction,
        "level": need.level,
        "reason": need.reason.value,
        "nearest": need.nearest,
        "nearest_km": need.nearest_km,
        "blocking_group": need.blocking_group,
    }


def _member(text: str) -> dict[str, str]:
    mentee, _, direction = text.partition("|")
    return {"mentee": mentee, "direction": direction}


def _counts(planned: PlannedAssignment, over_border: int) -> dict[str, int]:
    covered = {line.mentee for line in planned.assignments}
    return {
        "needs": len(planned.assignments) + len(planned.open_needs),
        "covered": len(planned.assignments),
        "mentees": len(covered | {need.mentee for need in planned.open_needs}),
        "mentees_with_leader": len(covered),
        "leaders_used": len({line.leader for line in planned.assignments}),
        "over_border": over_border,
        "places_taken": planned.plan.places_taken,
    }
