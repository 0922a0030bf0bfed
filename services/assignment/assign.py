"""The assignment problem as a flow: who gets which offer, and the prices that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import InputError
from graph.geo import IntArray
from services.assignment.arcs import arcs_of
from services.assignment.flow import FlowProblem, solve
from services.assignment.goals import GOALS, Cost, Market, market_of
from services.assignment.problem import AssignmentProblem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """An optimal choice of pairs.

    Attributes
    ----------
    pair
        Number of the chosen pair of each need, `NONE` for an open need.
    totals
        Total of each component of each goal.
    components
        Number of components of each goal, in the policy's order.
    mentee_price, need_price, offer_price, leader_price
        Potentials, shape (components, number of them); the outside has 0.
    """

    market: Market
    pair: IntArray
    totals: tuple[int, ...]
    components: tuple[int, ...]
    mentee_price: IntArray
    need_price: IntArray
    offer_price: IntArray
    leader_price: IntArray


def assign(problem: AssignmentProblem) -> Solved:
    """Choose pairs so that the policy's goals are reached in their order, exactly.

    Raises
    ------
    InputError
        If the pins cannot all be kept at once.
    """
    market = market_of(problem)
    return assign_by(market, [GOALS[name].costs(market) for name in problem.policy.goals])


def assign_by(market: Market, per_goal: Sequence[Sequence[Cost]]) -> Solved:
    """Choose pairs so that the components of each goal are least, one after the other.

    Raises
    ------
    InputError
        If the pins cannot all be kept at once.
    """
    costs = [cost for some in per_goal for cost in some]
    arcs = arcs_of(market)
    matrix = arcs.prices(costs)
    found = solve(
        FlowProblem(
            nodes=arcs.nodes,
            tail=arcs.tail,
            head=arcs.head,
            capacity=arcs.capacity,
            costs=matrix,
            forced=arcs.forced,
        )
    )
    if found is None:
        raise InputError("plan.pins_do_not_fit")
    price = found.potentials
    return Solved(
        market=market,
        pair=arcs.chosen(found.flow),
        totals=tuple((matrix @ found.flow).tolist()),
        components=tuple(len(some) for some in per_goal),
        mentee_price=price[:, 1 : arcs.need0],
        need_price=price[:, arcs.need0 : arcs.offer0],
        offer_price=price[:, arcs.offer0 : arcs.leader0],
        leader_price=price[:, arcs.leader0 :],
    )


def goal_values(solved: Solved) -> list[tuple[int, ...]]:
    """Return the value of each goal, in the policy's order."""
    values, start = [], 0
    for name, count in zip(solved.market.problem.policy.goals, solved.components, strict=True):
        totals = solved.totals[start : start + count]
        values.append(GOALS[name].values(totals, solved.market))
        start += count
    return values
