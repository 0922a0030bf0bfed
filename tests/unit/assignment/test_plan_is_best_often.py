"""The same questions as in `test_plan_is_best`, so often that a rare case is met."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from random import Random

import pytest

from graph.network import Network
from services.assignment.checks import faults_of
from services.policy import COST_GOALS, COVERING_GOALS, AssignmentPolicy, GoalName
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.compared import differs_from_all_plans, planned, reached
from tests.unit.assignment.drawn import Drawing
from tests.unit.assignment.oracle import Instance
from tests.unit.assignment.programs import by_whole_numbers

SHARES, SMALL = 20, 2_000
"""Drawn networks of which every plan is looked at, and in how many parts."""
MUNICIPALITIES = 60


def policy_of(rng: Random) -> AssignmentPolicy:
    """Return the usual order of goals, or one that puts cost goals behind the covering ones."""
    order = list(GoalName)
    if rng.random() < 0.5:
        rng.shuffle(order)
        last = max(order.index(goal) for goal in COVERING_GOALS)
        late = [goal for goal in order[:last] if goal in COST_GOALS]
        order = [goal for goal in order if goal not in late] + late
    return AssignmentPolicy(
        goals=tuple(order),
        max_needs_per_mentee=rng.choice([1, 2, 3]),
        max_km=rng.choice([100, 40]),
        leader_needs_help=rng.random() < 0.7,
        reach_by_level=rng.random() < 0.3,
        max_years_together=rng.choice([1, 2, 3]),
        band_km=rng.choice([10, 25]),
        border_points=rng.choice([0, 7]),
    )


def small_networks(share: int) -> Iterator[tuple[Network, AssignmentPolicy]]:
    """Yield drawn networks without end: up to 6 needs, up to 4 leaders, every rule at times."""
    for seed in count(share, SHARES):
        rng = Random(seed)  # noqa: S311 - a test needs no secret
        sizes = (rng.choice([2, 3, 4, 4]), rng.choice([1, 2, 3, 3, 4]), rng.choice([3, 4, 5, 6, 6]))
        offers, strange = rng.choice([2, 3, 4, 5, 6]), rng.choice([0.0, 0.08, 0.3])
        drawing = Drawing(seed, *sizes, offers, strange=strange, pins=rng.random() < 0.4)
        yield drawing.network(), policy_of(rng)


@pytest.mark.soak
@pytest.mark.parametrize("share", range(SHARES))
def test_no_plan_of_two_thousand_small_networks_is_better(share: int) -> None:
    """Networks whose rows contradict each other have no plan and are not counted."""
    answers = (differs_from_all_plans(*drawn) for drawn in small_networks(share))
    compared = list(islice((one for one in answers if one is not None), SMALL // SHARES))
    assert compared == [False] * (SMALL // SHARES)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(MUNICIPALITIES))
def test_whole_number_programming_finds_no_better_plan_of_sixty_municipalities(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - a test needs no secret
    size = replace(MUNICIPALITY, places=rng.uniform(0.4, 1.2), flags=rng.choice([1, 2, 3]))
    size = replace(size, municipalities=rng.choice([1, 2, 3]))
    network, policy = made_up(size, 1000 + seed, pins=False), policy_of(rng)
    plan = planned(network, policy)
    assert reached(plan) == by_whole_numbers(Instance(network, policy))
    assert faults_of(network, plan) == ()
