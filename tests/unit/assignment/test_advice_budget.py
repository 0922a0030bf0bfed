"""The best places, one after the other, are the best of all ways to spend as many places."""

from itertools import combinations_with_replacement

import numpy as np
import pytest

from graph.network import Network
from services.assignment.advice.budget import spend, with_place
from services.assignment.advice.places import OneMore, one_more_place
from services.assignment.advice.residual import Standing
from services.assignment.assign import assign, goal_values
from services.assignment.goals import GOALS
from services.assignment.roster import NONE
from services.policy import AssignmentPolicy
from tests.unit.assignment.advised import stood, with_more
from tests.unit.assignment.drawn import Drawing
from tests.unit.assignment.towns import need, offer, school, town

POLICY = AssignmentPolicy()
Vector = tuple[tuple[int, ...], ...]


def signed(now: Standing, values: list[tuple[int, ...]]) -> Vector:
    """Return the goals so that less is better."""
    names = now.problem.policy.goals
    return tuple(
        tuple(-v for v in value) if GOALS[name].sense == "max" else value
        for name, value in zip(names, values, strict=True)
    )


def best_of_all(now: Standing, places: int) -> Vector:
    """Solve with every choice of offers that get `places` places together."""
    ways = [one for one in one_more_place(now) if one.offer != NONE]
    found = []
    for choice in combinations_with_replacement(ways, places):
        problem = now.problem
        for one in choice:
            problem = with_place(problem, one)
        found.append(signed(now, goal_values(assign(problem))))
    return min(found)


@pytest.mark.parametrize("seed", range(40))
def test_each_step_is_the_best_of_all_ways_to_spend_as_many_places(seed: int) -> None:
    network = Drawing(seed, 4, 3, 6, 4, strange=0.05, pins=seed % 3 == 0).network()
    now = stood(network, POLICY)
    if now is None:
        return
    most = 3 if seed % 4 == 0 else 2
    reached = {0: signed(now, now.values(now.totals))}
    for k, (before, one) in enumerate(spend(now, most), start=1):
        reached[k] = signed(now, before.values(before.totals + np.array(one.change)))
    if not now.arcs.live.size:
        return
    for k in range(1, most + 1):
        assert reached.get(k, reached[max(reached)]) == best_of_all(now, k)


def test_a_step_is_the_plan_on_rows_with_those_places() -> None:
    network = Drawing(5, 4, 3, 6, 4, strange=0.0, pins=False).network()
    now = stood(network, POLICY)
    assert now is not None
    rows: Network = network
    for before, one in spend(now, 4):
        rows = with_more(rows, before, one)
        after = stood(rows, POLICY)
        assert after is not None
        promised = before.values(before.totals + np.array(one.change))
        assert after.values(after.totals) == promised


def test_spending_ends_where_no_place_changes_anything() -> None:
    network = town(
        school("l"), school("m", 10), school("n", 20), offer("l"), need("m"), need("n", level=3)
    )
    now = stood(network, POLICY)
    assert now is not None
    steps: list[OneMore] = [one for _, one in spend(now, 5)]
    assert len(steps) == 1


def test_without_offers_there_is_nothing_to_spend_on() -> None:
    now = stood(town(school("m"), need("m")), POLICY)
    assert now is not None
    assert list(spend(now, 3)) == []
