"""Distances over the earth: great circle by haversine, in whole tenths of a kilometre.

Distances are whole numbers from here on, so that no rounding differs between a plan, its check
and another machine.
"""

import math
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""

IntArray: TypeAlias = npt.NDArray[np.int64]
RealArray: TypeAlias = npt.NDArray[np.float64]

_TENTHS = 10


def round_half_up(km: float) -> int:
    """Return `km` in whole tenths of a kilometre, half rounded up.

    Examples
    --------
    >>> round_half_up(12.34), round_half_up(12.35), round_half_up(0.05)
    (123, 124, 1)
    """
    # 12.35 is stored as 12.3499…: what a person typed decides, so digits below 10⁻⁶ are dropped.
    return math.floor(round(km * _TENTHS, 6) + 0.5)


def distance_tenths(lat1: float, lon1: float, lat2: float, lon2: float) -> int:
    """Return the great-circle distance of two points in degrees, in tenths of a kilometre.

    Examples
    --------
    >>> distance_tenths(45.0, 39.0, 45.0, 39.0), distance_tenths(45.0, 39.0, 46.0, 39.0)
    (0, 1112)
    """
    first, second = np.array([lat1, lon1], np.float64), np.array([lat2, lon2], np.float64)
    return int(distances_tenths(first[:1], first[1:], second[:1], second[1:])[0])


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in degrees, in km rounded to 0.1.

    Examples
    --------
    >>> distance_km(45.0, 39.0, 46.0, 39.0)
    111.2
    """
    return distance_tenths(lat1, lon1, lat2, lon2) / _TENTHS


def distances_tenths(
    lat1: RealArray, lon1: RealArray, lat2: RealArray, lon2: RealArray
) -> IntArray:
    """Return great-circle distances, element by element, in tenths of a kilometre.

    Parameters
    ----------
    lat1, lon1, lat2, lon2
        Degrees, of shapes that broadcast together; none may be NaN.

    Returns
    -------
    IntArray
        Rounded half up.

    Notes
    -----
    Haversine in double precision, exact to well below a metre for any two points.

    References
    ----------
    R. W. Sinnott, *Virtues of the Haversine*, Sky and Telescope 68 (2), 1984, 159.
    """
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2
    half = half + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    km = 2 * RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    tenths: IntArray = np.floor(km * _TENTHS + 0.5).astype(np.int64)
    return tenths
