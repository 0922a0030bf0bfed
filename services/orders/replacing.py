"""What a second order of the year ends: pairs of the orders before that the new plan lacks."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from graph.model.choices import PairStatus, Rule
from graph.model.ids import Day
from graph.model.plan import Order, Plan
from graph.model.tie import Pair
from graph.network import Network
from graph.texts import Message, Say, message

IN_FORCE = (PairStatus.ORDERED, PairStatus.ACTIVE, PairStatus.PAUSED, None)


def pairs_of_orders(network: Network, plans: frozenset[str], day: Day) -> Iterator[Pair]:
    """Yield the pairs that orders of `plans` put in force and that are in force on `day`."""
    pairs = network.pairs
    codes = pairs.column("plan")
    for row in np.flatnonzero(pairs.in_force(np.datetime64(day, "D"))).tolist():
        if codes[row] in plans and (pair := pairs[row]).status in IN_FORCE:
            yield pair


def left_alone(
    network: Network, plan: Plan, before: frozenset[str], order: Order, say: Say
) -> tuple[Pair, ...]:
    """Return the pairs of the orders before that end because nobody takes over.

    Each says why: with the words of the ban that stands against it, if there is one.
    """
    needs = {(line.mentee, line.direction) for line in network.lines_of("assignment", plan.id)}
    return tuple(
        replace(
            pair,
            to_date=order.from_date,
            status=PairStatus.ENDED,
            end_reason=say(_reason(network, plan, pair, order)),
        )
        for pair in pairs_of_orders(network, before, order.from_date)
        if (pair.mentee, pair.direction) not in needs
    )


def _reason(network: Network, plan: Plan, pair: Pair, order: Order) -> Message:
    for row in network.restrictions:
        if (
            row.rule is Rule.FORBID
            and (row.leader, row.mentee) == (pair.leader, pair.mentee)
            and row.direction in (None, pair.direction)
            and (row.until is None or plan.as_of < row.until)
            and row.reason
        ):
            return message("order.ended_because", number=order.number, reason=row.reason)
    return message("order.ended", number=order.number)
