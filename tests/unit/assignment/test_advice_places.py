"""One more place brings exactly what planning with it brings, for every leader and offer."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.errors import ConflictError
from graph.network import Network
from services.assignment.advice import distances
from services.assignment.advice.distances import LengthNetwork, distances_from
from services.assignment.advice.places import one_more_place
from services.assignment.advice.residual import standing_of
from services.assignment.roster import NONE
from services.policy import AssignmentPolicy, shipped_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.advised import promised, stood, values_with
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.towns import final_plan, need, offer, planned, school, town

POLICY = AssignmentPolicy()
FEW = replace(MUNICIPALITY, places=0.6, flags=2)


@settings(max_examples=120, deadline=None)
@given(networks(), policies())
def test_every_place_brings_what_planning_with_it_brings(
    network: Network, policy: AssignmentPolicy
) -> None:
    now = stood(network, policy)
    if now is None:
        return
    found = one_more_place(now)
    problem = now.problem
    assert len(found) == len(problem.leaders) + int(problem.offers.valid.sum())
    for one in found:
        event("changes" if any(one.change) else "changes nothing")
        assert promised(now, one) == values_with(network, now, one)


@pytest.mark.parametrize("seed", range(4))
def test_every_place_of_a_municipality_brings_what_it_promises(seed: int) -> None:
    network = made_up(FEW, seed, pins=False)
    now = stood(network, POLICY)
    assert now is not None
    for one in one_more_place(now):
        assert promised(now, one) == values_with(network, now, one)


@settings(max_examples=30, deadline=None)
@given(networks(), policies(), st.sampled_from([(None,), (0, None), (1, None)]))
def test_few_bits_or_one_component_at_a_time_give_the_same(
    network: Network, policy: AssignmentPolicy, ladder: tuple[int | None, ...]
) -> None:
    now = stood(network, policy)
    if now is None:
        return
    usual = [one.change for one in one_more_place(now)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distances, "_LADDER", ladder)
        assert [one.change for one in one_more_place(now)] == usual


def test_a_place_for_the_school_that_has_none_comes_first() -> None:
    """`l` has one place and two schools ask; `k` is in another direction and changes nothing."""
    network = town(
        *(school(code, far) for code, far in (("l", 0), ("k", 5), ("m", 10), ("n", 20))),
        offer("l"),
        offer("k", way="e"),
        need("m"),
        need("n", level=3),
    )
    now = stood(network, POLICY)
    assert now is not None
    first, *rest = one_more_place(now)
    assert (first.leader, first.offer == NONE) == (1, False)
    assert promised(now, first)[:4] == [(1,), (2,), (1,), (0,)]
    assert not any(any(one.change) for one in rest)


def test_a_full_leader_gains_by_its_total_alone() -> None:
    network = town(
        school("l", places_total=1),
        school("m", 10),
        school("n", 20),
        offer("l", 2),
        need("m"),
        need("n"),
    )
    now = stood(network, POLICY)
    assert now is not None
    first, second = one_more_place(now)
    assert (first.offer, first.change) == (NONE, second.change)
    assert promised(now, first)[1] == (2,)


def test_a_place_that_other_plans_have_overdrawn_brings_nothing_yet() -> None:
    """Another plan gave two places of an offer that now has one: one more is still taken."""
    other = planned(
        town(school("l"), school("m", 1), school("n", 2), offer("l", 2), need("m"), need("n"))
    )
    network = town(
        *(school(code, far) for code, far in (("l", 0), ("m", 1), ("n", 2), ("p", 3))),
        offer("l", 1),
        need("p"),
        *final_plan("2026/2027", *other.assignments, scope="services"),
    )
    now = stood(network, POLICY)
    assert now is not None
    for one in one_more_place(now):
        assert not any(one.change)
        assert promised(now, one) == values_with(network, now, one)


def test_the_order_of_advice_is_that_of_codes_where_it_brings_the_same() -> None:
    network = made_up(FEW, 1, pins=False)
    now = stood(network, shipped_policy().assignment)
    assert now is not None
    found = one_more_place(now)
    assert [one.change for one in found] == sorted(one.change for one in found)


def test_a_plan_that_is_not_proved_or_of_other_data_gets_no_advice() -> None:
    network = made_up(FEW, 2, pins=False)
    plan = planned(network)
    unsure = replace(plan, goals=(*plan.goals[:-1], replace(plan.goals[-1], proved=False)))
    elsewhere = replace(plan.assignments[0], offer_from=date(2020, 9, 1))
    strange = replace(plan, assignments=(elsewhere, *plan.assignments[1:]))
    fewer = replace(plan, assignments=plan.assignments[1:])
    for spoilt, code in (
        (unsure, "advice.not_proved"),
        (strange, "advice.other_data"),
        (fewer, "advice.other_data"),
    ):
        with pytest.raises(ConflictError) as refused:
            standing_of(network, spoilt)
        assert refused.value.code == code


vectors = st.tuples(st.integers(-3, 5), st.integers(-40, 40), st.integers(-2, 2))
arcs = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), vectors).filter(lambda arc: arc[0] != arc[1]),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(arcs, st.sampled_from([(4, 8, 16, None), (0, 1, None), (None,)]))
def test_distances_are_those_of_plain_vectors(
    drawn: list[tuple[int, int, tuple[int, int, int]]], ladder: tuple[int | None, ...]
) -> None:
    expected = _plain(drawn)
    lengths = np.array([arc[2] for arc in drawn], np.int64).reshape(len(drawn), 3).T
    network = LengthNetwork(
        nodes=6,
        tail=np.array([arc[0] for arc in drawn], np.int64),
        head=np.array([arc[1] for arc in drawn], np.int64),
        length=lengths,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distances, "_LADDER", ladder)
        if expected is None:
            with pytest.raises(ArithmeticError):
                distances_from(network, 0)
            return
        found = distances_from(network, 0)
    for node in range(6):
        assert found.reached[node] == (node in expected)
        if node in expected:
            assert tuple(found.vector[:, node].tolist()) == expected[node]


def _plain(
    drawn: list[tuple[int, int, tuple[int, int, int]]],
) -> dict[int, tuple[int, int, int]] | None:
    """Return least vectors by Bellman-Ford in plain Python, None for a negative cycle."""
    best = {0: (0, 0, 0)}
    for _ in range(7):
        moved = False
        for tail, head, (a, b, c) in drawn:
            if tail in best:
                x, y, z = best[tail]
                way = (x + a, y + b, z + c)
                if head not in best or way < best[head]:
                    best[head], moved = way, True
        if not moved:
            return best
    return None
