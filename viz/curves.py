"""The way a tie takes on the picture; `assets/page/edges.js` bends ties by the same rule."""

import math

from viz.spec import Point

_SAME_SECTOR, _OTHER_SECTOR = 0.93, 0.45
_BOW = 0.09
_PALER_FROM = 700
_THIN_END = 0.16
_WAIST = 0.62


def bend(one: Point, other: Point, *, view: str, same_group: bool, middle: Point) -> Point:
    """Return the control point of the curve from `one` to `other`.

    By levels, ties between sectors are drawn to the middle of the picture; on the ground each
    bows a little to its left, so that there and back are two lines.
    """
    x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    if view == "levels":
        share = _SAME_SECTOR if same_group else _OTHER_SECTOR
        return (middle[0] + (x - middle[0]) * share, middle[1] + (y - middle[1]) * share)
    return (x - (other[1] - one[1]) * _BOW, y + (other[0] - one[0]) * _BOW)


def crowd_alpha(n: int) -> float:
    """Return the factor on the opacity of `n` ties: the more there are, the paler each.

    Examples
    --------
    >>> crowd_alpha(100), crowd_alpha(1400), crowd_alpha(100_000)
    (1.0, 0.5, 0.35)
    """
    return min(1.0, max(0.35, _PALER_FROM / max(1, n)))


def line(one: Point, control: Point, other: Point) -> str:
    """Return the SVG path of a curve."""
    return f"M{_at(one)}Q{_at(control)} {_at(other)}"


def wedge(one: Point, control: Point, other: Point, width: float) -> str:
    """Return the SVG path of a wedge, `width` wide at `one` and thin at `other`.

    References
    ----------
    .. [1] D. Holten, J. van Wijk. "A user study on visualizing directed edges in graphs". *CHI*,
       2009: tapered ties are read faster than arrowheads.
    """
    dx, dy = control[0] - one[0], control[1] - one[1]
    length = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / length * width / 2, dx / length * width / 2

    def side(point: Point, share: float) -> str:
        return _at((point[0] + nx * share, point[1] + ny * share))

    return (
        f"M{side(one, 1)}Q{side(control, _WAIST)} {side(other, _THIN_END)}"
        f"L{side(other, -_THIN_END)}Q{side(control, -_WAIST)} {side(one, -1)}Z"
    )


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
