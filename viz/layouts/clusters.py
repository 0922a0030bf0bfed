"""The view by clusters: leaders as flowers of their schools, flowers in plates, isolated outside.

A leader stands in the middle of the schools it leads, so that overload is seen at a glance. Who
has no working tie stands on the outer rim of its plate, never in the middle.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from viz.layouts.levels import MANY, leaders_of
from viz.layouts.order import circular_order
from viz.layouts.packing import Reals, pack_circles, part_plates
from viz.layouts.spots import TAU, Bond, Spot, Tier, on_circle, rounded
from viz.spec import Point

ASPECT = 1.22
"""Width to height of the ground that is left for the map on an office screen."""

_NOON = -math.pi / 2
_CAPTION = 0.8  # radians on both sides of noon that the name of a plate needs
_SPARE = 1.35  # a last ring with less than this share of a full one is shared with the one before
_ROUND_CENTRE, _CENTRE_STEP = 44, 30  # radius for a few in the centre; arc for each of many
_TURN = 0.35  # each ring is turned against the one inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Positions by id, and the plates to draw under them: name, centre, radius."""

    at: dict[str, Point]
    plates: tuple[tuple[str, Point, float], ...]
    extent: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """Spacings of one drawing."""

    step: float
    ring: float
    first: float
    margin: float
    core: float
    pad: float
    rim: float
    rim_step: float
    between: float
    centre: float

    @classmethod
    def of(cls, spots: Sequence[Spot]) -> "_Measures":
        if len(spots) > MANY:
            return cls(
                step=30, ring=30, first=44, margin=22, core=26, pad=6,
                rim=16, rim_step=34, between=30, centre=86,
            )  # fmt: skip
        return cls(
            step=60, ring=56, first=72, margin=40, core=44, pad=10,
            rim=24, rim_step=60, between=40, centre=74,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plate:
    """One cluster around the origin: who stands where, its radius, and who is outside."""

    at: dict[str, Point]
    radius: float
    rim: tuple[Spot, ...]
    reach: float


def place_clusters(spots: Sequence[Spot], bonds: Sequence[Bond]) -> Clusters:
    """Place organisations as flowers in plates; the order of the arguments does not matter.

    References
    ----------
    .. [1] W. Wang, H. Wang, G. Dai, H. Wang. "Visualization of large hierarchical data by circle
       packing". *CHI*, 2006.
    """
    spots = sorted(spots, key=lambda s: (s.rank, s.id))
    measures = _Measures.of(spots)
    names = circular_order(sorted({s.group for s in spots if s.group}), spots, bonds)
    leader_of = leaders_of(spots, bonds)
    members: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        members[spot.group].append(spot)
    plates = [_plate(members[name], leader_of, measures) for name in names]
    around = max(_ROUND_CENTRE, len(members[""]) * _CENTRE_STEP / TAU)
    centre = max(measures.centre, around + _CENTRE_STEP) if members[""] else 0.0
    radii = np.array([centre, *(plate.reach for plate in plates)])
    ties = _ties_between(names, spots, bonds)
    middles = part_plates(radii, ties, gap=measures.between, aspect=ASPECT)
    at = _centre(members[""], around)
    for plate, (x, y) in zip(plates, middles[1:].tolist(), strict=True):
        at |= {code: rounded(x + dx, y + dy) for code, (dx, dy) in plate.at.items()}
        at |= _outside(plate, x, y, measures)
    low, high = (middles - radii[:, None]).min(axis=0), (middles + radii[:, None]).max(axis=0)
    return Clusters(
        at=at,
        plates=tuple(
            (name, rounded(x, y), round(plate.radius, 1))
            for name, plate, (x, y) in zip(names, plates, middles[1:].tolist(), strict=True)
        ),
        extent=(*rounded(*(low - measures.between)), *rounded(*(high + measures.between))),
    )


def _centre(spots: Sequence[Spot], radius: float) -> dict[str, Point]:
    if len(spots) == 1:
        return {spots[0].id: (0.0, 0.0)}
    turn = TAU / max(1, len(spots))
    return {spot.id: on_circle(radius, _NOON + turn * i) for i, spot in enumerate(spots)}


def _ties_between(names: Sequence[str], spots: Sequence[Spot], bonds: Sequence[Bond]) -> Reals:
    """Return the numbers of ties between plates; the first row is the centre."""
    index = {name: i + 1 for i, name in enumerate(names)}
    plate_of = {spot.id: index.get(spot.group, 0) for spot in spots}
    ties = np.zeros((len(names) + 1, len(names) + 1))
    for bond in bonds:
        one, other = plate_of[bond.source], plate_of[bond.target]
        if one and other and one != other:
            ties[one, other] += 1
            ties[other, one] += 1
    return ties


def _plate(members: Sequence[Spot], leader_of: dict[str, str], measures: _Measures) -> _Plate:
    """Pack services in the middle and the flowers around them, the largest first."""
    tier = {tier: [s for s in members if s.tier is tier] for tier in Tier}
    led: dict[str, list[Spot]] = defaultdict(list)
    for school in tier[Tier.SCHOOLS]:
        led[leader_of.get(school.id, "")].append(school)
    flowers = [_flower(leader, led[leader.id], measures) for leader in tier[Tier.LEADERS]]
    if led[""]:
        flowers.append(_flower(None, led[""], measures))
    flowers.sort(key=lambda flower: (-flower[1], min(flower[0])))
    if tier[Tier.SERVICES] or not flowers:
        flowers.insert(0, _core(tier[Tier.SERVICES], measures))
    centres = pack_circles(np.array([radius for _, radius in flowers]), measures.pad)
    at = {
        code: (x + dx, y + dy)
        for (petals, _), (x, y) in zip(flowers, centres.tolist(), strict=True)
        for code, (dx, dy) in petals.items()
    }
    points = np.array(list(at.values()) or [(0.0, 0.0)])
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    radius = float(np.hypot(*(points - middle).T).max()) + measures.margin + 4
    rim = tuple(tier[Tier.RIM])
    rows = math.ceil(len(rim) / _rim_room(radius + measures.rim, measures.rim_step))
    return _Plate(
        at={code: (x - middle[0], y - middle[1]) for code, (x, y) in at.items()},
        radius=radius,
        rim=rim,
        reach=radius + (measures.rim + measures.rim_step * (rows - 0.5) if rows else 0),
    )


def _core(services: Sequence[Spot], measures: _Measures) -> tuple[dict[str, Point], float]:
    if len(services) <= 1:
        return {s.id: (0.0, 0.0) for s in services}, measures.core
    radius = max(measures.core, len(services) * measures.core * 1.2 / TAU)
    at = {s.id: on_circle(radius, _NOON + TAU * i / len(services)) for i, s in enumerate(services)}
    return at, radius + measures.core


def _flower(
    leader: Spot | None, schools: Sequence[Spot], measures: _Measures
) -> tuple[dict[str, Point], float]:
    """Return the schools in rings around their leader, and the radius of the whole."""
    at: dict[str, Point] = {} if leader is None else {leader.id: (0.0, 0.0)}
    radius = measures.first if leader else 0.0
    placed, ring = 0, 0
    while placed < len(schools):
        room = max(1, int(TAU * radius / measures.step))
        left = len(schools) - placed
        if room < left < room * _SPARE and leader:
            room = min(room, left // 2 + 1)
        here = schools[placed : placed + room]
        for i, school in enumerate(here):
            at[school.id] = on_circle(radius, _TURN * ring + TAU * i / len(here))
        placed += len(here)
        ring += 1
        radius += measures.ring
    return at, (radius - measures.ring if schools else 0.0) + measures.margin


def _rim_room(radius: float, step: float) -> int:
    """Return how many marks stand on the rim without touching the name of the plate."""
    return max(1, int((TAU - 2 * _CAPTION) * radius / step))


def _outside(plate: _Plate, x: float, y: float, measures: _Measures) -> dict[str, Point]:
    """Place the rim in rows on the side that looks away from the middle of the map."""
    away = math.atan2(y, x) if (x, y) != (0.0, 0.0) else math.pi / 2
    at: dict[str, Point] = {}
    radius = plate.radius + measures.rim
    room = _rim_room(radius, measures.rim_step)
    for row in range(0, len(plate.rim), room):
        here = plate.rim[row : row + room]
        step = measures.rim_step / radius
        # The name of the plate stands at noon: the row may not reach it from either side.
        half = step * (len(here) - 1) / 2
        middle = _NOON + min(max((away - _NOON) % TAU, _CAPTION + half), TAU - _CAPTION - half)
        for i, spot in enumerate(here):
            angle = middle - half + i * step
            at[spot.id] = rounded(x + radius * math.cos(angle), y + radius * math.sin(angle))
        radius += measures.rim_step
    return at
