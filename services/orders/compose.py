"""From an approved plan to the order: the pairs it puts in force and those it ends."""

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from graph.errors import ConflictError, InputError
from graph.model.changes import Change
from graph.model.choices import PairStatus, PlanStatus
from graph.model.ids import Day, PlanId, SchoolYear
from graph.model.plan import Assignment, Order, Plan
from graph.model.tie import Pair
from graph.network import Network
from graph.texts import Say, message
from graph.valid_time import first_day, following
from services.assignment.life import move, require_not_replaced
from services.assignment.past import plans_before
from services.orders.replacing import IN_FORCE, left_alone, pairs_of_orders

_BINDING = (PairStatus.ORDERED, PairStatus.ACTIVE)
_NAMED = 3  # pairs named in a refusal
_SUMMER = timedelta(days=92)  # an order may begin in the summer before its year


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """What stands on the order.

    Attributes
    ----------
    from_date, to_date
        Period of the pairs, half-open; None is the plan's school year.
    """

    number: str
    date: Day
    from_date: Day | None = None
    to_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedOrder:
    """All that an order changes, to be read before it is confirmed.

    Attributes
    ----------
    begun
        Pairs that come into force.
    ended
        Pairs in force that the order ends, each as it will be.
    taken_over
        Pairs that stand with the same leader from the same day already, as they are now: the
        order makes them its own.
    stays
        Pairs of the orders before, whose leader stays: the order does not touch them.
    changes
        The same with the order and the plan's step, as one change set takes it.
    """

    order: Order
    begun: tuple[Pair, ...]
    ended: tuple[Pair, ...]
    taken_over: tuple[Pair, ...]
    stays: tuple[Pair, ...]
    changes: tuple[Change, ...]


def compose_order(network: Network, plan_id: PlanId, terms: OrderTerms, say: Say) -> ComposedOrder:
    """Compose the order of an approved plan.

    Every assignment becomes a pair with status «приказ» for the period. A pair in force on its
    first day for the same mentee and direction ends on that day: as replaced when another leader
    takes over, as continued when the leader stays.

    A plan that replaces another during the year changes no more than it must: pairs of the orders
    before stay as they are where the leader stays, and end where the new plan has nobody. Its
    period begins on the day of the order if no other is given.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    PlanStateError
        If the plan is not approved.
    InputError
        If the number is empty, or the period is empty or leaves the plan's school year.
    ConflictError
        If a pair of another leader begins within the period, or another plan replaces this one.
    """
    plan = network.plan(plan_id)
    ordered = move(plan, PlanStatus.ORDERED)
    require_not_replaced(network, plan)
    before = _ordered_before(network, plan.id)
    start = terms.from_date or begin_of_pairs(network, plan, terms.date)
    end = terms.to_date or first_day(following(plan.school_year))
    number = terms.number.strip()
    if not number:
        raise InputError("order.no_number")
    if end <= start:
        raise InputError("order.period", start=start, end=end)
    if not _is_in_year(plan.school_year, start, end):
        raise InputError("order.outside_year", start=start, end=end, school_year=plan.school_year)
    order = Order(plan=plan.id, number=number, date=terms.date, from_date=start, to_date=end)
    basis = say(message("order.basis", number=number, date=terms.date))
    stays = _stays(network, plan.id, before, start)
    led = {(pair.leader, pair.mentee, pair.direction) for pair in stays}
    lines: list[Assignment] = [
        line
        for line in network.lines_of("assignment", plan.id)
        if (line.leader, line.mentee, line.direction) not in led
    ]
    begun = tuple(
        Pair(
            leader=line.leader,
            mentee=line.mentee,
            direction=line.direction,
            from_date=start,
            to_date=end,
            status=PairStatus.ORDERED,
            basis=basis,
            plan=plan.id,
        )
        for line in lines
    )
    _require_no_later_pair(network, begun, order)
    ended = (
        *_ended(network, begun, order, say),
        *left_alone(network, plan, before, order, say),
    )
    there = (network.pairs.get(pair.key) for pair in begun)
    taken_over = tuple(pair for pair in there if pair is not None)
    changes = [
        Change(before=plan, after=ordered),
        Change(before=None, after=order),
        *(Change(before=network.find("pair", pair.key), after=pair) for pair in ended),
        *(Change(before=network.find("pair", pair.key), after=pair) for pair in begun),
    ]
    return ComposedOrder(
        order=order,
        begun=begun,
        ended=ended,
        taken_over=taken_over,
        stays=stays,
        changes=tuple(changes),
    )


def begin_of_pairs(network: Network, plan: Plan, day: Day) -> Day:
    """Return the first day of the pairs of an order of `day` if nobody names another.

    That is 1 September of the plan's year; in the year, where orders were before, the day itself.
    """
    first = first_day(plan.school_year)
    return max(first, day) if _ordered_before(network, plan.id) else first


def _ordered_before(network: Network, plan: PlanId) -> frozenset[str]:
    """Return the ordered plans that a plan replaces, over any number of steps."""
    return frozenset(code for code in plans_before(network, plan) if code in network.orders.keys)


def _stays(network: Network, plan: PlanId, before: frozenset[str], start: Day) -> tuple[Pair, ...]:
    """Return the pairs of the orders before whose leader stays in the new plan."""
    lines = network.lines_of("assignment", plan)
    wanted = {(line.leader, line.mentee, line.direction) for line in lines}
    return tuple(
        pair
        for pair in pairs_of_orders(network, before, start)
        if (pair.leader, pair.mentee, pair.direction) in wanted
    )


def _require_no_later_pair(network: Network, begun: tuple[Pair, ...], order: Order) -> None:
    """Refuse an order that would run into a pair of another leader that begins within its period.

    Two leaders of one need at once are an error, as in a workbook.
    """
    leader_now = {(pair.mentee, pair.direction): pair.leader for pair in begun}
    later = [
        pair
        for pair in network.pairs
        if order.from_date < pair.from_date < order.to_date
        and pair.status in _BINDING
        and leader_now.get((pair.mentee, pair.direction), pair.leader) != pair.leader
    ]
    if later:
        named = network.name_of
        shown = [f"{named[pair.leader]} → {named[pair.mentee]}" for pair in later[:_NAMED]]
        raise ConflictError("order.overlaps", n=len(later), pairs=", ".join(shown))


def _is_in_year(school_year: SchoolYear, start: Day, end: Day) -> bool:
    return first_day(school_year) - _SUMMER <= start and end <= first_day(following(school_year))


def _ended(network: Network, begun: tuple[Pair, ...], order: Order, say: Say) -> tuple[Pair, ...]:
    leader_now = {(pair.mentee, pair.direction): pair.leader for pair in begun}
    same_key = {pair.key for pair in begun}
    pairs = network.pairs
    in_force = pairs.in_force(np.datetime64(order.from_date, "D"))
    replaced = say(message("order.replaced", number=order.number))
    continued = say(message("order.continued"))
    ended = []
    for row in np.flatnonzero(in_force).tolist():
        pair = pairs[row]
        leader = leader_now.get((pair.mentee, pair.direction))
        if leader is None or pair.status not in IN_FORCE or pair.key in same_key:
            continue
        ended.append(
            replace(
                pair,
                to_date=order.from_date,
                status=PairStatus.ENDED,
                end_reason=continued if leader == pair.leader else replaced,
            )
        )
    return tuple(ended)
