"""Positions: the same for the same network, apart, in their sector, and true on the ground."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.layouts.geo import place_on_ground
from viz.layouts.levels import _push_apart, place_levels
from viz.layouts.order import circular_order
from viz.layouts.spots import Bond, Spot, Tier
from viz.layouts.territory import areas_of
from viz.spec import Point


def spots(n: int, groups: int = 4, seed: int = 3) -> list[Spot]:
    rnd = random.Random(seed)  # noqa: S311 - a seeded example, no secret
    made = [Spot(id="centre", tier=Tier.CENTRE, group="", rank=0, radius=24, lat=45, lon=39)]
    tiers = [Tier.LEADERS] * 2 + [Tier.SCHOOLS] * 12 + [Tier.RIM]
    for i in range(n):
        group = i % groups
        tier = Tier.SERVICES if i < groups else rnd.choice(tiers)
        tier = Tier.LEADERS if groups <= i < 2 * groups else tier
        made.append(
            Spot(
                id=f"o{i:04}",
                tier=tier,
                group=f"г{group:02}",
                rank=3,
                radius=9,
                lat=45 + group // 2 + rnd.gauss(0, 0.12),
                lon=39 + group % 2 * 1.4 + rnd.gauss(0, 0.16),
            )
        )
    return made


def bonds(made: Sequence[Spot], seed: int = 4) -> list[Bond]:
    rnd = random.Random(seed)  # noqa: S311 - a seeded example, no secret
    leaders = [s for s in made if s.tier is Tier.LEADERS]
    return [
        Bond(source=rnd.choice(leaders).id, target=s.id, weight=3)
        for s in made
        if s.tier is Tier.SCHOOLS
    ]


def closest(at: dict[str, Point]) -> float:
    points = sorted(at.values())
    return min(
        math.dist(one, other) for i, one in enumerate(points) for other in points[i + 1 : i + 40]
    )


@pytest.mark.parametrize("n", [1, 5, 60, 600])
def test_levels_do_not_depend_on_the_order_of_records(n: int) -> None:
    made = spots(n)
    ties = [*bonds(made), *bonds(made, seed=9)] if n > 20 else []
    mixed, mixed_ties = made.copy(), ties.copy()
    random.Random(1).shuffle(mixed)  # noqa: S311 - a seeded shuffle, no secret
    random.Random(2).shuffle(mixed_ties)  # noqa: S311 - a seeded shuffle, no secret

    assert place_levels(made, ties) == place_levels(mixed, mixed_ties)


@pytest.mark.parametrize("n", [60, 600])
def test_marks_by_levels_stand_apart_and_in_their_sector(n: int) -> None:
    made = spots(n)
    placed = place_levels(made, bonds(made))

    assert len(placed.at) == n + 1
    assert closest(placed.at) > 15
    sector = {name: (start, end) for name, start, end in placed.sectors}
    for spot in made:
        if spot.group:
            x, y = placed.at[spot.id]
            start, end = sector[spot.group]
            turn = (math.atan2(y, x) - start) % math.tau
            assert turn < end - start


def test_who_has_no_working_tie_stands_outside_of_all_schools() -> None:
    made = spots(200)
    placed = place_levels(made, bonds(made))

    away = {
        tier: [math.hypot(*placed.at[s.id]) for s in made if s.tier is tier]
        for tier in (Tier.SERVICES, Tier.LEADERS, Tier.SCHOOLS, Tier.RIM)
    }
    assert max(away[Tier.SERVICES]) < min(away[Tier.LEADERS])
    assert max(away[Tier.LEADERS]) < min(away[Tier.SCHOOLS])
    assert max(away[Tier.SCHOOLS]) < min(away[Tier.RIM])
    assert placed.edge > max(away[Tier.RIM])


def test_a_crowded_rim_takes_more_rows() -> None:
    crowd = [Spot(id=f"o{i}", tier=Tier.RIM, group="г", rank=3, radius=9) for i in range(160)]

    assert closest(place_levels(crowd, []).at) > 15


def test_services_of_a_narrow_sector_stand_in_rows() -> None:
    few = [Spot(id=f"t{i}", tier=Tier.SERVICES, group="узкий", rank=2, radius=14) for i in range(3)]
    many = [Spot(id=f"o{i}", tier=Tier.SCHOOLS, group="г", rank=3, radius=9) for i in range(90)]

    assert closest(place_levels([*few, *many], []).at) > 25


def test_groups_that_work_together_become_neighbours() -> None:
    made = [Spot(id=g, tier=Tier.SCHOOLS, group=g, rank=1, radius=9) for g in "абвгде"]
    ties = [Bond(source=one, target=other, weight=1) for one, other in ("аг", "бд", "ве")]

    order = circular_order("абвгде", made, ties)

    for one, other in ("аг", "бд", "ве"):
        steps = abs(order.index(one) - order.index(other))
        assert min(steps, 6 - steps) == 1


def test_a_chain_of_groups_closes_to_a_ring() -> None:
    ring = "агбевд"
    made = [Spot(id=g, tier=Tier.SCHOOLS, group=g, rank=1, radius=9) for g in ring]
    pairs = list(zip(ring, ring[1:] + ring[0], strict=True))
    ties = [Bond(source=one, target=other, weight=1) for one, other in pairs]

    order = circular_order(ring, made, ties)

    steps = [abs(order.index(one) - order.index(other)) for one, other in pairs]
    assert sorted(min(step, 6 - step) for step in steps) == [1] * 6


def test_leaders_who_crowd_move_as_little_as_they_can() -> None:
    """By hand: two at one place move half the distance each; a third far away stays."""
    assert _push_apart([0.5, 0.5], 0.2) == pytest.approx([0.4, 0.6])
    assert _push_apart([0.9, 0.3, 0.3], 0.2) == pytest.approx([0.9, 0.2, 0.4])
    assert _push_apart([0.0, 0.0], 0.3) == pytest.approx([0.05, 0.35])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_pushed_apart_leaders_keep_their_order_and_their_distance(wanted: list[float]) -> None:
    apart = 0.88 / len(wanted)
    shares = _push_apart(wanted, apart)

    ordered = [share for _, share in sorted(zip(wanted, shares, strict=True))]
    assert ordered == sorted(shares)
    assert all(b - a >= apart - 1e-9 for a, b in pairwise(sorted(shares)))
    assert all(0.05 - 1e-9 <= share <= 0.95 + 1e-9 for share in shares)


def test_on_the_ground_north_is_up_and_east_is_right() -> None:
    corners = {"sw": (45.0, 39.0), "se": (45.0, 40.0), "nw": (46.0, 39.0)}
    made = [
        Spot(id=code, tier=Tier.SCHOOLS, group="г", rank=1, radius=9, lat=lat, lon=lon)
        for code, (lat, lon) in corners.items()
    ]
    ground = place_on_ground(made)

    assert ground is not None
    at = ground.at
    assert at["nw"][1] < at["sw"][1]
    assert at["se"][0] > at["sw"][0]
    east = at["se"][0] - at["sw"][0]
    north = at["sw"][1] - at["nw"][1]
    assert east / north == pytest.approx(math.cos(math.radians(45 + 1 / 3)), rel=0.01)


@pytest.mark.parametrize("n", [60, 600])
def test_marks_on_the_ground_do_not_lie_over_one_another(n: int) -> None:
    made = spots(n)
    ground = place_on_ground(made)

    assert ground is not None
    assert closest(ground.at) > 16
    mixed = made.copy()
    random.Random(1).shuffle(mixed)  # noqa: S311 - a seeded shuffle, no secret
    assert place_on_ground(mixed) == ground


def test_organisations_at_one_address_are_spread_and_those_without_one_stand_below() -> None:
    here = [
        Spot(id=f"o{i}", tier=Tier.SCHOOLS, group="г", rank=1, radius=9, lat=45, lon=39)
        for i in range(12)
    ]
    lost = Spot(id="lost", tier=Tier.SCHOOLS, group="г", rank=1, radius=9)
    ground = place_on_ground([*here, lost])

    assert ground is not None
    assert closest(ground.at) > 16
    assert ground.at["lost"][1] > max(y for code, (_, y) in ground.at.items() if code != "lost")


def test_without_coordinates_there_is_no_ground() -> None:
    lost = [Spot(id=c, tier=Tier.SCHOOLS, group="г", rank=1, radius=9) for c in "abc"]

    assert place_on_ground(lost) is None


def test_who_is_far_outside_stands_on_the_edge_and_does_not_shrink_the_rest() -> None:
    made = spots(30)
    alone = place_on_ground(made)
    far = Spot(
        id="far",
        tier=Tier.LEADERS,
        group="вне",
        rank=1,
        radius=9,
        lat=60,
        lon=39,
        is_outside=True,
    )
    together = place_on_ground([*made, far])

    assert alone is not None
    assert together is not None
    assert math.dist(together.at["o0007"], alone.at["o0007"]) < 10
    assert abs(together.at["far"][1]) < alone.height


def inside(point: Point, loops: Sequence[Sequence[Point]]) -> bool:
    """Even–odd rule over all loops."""
    x, y = point
    crossings = 0
    for loop in loops:
        for (x1, y1), (x2, y2) in zip(loop, [*loop[1:], loop[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


def test_each_organisation_lies_in_the_area_of_its_group_and_in_no_other() -> None:
    made = spots(300)
    ground = place_on_ground(made)
    assert ground is not None
    group = {s.id: s.group for s in made}
    areas = areas_of(ground.at, group, 70)

    wrong = 0
    for spot in made:
        if spot.group:
            found = [name for name, loops in areas.items() if inside(ground.at[spot.id], loops)]
            assert len(found) <= 1, "areas never overlap"
            wrong += found != [spot.group]
    assert wrong <= 0.04 * len(made), "only beside a border may the smoothing cut a mark off"


def test_neighbouring_areas_share_their_border() -> None:
    at = {f"o{i}": (i % 10 * 40.0, i // 10 * 40.0) for i in range(60)}
    group = {code: "west" if x < 180 else "east" for code, (x, _) in at.items()}
    areas = areas_of(at, group, 60)

    west, east = ({p for loop in areas[name] for p in loop} for name in ("west", "east"))
    assert len(west & east) >= 20


def test_areas_of_nobody_are_none() -> None:
    assert areas_of({}, {}, 60) == {}
