"""Adjustments in words, as a planner would say them at a meeting."""

from graph.network import Network
from graph.texts import Message, message
from services.assignment.adjustment import Adjustment, AdjustmentKind


def adjustment_text(network: Network, one: Adjustment) -> Message:
    """Tell one adjustment with the names of those it is about."""
    names = network.name_of
    leader = names.get(one.leader, one.leader)
    direction = names.get(one.direction or "", one.direction)
    if one.kind is AdjustmentKind.PLACES:
        code = "adjust.words.more" if one.places > 0 else "adjust.words.fewer"
        return message(code, leader=leader, direction=direction, n=abs(one.places))
    return message(
        "adjust.words.all" if one.direction is None else "adjust.words.pair",
        rule=message(f"adjust.words.{one.kind.value}"),
        leader=leader,
        mentee=names.get(one.mentee or "", one.mentee),
        direction=direction,
    )
