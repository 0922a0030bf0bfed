"""Which proposed tie may become a pair: a leader with a free place for a need of the other."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np

from graph.model.choices import Rule
from graph.model.ids import DirectionId, OrganisationId, SchoolYear
from graph.network import Network
from services.assignment.adjustment import Adjustment, AdjustmentKind
from services.assignment.past import final_plans
from services.isolation.paper import standing_on
from services.repair.proposal import NewTie


class Mentoring:
    """Needs without a leader and free places of a year.

    A need is met and a place is taken by a pair in force, a line of an approved or ordered plan,
    or a pin.
    """

    def __init__(self, network: Network, *, school_year: SchoolYear, day: date) -> None:
        at = np.datetime64(day, "D")
        self._forbidden, pinned = _decided(network, at)
        stands = {
            *_standing(network, at),
            *_planned(network, school_year),
            *((leader, mentee, way) for leader, mentee, way in pinned if way is not None),
        }
        self._needs = _needs(network, school_year)
        whole = {(mentee, None) for _, mentee, way in pinned if way is None}
        self._met: set[tuple[str, str | None]] = {(m, way) for _, m, way in stands} | whole
        self._free = _places(network, at)
        self._total = _totals(network, self._free)
        for leader, _, way in stands:
            self._use(leader, way)

    def take(self, ties: Iterable[NewTie]) -> dict[NewTie, Adjustment]:
        """Return the pairs that ties become, their places taken; the others become none.

        The most pressing need comes first, then the smaller codes; a tie becomes one pair.
        """
        some = tuple(ties)
        wanted = sorted(
            (-level, way, leader, mentee, i)
            for i, tie in enumerate(some)
            for leader, mentee in ((tie.one, tie.other), (tie.other, tie.one))
            for way, level in self._needs.get(mentee, {}).items()
        )
        taken: dict[NewTie, Adjustment] = {}
        for _, way, leader, mentee, i in wanted:
            if some[i] not in taken and self._may(leader, mentee, way):
                self._met.add((mentee, way))
                self._use(leader, way)
                taken[some[i]] = Adjustment(
                    kind=AdjustmentKind.PIN,
                    leader=OrganisationId(leader),
                    mentee=OrganisationId(mentee),
                    direction=DirectionId(way),
                )
        return taken

    def _may(self, leader: str, mentee: str, way: str) -> bool:
        if self._met & {(mentee, way), (mentee, None)}:
            return False
        if self._forbidden & {(leader, mentee, way), (leader, mentee, None)}:
            return False
        return self._free.get((leader, way), 0) > 0 and self._total.get(leader, 0) > 0

    def _use(self, leader: str, way: str) -> None:
        self._free[leader, way] = self._free.get((leader, way), 0) - 1
        self._total[leader] = self._total.get(leader, 0) - 1


Named = tuple[str, str, str | None]
"""Leader, mentee, direction; None is every direction."""


def _decided(network: Network, at: np.datetime64) -> tuple[set[Named], set[Named]]:
    """Return the bans and the pins that hold."""
    table = network.restrictions
    until = table.days("until")
    holds = (np.isnat(until) | (at < until)).tolist()
    bans: set[Named] = set()
    pins: set[Named] = set()
    columns = (table.column(name) for name in ("leader", "mentee", "direction", "rule"))
    for leader, mentee, way, rule, here in zip(*columns, holds, strict=True):
        if here and rule == Rule.FORBID:
            bans.add((leader, mentee, way))
        elif here and rule == Rule.PIN:
            pins.add((leader, mentee, way))
    return bans, pins


def _standing(network: Network, at: np.datetime64) -> set[tuple[str, str, str]]:
    pairs = network.pairs.where(standing_on(network.pairs, at))
    return set(zip(*(pairs.column(c) for c in ("leader", "mentee", "direction")), strict=True))


def _planned(network: Network, school_year: SchoolYear) -> set[tuple[str, str, str]]:
    return {
        (line.leader, line.mentee, line.direction)
        for plan in final_plans(network, school_year)
        for line in network.lines_of("assignment", plan)
    }


def _needs(network: Network, school_year: SchoolYear) -> dict[str, dict[str, int]]:
    """Return organisation → direction → level of the needs in work."""
    columns = ("organisation", "direction", "level", "school_year", "in_work")
    found: dict[str, dict[str, int]] = {}
    for who, way, level, year, in_work in zip(*map(network.needs.column, columns), strict=True):
        if year == school_year and in_work is not False:
            found.setdefault(who, {})[way] = level
    return found


def _places(network: Network, at: np.datetime64) -> dict[tuple[str, str], int]:
    offers = network.offers.where(network.offers.in_force(at))
    places: Counter[tuple[str, str]] = Counter()
    for who, way, count in zip(
        *(offers.column(name) for name in ("organisation", "direction", "places")), strict=True
    ):
        places[who, way] += count
    return dict(places)


def _totals(network: Network, places: dict[tuple[str, str], int]) -> dict[str, int]:
    """Return the places of each leader in all: as it states, else the sum of its offers."""
    total: Counter[str] = Counter()
    for (leader, _), count in places.items():
        total[leader] += count
    table = network.organisations
    stated = dict(zip(table.keys, table.column("places_total"), strict=True))
    return {who: count if stated.get(who) is None else stated[who] for who, count in total.items()}
