"""What fairness costs is the difference of two plans, each the best of its goals."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from graph.errors import InputError
from graph.network import Network
from services.assignment.advice.fairness import price_of_fairness
from services.policy import AssignmentPolicy, GoalName
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.towns import distance, need, offer, school, town

POLICY = AssignmentPolicy()
NOT_FAIR = tuple(name for name in POLICY.goals if name is not GoalName.DISTANCE_BANDS)


def two_ways() -> Network:
    """Either 9 and 55 km, or 29 and 40 km: fairness takes the second, 5 km longer."""
    return town(
        *(school(code, None, municipality=code) for code in "abjk"),
        *(need("a"), need("b"), offer("j"), offer("k")),
        *(distance("j", "a", 9.0), distance("k", "b", 55.0)),
        *(distance("j", "b", 29.0), distance("k", "a", 40.0)),
    )


def test_fairness_shortens_the_longest_trip_and_costs_the_sum() -> None:
    network = two_ways()
    plan = plan_of(network, POLICY)
    assert plan is not None
    found = price_of_fairness(network, plan)
    assert (found.fair.worst, found.fair.total, found.fair.points) == (400, 690, 690)
    assert (found.plain.worst, found.plain.total, found.plain.points) == (550, 640, 640)
    assert found.fair.bands == (0, 0, 1, 0, 1)
    assert found.plain.bands == (1, 0, 0, 0, 0, 1)
    assert [(one.mentee, one.saved) for one in found.nearer] == [("b", 260)]
    assert [(one.mentee, one.saved) for one in found.farther] == [("a", -310)]


@settings(max_examples=40, deadline=None)
@given(networks(), policies())
def test_both_plans_are_those_of_planning(network: Network, policy: AssignmentPolicy) -> None:
    assume(GoalName.DISTANCE_BANDS in policy.goals)
    plan = plan_of(network, policy)
    assume(plan is not None)
    assert plan is not None
    found = price_of_fairness(network, plan)
    assert [values for _, values in found.fair.goals] == [goal.values for goal in plan.goals]
    rest = tuple(name for name in policy.goals if name is not GoalName.DISTANCE_BANDS)
    other = plan_of(network, replace(policy, goals=rest))
    assert other is not None
    plain = dict(found.plain.goals)
    assert [plain[name] for name in rest] == [goal.values for goal in other.goals]
    assert sum(found.plain.bands) == len(other.assignments)
    assert all(one.with_km < one.without_km for one in found.nearer)
    assert all(one.with_km > one.without_km for one in found.farther)


def test_without_the_goal_there_is_nothing_to_compare() -> None:
    network = two_ways()
    plan = plan_of(network, replace(POLICY, goals=NOT_FAIR))
    assert plan is not None
    with pytest.raises(InputError) as refused:
        price_of_fairness(network, plan)
    assert refused.value.code == "advice.no_bands"
