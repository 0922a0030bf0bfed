"""Which leaders are near an organisation, may help it, and still have a place."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from graph.measures import Mask
from graph.model.choices import Rule
from graph.network import Network
from services.isolation.ground import FAR, Ground
from services.isolation.paper import standing_on
from services.isolation.scene import Scene

_SHOWN = 3
_TENTHS = 10
_BLOCK = 1_000  # askers whose distances are held at a time


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


@dataclass(frozen=True, slots=True)
class _Block:
    """Some askers × all leaders: tenths of a km, where unknown, who is above, nearest first."""

    tenths: IntArray
    unknown: Mask
    vertical: Mask
    order: IntArray


class NearLeaders:
    """Leaders by distance, for a fixed list of askers; a block of askers at a time."""

    def __init__(self, scene: Scene, askers: Sequence[int]) -> None:
        self._scene = scene
        self._leaders = np.flatnonzero(scene.nodes.leader)
        self._row = {v: i for i, v in enumerate(askers)}
        self._askers = np.array(askers, dtype=np.int64)
        self._near_tenths = scene.policy.max_km * _TENTHS
        self._known: tuple[int, _Block] | None = None
        self._ground = Ground.of(scene.network, scene.nodes)
        self._family = families(scene)
        self._forbidden = forbidden_pairs(scene)
        self._free, self._free_in = _free_places(scene)

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
        block, row = self._at(asker)
        for column in block.order[row].tolist():
            leader = int(self._leaders[column])
            tenths = int(block.tenths[row, column])
            if tenths == FAR or (found and tenths > self._near_tenths):
                break
            if leader in avoid or (equals_only and block.vertical[row, column]):
                continue
            if self._may(leader, asker, direction):
                km = None if block.unknown[row, column] else tenths / _TENTHS
                found.append(self._shown(leader, km, direction))
                free += found[-1].free > 0
                if free == _SHOWN:
                    break
        return ([one for one in found if one.free] or found)[:_SHOWN]

    def _at(self, asker: int) -> tuple[_Block, int]:
        """Return the block of `asker` and its row there; the last block is kept."""
        number, row = divmod(self._row[asker], _BLOCK)
        if self._known is None or self._known[0] != number:
            asking = self._askers[number * _BLOCK : (number + 1) * _BLOCK]
            tenths, unknown = self._ground.between(asking[:, None], self._leaders[None, :])
            block = _Block(
                tenths=tenths,
                unknown=unknown,
                vertical=self._scene.nodes.are_vertical(asking[:, None], self._leaders[None, :]),
                order=np.argsort(tenths, axis=1, kind="stable"),
            )
            self._known = number, block
        return self._known[1], row

    def _may(self, leader: int, asker: int, direction: str | None) -> bool:
        if self._family[leader] == self._family[asker]:
            return False
        if direction is not None and (leader, direction) not in self._free_in:
            return False
        forbidden = self._forbidden.get((leader, asker), set())
        return None not in forbidden and direction not in forbidden

    def _shown(self, leader: int, km: float | None, direction: str | None) -> NearLeader:
        free = self._free[leader]
        return NearLeader(
            number=leader,
            km=km,
            free=free if direction is None else min(free, self._free_in[leader, direction]),
        )


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
