"""What a plan strives for: each goal as whole-number costs of the flow's arcs, and its value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from graph.geo import IntArray
from graph.model.choices import Sense
from services.assignment.admissible import TENTHS
from services.assignment.market import Market
from services.policy import GoalName


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cost:
    """One component of a goal: a whole number for each arc of a kind; None is all zero."""

    need: IntArray | None = None
    pair: IntArray | None = None
    mentee: IntArray | None = None
    leader: IntArray | None = None


class Goal(Protocol):
    """What the solver asks of a goal: to add one is to write a class and register it."""

    @property
    def sense(self) -> Sense:
        """Whether more or less is better."""
        ...

    def costs(self, market: Market) -> list[Cost]:
        """Return the components, most important first; the flow minimises each."""
        ...

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return the goal's value from the total of each component."""
        ...


@dataclass(frozen=True, slots=True)
class CoverLevel:
    """Covered needs of one level."""

    level: int
    sense: Sense = Sense.MAX

    def costs(self, market: Market) -> list[Cost]:
        """-1 for each need of the level."""
        return [Cost(need=-(market.problem.needs.level == self.level).astype(np.int64))]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return how many are covered."""
        del market
        return (-totals[0],)


@dataclass(frozen=True, slots=True)
class MenteesWithLeader:
    """Organisations with at least one covered need."""

    sense: Sense = Sense.MAX

    def costs(self, market: Market) -> list[Cost]:
        """-1 for the first need of a mentee."""
        return [Cost(mentee=-(market.mentee_units.number == 1).astype(np.int64))]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return how many mentees have a leader."""
        del market
        return (-totals[0],)


@dataclass(frozen=True, slots=True)
class OpenNeedsSquared:
    """Sum over mentees of (open needs)², so that nobody is left with everything open."""

    sense: Sense = Sense.MIN

    def costs(self, market: Market) -> list[Cost]:
        """(k - u)² - (k - u + 1)² for the u-th covered need of k."""
        units = market.mentee_units
        left = market.declared[units.owner] - units.number
        return [Cost(mentee=-(2 * left + 1))]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return what is left of the sum with everything open."""
        return (int((market.declared**2).sum()) + totals[0],)


@dataclass(frozen=True, slots=True)
class OverlookedCovered:
    """Covered needs that had no leader last year."""

    sense: Sense = Sense.MAX

    def costs(self, market: Market) -> list[Cost]:
        """-1 for each such need."""
        return [Cost(need=-market.problem.overlooked.astype(np.int64))]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return how many are covered."""
        del market
        return (-totals[0],)


@dataclass(frozen=True, slots=True)
class PreferredPairs:
    """Wishes that are met."""

    sense: Sense = Sense.MAX

    def costs(self, market: Market) -> list[Cost]:
        """-1 for each pair that somebody wishes."""
        return [Cost(pair=-market.trips.preferred.astype(np.int64))]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return how many are met."""
        del market
        return (-totals[0],)


@dataclass(frozen=True, slots=True)
class PairsKept:
    """Pairs of last year that go on."""

    sense: Sense = Sense.MAX

    def costs(self, market: Market) -> list[Cost]:
        """-1 for each pair that continues one."""
        return [Cost(pair=-market.trips.kept.astype(np.int64))]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return how many go on."""
        del market
        return (-totals[0],)


@dataclass(frozen=True, slots=True)
class MinLoadShortfall:
    """Sum over leaders of what is missing to their minimum load."""

    sense: Sense = Sense.MIN

    def costs(self, market: Market) -> list[Cost]:
        """-1 for each unit up to the minimum."""
        units = market.leader_units
        wanted = units.number <= market.problem.leaders.minimum[units.owner]
        return [Cost(leader=-wanted.astype(np.int64))]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return what is left of the sum with no load at all."""
        return (int(market.problem.leaders.minimum.sum()) + totals[0],)


@dataclass(frozen=True, slots=True)
class DistanceBands:
    """Assignments per band of effective distance, farthest band first."""

    sense: Sense = Sense.MIN

    def costs(self, market: Market) -> list[Cost]:
        """One component for each band that an admissible pair has."""
        band = _bands(market)
        return [Cost(pair=(band == one).astype(np.int64)) for one in present_bands(market)]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return the number in each band, empty ones too, down to the nearest."""
        present = present_bands(market)
        number = dict(zip(present, totals, strict=True))
        farthest = max(present, default=-1)
        return tuple(number.get(one, 0) for one in range(farthest, -1, -1))


def present_bands(market: Market) -> list[int]:
    """Return the bands that admissible pairs have, farthest first."""
    return list(market.bands)


def _bands(market: Market) -> IntArray:
    return market.trips.effective // (market.problem.policy.band_km * TENTHS)


@dataclass(frozen=True, slots=True)
class Points:
    """Points of all pairs."""

    sense: Sense = Sense.MIN

    def costs(self, market: Market) -> list[Cost]:
        """Points of each pair."""
        return [Cost(pair=market.trips.points)]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return their sum."""
        del market
        return (totals[0],)


@dataclass(frozen=True, slots=True)
class LoadSquared:
    """Sum over leaders of load²."""

    sense: Sense = Sense.MIN

    def costs(self, market: Market) -> list[Cost]:
        """u² - (u - 1)² for the u-th unit."""
        return [Cost(leader=2 * market.leader_units.number - 1)]

    def values(self, totals: Sequence[int], market: Market) -> tuple[int, ...]:
        """Return the sum."""
        del market
        return (totals[0],)


GOALS: dict[GoalName, Goal] = {
    GoalName.NEEDS_OF_LEVEL_3_COVERED: CoverLevel(3),
    GoalName.MENTEES_WITH_LEADER: MenteesWithLeader(),
    GoalName.NEEDS_OF_LEVEL_2_COVERED: CoverLevel(2),
    GoalName.NEEDS_OF_LEVEL_1_COVERED: CoverLevel(1),
    GoalName.OPEN_NEEDS_SQUARED: OpenNeedsSquared(),
    GoalName.OVERLOOKED_COVERED: OverlookedCovered(),
    GoalName.PREFERRED_PAIRS: PreferredPairs(),
    GoalName.PAIRS_KEPT: PairsKept(),
    GoalName.MIN_LOAD_SHORTFALL: MinLoadShortfall(),
    GoalName.DISTANCE_BANDS: DistanceBands(),
    GoalName.POINTS: Points(),
    GoalName.LOAD_SQUARED: LoadSquared(),
}
"""What each name of a policy means."""
VECTOR_GOALS = frozenset({GoalName.DISTANCE_BANDS})
"""Goals whose value is a list."""
