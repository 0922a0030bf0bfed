"""The network of a problem's flow: which arcs there are, and how goals price them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from services.assignment.goals import Cost, Market
from services.assignment.roster import NONE, BoolArray

OUTSIDE = 0
"""Node where every unit of flow begins and ends."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Arcs in five blocks: mentee units, needs, pairs, offers with a leader, leader units.

    Attributes
    ----------
    nodes
        Number of nodes: the outside, then mentees, needs, offers, leaders.
    need0, offer0, leader0
        First node of each kind; mentees begin at 1.
    tail, head, capacity
        One entry an arc.
    forced
        Arcs that must carry their whole capacity: those of pinned needs.
    live
        Offers that have an arc.
    at
        Where each block begins, and where the last ends.
    """

    market: Market
    nodes: int
    need0: int
    offer0: int
    leader0: int
    tail: IntArray
    head: IntArray
    capacity: IntArray
    forced: BoolArray
    live: IntArray
    at: tuple[int, ...]

    def prices(self, costs: Sequence[Cost]) -> IntArray:
        """Return the costs of all components on all arcs, shape (components, arcs)."""
        matrix = np.zeros((len(costs), self.at[-1]), np.int64)
        at = self.at
        for row, cost in zip(matrix, costs, strict=True):
            for part, start, end in (
                (cost.mentee, at[0], at[1]),
                (cost.need, at[1], at[2]),
                (cost.pair, at[2], at[3]),
                (cost.leader, at[4], at[5]),
            ):
                if part is not None:
                    row[start:end] = part
        return matrix

    def chosen(self, flow: IntArray) -> IntArray:
        """Return the pair of each need that a flow uses, `NONE` for an open need."""
        pairs = self.market.problem.pairs
        used = np.flatnonzero(flow[self.at[2] : self.at[3]] > 0)
        chosen = np.full(len(self.market.problem.needs), NONE, np.int64)
        chosen[pairs.need[used]] = used
        return chosen

    def flow_of(self, chosen: IntArray) -> IntArray:
        """Return the flow of a choice of pairs; units are taken in their order."""
        market = self.market
        problem, at = market.problem, self.at
        used = chosen[chosen != NONE]
        offer = problem.pairs.offer[used]
        covered = np.flatnonzero(chosen != NONE)
        taken = np.bincount(problem.needs.mentee[covered], minlength=len(problem.needs.mentees))
        load = np.bincount(problem.offers.leader[offer], minlength=len(problem.leaders))
        of_offer = np.bincount(offer, minlength=len(problem.offers))
        flow = np.zeros(at[-1], np.int64)
        flow[at[0] : at[1]] = market.mentee_units.number <= taken[market.mentee_units.owner]
        flow[at[1] + covered] = 1
        flow[at[2] + used] = 1
        flow[at[3] : at[4]] = of_offer[self.live]
        flow[at[4] : at[5]] = market.leader_units.number <= load[market.leader_units.owner]
        return flow


def arcs_of(market: Market) -> Arcs:
    """Return the network of a market.

    Outside → mentee, a unit arc for each need it may take → need → offer → leader → outside, a
    unit arc for each place. A pinned need is forced to be fed, and has pairs with its leader only.
    """
    problem = market.problem
    needs, offers, pairs = problem.needs, problem.offers, problem.pairs
    need0 = 1 + len(needs.mentees)
    offer0, leader0 = need0 + len(needs), need0 + len(needs) + len(offers)
    live = np.flatnonzero(offers.leader != NONE)
    taking, giving = market.mentee_units, market.leader_units
    tail = [
        np.full(len(taking), OUTSIDE),
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
        np.full(len(giving), OUTSIDE),
    ]
    at = np.cumsum([0, *(len(part) for part in tail)]).tolist()
    capacity = np.ones(at[-1], np.int64)
    capacity[at[3] : at[4]] = offers.places[live]
    forced = np.zeros(at[-1], bool)
    forced[at[1] : at[2]] = problem.pinned != NONE
    return Arcs(
        market=market,
        nodes=leader0 + len(problem.leaders),
        need0=need0,
        offer0=offer0,
        leader0=leader0,
        tail=np.concatenate(tail),
        head=np.concatenate(head),
        capacity=capacity,
        forced=forced,
        live=live,
        at=tuple(at),
    )
