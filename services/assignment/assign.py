"""The assignment problem as a flow: who gets which offer, and the prices that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from graph.errors import InputError
from graph.geo import IntArray
from services.assignment.admissible import Pairs
from services.assignment.arcs import arcs_of
from services.assignment.flow import FlowProblem, solve
from services.assignment.goals import GOALS, Cost
from services.assignment.market import Market, market_of
from services.assignment.problem import AssignmentProblem
from services.assignment.progress import Tell, silent, tell_goals
from services.assignment.roster import NONE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """An optimal choice of pairs.

    Attributes
    ----------
    offer
        Offer given to each need, `NONE` for an open one.
    pairs
        The chosen pairs, sorted by need.
    totals
        Total of each component of each goal.
    components
        Number of components of each goal, in the policy's order.
    mentee_price, need_price, offer_price, leader_price
        Potentials, shape (components, number of them); the outside has 0.
    """

    market: Market
    offer: IntArray
    pairs: Pairs
    totals: tuple[int, ...]
    components: tuple[int, ...]
    mentee_price: IntArray
    need_price: IntArray
    offer_price: IntArray
    leader_price: IntArray

    @property
    def pair(self) -> IntArray:
        """Number of the chosen pair of each need, `NONE` for an open one.

        Only for a problem without hubs, see `services.assignment.problem.written_out_in_full`.
        """
        problem = self.market.problem
        size = max(1, len(problem.offers))
        code = problem.pairs.need * size + problem.pairs.offer
        covered = np.flatnonzero(self.offer != NONE)
        chosen = np.full(len(self.offer), NONE, np.int64)
        chosen[covered] = np.searchsorted(code, covered * size + self.offer[covered])
        return chosen

    def with_pairs(self, chosen: IntArray, totals: tuple[int, ...]) -> "Solved":
        """Return another choice of pairs, by their numbers, with its totals and these prices."""
        pairs = self.market.problem.pairs
        covered = np.flatnonzero(chosen != NONE)
        offer = np.full(len(chosen), NONE, np.int64)
        offer[covered] = pairs.offer[chosen[covered]]
        return replace(self, offer=offer, pairs=pairs.take(chosen[covered]), totals=totals)


def assign(problem: AssignmentProblem, tell: Tell = silent) -> Solved:
    """Choose pairs so that the policy's goals are reached in their order, exactly.

    Raises
    ------
    InputError
        If the pins cannot all be kept at once.
    """
    market = market_of(problem)
    goals = [GOALS[name].costs(market) for name in problem.policy.goals]
    return assign_by(market, goals, tell)


def assign_by(
    market: Market,
    per_goal: Sequence[Sequence[Cost]],
    tell: Tell = silent,
    *,
    moves_last: bool = False,
) -> Solved:
    """Choose pairs so that the components of each goal are least, one after the other.

    Parameters
    ----------
    moves_last
        Whether the last of them is no goal of the policy but counts moves, as `tell` is to say.

    Raises
    ------
    InputError
        If the pins cannot all be kept at once.
    """
    arcs = arcs_of(market)
    costs = arcs.prices([cost for some in per_goal for cost in some])
    found = solve(
        FlowProblem(
            nodes=arcs.nodes,
            tail=arcs.tail,
            head=arcs.head,
            capacity=arcs.capacity,
            costs=costs,
            forced=arcs.forced,
        ),
        tell_goals(tell, [len(some) for some in per_goal], moves_last=moves_last),
    )
    if found is None:
        raise InputError("plan.pins_do_not_fit")
    offer, rules = arcs.offers_given(found.flow), market.problem.rules
    covered = np.flatnonzero(offer != NONE)
    mentee, need, offers, leader = (found.potentials[:, a:b] for a, b in pairwise(arcs.first_node))
    return Solved(
        market=market,
        offer=offer,
        pairs=rules.admit(rules.judge(covered, offer[covered])),
        totals=tuple(int((cost * found.flow).sum()) for cost in costs),
        components=tuple(len(some) for some in per_goal),
        mentee_price=mentee,
        need_price=need,
        offer_price=offers,
        leader_price=leader,
    )


def goal_values(solved: Solved) -> list[tuple[int, ...]]:
    """Return the value of each goal, in the policy's order."""
    values, start = [], 0
    for name, count in zip(solved.market.problem.policy.goals, solved.components, strict=True):
        totals = solved.totals[start : start + count]
        values.append(GOALS[name].values(totals, solved.market))
        start += count
    return values
