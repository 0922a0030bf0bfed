"""A best flow that is kept best while arcs come, go and get cheaper, one shortest path each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from services.assignment.arcs import OUTSIDE
from services.assignment.roster import NONE
from services.assignment.whatif.flowing import Flowing
from services.assignment.whatif.routes import Routes
from services.assignment.whatif.search import shortest


class NoWayError(Exception):
    """No path leads where a unit of flow must go: the adjustments do not fit together."""


class Rerouting(Flowing):
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

    Attributes
    ----------
    prices, repriced
        Potentials of the nodes, and those nodes whose potentials have changed.
    change
        What the cost changed by where arcs got room or cheaper, as one packed vector.
    """

    def __init__(self, routes: Routes, prices: list[int]) -> None:
        super().__init__(routes)
        self.prices = prices
        self.repriced: set[int] = set()
        self.change = 0

    def copy(self) -> Self:
        """Return the same flow and potentials, to be changed by themselves."""
        other = super().copy()
        other.prices, other.repriced = list(self.prices), set(self.repriced)
        other.change = self.change
        return other

    def remove_options(self, need: int, offers: Iterable[int]) -> None:
        """Forbid offers for a need; a unit that loses its pair is rerouted.

        Raises
        ------
        NoWayError
            If the need must have one of them.
        """
        gone = {self.routes.offer0 + offer for offer in offers}
        self.options[need] = [way for way in self.options[need] if way[0] not in gone]
        node, offer = self.routes.need0 + need, self.routes.offer0 + self.offer_of[need]
        if offer in gone:
            self.move(offer, node)
            self._route(node, offer)

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
            self.move(mentee, self.routes.need0 + need)

    def make_cheaper(self, need: int, offer: int, less: int) -> None:
        """Take `less` off the cost of an option."""
        head = self.routes.offer0 + offer
        self.options[need] = [
            (to, cost - less if to == head else cost) for to, cost in self.options[need]
        ]
        if self.offer_of[need] == offer:
            self.cost_of[need] -= less
            return
        self._use_if_cheaper(self.routes.need0 + need, head, self.cost(need, head))

    def open_places(self, offer: int, places: int) -> None:
        """Add places to an offer and to its leader, fewer if negative.

        Raises
        ------
        NoWayError
            If pinned needs keep more places than are left.
        """
        self.change_room(offer, min(0, places))
        self.change_total(self.routes.leader_of[offer], places)
        self.change_room(offer, max(0, places))

    def change_room(self, offer: int, places: int) -> None:
        """Add places to an offer alone, fewer if negative."""
        leader = self.routes.leader0 + self.routes.leader_of[offer]
        node = self.routes.offer0 + offer
        self.offer_room[offer] += places
        while self.used[offer] > self.offer_room[offer]:
            self.move(leader, node)
            self._route(node, leader)
        while self.used[offer] < self.offer_room[offer] and self._use_if_cheaper(node, leader, 0):
            pass

    def change_total(self, leader: int, places: int) -> None:
        """Add places to a leader alone, fewer if negative."""
        node = self.routes.leader0 + leader
        self.leader_room[leader] += places
        while self.load[leader] > self.leader_room[leader]:
            self.move(OUTSIDE, node)
            self._route(node, OUTSIDE)
        while (cost := self.next_place(leader)) is not None and self._use_if_cheaper(
            node, OUTSIDE, cost
        ):
            pass

    def bounds_of_places(self) -> dict[int, int]:
        r"""Return what one more place at an offer and its leader changes the cost by at least.

        Offers that gain nothing are left out. By reduced costs, with :math:`r_o` that of the
        offer's new place, :math:`r_j` that of the leader's, and :math:`d` the distance from the
        outside, the change is the least of 0 and

        .. math::

            d_j + r_j, \qquad d_o + r_o + r_j, \qquad r_o + d_{jo}

        where only :math:`d_{jo} \ge \max(0, d_o - d_j)` is known, or :math:`d_{jo} \ge d_o` if the
        leader has no other offer; see `services.assignment.advice.places.one_more_place`.
        """
        near, _ = shortest(self.prices, self.onward, OUTSIDE, NONE)
        found = {}
        for leader, offers in enumerate(self.routes.offers_of):
            for offer in offers:
                least = min(self._ways_of_place(offer, leader, near, alone=len(offers) == 1))
                if least < 0:
                    found[offer] = least
        return found

    def _ways_of_place(
        self, offer: int, leader: int, near: Mapping[int, int], *, alone: bool
    ) -> Iterator[int]:
        """Yield 0, and bounds of the cycles through new places of an offer and its leader."""
        routes, prices = self.routes, self.prices
        node, head = routes.leader0 + leader, routes.offer0 + offer
        room, units = self.leader_room[leader], routes.leader_units[leader]
        own = prices[head] - prices[node]
        yield 0
        if room < len(units):
            place = units[room] + prices[node] - prices[OUTSIDE]
            if node in near:
                yield near[node] + place
            if head in near:
                yield near[head] + own + place
        if head in near:
            yield own + (near[head] if alone else max(0, near[head] - near.get(node, 0)))
        elif not alone:
            yield own

    def _use_if_cheaper(self, tail: int, head: int, cost: int) -> bool:
        """Send one unit along an arc with room and back, if that costs less than nothing."""
        reduced = cost + self.prices[tail] - self.prices[head]
        if reduced >= 0:
            return False
        back = self._route(head, tail, limit=-reduced)
        if back == -reduced:
            return False
        self.move(tail, head)
        self.change += reduced + back
        return True

    def _route(self, source: int, target: int, limit: int | None = None) -> int:
        """Send one unit along the shortest path, unless it is as long as `limit`.

        Return its length, or the limit.
        """
        near, before = shortest(self.prices, self.onward, source, target, limit)
        if target not in near:
            raise NoWayError
        reach = near[target]
        for node, way in near.items():
            self.prices[node] += way - reach
        self.repriced.update(near)
        if target in before:
            path = [target]
            while path[-1] != source:
                path.append(before[path[-1]])
            self.send(path[::-1])
        return reach
