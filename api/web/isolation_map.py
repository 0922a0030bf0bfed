"""The small map beside the findings: who is found, with rings, among all the others as dots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.web.thumb import HEIGHT, WIDTH, placed
from graph.texts import Message
from services.isolation.findings import Finding
from services.isolation.kinds import WATCHED
from services.views.index import NetworkIndex

MOST_RINGS = 400
"""Above, the picture would be rings only; the heaviest are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One finding on the map, with what its tooltip says.

    Attributes
    ----------
    look
        ``cut`` for no working tie, ``danger`` for at risk, ``watch`` for a mark to watch.
    """

    x: int
    y: int
    code: str
    name: str
    look: str
    text: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsMap:
    """What the small map draws.

    Attributes
    ----------
    dots
        One path of points for all organisations that are not found.
    stars
        Places of leaders.
    left_out
        Findings that are not drawn, for want of coordinates or of room.
    """

    width: int
    height: int
    dots: str
    stars: tuple[tuple[int, int], ...]
    rings: tuple[Ring, ...]
    left_out: int


def build_findings_map(
    index: NetworkIndex, found: Sequence[Finding], *, municipality: str
) -> FindingsMap:
    """Place the findings of a list; with a municipality the picture shows that one only.

    Marks to watch are drawn only where nothing heavier is found.
    """
    table = index.today.organisations
    columns = (table.column(name) for name in ("lat", "lon", "municipality"))
    at = {
        code: (lon, lat)
        for code, lat, lon, place in zip(table.keys, *columns, strict=True)
        if lat is not None and lon is not None and municipality in ("", place)
    }
    where = {
        code: (round(x), round(y))
        for code, (x, y) in zip(at, placed(list(at.values())), strict=True)
    }
    told = [f for f in found if f.listed not in WATCHED] or found
    drawn = [f for f in told if f.organisation in where][:MOST_RINGS]
    ringed = {f.organisation for f in drawn}
    leaders = set(index.offers_by_organisation) & set(where)
    rings = [_ring(index, f, where[f.organisation]) for f in reversed(drawn)]
    return FindingsMap(
        width=int(WIDTH),
        height=int(HEIGHT),
        dots=_points(where[code] for code in where if code not in ringed | leaders),
        stars=tuple(sorted({where[code] for code in leaders - ringed})),
        rings=tuple(rings),
        left_out=len(told) - len(drawn),
    )


def _ring(index: NetworkIndex, finding: Finding, at: tuple[int, int]) -> Ring:
    return Ring(
        x=at[0],
        y=at[1],
        code=finding.organisation,
        name=index.name_of.get(finding.organisation, finding.organisation),
        look=_look(finding),
        text=finding.reason,
    )


def _look(finding: Finding) -> str:
    if finding.has_no_working_tie:
        return "cut"
    return "danger" if finding.is_at_risk else "watch"


def _points(places: Iterable[tuple[int, int]]) -> str:
    """Return a path that a round pen draws as one dot at each different place."""
    return "".join(f"M{x} {y}h0" for x, y in sorted(set(places)))
