"""Who helps whom in the year of a picture, who waits, and which places are free."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.errors import NotFoundError
from graph.model.chart import ChartHead
from graph.model.ids import SchoolYear
from graph.model.plan import Plan
from graph.network import Network
from graph.texts import Say, message
from graph.valid_time import as_of, first_day, school_year_of
from services.views.index import NetworkIndex

Help = tuple[str, str, str]
"""Leader, mentee, direction: one place."""


@dataclass(frozen=True, kw_only=True)
class HelpScene:
    """The network of a picture: pairs that work, and the pairs of a plan if one lies over them.

    Attributes
    ----------
    index
        On the day; under a plan of a coming year, on the first day of that year.
    municipality
        Code of the one municipality that is shown, or None for all.
    """

    index: NetworkIndex
    day: date
    plan: Plan | None
    municipality: str | None

    @classmethod
    def of(
        cls,
        network: Network,
        *,
        day: date,
        plan: str | None = None,
        municipality: str | None = None,
    ) -> "HelpScene":
        """Return the scene of the year of `plan`, or else of the year that contains `day`.

        Raises
        ------
        NotFoundError
            If there is no such plan or municipality.
        """
        if municipality is not None and network.municipalities.get(municipality) is None:
            raise NotFoundError("map.municipality_unknown", municipality=municipality)
        found = network.plan(plan) if plan else None
        year = found.school_year if found else school_year_of(day)
        at = max(day, first_day(year))
        index = NetworkIndex(network, as_of(network, at), at, year=year)
        return cls(index=index, day=day, plan=found, municipality=municipality)

    @property
    def year(self) -> SchoolYear:
        """School year of needs and places."""
        return self.index.year

    @cached_property
    def home_of(self) -> Mapping[str, str]:
        """Organisation in force → its municipality."""
        table = self.index.today.organisations
        return dict(zip(table.keys, table.column("municipality"), strict=True))

    @cached_property
    def helps(self) -> tuple[Help, ...]:
        """Every place that is taken, once, between organisations in force."""
        pairs = self.index.pairs
        columns = (pairs.column(name) for name in ("leader", "mentee", "direction"))
        found: set[Help] = set(zip(*columns, strict=True))
        if self.plan:
            lines = self.index.network.lines_of("assignment", self.plan.id)
            found |= {(line.leader, line.mentee, line.direction) for line in lines}
        known = self.home_of
        return tuple(sorted(h for h in found if h[0] in known and h[1] in known and h[0] != h[1]))

    @cached_property
    def used(self) -> Mapping[tuple[str, str], int]:
        """Leader and direction → places that are taken."""
        counted: defaultdict[tuple[str, str], int] = defaultdict(int)
        for leader, _, direction in self.helps:
            counted[leader, direction] += 1
        return counted

    @cached_property
    def used_of(self) -> Mapping[str, int]:
        """Leader → places that are taken over all directions."""
        counted: defaultdict[str, int] = defaultdict(int)
        for leader, _, _ in self.helps:
            counted[leader] += 1
        return counted

    @cached_property
    def offered(self) -> Mapping[tuple[str, str], int]:
        """Leader in force and direction → places offered."""
        offers = self.index.offers
        counted: defaultdict[tuple[str, str], int] = defaultdict(int)
        columns = (offers.column(name) for name in ("organisation", "direction", "places"))
        for leader, direction, places in zip(*columns, strict=True):
            if leader in self.home_of:
                counted[leader, direction] += places
        return dict(sorted(counted.items()))

    def left_of(self, leader: str) -> int:
        """Return how many more places a leader can give over all directions."""
        return max(0, self.index.places_of(leader) - self.used_of.get(leader, 0))

    def free(self) -> Iterator[tuple[str, str, int]]:
        """Yield leader, direction and free places, never more than the leader has left."""
        for (leader, direction), places in self.offered.items():
            left = min(places - self.used.get((leader, direction), 0), self.left_of(leader))
            if left > 0:
                yield leader, direction, left

    def open_needs(self) -> Iterator[tuple[str, str, int]]:
        """Yield organisation, direction and level of the needs that nobody helps with."""
        needs = self.index.needs
        met = {(mentee, direction) for _, mentee, direction in self.helps}
        names = ("organisation", "direction", "level", "in_work")
        rows = zip(*(needs.column(name) for name in names), strict=True)
        for code, direction, level, in_work in rows:
            if in_work is not False and code in self.home_of and (code, direction) not in met:
                yield code, direction, level

    def head(
        self, chart: str, say: Say, *, notes: tuple[str, ...] = (), empty: str = ""
    ) -> ChartHead:
        """Return the words around the picture `chart`."""
        return chart_head(
            self.index.network,
            chart,
            day=self.day,
            year=self.year,
            plan=self.plan,
            municipality=self.municipality,
            notes=notes,
            empty=empty,
            say=say,
        )


def chart_head(
    network: Network,
    chart: str,
    *,
    day: date,
    year: SchoolYear,
    plan: Plan | None,
    municipality: str | None,
    notes: tuple[str, ...],
    empty: str,
    say: Say,
) -> ChartHead:
    """Return the words around the picture `chart`."""
    heading = "map.subtitle_plan" if plan else "chart.subtitle"
    marks = []
    if network.head.reference_date is not None:
        marks.append(say(message("map.mark.made_up")))
    if plan and plan.status.value != "ordered":
        marks.append(say(message(f"map.mark.{plan.status.value}")))
    return ChartHead(
        title=say(message(f"chart.{chart}.title")),
        question=say(message(f"chart.{chart}.question")),
        subtitle=say(
            message(heading, place=_place(network, municipality, say), year=year, day=day)
        ),
        source=say(message("map.source", revision=network.revision)),
        mark=" · ".join(marks),
        notes=notes,
        empty=empty,
    )


def _place(network: Network, municipality: str | None, say: Say) -> str:
    if municipality is not None:
        return network.name_of[municipality]
    regions = sorted({m.region for m in network.municipalities if m.region})
    return regions[0] if len(regions) == 1 else say(message("map.whole_network"))
