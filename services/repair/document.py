"""A proposal of new ties as a document for other programs, with sentences."""

from typing import Any

from graph.network import Network
from graph.texts import Message, Say, message
from services.named import named_with_code
from services.repair.proposal import Goal, Minimise, NewTie, Proposal, Reason

_TENTHS = 10


def repair_document(proposal: Proposal, network: Network, say: Say) -> dict[str, Any]:
    """Return the proposal as plain values, ready for JSON, as `schemas/repair` says.

    Parameters
    ----------
    proposal
        Made from `network`.
    say
        Makes the sentences.

    Returns
    -------
    dict
        Equal for equal data; `texts` tell the whole, `text` each tie and each who is left out.
    """
    asked = proposal.asked
    return {
        "goal": asked.goal.value,
        "minimise": asked.minimise.value,
        "as_of": proposal.as_of.isoformat(),
        "window_months": proposal.window_months,
        "network_revision": proposal.revision,
        "hops": asked.hops if asked.goal is Goal.HOPS else None,
        "capacity": asked.capacity,
        "leader_capacity": asked.leader_capacity,
        "max_km": asked.max_km,
        "neighbours": asked.neighbours,
        "judged": proposal.judged,
        "leaders": proposal.leaders,
        "ties": [
            {
                "from": tie.one,
                "to": tie.other,
                "km": tie.tenths / _TENTHS,
                "distance_known": not tie.unknown,
                "removes": [kind.value for kind in tie.removes],
                "gains": tie.gains,
                "revives": tie.revives,
                "text": say(_tie(tie, network)),
            }
            for tie in proposal.ties
        ],
        "km": proposal.tenths / _TENTHS,
        "ties_count": len(proposal.ties),
        "bound_km": proposal.bound_tenths / _TENTHS,
        **(
            {"bound_ties": proposal.bound_ties}
            if asked.minimise is Minimise.TIES or asked.goal is Goal.HOPS
            else {}
        ),
        "proved": proposal.proved,
        "candidates": proposal.candidates,
        "left_out": [
            {
                "organisation": code,
                "reason": reason.value,
                "text": say(_left_out(asked.goal, reason, named_with_code(network, code))),
            }
            for code, reason in proposal.left_out
        ],
        "texts": [say(one) for one in _summary(proposal)],
    }


def common_reason(proposal: Proposal) -> Message | None:
    """Return what stands in everybody's way, so that it need not be said of each; else None."""
    if proposal.ties or not proposal.left_out:
        return None
    if proposal.asked.capacity == 0:
        return message("repair.forbade")
    if all(reason is Reason.NO_LEADER for _, reason in proposal.left_out):
        return message("repair.no_leader")
    return None


def _left_out(goal: Goal, reason: Reason, name: str) -> Message:
    """Tell why somebody is left out; two ways ask for more than one."""
    if goal is Goal.NO_CRITICAL_TIE and reason in (Reason.NO_CANDIDATE, Reason.FORBIDDEN):
        return message(f"repair.left_out.twice.{reason}", name=name)
    if goal is Goal.SECOND_LEADER and reason is Reason.NO_LEADER:
        return message("repair.left_out.no_second_leader", name=name)
    return message(f"repair.left_out.{reason}", name=name)


def _tie(tie: NewTie, network: Network) -> Message:
    named = {
        "one": named_with_code(network, tie.one),
        "other": named_with_code(network, tie.other),
    }
    far = (
        message("repair.unknown") if tie.unknown else message("repair.km", km=tie.tenths / _TENTHS)
    )
    if not tie.gains:
        return message("repair.tie.needed", **named, far=far)
    kinds = tuple(message(f"isolation.kind.{kind.lower()}") for kind in tie.removes)
    return message("repair.tie", **named, far=far, kinds=kinds, n=tie.gains)


def _summary(proposal: Proposal) -> list[Message]:
    """Tell the goal, what it takes, whether less is possible, and who is left out."""
    asked, count = proposal.asked, len(proposal.ties)
    said = [message(f"repair.goal.{asked.goal}", hops=asked.hops)]
    if count:
        said.append(message("repair.takes", n=count, km=proposal.tenths / _TENTHS))
        if proposal.proved:
            said.append(message("repair.proved", n=proposal.candidates))
        elif any(reason is Reason.CAPACITY for _, reason in proposal.left_out):
            said.append(message("repair.bound.capacity"))
        elif asked.minimise is Minimise.TIES:
            said.append(message("repair.bound.ties", n=proposal.bound_ties))
        else:
            said.append(message("repair.bound", km=proposal.bound_tenths / _TENTHS))
    elif not proposal.left_out:
        said.append(message("repair.nothing"))
    if proposal.left_out:
        said.append(message("repair.left_out", n=len(proposal.left_out)))
        if (why := common_reason(proposal)) is not None:
            said.append(why)
    return said
