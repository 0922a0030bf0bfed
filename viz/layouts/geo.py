"""The view on the ground: each organisation where it stands, moved only as far as marks need."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from viz.layouts.levels import MANY
from viz.layouts.spots import Spot, rounded
from viz.spec import Point

Floats = npt.NDArray[np.float64]

_GOLDEN = math.pi * (3 - math.sqrt(5))
_STEPS = 300
_PULL = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Positions by id; `width` and `height` hold what has coordinates."""

    at: dict[str, Point]
    width: float
    height: float


def place_on_ground(spots: Sequence[Spot]) -> Ground | None:
    """Place organisations by their coordinates; None if not two of them have any.

    North is up, distances are true along the mean parallel (equirectangular). What stands too
    close is pushed apart with a weak pull back to the true place. Organisations from outside stand
    on the edge in their direction; those without coordinates in rows below the map. The order of
    `spots` does not matter.

    References
    ----------
    .. [1] J. Snyder. *Map Projections: A Working Manual*. USGS, 1987, ch. 12.
    """
    spots = sorted(spots, key=lambda s: s.id)
    located = [s for s in spots if s.lat is not None and s.lon is not None]
    inside = [s for s in located if not s.is_outside]
    if len(inside) < 2:  # noqa: PLR2004 - one point makes no map
        return None
    width, height = _size(len(spots))
    true = _projected(located, inside, width, height)
    x = _apart(true, np.array([s.radius for s in located]), 2.0 if len(spots) > MANY else 5.0)
    at = {spot.id: rounded(*x[i].tolist()) for i, spot in enumerate(located)}
    low = max(float(x[:, 1].max()), height / 2) + 90
    lost = [s for s in spots if s.lat is None or s.lon is None]
    for i, spot in enumerate(lost):
        row, place = divmod(i, 30)
        at[spot.id] = rounded((place - min(len(lost) - 1, 29) / 2) * 40, low + 44 * row)
    return Ground(at=at, width=width, height=height)


def _size(n: int) -> tuple[float, float]:
    """Return the ground for `n` marks: from a region's 600 on it grows with their number."""
    if n <= MANY:
        return (1050.0, 660.0)
    grown = math.sqrt(max(1.0, n / 600))
    return (1750.0 * grown, 1120.0 * grown)


def _projected(
    located: Sequence[Spot], inside: Sequence[Spot], width: float, height: float
) -> Floats:
    """Return true places in layout units, the middle of those inside at (0, 0)."""
    lat = np.array([s.lat for s in located], dtype=np.float64)
    lon = np.array([s.lon for s in located], dtype=np.float64)
    own = np.array([not s.is_outside for s in located])
    parallel = math.cos(math.radians(float(lat[own].mean())))
    flat = np.column_stack([lon * parallel, -lat])
    low, high = flat[own].min(axis=0), flat[own].max(axis=0)
    size = np.maximum(high - low, 1e-6)
    scale = min(width / size[0], height / size[1])
    if len(inside) == 1 or scale > 1e6:  # noqa: PLR2004 - all in one place: nothing to spread
        scale = 1.0
    centred: Floats = (flat - (low + high) / 2) * scale
    reach = np.hypot(centred[:, 0] / (width / 2 + 70), centred[:, 1] / (height / 2 + 70))
    far = ~own & (reach > 1)
    centred[far] /= reach[far, None]
    return centred


def _apart(true: Floats, radius: Floats, gap: float) -> Floats:
    """Push circles apart, pulling each weakly to its true place."""
    turn = np.arange(len(true)) * _GOLDEN
    x = true + 0.5 * np.column_stack([np.cos(turn), np.sin(turn)])
    room = radius + gap
    for step in range(_STEPS):
        x += (true - x) * _PULL * (1 - step / _STEPS)
        near = cKDTree(x).query_pairs(float(room.max()) * 2, output_type="ndarray")
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        one, other = near[:, 0], near[:, 1]
        way = x[other] - x[one]
        distance = np.hypot(way[:, 0], way[:, 1]) + 1e-9
        missing = room[one] + room[other] - distance
        close = missing > 0
        if not close.any():
            break
        push = way[close] / distance[close, None] * (missing[close, None] * 0.45)
        np.add.at(x, one[close], -push)
        np.add.at(x, other[close], push)
    return x
