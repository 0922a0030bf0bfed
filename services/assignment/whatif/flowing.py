"""A flow on the arcs of a plan: what may still move, and moving it."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Self

from services.assignment.arcs import OUTSIDE
from services.assignment.roster import NONE
from services.assignment.whatif.routes import Routes, Way

_COPIED = (
    "options",
    "offer_of",
    "cost_of",
    "covered",
    "served",
    "used",
    "offer_room",
    "taken",
    "load",
    "leader_room",
)


class Flowing:
    """Flow and capacities of all arcs; costs are packed vectors.

    Attributes
    ----------
    options, forced
        Offers that each need may have; needs that must be covered.
    offer_of, cost_of, served
        Offer of each need and the cost of the pair; needs of each offer.
    covered, taken, used, load
        Flow into each need and mentee, out of each offer and leader.
    offer_room, leader_room
        Places of each offer and leader.
    """

    def __init__(self, routes: Routes) -> None:
        self.routes = routes
        self.options = list(routes.options)
        self.forced: set[int] = set()
        self.offer_of = [NONE] * len(routes.options)
        self.cost_of = [0] * len(routes.options)
        self.covered = [False] * len(routes.options)
        self.served: list[tuple[int, ...]] = [()] * len(routes.leader_of)
        self.used = [0] * len(routes.leader_of)
        self.offer_room = [0] * len(routes.leader_of)
        self.taken = [0] * len(routes.needs_of)
        self.load = [0] * len(routes.offers_of)
        self.leader_room = [0] * len(routes.offers_of)

    def copy(self) -> Self:
        """Return the same flow, to be changed by itself."""
        other = type(self).__new__(type(self))
        other.routes, other.forced = self.routes, set(self.forced)
        for name in _COPIED:
            setattr(other, name, list(getattr(self, name)))
        return other

    def give(self, need: int, offer: int) -> None:
        """Send one unit from the outside through a need and an offer that it may have."""
        routes = self.routes
        ends = (
            OUTSIDE,
            routes.mentee0 + routes.mentee_of[need],
            routes.need0 + need,
            routes.offer0 + offer,
            routes.leader0 + routes.leader_of[offer],
            OUTSIDE,
        )
        self.send(ends)

    def onward(self, node: int) -> list[Way]:
        """Return the arcs of the residual network that leave a node.

        A need that has an offer is entered from it only, so that this pair, which has no room,
        is never tried.
        """
        routes = self.routes
        if node >= routes.leader0:
            return self._from_leader(node - routes.leader0)
        if node >= routes.offer0:
            return self._from_offer(node - routes.offer0)
        if node >= routes.need0:
            need = node - routes.need0
            if not self.covered[need] or need in self.forced:
                return self.options[need]
            back = (routes.mentee0 + routes.mentee_of[need], -routes.need_cost[need])
            return [*self.options[need], back]
        if node >= routes.mentee0:
            return self._from_mentee(node - routes.mentee0)
        return self._from_outside()

    def _from_leader(self, leader: int) -> list[Way]:
        routes, cost = self.routes, self.next_place(leader)
        ways = [
            (routes.offer0 + offer, 0) for offer in routes.offers_of[leader] if self.used[offer]
        ]
        if cost is not None:
            ways.append((OUTSIDE, cost))
        return ways

    def next_place(self, leader: int) -> int | None:
        """Return the cost of the leader's next place, None if all that can be used are taken."""
        load, units = self.load[leader], self.routes.leader_units[leader]
        return units[load] if load < min(self.leader_room[leader], len(units)) else None

    def _from_offer(self, offer: int) -> list[Way]:
        routes = self.routes
        ways = [(routes.need0 + need, -self.cost_of[need]) for need in self.served[offer]]
        if self.used[offer] < self.offer_room[offer]:
            ways.append((routes.leader0 + routes.leader_of[offer], 0))
        return ways

    def _from_mentee(self, mentee: int) -> list[Way]:
        routes, taken = self.routes, self.taken[mentee]
        ways = [
            (routes.need0 + need, routes.need_cost[need])
            for need in routes.needs_of[mentee]
            if not self.covered[need]
        ]
        if taken:
            ways.append((OUTSIDE, -routes.mentee_units[mentee][taken - 1]))
        return ways

    def _from_outside(self) -> list[Way]:
        routes = self.routes
        ways = [
            (routes.mentee0 + mentee, units[taken])
            for mentee, (units, taken) in enumerate(
                zip(routes.mentee_units, self.taken, strict=True)
            )
            if taken < len(units)
        ]
        ways += [
            (routes.leader0 + leader, -units[load - 1])
            for leader, (units, load) in enumerate(zip(routes.leader_units, self.load, strict=True))
            if load
        ]
        return ways

    def send(self, path: Iterable[int]) -> None:
        """Move one unit along a path."""
        for tail, head in pairwise(path):
            self.move(tail, head)

    def move(self, tail: int, head: int) -> None:
        """Move one unit along one arc of the residual network."""
        routes = self.routes
        low, high, step = (tail, head, 1) if tail < head else (head, tail, -1)
        if low == OUTSIDE and high >= routes.leader0:
            self.load[high - routes.leader0] -= step
        elif low == OUTSIDE:
            self.taken[high - routes.mentee0] += step
        elif low < routes.need0:
            self.covered[high - routes.need0] = step > 0
        elif low < routes.offer0:
            self._pair(low - routes.need0, high - routes.offer0, step)
        else:
            self.used[low - routes.offer0] += step

    def _pair(self, need: int, offer: int, step: int) -> None:
        """Give a need an offer, or take it back."""
        served = self.served[offer]
        if step > 0:
            self.offer_of[need] = offer
            self.cost_of[need] = self.cost(need, self.routes.offer0 + offer)
            self.served[offer] = (*served, need)
        else:
            self.offer_of[need] = NONE
            self.served[offer] = tuple(one for one in served if one != need)

    def cost(self, need: int, head: int) -> int:
        """Return the cost of an option by the node of its offer."""
        return next(cost for to, cost in self.options[need] if to == head)
