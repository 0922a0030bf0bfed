"""A refusal and what it leads to, as a document with the sentences that people read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.model.changes import Change
from graph.model.choices import Rule
from graph.model.need import Offer, Restriction
from graph.model.plan import Plan
from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.compare import (
    Step,
    goal_number,
    leaders_of_needs,
    steps_between,
    steps_document,
)
from services.assignment.compare_texts import step_line
from services.assignment.decisions import restriction_name
from services.assignment.explain import open_reason
from services.assignment.planned import PlannedAssignment
from services.assignment.refusal.banned import Refusal
from services.named import named


def refusal_document(
    network: Network,
    refusal: Refusal,
    changes: Sequence[Change],
    *,
    base: PlannedAssignment,
    found: PlannedAssignment,
    say: Say,
) -> dict[str, Any]:
    """Return what a refusal forbids, who moves, and who stays without a leader.

    Parameters
    ----------
    changes
        Rows that the refusal adds, ends and empties.
    base, found
        The plan that it is about, and the one that takes its place.
    """
    rows = [change.record for change in changes]
    bans = [r for r in rows if isinstance(r, Restriction) and r.rule is Rule.FORBID]
    pins = [r for r in rows if isinstance(r, Restriction) and r.rule is Rule.PIN]
    pins.sort(key=lambda pin: (not _has_ended(pin, base), pin.key))
    steps = steps_between(leaders_of_needs(base), leaders_of_needs(found))
    return {
        "plan": base.plan.id,
        "kind": "refusal",
        "leader": refusal.leader,
        "mentee": refusal.mentee,
        "direction": refusal.direction,
        "reason": refusal.reason,
        "until": refusal.last_day(base.plan).isoformat(),
        "banned": [
            {"leader": ban.leader, "mentee": ban.mentee, "direction": ban.direction} for ban in bans
        ],
        "emptied": [
            {
                "leader": offer.organisation,
                "direction": offer.direction,
                "offer_from": offer.from_date.isoformat(),
                "places": offer.places,
            }
            for offer in _emptied(changes)
        ],
        "goals": [
            {"name": old.name, "before": goal_number(old), "after": goal_number(new)}
            for old, new in zip(base.goals, found.goals, strict=True)
        ],
        "moves": len(steps),
        "steps": steps_document(steps),
        "covered": len(found.assignments),
        "open": len(found.open_needs),
        "texts": [
            say(line)
            for line in (
                _heading(network, refusal, base.plan, steps),
                *(step_line(network, step) for step in steps),
                *_left_open(network, found, steps),
                *(_emptied_line(network, offer) for offer in _emptied(changes)),
                *(_pin_line(network, pin, base) for pin in pins),
            )
        ],
    }


def _emptied(changes: Iterable[Change]) -> list[Offer]:
    """Return the offers whose places the refusal takes, as they are now."""
    return [change.before for change in changes if isinstance(change.before, Offer)]


def _heading(network: Network, refusal: Refusal, plan: Plan, steps: tuple[Step, ...]) -> Message:
    who = "pair" if refusal.leader and refusal.mentee else "leader" if refusal.leader else "mentee"
    return message(
        f"refuse.heading_{who}",
        leader=refusal.leader and named(network, refusal.leader),
        mentee=refusal.mentee and named(network, refusal.mentee),
        until=refusal.last_day(plan),
        n=len(steps),
        open=sum(step.to_leader is None for step in steps),
    )


def _left_open(
    network: Network, found: PlannedAssignment, steps: tuple[Step, ...]
) -> Iterator[Message]:
    """Tell why those who lose their leader get no other."""
    ended = {(step.mentee, step.direction) for step in steps if step.to_leader is None}
    names = network.name_of
    for need in found.open_needs:
        if (need.mentee, need.direction) in ended:
            yield message(
                "refuse.left_open",
                mentee=named(network, need.mentee),
                direction=names[need.direction],
                why=open_reason(need, found.group, names),
            )


def _emptied_line(network: Network, offer: Offer) -> Message:
    names = network.name_of
    return message(
        "refuse.emptied",
        leader=named(network, offer.organisation),
        direction=names[offer.direction],
        n=offer.places,
    )


def _pin_line(network: Network, pin: Restriction, base: PlannedAssignment) -> Message:
    code = "refuse.pin_ends" if _has_ended(pin, base) else "refuse.pin_stays"
    return message(code, pin=restriction_name(network, pin))


def _has_ended(pin: Restriction, base: PlannedAssignment) -> bool:
    return pin.until is not None and pin.until <= base.plan.as_of
