"""What fairness of distances costs: the plan with the goal of bands, and the one without it."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from graph.errors import ConflictError, InputError
from graph.geo import IntArray
from graph.network import Network
from services.assignment.admissible import TENTHS
from services.assignment.advice.anew import leaders_in, problem_of
from services.assignment.assign import Solved, assign, goal_values
from services.assignment.planned import PlannedAssignment
from services.policy import GoalName, read_stored_policy

Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trips:
    """The trips of a whole plan.

    Attributes
    ----------
    goals
        Name and value of each of the plan's goals, also of the one that was left out.
    points
        Points of all pairs.
    worst, total
        Longest effective distance and the sum of all, in tenths of a km.
    bands
        Number of pairs in each band, nearest first.
    """

    goals: tuple[tuple[GoalName, tuple[int, ...]], ...]
    points: int
    worst: int
    total: int
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A need's leader and effective distance in tenths of a km, with the goal and without it."""

    mentee: str
    direction: str
    with_leader: str
    with_km: int
    without_leader: str
    without_km: int

    @property
    def saved(self) -> int:
        """How much nearer fairness brings the leader."""
        return self.without_km - self.with_km


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """Both plans; `nearer` and `farther` are the needs, covered in both, whose trip differs."""

    fair: Trips
    plain: Trips
    nearer: tuple[Trip, ...]
    farther: tuple[Trip, ...]


def price_of_fairness(network: Network, planned: PlannedAssignment) -> Fairness:
    """Return the trips of the plan's goals, and of the same goals without `distance_bands`.

    Both plans are the best of their goals; the goals before the bands are equal in both. Among
    plans that are equal without the goal, the fairest is taken, so that nothing is counted as its
    price that it does not cost.

    Raises
    ------
    ConflictError
        If not every goal of the plan is proved, or its data give another plan.
    InputError
        If the policy does not have the goal.
    """
    plan = planned.plan
    policy = read_stored_policy(plan.policy).assignment
    if GoalName.DISTANCE_BANDS not in policy.goals:
        raise InputError("advice.no_bands", plan=plan.id)
    if not all(goal.proved for goal in planned.goals):
        raise ConflictError("advice.not_proved", plan=plan.id)
    problem = problem_of(network, plan)
    fair = assign(problem)
    if goal_values(fair) != [goal.values for goal in planned.goals]:
        raise ConflictError("advice.not_proved", plan=plan.id)
    rest = [name for name in policy.goals if name is not GoalName.DISTANCE_BANDS]
    last = replace(policy, goals=(*rest, GoalName.DISTANCE_BANDS))
    plain = assign(replace(problem, policy=last))
    before, after = _trips(plain), _trips(fair)
    trips = [
        Trip(
            mentee=key[0],
            direction=key[1],
            with_leader=after[key][0],
            with_km=after[key][1],
            without_leader=before[key][0],
            without_km=before[key][1],
        )
        for key in sorted(before.keys() & after.keys())
    ]
    trips.sort(key=lambda one: (-abs(one.saved), one.mentee, one.direction))
    return Fairness(
        fair=_sums(fair, policy.goals, policy.band_km),
        plain=_sums(plain, policy.goals, policy.band_km),
        nearer=tuple(one for one in trips if one.saved > 0),
        farther=tuple(one for one in trips if one.saved < 0),
    )


def _trips(solved: Solved) -> dict[Key, tuple[str, int]]:
    """Return leader and effective distance of each covered need."""
    effective = dict(zip(solved.pairs.need.tolist(), solved.pairs.effective.tolist(), strict=True))
    problem = solved.market.problem
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    leaders = leaders_in(solved)
    found = {}
    for need in sorted(effective):
        key = (codes[needs.organisation[need]], ways[needs.direction[need]])
        found[key] = (leaders[key], effective[need])
    return found


def _sums(solved: Solved, goals: tuple[GoalName, ...], band_km: int) -> Trips:
    effective: IntArray = solved.pairs.effective
    values = dict(zip(solved.market.problem.policy.goals, goal_values(solved), strict=True))
    return Trips(
        goals=tuple((name, values[name]) for name in goals),
        points=int(solved.pairs.points.sum()),
        worst=int(effective.max(initial=0)),
        total=int(effective.sum()),
        bands=tuple(np.bincount(effective // (band_km * TENTHS)).tolist()),
    )
