"""A what-if as a document: goals, moved needs, and what a planner is told of them."""

from collections.abc import Iterator
from typing import Any

from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.adjustment import Adjustment, AdjustmentKind
from services.assignment.advice.effects import (
    GoalChange,
    effects_of,
    first_changed,
    goals_document,
)
from services.assignment.compare import Step, steps_document
from services.assignment.compare_texts import step_line
from services.assignment.whatif.answer import WhatIf
from services.named import named

_TOLD = 3  # goals that a sentence names besides the first: earlier ones matter more
_RULES = {
    AdjustmentKind.PIN: "pin",
    AdjustmentKind.BAN: "forbid",
    AdjustmentKind.PREFER: "prefer",
}


def what_if_document(plan: str, answer: WhatIf, network: Network, say: Say) -> dict[str, Any]:
    """Return a what-if as plain values, with its sentences."""
    return {
        "plan": plan,
        "kind": "what_if",
        "adjustments": [str(one) for one in answer.adjustments],
        **effect_document(answer),
        "texts": [
            *(say(adjustment_line(network, one)) for one in answer.adjustments),
            *(say(line) for line in what_if_lines(network, answer)),
        ],
        "proved": True,
    }


def effect_document(answer: WhatIf) -> dict[str, Any]:
    """Return goals and moved needs as plain values."""
    return {
        "goals": goals_document(answer.goals),
        "first_goal_changed": first_changed(answer.goals),
        "steps": steps_document(answer.steps),
        "covered": answer.covered,
        "open": answer.open,
    }


def adjustment_line(network: Network, one: Adjustment) -> Message:
    """Name an adjustment."""
    names = network.name_of
    leader, way = named(network, one.leader), one.direction or ""
    if one.kind is AdjustmentKind.PLACES:
        code = "whatif.places_more" if one.places > 0 else "whatif.places_less"
        return message(code, n=abs(one.places), leader=leader, direction=names.get(way, way))
    return message(
        "plan.pin_row" if way else "plan.pin_row_all",
        rule=message(f"plan.rule.{_RULES[one.kind]}"),
        leader=leader,
        mentee=named(network, one.mentee or ""),
        direction=names.get(way, way),
    )


def what_if_lines(network: Network, answer: WhatIf) -> Iterator[Message]:
    """Yield what gets better, what gets worse, who has a leader, and whom it concerns."""
    yield from _goal_lines(effects_of(answer.goals))
    found = sum((step.from_leader is None) - (step.to_leader is None) for step in answer.steps)
    if found:
        told = {"covered": answer.covered, "open": answer.open}
        yield message("whatif.covered", before=answer.covered - found, **told)
    if answer.steps:
        yield message("whatif.concerns", n=len(answer.steps))
    else:
        yield message("whatif.nobody")
    for step in sorted(answer.steps, key=_losers_first):
        yield step_line(network, step)


def _goal_lines(told: list[tuple[GoalChange, Message]]) -> Iterator[Message]:
    if not told:
        yield message("whatif.same")
        return
    (first, effect), *rest = told
    yield message("whatif.better" if first.is_better else "whatif.worse", effect=effect)
    for is_better, code in ((False, "whatif.also_worse"), (True, "whatif.also_better")):
        some = tuple(line for goal, line in rest if goal.is_better is is_better)
        if some:
            yield message(code, effects=some[:_TOLD])


def _losers_first(step: Step) -> tuple[int, str, str]:
    """Return what puts needs that lose their leader first, then those with another one."""
    kind = 0 if step.to_leader is None else 1 if step.from_leader else 2
    return kind, step.mentee, step.direction
