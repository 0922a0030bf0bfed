"""Which leaders are near an organisation, may help it, and still have a place."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.model.choices import Rule
from graph.network import Network
from services.isolation.by_distance import ByDistance, Candidate
from services.isolation.paper import standing_on
from services.isolation.scene import Scene

_SHOWN = 3
_TENTHS = 10
_NOTHING: frozenset[str | None] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLeader:
    """A leader that could help.

    Attributes
    ----------
    number
        Number of the node.
    km
        None where coordinates are missing and the municipality is the same.
    free
        Places of the offer less pairs in force, never above what is left of the leader's total.
    """

    number: int
    km: float | None
    free: int


class NearLeaders:
    """Leaders by distance: those of a direction, or all.

    Parameters
    ----------
    needs
        Node → directions of its declared needs: who may be asked about in which direction.
    """

    def __init__(self, scene: Scene, needs: Mapping[int, Collection[str]]) -> None:
        self._scene = scene
        self._needs = needs
        self._near_tenths = scene.policy.max_km * _TENTHS
        self._known: dict[str | None, ByDistance] = {}

    def nearest(
        self,
        asker: int,
        direction: str | None,
        *,
        avoid: Collection[int] = (),
        equals_only: bool = True,
    ) -> list[NearLeader]:
        """Return the nearest three that offer `direction`, or anything if it is None.

        Those with a free place come first; without any, those without a place are named. Who is
        farther than the policy's limit is named only if nobody is nearer. Left out are the
        asker's own branches, forbidden pairs, the numbers to `avoid`, and with `equals_only`
        those above it and its own service.
        """
        found: list[NearLeader] = []
        free = 0
        for one in self._leaders(direction).seen_from(asker):
            if found and one.tenths > self._near_tenths:
                break
            if one.number in avoid or (equals_only and one.vertical):
                continue
            if self._may(one.number, asker, direction):
                found.append(self._shown(one, direction))
                free += found[-1].free > 0
                if free == _SHOWN:
                    break
        return ([one for one in found if one.free] or found)[:_SHOWN]

    def _leaders(self, direction: str | None) -> ByDistance:
        """Return those that offer a direction, for those that need it."""
        if direction not in self._known:
            nodes = self._scene.nodes
            if direction is None:
                idle = nodes.judged.copy()
                idle[list(self._needs)] = False
                leaders, askers = np.flatnonzero(nodes.leader), np.flatnonzero(idle)
            else:
                offering = sorted(v for v, d in self._places[1] if d == direction)
                asking = sorted(v for v, wanted in self._needs.items() if direction in wanted)
                leaders, askers = (np.array(some, dtype=np.int64) for some in (offering, asking))
            self._known[direction] = ByDistance(nodes, self._scene.ground, leaders, askers)
        return self._known[direction]

    def _may(self, leader: int, asker: int, direction: str | None) -> bool:
        if self._family[leader] == self._family[asker]:
            return False
        forbidden = self._forbidden.get((leader, asker), _NOTHING)
        return None not in forbidden and direction not in forbidden

    def _shown(self, one: Candidate, direction: str | None) -> NearLeader:
        free, free_in = self._places
        left = free[one.number]
        return NearLeader(
            number=one.number,
            km=None if one.unknown else one.tenths / _TENTHS,
            free=left if direction is None else min(left, free_in[one.number, direction]),
        )

    @cached_property
    def _family(self) -> list[str]:
        return families(self._scene)

    @cached_property
    def _forbidden(self) -> dict[tuple[int, int], set[str | None]]:
        return forbidden_pairs(self._scene)

    @cached_property
    def _places(self) -> tuple[dict[int, int], dict[tuple[int, str], int]]:
        return _free_places(self._scene)


def families(scene: Scene) -> list[str]:
    """Return for each node the organisation it is a branch of, or itself."""
    table = scene.network.organisations
    parent = dict(zip(table.keys, table.column("parent"), strict=True))
    return [parent[code] or code for code in scene.nodes.codes]


def forbidden_pairs(scene: Scene) -> dict[tuple[int, int], set[str | None]]:
    """Return (leader, mentee) → forbidden directions; None among them means all."""
    table, number = scene.network.restrictions, scene.nodes.number
    until = table.days("until")
    holds = np.isnat(until) | (np.datetime64(scene.day, "D") < until)
    found: dict[tuple[int, int], set[str | None]] = {}
    for leader, mentee, direction, rule, here in zip(
        *(table.column(name) for name in ("leader", "mentee", "direction", "rule")),
        holds.tolist(),
        strict=True,
    ):
        if rule == Rule.FORBID and here and leader in number and mentee in number:
            found.setdefault((number[leader], number[mentee]), set()).add(direction)
    return found


def _free_places(scene: Scene) -> tuple[dict[int, int], dict[tuple[int, str], int]]:
    """Return what is free at each leader, and at each leader in each direction."""
    at, number = np.datetime64(scene.day, "D"), scene.nodes.number
    places: Counter[tuple[int, str]] = Counter()
    offers = scene.network.offers.where(scene.network.offers.in_force(at))
    for code, direction, count in zip(
        *(offers.column(name) for name in ("organisation", "direction", "places")), strict=True
    ):
        if code in number:
            places[number[code], direction] += count
    pairs = scene.network.pairs.where(standing_on(scene.network.pairs, at))
    used = Counter(
        (number[code], direction)
        for code, direction in zip(pairs.column("leader"), pairs.column("direction"), strict=True)
        if code in number
    )
    total = _totals(scene.network, number, places)
    for (leader, _), count in used.items():
        if leader in total:
            total[leader] -= count
    return (
        {leader: max(0, left) for leader, left in total.items()},
        {key: max(0, count - used[key]) for key, count in places.items()},
    )


def _totals(
    network: Network, number: dict[str, int], places: Counter[tuple[int, str]]
) -> dict[int, int]:
    """Return the places of each leader in all: as it states, else the sum of its offers."""
    total: dict[int, int] = {}
    for (leader, _), count in places.items():
        total[leader] = total.get(leader, 0) + count
    table = network.organisations
    for code, stated in zip(table.keys, table.column("places_total"), strict=True):
        if stated is not None and number.get(code) in total:
            total[number[code]] = stated
    return total
