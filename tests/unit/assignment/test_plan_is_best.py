"""A plan is the best one: against all plans, and against two other solvers."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.network import Network
from services.assignment import flow
from services.assignment.checks import faults_of
from services.policy import AssignmentPolicy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.compared import (
    REFUSED_BEFORE,
    differs_from_all_plans,
    planned,
    planned_or_refused,
    reached,
)
from tests.unit.assignment.drawn import Drawing, networks, policies, renamed
from tests.unit.assignment.oracle import Instance
from tests.unit.assignment.programs import by_networkx, by_whole_numbers

POLICIES = [
    AssignmentPolicy(),
    AssignmentPolicy(max_needs_per_mentee=2, border_points=7, band_km=20),
    AssignmentPolicy(goals=tuple(reversed(AssignmentPolicy().goals[:9])), reach_by_level=True),
]


@settings(max_examples=150, deadline=None)
@given(networks(), policies())
def test_no_plan_of_a_small_network_is_better(network: Network, policy: AssignmentPolicy) -> None:
    instance = Instance(network, policy)
    plan, refused = planned_or_refused(network, policy)
    if plan is None:
        event(refused)
        assert refused in REFUSED_BEFORE or instance.best() is None
        return
    event(f"covered {len(plan.assignments)}")
    assert reached(plan) == instance.best()
    assert faults_of(network, plan) == ()


@pytest.mark.parametrize("seed", range(100))
def test_no_plan_is_better_where_six_needs_compete(seed: int) -> None:
    policy = POLICIES[seed % len(POLICIES)]
    drawing = Drawing(seed, 4, 4, 6, 4 + seed % 3, strange=0.05 * (seed % 4), pins=seed % 2 == 0)
    assert not differs_from_all_plans(drawing.network(), policy)


@settings(max_examples=40, deadline=None)
@given(networks(pins=False), policies(), st.sampled_from([(None,), ((0, 0), None), ((1, 1), None)]))
def test_few_bits_or_one_goal_at_a_time_give_the_same_goals(
    network: Network, policy: AssignmentPolicy, ladder: tuple[tuple[int, int] | None, ...]
) -> None:
    usual, _ = planned_or_refused(network, policy)
    if usual is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "_LADDER", ladder)
        other = planned(network, policy)
    assert reached(other) == reached(usual)
    assert faults_of(network, other) == ()


@pytest.mark.parametrize("seed", range(6))
def test_the_fewest_bits_are_enough_for_a_municipality(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactness does not hang on it, since every packing is checked; speed does."""
    monkeypatch.setattr(flow, "_LADDER", flow._LADDER[:1])
    assert planned(made_up(MUNICIPALITY, seed, pins=False), AssignmentPolicy()).goals


@pytest.mark.parametrize("seed", range(6))
def test_whole_number_programming_finds_no_better_plan_of_a_municipality(seed: int) -> None:
    policy = POLICIES[seed % len(POLICIES)]
    network = made_up(replace(MUNICIPALITY, places=0.6 + 0.1 * seed, flags=2), seed, pins=False)
    plan = planned(network, policy)
    assert reached(plan) == by_whole_numbers(Instance(network, policy))
    assert faults_of(network, plan) == ()


@pytest.mark.parametrize("seed", range(6, 10))
def test_networkx_finds_no_better_plan_of_a_municipality(seed: int) -> None:
    network = made_up(replace(MUNICIPALITY, flags=2), seed, pins=False)
    plan = planned(network, AssignmentPolicy())
    assert reached(plan) == by_networkx(Instance(network, AssignmentPolicy()))


@pytest.mark.parametrize("seed", range(8))
def test_renaming_all_codes_changes_no_goal_value(seed: int) -> None:
    """Codes are reversed, so that whatever went by their order goes the other way round."""
    drawing = Drawing(seed, 4, 4, 6, 6, strange=0.1, pins=seed % 2 == 0)
    for network in (drawing.network(), made_up(replace(MUNICIPALITY, flags=2), seed)):
        policy = POLICIES[seed % len(POLICIES)]
        usual, refused = planned_or_refused(network, policy)
        other, refused_too = planned_or_refused(renamed(network), policy)
        assert refused == refused_too
        if usual is not None and other is not None:
            assert reached(other) == reached(usual)
            assert faults_of(renamed(network), other) == ()
