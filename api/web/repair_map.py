"""The map of a proposal: who is left out, who leads, and the new ties as dashed lines."""

from dataclasses import dataclass

from api.dependencies import Reading
from api.reports import alarms_of
from api.web.thumb import HEIGHT, WIDTH, placed
from services.repair.proposal import Proposal
from services.views.marks import Mark

_LARGE_FROM = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One organisation; `look` is leader, alone, end or other."""

    x: float
    y: float
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairMap:
    """What the picture draws.

    Attributes
    ----------
    lines
        Ends of the new ties: x, y, x, y.
    spots
        The most telling ones last, so that nothing covers them.
    missing
        How many new ties have an end without coordinates.
    """

    width: float
    height: float
    scale: float
    lines: tuple[tuple[float, float, float, float], ...]
    spots: tuple[Spot, ...]
    missing: int


_ORDER = ("other", "end", "alone", "leader")


def build_repair_map(reading: Reading, proposal: Proposal, *, municipality: str = "") -> RepairMap:
    """Place the organisations; what has no coordinates is left out and its ties are counted.

    With a municipality the picture shows that one, and those outside whom it is tied to.
    """
    index, alarms = reading.index, alarms_of(reading)
    table = index.today.organisations
    columns = (table.column(name) for name in ("lat", "lon"))
    at = {
        code: (lon, lat)
        for code, lat, lon in zip(table.keys, *columns, strict=True)
        if lat is not None and lon is not None
    }
    home = dict(zip(table.keys, table.column("municipality"), strict=True))
    ties = [
        tie for tie in proposal.ties if municipality in ("", home.get(tie.one), home.get(tie.other))
    ]
    ends = {code for tie in ties for code in (tie.one, tie.other)}
    shown = sorted(code for code in at if municipality in ("", home[code]) or code in ends)
    places = dict(zip(shown, placed([at[code] for code in shown]), strict=True))

    def look(code: str) -> str:
        if code in alarms and alarms[code].is_severe:
            return "alone"
        if index.mark_of(code) is Mark.LEADER:
            return "leader"
        return "end" if code in ends else "other"

    spots = [Spot(x=places[code][0], y=places[code][1], look=look(code)) for code in shown]
    lines = tuple(
        (*places[tie.one], *places[tie.other])
        for tie in ties
        if tie.one in places and tie.other in places
    )
    return RepairMap(
        width=WIDTH,
        height=HEIGHT,
        scale=0.7 if len(shown) > _LARGE_FROM else 1.3,
        lines=lines,
        spots=tuple(sorted(spots, key=lambda spot: _ORDER.index(spot.look))),
        missing=len(ties) - len(lines),
    )
