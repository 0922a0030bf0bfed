"""The assignment problem as a flow: who gets which offer, and the prices that prove it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.errors import InputError
from graph.geo import IntArray
from services.assignment.admissible import Pairs
from services.assignment.flow import FlowProblem, solve
from services.assignment.goals import GOALS, Cost
from services.assignment.market import Market, market_of
from services.assignment.potentials import Whole
from services.assignment.problem import AssignmentProblem
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


def assign(problem: AssignmentProblem) -> Solved:
    """Choose pairs so that the policy's goals are reached in their order, exactly.

    Outside → mentee, a unit arc for each need it may take → need → offer, or need → hub → offer →
    leader → outside, a unit arc for each place. A pinned need is forced to be fed, and has pairs
    with its leader only.

    Raises
    ------
    InputError
        If the pins cannot all be kept at once.
    """
    market = market_of(problem)
    per_goal = [GOALS[name].costs(market) for name in problem.policy.goals]
    arcs = _Arcs(market)
    costs = [arcs.spread(cost) for some in per_goal for cost in some]
    found = solve(
        FlowProblem(
            nodes=arcs.nodes,
            tail=arcs.tail,
            head=arcs.head,
            capacity=arcs.capacity,
            costs=costs,
            forced=arcs.forced,
        )
    )
    if found is None:
        raise InputError("plan.pins_do_not_fit")
    given = arcs.offers_given(found.flow)
    covered = np.flatnonzero(given != NONE)
    mentee, need, offer, leader = (found.potentials[:, a:b] for a, b in pairwise(arcs.first_node))
    return Solved(
        market=market,
        offer=given,
        pairs=problem.rules.admit(problem.rules.judge(covered, given[covered])),
        totals=tuple(int((cost * found.flow).sum()) for cost in costs),
        components=tuple(len(some) for some in per_goal),
        mentee_price=mentee,
        need_price=need,
        offer_price=offer,
        leader_price=leader,
    )


class _Arcs:
    """The arcs of the flow, kind after kind.

    Attributes
    ----------
    first_node
        First number of the mentees, needs, offers, leaders, hubs; the outside is 0.
    """

    def __init__(self, market: Market) -> None:
        problem = market.problem
        self._problem = problem
        needs, offers, pairs, hubs = problem.needs, problem.offers, problem.pairs, problem.hubs
        sizes = [1, len(needs.mentees), len(needs), len(offers), len(problem.leaders)]
        self.first_node: list[int] = np.cumsum(sizes).tolist()
        mentee0, need0, offer0, leader0, hub0 = self.first_node
        self.nodes = hub0 + hubs.count
        live = np.flatnonzero(offers.leader != NONE)
        self._via = np.flatnonzero(hubs.of_need != NONE)
        taking, giving = market.mentee_units, market.leader_units
        ends = {
            "mentee": (np.zeros(len(taking), np.int64), mentee0 + taking.owner),
            "need": (mentee0 + needs.mentee, need0 + np.arange(len(needs))),
            "pair": (need0 + pairs.need, offer0 + pairs.offer),
            "hub": (hub0 + hubs.hub, offer0 + hubs.offer),
            "to hub": (need0 + self._via, hub0 + hubs.of_need[self._via]),
            "offer": (offer0 + live, leader0 + offers.leader[live]),
            "leader": (leader0 + giving.owner, np.zeros(len(giving), np.int64)),
        }
        self.tail = np.concatenate([tail for tail, _ in ends.values()]).astype(np.int32)
        self.head = np.concatenate([head for _, head in ends.values()]).astype(np.int32)
        last = np.cumsum([len(tail) for tail, _ in ends.values()]).tolist()
        self._at = {
            kind: slice(a, b) for kind, a, b in zip(ends, [0, *last[:-1]], last, strict=True)
        }
        self.capacity = np.ones(len(self.tail), np.int64)
        self.capacity[self._at["offer"]] = offers.places[live]
        # More room than can be used: a full arc's reduced cost may be below 0, and would then
        # prove nothing for the unused pairs that the arc stands for.
        self.capacity[self._at["hub"]] = offers.places[hubs.offer] + 1
        self.capacity[self._at["to hub"]] = 2
        self.forced = np.zeros(len(self.tail), bool)
        self.forced[self._at["need"]] = problem.pinned != NONE

    def spread(self, cost: Cost) -> Whole:
        """Put the costs of one component on the arcs, in the smallest numbers that hold them."""
        trips = slice(self._at["pair"].start, self._at["hub"].stop)
        parts = (
            (cost.mentee, self._at["mentee"]),
            (cost.need, self._at["need"]),
            (cost.pair, trips),
            (cost.leader, self._at["leader"]),
        )
        largest = max(int(np.abs(part).max(initial=0)) for part, _ in parts if part is not None)
        row: Whole = np.zeros(len(self.tail), np.min_scalar_type(-largest - 1))
        for part, where in parts:
            if part is not None:
                row[where] = part
        return row

    def offers_given(self, flow: IntArray) -> IntArray:
        """Return the offer of each need; the needs of a hub take its offers in their order."""
        pairs, hubs = self._problem.pairs, self._problem.hubs
        given = np.full(len(self._problem.needs), NONE, np.int64)
        used = flow[self._at["pair"]] > 0
        given[pairs.need[used]] = pairs.offer[used]
        sent = self._via[flow[self._at["to hub"]] > 0]
        sent = sent[np.argsort(hubs.of_need[sent], kind="stable")]
        given[sent] = np.repeat(hubs.offer, flow[self._at["hub"]])
        return given


def goal_values(solved: Solved) -> list[tuple[int, ...]]:
    """Return the value of each goal, in the policy's order."""
    values, start = [], 0
    for name, count in zip(solved.market.problem.policy.goals, solved.components, strict=True):
        totals = solved.totals[start : start + count]
        values.append(GOALS[name].values(totals, solved.market))
        start += count
    return values
