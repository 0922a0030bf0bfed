"""Pairs through hubs are the pairs of the rules, and a plan through hubs is as good as without."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import event, given, settings

from graph.errors import InputError
from graph.model.choices import Mode, Rule
from graph.network import Network
from services.assignment.admissible import Pairs
from services.assignment.advice.budget import with_place
from services.assignment.advice.places import one_more_place
from services.assignment.advice.residual import standing_of
from services.assignment.assign import assign, goal_values
from services.assignment.checks import faults_of
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.policy import AssignmentPolicy, read_policy
from tests.tools.plan_networks import MUNICIPALITY, Size, made_up
from tests.unit.assignment.drawn import networks, policies, policy_text
from tests.unit.assignment.towns import (
    DAY,
    YEAR,
    changed,
    distance,
    need,
    offer,
    pair,
    pairs_of,
    planned,
    rule,
    school,
    town,
    value,
)

FAR_APART = Size(
    mentees=60, leaders=20, needs=150, municipalities=8, regions=4, directions=3, flags=4
)
"""Four regions, 450 km apart: hubs of several cells, with bans, wishes, rows of last year."""


def problem_of(network: Network, policy: AssignmentPolicy) -> AssignmentProblem:
    return assignment_problem(network, policy, school_year=YEAR, day=DAY, scope="region")


def explicit(problem: AssignmentProblem) -> Pairs:
    """Judge every need with every offer of its direction."""
    return problem.rules.admit(problem.rules.all_of(np.arange(len(problem.needs))))


def check_pairs(problem: AssignmentProblem) -> None:
    """Check that written pairs and arcs are together exactly the admissible pairs."""
    all_, pairs, hubs = explicit(problem), problem.pairs, problem.hubs
    at = {key: i for i, key in enumerate(zip(all_.need.tolist(), all_.offer.tolist(), strict=True))}
    written = list(zip(pairs.need.tolist(), pairs.offer.tolist(), strict=True))
    some = [at[key] for key in written]
    for name in ("km", "effective", "remote", "points", "kept", "preferred"):
        assert (getattr(pairs, name) == getattr(all_, name)[some]).all()
    row, arc = hubs.arcs_of(np.arange(len(problem.needs)))
    through = list(zip(row.tolist(), hubs.offer[arc].tolist(), strict=True))
    assert set(written) | set(through) == at.keys()
    for key, points in zip(through, hubs.points[arc].tolist(), strict=True):
        i = at[key]
        if key in set(written):
            assert all_.effective[i] <= problem.policy.remote_km * 10
            assert all_.points[i] <= points
        else:
            assert all_.remote[i]
            assert all_.points[i] == points
            assert not all_.kept[i]
            assert not all_.preferred[i]
    assert set(hubs.offer.tolist()) <= {offer_ for _, offer_ in through}


@settings(max_examples=120, deadline=None)
@given(networks(), policies())
def test_pairs_and_arcs_are_the_admissible_pairs(
    network: Network, policy: AssignmentPolicy
) -> None:
    try:
        problem = problem_of(network, policy)
    except InputError:
        return
    event(f"arcs {min(len(problem.hubs.offer), 3)}")
    check_pairs(problem)


@settings(max_examples=60, deadline=None)
@given(networks(pins=False), policies())
def test_a_plan_through_hubs_is_as_good_as_over_written_pairs(
    network: Network, policy: AssignmentPolicy
) -> None:
    try:
        problem = problem_of(network, policy)
    except InputError:
        return
    assert goal_values(assign(problem)) == goal_values(assign(written_out_in_full(problem)))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [MUNICIPALITY, FAR_APART], ids=["municipality", "far apart"])
def test_larger_networks_have_the_same_pairs_and_goals(size: Size, seed: int) -> None:
    policy = AssignmentPolicy(border_points=7 * (seed % 2), reach_by_level=seed % 3 == 0)
    network = made_up(replace(size, flags=2.0 + seed), seed, pins=False)
    problem = problem_of(network, policy)
    check_pairs(problem)
    assert goal_values(assign(problem)) == goal_values(assign(written_out_in_full(problem)))


@pytest.mark.parametrize("seed", range(3))
def test_a_side_rule_that_forbids_nothing_leaves_the_goals_of_the_plan_through_hubs(
    seed: int,
) -> None:
    network = made_up(FAR_APART, seed)
    text = policy_text(AssignmentPolicy(max_border_pairs=1000))
    loose, free = planned(network, policy=read_policy(text)), planned(network)
    assert [goal.values for goal in loose.goals] == [goal.values for goal in free.goals]
    assert faults_of(network, loose) == ()


@pytest.mark.parametrize("seed", range(3))
def test_advice_reads_a_plan_through_hubs(seed: int) -> None:
    network = made_up(FAR_APART, seed, pins=False)
    plan = planned(network)
    now = standing_of(network, plan)
    assert now.values(now.totals) == [goal.values for goal in plan.goals]
    for one in one_more_place(now)[:3]:
        promised = now.values(now.totals + np.array(one.change))
        assert promised == goal_values(assign(with_place(now.problem, one)))


@pytest.mark.parametrize("seed", range(3))
def test_the_checker_agrees_on_regions_far_apart(seed: int) -> None:
    network = made_up(FAR_APART, seed)
    assert faults_of(network, planned(network)) == ()


def test_many_remote_pairs_are_few_arcs() -> None:
    schools = [school(f"m{i}", 5 * i) for i in range(10)]
    needs = [need(f"m{i}") for i in range(10)]
    leaders = [school(f"l{i}", municipality="b") for i in range(5)]
    offers = [offer(f"l{i}", 2, mode=Mode.REMOTE) for i in range(5)]
    problem = problem_of(town(*schools, *needs, *leaders, *offers), AssignmentPolicy())
    assert (len(problem.pairs), len(problem.hubs.offer)) == (0, 5)
    plan = planned(problem.network)
    assert len(plan.assignments) == 10
    assert {line.effective_km for line in plan.assignments} == {30.0}
    assert faults_of(problem.network, plan) == ()


AFAR = (school("l"), school("m", 500), school("n", 510), need("m"), need("n"))


def test_a_banned_need_does_not_take_the_offer_its_hub_has() -> None:
    network = town(*AFAR, offer("l", mode=Mode.REMOTE), rule(Rule.FORBID, "l", "m"))
    assert pairs_of(planned(network)) == {"n": "l"}
    both = changed(network, rule(Rule.FORBID, "l", "n", None))
    assert pairs_of(planned(both)) == {}


def test_a_remote_pair_that_is_kept_or_wished_for_counts() -> None:
    kept = town(*AFAR, offer("l", mode=Mode.REMOTE), pair("l", "n", 2025, 2026))
    assert pairs_of(planned(kept)) == {"n": "l"}
    assert value(planned(kept), "pairs_kept") == (1,)
    wished = town(*AFAR, offer("l", mode=Mode.REMOTE), rule(Rule.PREFER, "l", "m"))
    assert pairs_of(planned(wished)) == {"m": "l"}
    assert value(planned(wished), "preferred_pairs") == (1,)


def test_a_row_of_the_distances_brings_a_mixed_offer_on_site_from_any_distance() -> None:
    network = town(*AFAR, offer("l", 2, mode=Mode.MIXED), distance("l", "m", 60.0))
    plan = planned(network)
    shown = {line.mentee: (line.mode.value, line.effective_km) for line in plan.assignments}
    assert shown == {"m": ("on_site", 60.0), "n": ("remote", 30.0)}
    assert faults_of(network, plan) == ()


def test_a_pinned_remote_pair_stays_beside_its_hub() -> None:
    network = town(*AFAR, offer("l", mode=Mode.REMOTE), rule(Rule.PIN, "l", "n"))
    plan = planned(network)
    assert pairs_of(plan) == {"n": "l"}
    assert faults_of(network, plan) == ()
