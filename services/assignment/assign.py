"""The assignment problem as a flow: who gets which offer, and the prices that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.errors import InputError
from graph.geo import IntArray
from services.assignment.flow import FlowProblem, solve
from services.assignment.goals import GOALS, Cost, Market, market_of
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE


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

    Outside → mentee, a unit arc for each need it may take → need → offer → leader → outside, a
    unit arc for each place. A pinned need is forced to be fed, and has pairs with its leader only.

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
    problem = market.problem
    costs = [cost for some in per_goal for cost in some]
    needs, offers, pairs = problem.needs, problem.offers, problem.pairs
    mentees, leaders = len(needs.mentees), len(problem.leaders)
    outside, need0 = 0, 1 + mentees
    offer0, leader0 = need0 + len(needs), need0 + len(needs) + len(offers)
    end = leader0 + leaders
    live = np.flatnonzero(offers.leader != NONE)
    taking, giving = market.mentee_units, market.leader_units
    tail = [
        np.full(len(taking), outside),
        1 + needs.mentee,
        need0 + pairs.need,
        offer0 + live,
        leader0 + giving.owner,
    ]
    head = [
        1 + taking.owner,
        need0 + np.arange(len(needs)),
        offer0 + pairs.offer,
        leader0 + offers.leader[live],
        np.full(len(giving), outside),
    ]
    sizes = [len(part) for part in tail]
    at = np.cumsum([0, *sizes]).tolist()
    capacity = np.ones(at[-1], np.int64)
    capacity[at[3] : at[4]] = offers.places[live]
    forced = np.zeros(at[-1], bool)
    forced[at[1] : at[2]] = problem.pinned != NONE
    matrix = np.zeros((len(costs), at[-1]), np.int64)
    for row, cost in zip(matrix, costs, strict=True):
        _spread(row, cost, at)
    found = solve(
        FlowProblem(
            nodes=end,
            tail=np.concatenate(tail),
            head=np.concatenate(head),
            capacity=capacity,
            costs=matrix,
            forced=forced,
        )
    )
    if found is None:
        raise InputError("plan.pins_do_not_fit")
    used = np.flatnonzero(found.flow[at[2] : at[3]] > 0)
    chosen = np.full(len(needs), NONE, np.int64)
    chosen[pairs.need[used]] = used
    price = found.potentials
    return Solved(
        market=market,
        pair=chosen,
        totals=tuple((matrix @ found.flow).tolist()),
        components=tuple(len(some) for some in per_goal),
        mentee_price=price[:, 1:need0],
        need_price=price[:, need0:offer0],
        offer_price=price[:, offer0:leader0],
        leader_price=price[:, leader0:end],
    )


def _spread(row: IntArray, cost: Cost, at: list[int]) -> None:
    """Put the costs of one component on their arcs."""
    for part, start, end in (
        (cost.mentee, at[0], at[1]),
        (cost.need, at[1], at[2]),
        (cost.pair, at[2], at[3]),
        (cost.leader, at[4], at[5]),
    ):
        if part is not None:
            row[start:end] = part


def goal_values(solved: Solved) -> list[tuple[int, ...]]:
    """Return the value of each goal, in the policy's order."""
    values, start = [], 0
    for name, count in zip(solved.market.problem.policy.goals, solved.components, strict=True):
        totals = solved.totals[start : start + count]
        values.append(GOALS[name].values(totals, solved.market))
        start += count
    return values
