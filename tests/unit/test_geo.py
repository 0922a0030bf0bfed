"""Distances: against a formula in high precision that shares nothing with haversine."""

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.geo import distance_km, distance_tenths, distances_tenths, round_half_up

LAT = st.floats(-90, 90).map(lambda v: round(v, 6))
LON = st.floats(-180, 180).map(lambda v: round(v, 6))


def vincenty_on_a_sphere(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p1, p2, dl = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    x = math.cos(p2) * math.sin(dl)
    y = math.cos(p1) * math.sin(p2) - math.sin(p1) * math.cos(p2) * math.cos(dl)
    z = math.sin(p1) * math.sin(p2) + math.cos(p1) * math.cos(p2) * math.cos(dl)
    return 6371.0088 * math.atan2(math.hypot(x, y), z)


@given(LAT, LON, LAT, LON)
def test_the_distance_is_the_great_circle(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    true = vincenty_on_a_sphere(lat1, lon1, lat2, lon2)
    assert abs(distance_tenths(lat1, lon1, lat2, lon2) / 10 - true) <= 0.05 + 1e-3


@given(LAT, LON, LAT, LON)
def test_the_distance_is_the_same_both_ways(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    there, back = distance_tenths(lat1, lon1, lat2, lon2), distance_tenths(lat2, lon2, lat1, lon1)
    assert abs(there - back) <= (0 if there < 199_000 else 1)


def test_a_degree_of_the_meridian_is_known() -> None:
    assert distance_km(45, 39, 46, 39) == 111.2
    assert distance_km(45, 39, 45, 39) == 0.0


@pytest.mark.parametrize("km", [0.0, 0.04, 0.05, 12.34, 12.35, 12.349999, 99.95, 100.04])
def test_rows_of_the_distance_sheet_are_rounded_half_up(km: float) -> None:
    exact = Decimal(str(km)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    assert round_half_up(km) == int(exact * 10)


def test_many_distances_at_once_are_the_single_ones() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.uniform(43, 47, (2, 50)), rng.uniform(36, 42, (2, 50))
    many = distances_tenths(a[0], b[0], a[1], b[1])
    rows = zip(a[0], b[0], a[1], b[1], strict=True)
    assert many.tolist() == [distance_tenths(*row) for row in rows]
    assert many.dtype == np.int64
