"""The small map of the start page: dots and wedges where the organisations are, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from api.dependencies import Reading
from api.reports import alarms_of
from services.views.marks import Mark

WIDTH, HEIGHT, EDGE = 373.0, 300.0, 12.0
_SHOWN = (Mark.OTHER, Mark.MENTEE, Mark.RESERVE, Mark.PROMISING, Mark.LEADER)
_LARGE_FROM = 300  # marks above which the dots are drawn small


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One organisation."""

    x: float
    y: float
    mark: str
    is_alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumb:
    """What the small map draws.

    Attributes
    ----------
    wedges
        Paths from each leader to its mentees, narrowing towards who is helped.
    scale
        Size of the marks.
    """

    width: float
    height: float
    dots: tuple[Dot, ...]
    wedges: tuple[str, ...]
    scale: float


def build_thumb(reading: Reading) -> Thumb:
    """Place the schools of the network on the small map; what has no coordinates is left out."""
    index = reading.index
    alarms = alarms_of(reading)
    table = index.today.organisations
    columns = (table.column(name) for name in ("lat", "lon"))
    at = {
        code: (lon, lat)
        for code, lat, lon in zip(table.keys, *columns, strict=True)
        if lat is not None and lon is not None
    }
    marks = {code: mark for code in at if (mark := index.mark_of(code)) in _SHOWN[1:]}
    alone = {code for code in at if code in alarms and alarms[code].is_severe}
    shown = sorted({*marks, *alone})
    places = dict(zip(shown, placed([at[code] for code in shown]), strict=True))
    pairs = index.pairs
    ends = zip(pairs.column("leader"), pairs.column("mentee"), strict=True)
    return Thumb(
        width=WIDTH,
        height=HEIGHT,
        dots=tuple(
            Dot(
                x=places[code][0],
                y=places[code][1],
                mark=marks.get(code, Mark.OTHER).value,
                is_alone=code in alone,
            )
            for code in sorted(shown, key=lambda code: _SHOWN.index(marks.get(code, Mark.OTHER)))
        ),
        wedges=tuple(
            path
            for one, other in sorted(set(ends))
            if one in places and other in places
            if (path := _wedge(places[one], places[other]))
        ),
        scale=0.7 if len(shown) > _LARGE_FROM else 1.3,
    )


def placed(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Fit points (longitude, latitude) into the picture, keeping its proportions."""
    if not points:
        return []
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    west, north = min(lons), max(lats)
    squeeze = cos(radians(sum(lats) / len(lats)))
    wide, high = (max(lons) - west) * squeeze, north - min(lats)
    scale = min((WIDTH - 2 * EDGE) / (wide or 1.0), (HEIGHT - 2 * EDGE) / (high or 1.0))
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return [
        (
            round(left + (lon - west) * squeeze * scale, 1),
            round(top + (north - lat) * scale, 1),
        )
        for lon, lat in points
    ]


def _wedge(one: tuple[float, float], other: tuple[float, float]) -> str:
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = hypot(dx, dy)
    if not length:
        return ""
    nx, ny = -dy / length * 1.6, dx / length * 1.6
    return (
        f"M{one[0] + nx:.1f} {one[1] + ny:.1f}L{other[0]} {other[1]}"
        f"L{one[0] - nx:.1f} {one[1] - ny:.1f}Z"
    )
