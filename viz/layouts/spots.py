"""What a layout needs to know of an organisation and of a tie, and nothing more."""

import math
from dataclasses import dataclass
from enum import StrEnum

from viz.spec import Point

TAU = math.tau


class Tier(StrEnum):
    """How far from the centre an organisation stands in the view by levels."""

    CENTRE = "centre"
    SERVICES = "services"
    LEADERS = "leaders"
    SCHOOLS = "schools"
    RIM = "rim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One organisation to be placed.

    Attributes
    ----------
    group
        Sector or area; empty for the centre.
    rank
        Order within the group, lower first.
    lat, lon
        Degrees, or None.
    """

    id: str
    tier: Tier
    group: str
    rank: int
    radius: float
    lat: float | None = None
    lon: float | None = None
    is_outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """A tie that pulls: from the end that helps, with a weight."""

    source: str
    target: str
    weight: int


def rounded(x: float, y: float) -> Point:
    """Return the point with one decimal; minus zero is zero.

    Examples
    --------
    >>> rounded(1.04, -0.01)
    (1.0, 0.0)
    """
    return (round(float(x), 1) + 0.0, round(float(y), 1) + 0.0)


def on_circle(radius: float, angle: float) -> Point:
    """Return the point at `angle` (radians, clockwise from three o'clock) on a circle."""
    return rounded(radius * math.cos(angle), radius * math.sin(angle))
