"""Flowers in plates: the same for the same network, apart, in their plate, isolated outside."""

import math
import random
from itertools import combinations
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from tests.unit.viz import made_up
from tests.unit.viz.test_layouts import bonds, spots
from viz.encode import encode_map
from viz.layouts.clusters import ASPECT, Clusters, place_clusters
from viz.layouts.packing import pack_circles, part_plates
from viz.layouts.spots import Bond, Spot, Tier
from viz.svg import render_svg

GOLDEN = Path(__file__).parent / "golden" / "map_clusters.svg"
SIZES = ((1, 1), (5, 4), (60, 5), (60, 12), (600, 12), (600, 44))
_TOUCH = 0.2  # positions are rounded to 0.1
_CALM_SECONDS = 10


def placed(n: int, groups: int) -> tuple[list[Spot], Clusters]:
    made = spots(n, groups)
    return made, place_clusters(made, bonds(made) if n > 20 else [])


def nearest(found: Clusters) -> float:
    points = np.array(list(found.at.values()))
    if len(points) < 2:
        return math.inf
    away, _ = cKDTree(points).query(points, k=2)
    return float(np.asarray(away)[:, 1].min())


def school(code: str, tier: Tier = Tier.SCHOOLS, group: str = "г") -> Spot:
    return Spot(id=code, tier=tier, group=group, rank=3, radius=9)


@pytest.mark.parametrize(("n", "groups"), SIZES)
def test_clusters_do_not_depend_on_the_order_of_records(n: int, groups: int) -> None:
    made = spots(n, groups)
    ties = [*bonds(made), *bonds(made, seed=9)] if n > 20 else []
    mixed, mixed_ties = made.copy(), ties.copy()
    random.Random(1).shuffle(mixed)  # noqa: S311 - a seeded shuffle, no secret
    random.Random(2).shuffle(mixed_ties)  # noqa: S311 - a seeded shuffle, no secret

    assert place_clusters(made, ties) == place_clusters(mixed, mixed_ties)


@pytest.mark.parametrize(("n", "groups"), SIZES)
def test_marks_stand_apart_in_their_plate_and_the_rim_outside_of_all(n: int, groups: int) -> None:
    made, found = placed(n, groups)
    plates = {name: (at, radius) for name, at, radius in found.plates}
    left, top, right, bottom = found.extent

    assert len(found.at) == n + 1
    assert nearest(found) > 15
    for spot in made:
        x, y = found.at[spot.id]
        assert left < x - spot.radius < x + spot.radius < right
        assert top < y - spot.radius < y + spot.radius < bottom
        for name, (at, radius) in plates.items():
            away = math.dist((x, y), at)
            if name == spot.group and spot.tier is not Tier.RIM:
                assert away + spot.radius < radius
            else:
                assert away > radius


@pytest.mark.parametrize(("n", "groups"), SIZES)
def test_plates_never_lie_over_one_another_and_fit_a_page(n: int, groups: int) -> None:
    _, found = placed(n, groups)

    for (_, one, first), (_, other, second) in combinations(found.plates, 2):
        assert math.dist(one, other) > first + second
    left, top, right, bottom = found.extent
    assert 1 < (right - left) / (bottom - top) < 1.6


def test_a_leader_stands_in_the_middle_of_its_schools() -> None:
    leaders = [school(code, Tier.LEADERS) for code in ("l1", "l2")]
    schools = [school(f"s{i:02}") for i in range(40)]
    ties = [
        Bond(source="l1" if i < 31 else "l2", target=one.id, weight=3)
        for i, one in enumerate(schools)
    ]
    at = place_clusters([*leaders, *schools], ties).at

    for leader, led in (("l1", schools[:31]), ("l2", schools[31:])):
        xs, ys = zip(*(at[one.id] for one in led), strict=True)
        middle = (sum(xs) / len(xs), sum(ys) / len(ys))
        assert math.dist(middle, at[leader]) < 12
        other = at["l2" if leader == "l1" else "l1"]
        assert all(math.dist(at[s.id], at[leader]) < math.dist(at[s.id], other) for s in led)


def test_the_rim_leaves_the_name_of_its_plate_free_and_looks_away_from_the_middle() -> None:
    made = [school(f"{g}{i}", group=g) for g in "абвг" for i in range(20)]
    made += [school(f"{g}-rim{i}", Tier.RIM, g) for g in "абвг" for i in range(9)]
    found = place_clusters(made, [])

    for name, (x, y), radius in found.plates:
        rim = [found.at[f"{name}-rim{i}"] for i in range(9)]
        for px, py in rim:
            assert not (abs(px - x) < radius * 0.55 and py < y - radius), "the name stands there"
        aside = sum((px - x) * x + (py - y) * y for px, py in rim)
        assert aside > 0


def test_a_crowded_rim_takes_more_rows_that_touch_no_other_plate() -> None:
    crowd = [school(f"a{i:03}", Tier.RIM, "а") for i in range(160)]
    found = place_clusters([*crowd, *(school(f"b{i}", group="б") for i in range(5))], [])

    assert nearest(found) > 15
    (other,) = [(at, radius) for name, at, radius in found.plates if name == "б"]
    assert all(math.dist(found.at[one.id], other[0]) > other[1] for one in crowd)


@pytest.mark.parametrize("n", [2, 5, 20, 60])
def test_many_in_the_centre_stand_apart_and_no_plate_reaches_them(n: int) -> None:
    """An institute and its branches; or organisations whose municipality is not known."""
    centre = [school(f"i{i:02}", Tier.CENTRE, "") for i in range(n)]
    found = place_clusters([*centre, *(school(f"s{i}") for i in range(9))], [])

    assert nearest(found) > 15
    for _, at, radius in found.plates:
        assert all(math.dist(found.at[one.id], at) > radius + 9 for one in centre)


def test_nobody_and_one_are_pictures_too() -> None:
    nobody = place_clusters([], [])
    assert nobody.at == {}
    assert nobody.plates == ()
    one = place_clusters([school("one")], [])
    (plate,) = one.plates
    assert math.dist(one.at["one"], plate[1]) + 9 < plate[2]


def test_a_school_tied_to_thousands_is_one_flower() -> None:
    leader = school("l", Tier.LEADERS)
    schools = [school(f"s{i:04}") for i in range(3000)]
    found = place_clusters(
        [leader, *schools], [Bond(source="l", target=s.id, weight=1) for s in schools]
    )

    assert nearest(found) > 15


def test_a_country_of_schools_is_placed_in_seconds() -> None:
    made = spots(3500, 44)
    ties = bonds(made)
    began = perf_counter()
    found = place_clusters(made, ties)

    assert perf_counter() - began < _CALM_SECONDS
    assert nearest(found) > 15
    for (_, one, first), (_, other, second) in combinations(found.plates, 2):
        assert math.dist(one, other) > first + second


@settings(max_examples=40)
@given(st.lists(st.floats(5, 200), min_size=1, max_size=25), st.floats(0, 20))
def test_packed_circles_never_overlap_and_the_first_stays(radii: list[float], gap: float) -> None:
    centres = pack_circles(np.array(radii), gap)

    assert tuple(centres[0]) == (0.0, 0.0)
    for i, j in combinations(range(len(radii)), 2):
        assert math.dist(centres[i], centres[j]) >= radii[i] + radii[j] + gap - 1e-4


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(30, 400), min_size=1, max_size=12))
def test_parted_plates_never_overlap_whatever_their_sizes(radii: list[float]) -> None:
    sizes = np.array([74.0, *radii])
    ties = np.zeros((len(sizes), len(sizes)))
    centres = part_plates(sizes, ties, gap=40, aspect=ASPECT)

    assert tuple(centres[0]) == (0.0, 0.0)
    for i, j in combinations(range(len(sizes)), 2):
        assert math.dist(centres[i], centres[j]) >= sizes[i] + sizes[j] + 40 - 1e-4


def test_the_map_by_clusters_is_the_approved_one() -> None:
    """After a change that is meant, look at the picture and write the file anew."""
    svg = render_svg(encode_map(made_up.view(49, 5), first="clusters", say=made_up.SAY))

    assert svg == GOLDEN.read_text(encoding="utf-8")
