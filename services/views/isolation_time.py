"""Isolation in time as pages show it: filtered lists, and lines of a chart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.model.ids import MunicipalityId, OrganisationId
from services.isolation.kinds import HEADLINE_ORDER, NO_WORKING_TIE, Kind
from services.isolation_in_time.ahead import Ahead, Fall
from services.isolation_in_time.soon import Endangered, Soon
from services.isolation_in_time.standing import Tally
from services.isolation_in_time.trend import Trend
from services.isolation_in_time.warnings import WarningKind
from services.views.index import NetworkIndex
from services.views.organisation_list import Choice, folded, natural
from services.views.partners import Who, build_who

PAGE = 50
_WEIGHT = {kind: i for i, kind in enumerate(WarningKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeQuery:
    """Which rows are asked for; empty text and None leave all; no limit shows all at once."""

    warning: WarningKind | None = None
    municipality: str = ""
    text: str = ""
    offset: int = 0
    limit: int | None = PAGE

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.warning or self.municipality or self.text)

    def asks_for(
        self, index: NetworkIndex, organisation: OrganisationId, municipality: MunicipalityId
    ) -> bool:
        """Whether an organisation answers the query; its warnings are not asked."""
        one = index.network.organisations.get(organisation)
        place = index.place_of(one) if one is not None else ""
        text = folded(f"{index.name_of.get(organisation, '')} {organisation} {place}")
        return (not self.municipality or municipality == self.municipality) and all(
            word in text for word in folded(self.text).split()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SoonList:
    """A page of those who may soon be left out."""

    rows: tuple[tuple[Who, Endangered], ...]
    found: int
    municipalities: tuple[Choice, ...]


def build_soon_list(index: NetworkIndex, soon: Soon, query: TimeQuery) -> SoonList:
    """Return the rows that answer `query`: the heaviest warning, then the nearest day, first."""
    found = [
        row
        for row in soon.rows
        if (query.warning is None or query.warning in row.warnings)
        and query.asks_for(index, row.organisation, row.municipality)
    ]
    found.sort(
        key=lambda row: (
            min(_WEIGHT[kind] for kind in row.warnings),
            row.lose_on or date.max,
            natural(index.name_of.get(row.organisation, row.organisation)),
        )
    )
    end = None if query.limit is None else query.offset + query.limit
    return SoonList(
        rows=tuple((build_who(index, row.organisation), row) for row in found[query.offset : end]),
        found=len(found),
        municipalities=_municipalities(index, Counter(row.municipality for row in soon.rows)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FallList:
    """A page of those who fall out by a later day."""

    rows: tuple[tuple[Who, Fall], ...]
    found: int
    municipalities: tuple[Choice, ...]


def build_fall_list(index: NetworkIndex, ahead: Ahead, query: TimeQuery) -> FallList:
    """Return the falls that answer `query`, the first day first."""
    found = [
        fall for fall in ahead.falls if query.asks_for(index, fall.organisation, fall.municipality)
    ]
    end = None if query.limit is None else query.offset + query.limit
    return FallList(
        rows=tuple(
            (build_who(index, fall.organisation), fall) for fall in found[query.offset : end]
        ),
        found=len(found),
        municipalities=_municipalities(index, Counter(fall.municipality for fall in ahead.falls)),
    )


def _municipalities(index: NetworkIndex, counts: Mapping[str, int]) -> tuple[Choice, ...]:
    names = index.name_of
    made = [Choice(code=code, name=names.get(code, code), n=n) for code, n in counts.items()]
    return tuple(sorted(made, key=lambda one: natural(one.name)))


WIDTH, HEIGHT = 240, 64
_EDGE = 5
"""Size of a chart, and how far its line stays from the edge, so that the last point is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number month by month, drawn in a box of `WIDTH` × `HEIGHT`.

    Attributes
    ----------
    kind
        None is the number without a working tie.
    partial, whole
        Points of the two parts of the line, as SVG reads them; the first is drawn pale.
    end
        Place of the last point.
    first, last, most
        The number in the first whole month, in the last month, and the highest since the first.
    """

    kind: Kind | None
    is_severe: bool
    partial: str
    whole: str
    end: tuple[float, float]
    first: int
    last: int
    most: int


def build_lines(trend: Trend) -> tuple[Line, ...]:
    """Return a line for those without a working tie and for each kind that was ever found.

    A line shows the share of the organisations of its month; its height is its own highest share
    in a month with whole data. A pale part that is higher runs along the upper edge.
    """
    if not trend.months:
        return ()
    lines = [_line(trend, None)]
    lines += [
        _line(trend, kind)
        for kind in HEADLINE_ORDER
        if any(month.counts[kind] for month in trend.months)
    ]
    return tuple(lines)


def number_of(month: Tally, kind: Kind | None) -> int:
    """Return how many organisations a kind holds, 0 where it is not computed.

    Without a kind, how many are without a working tie.
    """
    return month.without_tie if kind is None else month.counts[kind] or 0


def _line(trend: Trend, kind: Kind | None) -> Line:
    months = trend.months
    numbers = [number_of(month, kind) for month in months]
    shares = [n / max(month.judged, 1) for n, month in zip(numbers, months, strict=True)]
    pale = sum(trend.is_partial(month) for month in months)
    highest = max(shares[pale:], default=0) or max(shares) or 1.0
    step = (WIDTH - 2 * _EDGE) / max(len(months) - 1, 1)
    points = [
        (
            round(_EDGE + i * step, 1),
            round(HEIGHT - _EDGE - min(share / highest, 1.0) * (HEIGHT - 2 * _EDGE), 1),
        )
        for i, share in enumerate(shares)
    ]
    first = min(pale, len(months) - 1)
    return Line(
        kind=kind,
        is_severe=kind is None or kind in NO_WORKING_TIE,
        partial=_points(points[: pale + 1] if pale else []),
        whole=_points(points[pale:]),
        end=points[-1],
        first=numbers[first],
        last=numbers[-1],
        most=max(numbers[first:]),
    )


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
