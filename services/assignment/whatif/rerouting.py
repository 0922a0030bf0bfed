"""A best flow that is kept best while arcs come, go and get cheaper, one shortest path each."""

from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import pairwise

from services.assignment.arcs import OUTSIDE
from services.assignment.roster import NONE
from services.assignment.whatif.routes import Routes, Way


class NoWayError(Exception):
    """No path leads where a unit of flow must go: the adjustments do not fit together."""


class Rerouting:
    r"""Flow and potentials of a plan, to be changed step by step.

    Before and after each step the reduced cost :math:`c_{uv} + \pi_u - \pi_v` of every arc is
    ≥ 0 where the arc has room and ≤ 0 where it carries flow, so the flow is of least cost. All
    costs are vectors, packed into whole numbers.

    Notes
    -----
    A unit that loses its arc takes the shortest way round; an arc that appears, or becomes
    cheaper, is used if the shortest way back closes a cycle of cost below 0. Lengths are reduced
    costs, so this is Dijkstra's search, stopped at its target :math:`t`; then
    :math:`\pi_v \leftarrow \pi_v + \min(d_v, d_t)`, here less :math:`d_t` everywhere, so that
    only the nodes that were reached change.

    References
    ----------
    R. K. Ahuja, T. L. Magnanti, J. B. Orlin, *Network Flows*, Prentice Hall, 1993, sections 9.7
    and 9.11.
    """

    def __init__(self, routes: Routes, prices: list[int]) -> None:
        self.routes = routes
        self.prices = prices
        self.repriced: set[int] = set()
        self.options = list(routes.options)
        self.offer_of = [NONE] * len(routes.options)
        self.cost_of = [0] * len(routes.options)
        self.covered = [False] * len(routes.options)
        self.forced: set[int] = set()
        self.served: list[tuple[int, ...]] = [()] * len(routes.leader_of)
        self.used = [0] * len(routes.leader_of)
        self.offer_room = [0] * len(routes.leader_of)
        self.taken = [0] * len(routes.needs_of)
        self.load = [0] * len(routes.offers_of)
        self.leader_room = [0] * len(routes.offers_of)

    def copy(self) -> "Rerouting":
        """Return the same flow, to be changed by itself."""
        other = Rerouting.__new__(Rerouting)
        other.routes = self.routes
        for name in (
            "prices",
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
        ):
            setattr(other, name, list(getattr(self, name)))
        other.repriced, other.forced = set(self.repriced), set(self.forced)
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
        self._send(ends)

    def remove_options(self, need: int, offers: Iterable[int]) -> None:
        """Forbid offers for a need; a unit that loses its pair is rerouted.

        Raises
        ------
        NoWayError
            If the need must have one of them.
        """
        gone = {self.routes.offer0 + offer for offer in offers}
        self.options[need] = [way for way in self.options[need] if way[0] not in gone]
        offer = self.offer_of[need]
        if self.routes.offer0 + offer in gone and offer != NONE:
            self._move(self.routes.offer0 + offer, self.routes.need0 + need)
            self._route(self.routes.need0 + need, self.routes.offer0 + offer)

    def force(self, need: int) -> None:
        """Let a need be covered in every plan from now on.

        Raises
        ------
        NoWayError
            If it cannot be.
        """
        self.forced.add(need)
        if not self.covered[need]:
            mentee = self.routes.mentee0 + self.routes.mentee_of[need]
            self._route(self.routes.need0 + need, mentee)
            self._move(mentee, self.routes.need0 + need)

    def make_cheaper(self, need: int, offer: int, less: int) -> None:
        """Take `less` off the cost of an option."""
        head = self.routes.offer0 + offer
        self.options[need] = [
            (to, cost - less if to == head else cost) for to, cost in self.options[need]
        ]
        if self.offer_of[need] == offer:
            self.cost_of[need] -= less
            return
        self._use_if_cheaper(self.routes.need0 + need, head, self._cost(need, head))

    def open_places(self, offer: int, places: int) -> None:
        """Add places to an offer and to its leader, fewer if negative.

        Raises
        ------
        NoWayError
            If pinned needs keep more places than are left.
        """
        self._change_room(offer, min(0, places))
        self._change_total(self.routes.leader_of[offer], places)
        self._change_room(offer, max(0, places))

    def _change_room(self, offer: int, places: int) -> None:
        leader = self.routes.leader0 + self.routes.leader_of[offer]
        node = self.routes.offer0 + offer
        self.offer_room[offer] += places
        while self.used[offer] > self.offer_room[offer]:
            self._move(leader, node)
            self._route(node, leader)
        while self.used[offer] < self.offer_room[offer] and self._use_if_cheaper(node, leader, 0):
            pass

    def _change_total(self, leader: int, places: int) -> None:
        node = self.routes.leader0 + leader
        self.leader_room[leader] += places
        while self.load[leader] > self.leader_room[leader]:
            self._move(OUTSIDE, node)
            self._route(node, OUTSIDE)
        while (cost := self._next_place(leader)) is not None and self._use_if_cheaper(
            node, OUTSIDE, cost
        ):
            pass

    def _use_if_cheaper(self, tail: int, head: int, cost: int) -> bool:
        """Send one unit along an arc with room and back, if that costs less than nothing."""
        reduced = cost + self.prices[tail] - self.prices[head]
        if reduced >= 0 or not self._route(head, tail, limit=-reduced):
            return False
        self._move(tail, head)
        return True

    def _route(self, source: int, target: int, limit: int | None = None) -> bool:
        """Send one unit along the shortest path, unless it is as long as `limit`."""
        near, before = self._search(source, target, limit)
        reach = near[target]
        for node, way in near.items():
            self.prices[node] += way - reach
        self.repriced.update(near)
        if target not in before:
            return False
        path = [target]
        while path[-1] != source:
            path.append(before[path[-1]])
        self._send(path[::-1])
        return True

    def _search(
        self, source: int, target: int, limit: int | None
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Return the nodes up to the target with their distances, and who comes before each."""
        prices, onward = self.prices, self._onward
        near: dict[int, int] = {}
        before: dict[int, int] = {}
        best = {source: 0}
        waiting = [(0, source)]
        if limit is not None:
            best[target] = limit
            waiting.append((limit, target))
        while waiting:
            way, node = heappop(waiting)
            if node in near:
                continue
            near[node] = way
            if node == target:
                return near, before
            start = way + prices[node]
            for head, cost in onward(node):
                further = start + cost - prices[head]
                known = best.get(head)
                if (known is None or further < known) and (limit is None or further < limit):
                    best[head] = further
                    before[head] = node
                    heappush(waiting, (further, head))
                    if head == target:
                        limit = further
        raise NoWayError

    def _onward(self, node: int) -> list[Way]:
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
        routes, cost = self.routes, self._next_place(leader)
        ways = [
            (routes.offer0 + offer, 0) for offer in routes.offers_of[leader] if self.used[offer]
        ]
        if cost is not None:
            ways.append((OUTSIDE, cost))
        return ways

    def _next_place(self, leader: int) -> int | None:
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
            if not self.covered[need] and need not in self.forced
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

    def _send(self, path: Iterable[int]) -> None:
        """Move one unit along a path."""
        for tail, head in pairwise(path):
            self._move(tail, head)

    def _move(self, tail: int, head: int) -> None:
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
            self.cost_of[need] = self._cost(need, self.routes.offer0 + offer)
            self.served[offer] = (*served, need)
        else:
            self.offer_of[need] = NONE
            self.served[offer] = tuple(one for one in served if one != need)

    def _cost(self, need: int, head: int) -> int:
        return next(cost for to, cost in self.options[need] if to == head)
