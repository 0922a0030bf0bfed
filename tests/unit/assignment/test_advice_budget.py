"""The best places, one after the other, are the best of all ways to spend as many places."""

from itertools import combinations_with_replacement

import numpy as np
import pytest

from graph.network import Network
from services.assignment.advice.budget import spend, with_place
from services.assignment.advice.places import OneMore, one_more_place
from services.assignment.advice.residual import Standing, standing, standing_of
from services.assignment.assign import assign, goal_values
from services.assignment.goals import GOALS
from services.assignment.roster import NONE
from services.assignment.whatif.prepared import WhatIfBase, base_of
from services.policy import AssignmentPolicy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.advised import plan_of, stood, with_more
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


def prepared(network: Network, places: int) -> tuple[Standing, WhatIfBase] | None:
    """Return the best plan as both advices see it, None where rows contradict each other."""
    plan = plan_of(network, POLICY)
    if plan is None:
        return None
    return standing_of(network, plan), base_of(network, plan, spare=places)


@pytest.mark.parametrize("seed", range(40))
def test_each_step_is_the_best_of_all_ways_to_spend_as_many_places(seed: int) -> None:
    network = Drawing(seed, 4, 3, 6, 4, strange=0.05, pins=seed % 3 == 0).network()
    most = 3 if seed % 4 == 0 else 2
    found = prepared(network, most)
    if found is None:
        return
    now, base = found
    reached = {0: signed(now, now.values(now.totals))}
    for k, (before, one) in enumerate(spend(base, most), start=1):
        reached[k] = signed(now, base.values(before + np.array(one.change)))
    if not now.arcs.live.size:
        return
    for k in range(1, most + 1):
        assert reached.get(k, reached[max(reached)]) == best_of_all(now, k)


@pytest.mark.parametrize("seed", range(3))
def test_each_step_is_the_best_of_all_single_places_solved_anew(seed: int) -> None:
    found = prepared(made_up(MUNICIPALITY, seed), 8)
    assert found is not None
    now, base = found
    for before, one in spend(base, 8):
        best = next(more for more in one_more_place(now) if more.offer != NONE)
        assert before.tolist() == now.totals.tolist()
        assert (one.leader, one.offer, one.change) == (best.leader, best.offer, best.change)
        problem = with_place(now.problem, one)
        now = standing(problem, assign(problem).pair)


def test_a_step_is_the_plan_on_rows_with_those_places() -> None:
    network = Drawing(5, 4, 3, 6, 4, strange=0.0, pins=False).network()
    found = prepared(network, 4)
    assert found is not None
    now, base = found
    rows: Network = network
    for before, one in spend(base, 4):
        rows = with_more(rows, now, one)
        after = stood(rows, POLICY)
        assert after is not None
        assert after.values(after.totals) == base.values(before + np.array(one.change))


def test_spending_ends_where_no_place_changes_anything() -> None:
    network = town(
        school("l"), school("m", 10), school("n", 20), offer("l"), need("m"), need("n", level=3)
    )
    found = prepared(network, 5)
    assert found is not None
    steps: list[OneMore] = [one for _, one in spend(found[1], 5)]
    assert len(steps) == 1


def test_without_offers_there_is_nothing_to_spend_on() -> None:
    found = prepared(town(school("m"), need("m")), 3)
    assert found is not None
    assert list(spend(found[1], 3)) == []
