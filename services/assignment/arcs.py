"""The network of a problem's flow: which arcs there are, and how goals price them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.geo import IntArray
from services.assignment.goals import Cost
from services.assignment.market import Market
from services.assignment.potentials import Whole
from services.assignment.roster import NONE, BoolArray

OUTSIDE = 0
"""Node where every unit of flow begins and ends."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """The arcs of a flow, kind after kind.

    Attributes
    ----------
    nodes
        Number of nodes: the outside, then mentees, needs, offers, leaders, hubs.
    first_node
        First number of the mentees, needs, offers, leaders, hubs.
    tail, head, capacity
        One entry an arc.
    forced
        Arcs that must carry their whole capacity: those of pinned needs.
    live
        Offers that have an arc.
    via
        Needs that have a hub.
    at
        The arcs of each kind: ``mentee`` (units), ``need``, ``pair``, ``hub`` (to offers),
        ``to hub``, ``offer`` (to leaders), ``leader`` (units).
    """

    market: Market
    nodes: int
    first_node: tuple[int, ...]
    tail: Whole
    head: Whole
    capacity: IntArray
    forced: BoolArray
    live: IntArray
    via: IntArray
    at: Mapping[str, slice]

    @property
    def offer0(self) -> int:
        """First node of the offers."""
        return self.first_node[2]

    @property
    def leader0(self) -> int:
        """First node of the leaders."""
        return self.first_node[3]

    def prices(self, costs: Sequence[Cost]) -> list[Whole]:
        """Return the costs of each component on all arcs."""
        return [self._spread(cost) for cost in costs]

    def _spread(self, cost: Cost) -> Whole:
        """Put the costs of one component on the arcs, in the smallest numbers that hold them."""
        trips = slice(self.at["pair"].start, self.at["hub"].stop)
        parts = (
            (cost.mentee, self.at["mentee"]),
            (cost.need, self.at["need"]),
            (cost.pair, trips),
            (cost.leader, self.at["leader"]),
        )
        largest = max(
            (int(np.abs(part).max(initial=0)) for part, _ in parts if part is not None), default=0
        )
        row: Whole = np.zeros(len(self.tail), np.min_scalar_type(-largest - 1))
        for part, where in parts:
            if part is not None:
                row[where] = part
        return row

    def offers_given(self, flow: IntArray) -> IntArray:
        """Return the offer of each need; the needs of a hub take its offers in their order."""
        pairs, hubs = self.market.problem.pairs, self.market.problem.hubs
        given = np.full(len(self.market.problem.needs), NONE, np.int64)
        used = flow[self.at["pair"]] > 0
        given[pairs.need[used]] = pairs.offer[used]
        sent = self.via[flow[self.at["to hub"]] > 0]
        sent = sent[np.argsort(hubs.of_need[sent], kind="stable")]
        given[sent] = np.repeat(hubs.offer, flow[self.at["hub"]])
        return given

    def flow_of(self, chosen: IntArray) -> IntArray:
        """Return the flow of a choice of written pairs; units are taken in their order."""
        market, at = self.market, self.at
        problem = market.problem
        used = chosen[chosen != NONE]
        offer = problem.pairs.offer[used]
        covered = np.flatnonzero(chosen != NONE)
        taken = np.bincount(problem.needs.mentee[covered], minlength=len(problem.needs.mentees))
        load = np.bincount(problem.offers.leader[offer], minlength=len(problem.leaders))
        of_offer = np.bincount(offer, minlength=len(problem.offers))
        flow = np.zeros(len(self.tail), np.int64)
        flow[at["mentee"]] = market.mentee_units.number <= taken[market.mentee_units.owner]
        flow[at["need"].start + covered] = 1
        flow[at["pair"].start + used] = 1
        flow[at["offer"]] = of_offer[self.live]
        flow[at["leader"]] = market.leader_units.number <= load[market.leader_units.owner]
        return flow


def arcs_of(market: Market) -> Arcs:
    """Return the network of a market.

    Outside → mentee, a unit arc for each need it may take → need → offer, or need → hub → offer →
    leader → outside, a unit arc for each place. A pinned need is forced to be fed, and has pairs
    with its leader only.
    """
    problem = market.problem
    needs, offers, pairs, hubs = problem.needs, problem.offers, problem.pairs, problem.hubs
    sizes = [1, len(needs.mentees), len(needs), len(offers), len(problem.leaders)]
    first_node = tuple(np.cumsum(sizes).tolist())
    mentee0, need0, offer0, leader0, hub0 = first_node
    live = np.flatnonzero(offers.leader != NONE)
    via = np.flatnonzero(hubs.of_need != NONE)
    taking, giving = market.mentee_units, market.leader_units
    ends = {
        "mentee": (np.full(len(taking), OUTSIDE), mentee0 + taking.owner),
        "need": (mentee0 + needs.mentee, need0 + np.arange(len(needs))),
        "pair": (need0 + pairs.need, offer0 + pairs.offer),
        "hub": (hub0 + hubs.hub, offer0 + hubs.offer),
        "to hub": (need0 + via, hub0 + hubs.of_need[via]),
        "offer": (offer0 + live, leader0 + offers.leader[live]),
        "leader": (leader0 + giving.owner, np.full(len(giving), OUTSIDE)),
    }
    last = np.cumsum([0, *(len(tail) for tail, _ in ends.values())]).tolist()
    at = {kind: slice(a, b) for kind, (a, b) in zip(ends, pairwise(last), strict=True)}
    capacity = np.ones(last[-1], np.int64)
    capacity[at["offer"]] = offers.places[live]
    # More room than can be used: a full arc's reduced cost may be below 0, and would then
    # prove nothing for the unused pairs that the arc stands for.
    capacity[at["hub"]] = offers.places[hubs.offer] + 1
    capacity[at["to hub"]] = 2
    forced = np.zeros(last[-1], bool)
    forced[at["need"]] = problem.pinned != NONE
    return Arcs(
        market=market,
        nodes=hub0 + hubs.count,
        first_node=first_node,
        tail=np.concatenate([tail for tail, _ in ends.values()]).astype(np.int32),
        head=np.concatenate([head for _, head in ends.values()]).astype(np.int32),
        capacity=capacity,
        forced=forced,
        live=live,
        via=via,
        at=at,
    )
