"""Advices of a network, drawn and confirmed by planning anew with what they advise.

Each function draws advices of one kind, changes the rows as they say, plans anew, and raises where
another value comes out; it returns how many it confirmed. Numbers of kinds are those of the
documentation: 4 one more place, 5 several places, 9 a leader who leaves.
"""

from random import Random

import numpy as np

from graph.network import Network
from services.assignment.advice.budget import spend
from services.assignment.advice.fewest import Replacement
from services.assignment.advice.places import one_more_place
from services.assignment.advice.residual import Standing, standing_of
from services.assignment.advice.without import without_leader
from services.assignment.compare import leaders_of_needs
from services.assignment.planned import PlannedAssignment
from services.assignment.whatif.prepared import base_of
from services.policy import AssignmentPolicy
from tests.unit.assignment.advised import plan_of, promised, values_with, with_more
from tests.unit.assignment.fewest_changes import FIRST, fewest_changes
from tests.unit.assignment.oracle import MAXIMISED, Instance
from tests.unit.assignment.programs import Program
from tests.unit.assignment.test_advice_without import as_key, key, left_over

POLICY = AssignmentPolicy()


def standing(network: Network) -> Standing:
    """Return the best plan of a network as a flow."""
    plan = plan_of(network, POLICY)
    assert plan is not None
    return standing_of(network, plan)


def places_confirmed(network: Network, count: int, rng: Random) -> int:
    """Kind 4: one more place at a drawn leader or offer brings what was promised."""
    now = standing(network)
    found = one_more_place(now)
    useful = [one for one in found if any(one.change)]
    some = rng.sample(useful, min(len(useful), count - count // 5))
    some += rng.sample([one for one in found if not any(one.change)], count - len(some))
    for one in some:
        assert promised(now, one) == values_with(network, now, one), one
    return len(some)


def budget_confirmed(network: Network, count: int) -> int:
    """Kind 5: each step is the plan of the rows with all its places, and no other place is better.

    That no other single place is better follows from kind 4; that no other *set* is better is
    looked at in `test_advice_budget` on networks where all sets can be tried.
    """
    rows, done = network, 0
    plan = plan_of(network, POLICY)
    assert plan is not None
    now, base = standing(network), base_of(network, plan, spare=count)
    for before, one in spend(base, count):
        rows = with_more(rows, now, one)
        after = plan_of(rows, POLICY)
        assert after is not None
        assert base.values(before + np.array(one.change)) == [goal.values for goal in after.goals]
        done += 1
    return done


def without_confirmed(network: Network, count: int, rng: Random) -> int:
    """Kind 9: no plan without the leader covers as much with fewer changes.

    Goals 1 to 4 are planned anew on the rows without the leader. Fewest changes, and all goals
    after them, are found by whole-number programming that knows nothing of flows.
    """
    plan = plan_of(network, POLICY)
    assert plan is not None
    leaders = sorted({line.leader for line in plan.assignments})
    for leader in rng.sample(leaders, min(count, len(leaders))):
        found = without_leader(network, plan, leader)
        left = left_over(network, leader)
        _first_goals_are_best(left, found)
        assert as_key(found) == _by_programme(left, plan)
    return min(count, len(leaders))


def without_confirmed_by_bounds(network: Network, count: int, rng: Random) -> int:
    """Kind 9 where a whole-number programme is too large: a linear one bounds the changes."""
    plan = plan_of(network, POLICY)
    assert plan is not None
    leaders = sorted({line.leader for line in plan.assignments})
    for leader in rng.sample(leaders, count):
        found = without_leader(network, plan, leader)
        left = left_over(network, leader)
        _first_goals_are_best(left, found)
        assert len(found.steps) == fewest_changes(left, plan, dict(found.goals))
    return count


def _first_goals_are_best(left: Network, found: Replacement) -> None:
    anew = plan_of(left, POLICY)
    assert anew is not None
    best = {goal.name: goal.values for goal in anew.goals}
    for name, value in found.goals:
        assert name not in FIRST or value == best[name], name


def _by_programme(left: Network, plan: PlannedAssignment) -> tuple[object, ...]:
    """Return goals 1 to 4, changes, and the other goals, each solved with those before fixed."""
    instance = Instance(left, POLICY)
    programme = Program(instance)
    before = leaders_of_needs(plan)
    values: dict[str, tuple[int, ...]] = {}

    def solve(names: tuple[str, ...]) -> None:
        for name in names:
            least = [programme.minimise(cost) + const for cost, const in programme.costs(name)]
            values[name] = tuple(-v for v in least) if name in MAXIMISED else tuple(least)

    names = tuple(goal.value for goal in POLICY.goals)
    solve(tuple(name for name in names if name in FIRST))
    had = [before.get((need.organisation, need.direction)) for need in instance.needs]
    cost: dict[tuple[object, ...], float] = {
        (i, j): float(1 if had[i] is None else -(instance.offers[j].organisation == had[i]))
        for i, j in instance.pairs
    }
    moves = programme.minimise(cost) + sum(leader is not None for leader in had)
    solve(tuple(name for name in names if name not in FIRST))
    return key(names, values, moves)
