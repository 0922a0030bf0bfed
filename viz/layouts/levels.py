"""The view by levels: institute, services, leaders, schools as rings; groups as sectors.

Organisations without a working tie stand on the outer rim, so the picture says what the data say.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression

from viz.layouts.order import circular_order
from viz.layouts.spots import TAU, Bond, Spot, Tier, on_circle
from viz.spec import Point

MANY = 150
"""From here on marks stand closer and captions are fewer."""

_NOON = -math.pi / 2
_MOST_ROWS = 4
_SERVICE_GAP = 34.0
_RIM_ROWS = 3  # of a sector in which most have no working tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Positions by id, with the rings and sectors to draw under them."""

    at: dict[str, Point]
    rings: tuple[tuple[Tier, float], ...]
    sectors: tuple[tuple[str, float, float], ...]
    hole: float
    edge: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """Radii and spacings of one drawing."""

    services: float
    leaders: float
    leader_gap: float
    schools: float
    school_rows: int
    school_gap: float
    rim: float
    rim_step: float
    rim_weight: float

    @classmethod
    def of(cls, spots: Sequence[Spot]) -> "_Measures":
        """Choose radii so that each ring has room for what stands on it."""
        many = len(spots) > MANY
        count = {tier: sum(s.tier is tier for s in spots) for tier in Tier}
        step = 30 if many else 58
        rows = max(2, min(9, round(math.sqrt(count[Tier.SCHOOLS] / 45)))) if many else 2
        service_step = 34 if many else 70
        services = max(330.0 if many else 150.0, count[Tier.SERVICES] * service_step / (0.62 * TAU))
        leader_gap = 40.0 if many else 74.0
        leader_rows = 2 if many else 1
        leaders = max(
            services + (190.0 if many else 105.0),
            count[Tier.LEADERS] * leader_gap / leader_rows / (0.8 * TAU),
        )
        school_gap = 44.0 if many else 50.0
        schools = max(
            leaders + (130.0 if many else 105.0),
            count[Tier.SCHOOLS] * step / rows / (0.85 * TAU),
        )
        rim = schools + school_gap * (rows - 1) + (90.0 if many else 78.0)
        return cls(
            services=services,
            leaders=leaders,
            leader_gap=leader_gap,
            schools=schools,
            school_rows=rows,
            school_gap=school_gap,
            rim=rim,
            rim_step=34.0 if many else 60.0,
            rim_weight=(34.0 if many else 60.0) / _RIM_ROWS / (step / rows),
        )


@dataclass(frozen=True, slots=True)
class _Slice:
    """Where a sector begins and how wide it is, in radians."""

    start: float
    span: float

    def at(self, share: float) -> float:
        """Return the angle at `share` of the width."""
        return self.start + self.span * share


def place_levels(spots: Sequence[Spot], bonds: Sequence[Bond]) -> Levels:
    """Place organisations on rings and in sectors.

    A sector is as wide as it is full; a free wedge at twelve o'clock holds the captions of the
    rings. Schools of one leader stand side by side, and the leader in front of them. The order of
    `spots` and `bonds` does not matter.

    References
    ----------
    .. [1] K. Yee, D. Fisher, R. Dhamija, M. Hearst. "Animated exploration of dynamic graphs with
       radial layout". *IEEE InfoVis*, 2001: rings by level, sectors by group.
    """
    spots = sorted(spots, key=lambda s: (s.rank, s.id))
    measures = _Measures.of(spots)
    at = _centre([s for s in spots if not s.group])
    groups = sorted({s.group for s in spots if s.group})
    order = circular_order(groups, spots, bonds)
    members: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.group:
            members[spot.group].append(spot)
    leader_of = leaders_of(spots, bonds)
    gap = math.radians(min(5.0 if len(order) < 8 else 2.2, 50 / max(1, len(order))))  # noqa: PLR2004 - few sectors may stand further apart
    noon = math.radians(13 if len(spots) > MANY else 22)
    weight = {name: _weight(members[name], measures.rim_weight) for name in order}
    free = TAU - gap * max(0, len(order) - 1) - noon
    start = _NOON + noon / 2
    sectors = []
    rims = 1
    for name in order:
        span = free * weight[name] / sum(weight.values())
        sectors.append((name, round(start, 5), round(start + span, 5)))
        rims = max(rims, _fill_sector(at, members[name], leader_of, measures, _Slice(start, span)))
        start += span + gap
    rings = [
        (Tier.SERVICES, measures.services),
        (Tier.LEADERS, measures.leaders),
        (Tier.SCHOOLS, measures.schools + measures.school_gap * (measures.school_rows - 1) / 2),
        (Tier.RIM, measures.rim),
    ]
    used = {spot.tier for spot in spots}
    return Levels(
        at=at,
        rings=tuple((tier, round(radius, 1)) for tier, radius in rings if tier in used),
        sectors=tuple(sectors),
        hole=round(measures.services * 0.56, 1),
        edge=round(measures.rim + measures.rim_step * (rims - 1) + 40, 1),
    )


def _centre(spots: Sequence[Spot]) -> dict[str, Point]:
    if len(spots) == 1:
        return {spots[0].id: (0.0, 0.0)}
    return {spot.id: on_circle(44, _NOON + TAU * i / len(spots)) for i, spot in enumerate(spots)}


def _weight(members: Sequence[Spot], rim: float) -> float:
    room = {Tier.SCHOOLS: 1.0, Tier.RIM: rim, Tier.LEADERS: 0.9, Tier.SERVICES: 0.6}
    return max(3.0, sum(room.get(spot.tier, 0.0) for spot in members))


def leaders_of(spots: Sequence[Spot], bonds: Sequence[Bond]) -> dict[str, str]:
    """Return for each school the leader of its own group that it is most tied to."""
    by_id = {spot.id: spot for spot in spots}
    best: dict[str, tuple[int, str]] = {}
    for bond in sorted(bonds, key=lambda b: (b.source, b.target)):
        leader, school = by_id[bond.source], by_id[bond.target]
        if leader.tier is Tier.LEADERS and school.tier is Tier.SCHOOLS:
            here = leader.group == school.group
            if here and bond.weight > best.get(school.id, (0, ""))[0]:
                best[school.id] = (bond.weight, leader.id)
    return {school: leader for school, (_, leader) in best.items()}


def _fill_sector(
    at: dict[str, Point],
    members: Sequence[Spot],
    leader_of: dict[str, str],
    measures: _Measures,
    place: _Slice,
) -> int:
    """Place the members of one sector; return how many rows the rim needs."""
    tier_of = {tier: [s for s in members if s.tier is tier] for tier in Tier}
    services = tier_of[Tier.SERVICES]
    in_rows = _rows(len(services), _SERVICE_GAP, place.span * 0.62 * measures.services)
    for i, (spot, angle) in enumerate(_spread(services, place, 0.62)):
        at[spot.id] = on_circle(measures.services + (i % in_rows) * _SERVICE_GAP, angle)
    leaders, schools = _side_by_side(tier_of[Tier.LEADERS], tier_of[Tier.SCHOOLS], leader_of)
    for i, (spot, angle) in enumerate(_spread(schools, place, 0.95)):
        radius = measures.schools + (i % measures.school_rows) * measures.school_gap
        at[spot.id] = on_circle(radius, angle)
    wanted = _wanted_shares(leaders, schools, leader_of)
    _place_leaders(at, leaders, wanted, measures, place)
    rim = tier_of[Tier.RIM]
    rows = _rows(len(rim), measures.rim_step, place.span * 0.9 * measures.rim)
    for i, (spot, angle) in enumerate(_spread(rim, place, 0.9)):
        at[spot.id] = on_circle(measures.rim + (i % rows) * measures.rim_step, angle)
    return rows


def _rows(n: int, step: float, length: float) -> int:
    """Return in how many rows `n` marks stand on an arc of `length` without crowding."""
    return max(1, math.ceil(n / max(1, int(length / step))))


def _spread(spots: Sequence[Spot], place: _Slice, share: float) -> list[tuple[Spot, float]]:
    """Return the angle of each spot, evenly over the middle `share` of a sector."""
    return [
        (spot, place.at((1 - share) / 2 + share * (i + 0.5) / len(spots)))
        for i, spot in enumerate(spots)
    ]


def _side_by_side(
    leaders: Sequence[Spot], schools: Sequence[Spot], leader_of: dict[str, str]
) -> tuple[list[Spot], list[Spot]]:
    """Order leaders with the busiest in the middle, and schools leader by leader."""
    led: dict[str, list[Spot]] = defaultdict(list)
    for school in schools:
        led[leader_of.get(school.id, "")].append(school)
    busiest = sorted(leaders, key=lambda s: (-len(led[s.id]), s.id))
    order = busiest[::2][::-1] + busiest[1::2]
    return order, [school for leader in order for school in led[leader.id]] + led[""]


def _wanted_shares(
    leaders: Sequence[Spot], schools: Sequence[Spot], leader_of: dict[str, str]
) -> list[float]:
    """Return for each leader the share of the sector where the middle of its schools stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, school in enumerate(schools):
        places[leader_of.get(school.id, "")].append(i)
    n = max(1, len(schools))
    return [
        (sum(own) / len(own) + 0.5) / n if (own := places[leader.id]) else (i + 0.5) / len(leaders)
        for i, leader in enumerate(leaders)
    ]


def _place_leaders(
    at: dict[str, Point],
    leaders: Sequence[Spot],
    wanted: Sequence[float],
    measures: _Measures,
    place: _Slice,
) -> None:
    """Put each leader near its wanted share, pushed apart and in two rows where they crowd."""
    if not leaders:
        return
    room = measures.leaders * place.span
    apart = min(0.88 / len(leaders), measures.leader_gap / room)
    shares = _push_apart(wanted, apart)
    rows = min(_MOST_ROWS, math.ceil(measures.leader_gap / (apart * room) - 1e-6))
    by_share = sorted(range(len(leaders)), key=lambda i: (shares[i], leaders[i].id))
    for turn, i in enumerate(by_share):
        shift = (turn % rows - (rows - 1) / 2) * 46
        at[leaders[i].id] = on_circle(measures.leaders + shift, place.at(shares[i]))


def _push_apart(wanted: Sequence[float], apart: float) -> list[float]:
    """Return the shares of a sector nearest to `wanted` that are `apart` from each other.

    With each share lowered by what those before it take, only the order is left to keep: the
    nearest such shares are an isotonic regression.

    References
    ----------
    .. [1] R. Barlow, D. Bartholomew, J. Bremner, H. Brunk. *Statistical Inference under Order
       Restrictions*. Wiley, 1972, ch. 1.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    taken = np.arange(len(order)) * apart
    lowered = isotonic_regression(np.array([wanted[i] for i in order]) - taken).x
    shares = np.clip(lowered, 0.05, 0.95 - taken[-1]) + taken
    placed = [0.0] * len(wanted)
    for i, share in zip(order, shares.tolist(), strict=True):
        placed[i] = share
    return placed
