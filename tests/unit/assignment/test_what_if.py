"""A plan after adjustments is the plan of the changed data, proved on every arc."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import ConflictError, InputError, NotFoundError
from graph.geo import IntArray
from graph.model.choices import Mode, Rule
from graph.network import Network
from services.assignment.adjustment import Adjustment, read_adjustment
from services.assignment.flow import FlowProblem, FlowSolution, is_optimal
from services.assignment.roster import BoolArray
from services.assignment.whatif import answer
from services.assignment.whatif.answer import WhatIf, what_if
from services.assignment.whatif.prepared import WhatIfBase, base_of
from services.assignment.whatif.proof import Proof
from services.assignment.whatif.rerouting import NoWayError
from services.assignment.whatif.trial import Trial
from services.assignment.whatif.vectors import packed, unpacked
from services.policy import AssignmentPolicy, read_policy, shipped_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.adjusting import by_hand, some_adjustment
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.towns import need, offer, pair, planned, rule, school, town

POLICY = shipped_policy().assignment


def tried(base: WhatIfBase, *texts: str) -> WhatIf:
    return what_if(base, [read_adjustment(text) for text in texts])


def goals_after(found: WhatIf) -> list[tuple[int, ...]]:
    return [goal.after for goal in found.goals]


def confirm(
    network: Network, policy: AssignmentPolicy, base: WhatIfBase, some: Sequence[Adjustment]
) -> WhatIf | None:
    """Compare with planning on rows that were changed by hand."""
    other = by_hand(network, some)
    plan = None if other is None else plan_of(other, policy)
    if plan is None:
        with pytest.raises(InputError):
            what_if(base, some)
        return None
    found = what_if(base, some)
    assert goals_after(found) == [goal.values for goal in plan.goals], [str(one) for one in some]
    assert [goal.values for goal in base.planned.goals] == [goal.before for goal in found.goals]
    assert (found.covered, found.open) == (len(plan.assignments), len(plan.open_needs))
    return found


@settings(max_examples=250, deadline=None)
@given(networks(), policies(), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_goals_are_those_of_planning_on_the_changed_rows(
    network: Network, policy: AssignmentPolicy, seed: int, count: int
) -> None:
    plan = plan_of(network, policy)
    if plan is None or not len(network.offers):
        return
    base, rng = base_of(network, plan), Random(seed)  # noqa: S311 - no secret
    confirm(network, policy, base, [some_adjustment(network, rng) for _ in range(count)])


@pytest.mark.parametrize("seed", range(4))
def test_municipalities_are_rerouted_one_and_two_adjustments_at_a_time(seed: int) -> None:
    network = made_up(MUNICIPALITY, seed)
    base, rng = base_of(network, planned(network)), Random(seed)  # noqa: S311 - no secret
    found = [
        confirm(
            network,
            POLICY,
            base,
            [some_adjustment(network, rng) for _ in range(rng.choice([1, 2]))],
        )
        for _ in range(25)
    ]
    answers = [one for one in found if one is not None]
    assert len(answers) > 8
    assert sum(one.rerouted for one in answers) > len(answers) / 2


@pytest.mark.parametrize("seed", range(3))
def test_rerouting_moves_as_few_needs_as_solving_anew(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = made_up(MUNICIPALITY, seed)
    base, rng = base_of(network, planned(network)), Random(seed)  # noqa: S311 - no secret
    asked = [[some_adjustment(network, rng)] for _ in range(12)]
    asked = [some for some in asked if confirm(network, POLICY, base, some)]
    quick = [what_if(base, some) for some in asked]
    monkeypatch.setattr(answer, "_rerouted", lambda *_: None)
    for some, one in zip(asked, quick, strict=True):
        slow = what_if(base, some)
        assert len(slow.steps) == len(one.steps)
        assert slow.goals == one.goals


@pytest.mark.parametrize("seed", range(3))
def test_prices_prove_the_flow_on_plain_vectors(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    network = made_up(MUNICIPALITY, seed, pins=True)
    base, rng = base_of(network, planned(network)), Random(seed)  # noqa: S311 - no secret
    seen = []

    def on_vectors(
        _: Proof,
        flow: IntArray,
        capacity: IntArray,
        forced: BoolArray,
        potentials: IntArray,
        *,
        cheaper: tuple[int, IntArray] | None = None,
    ) -> bool:
        costs = [np.array(cost, np.int64) for cost in base.costs]
        if cheaper is not None:
            costs[cheaper[0]][cheaper[1]] -= 1
        arcs = base.arcs
        problem = FlowProblem(
            nodes=arcs.nodes,
            tail=arcs.tail,
            head=arcs.head,
            capacity=capacity,
            costs=costs,
            forced=forced,
        )
        found = FlowSolution(flow=flow, potentials=potentials, stages=0)
        seen.append(is_optimal(problem, found))
        return seen[-1]

    monkeypatch.setattr(Proof, "holds", on_vectors)
    for _ in range(40):
        some = [some_adjustment(network, rng) for _ in range(2)]
        if by_hand(network, some) is not None:
            trial = Trial(base)
            try:
                for one in some:
                    trial.take(one)
            except NoWayError:
                continue
            trial.is_proved(base.arcs.flow_of(trial.chosen()))
    assert len(seen) > 10
    assert all(seen)


def test_a_wrong_price_or_a_worse_plan_is_not_proved() -> None:
    network = made_up(MUNICIPALITY, 1)
    base = base_of(network, planned(network))
    arcs, held = base.arcs, (base.capacity, base.arcs.forced)
    assert base.proof.holds(base.flow, *held, base.potentials)
    for node in range(1, arcs.nodes, 7):
        if (arcs.tail == node).any():
            for step in (-(10**6), 10**6):
                spoilt = base.potentials.copy()
                spoilt[0, node] += step
                assert not base.proof.holds(base.flow, *held, spoilt)
    fewer = base.chosen.copy()
    fewer[np.flatnonzero(fewer >= 0)[0]] = -1
    assert not base.proof.holds(arcs.flow_of(fewer), *held, base.potentials)
    closed = base.capacity.copy()
    closed[np.flatnonzero(base.flow)[-1]] = 0
    assert not base.proof.holds(base.flow, closed, arcs.forced, base.potentials)


def small() -> Network:
    """Two leaders 10 and 30 km away from three schools; the near one has one place."""
    return town(
        school("n", 0),
        school("f", 40),
        *(school(code, 10 + i) for i, code in enumerate("abc")),
        offer("n", 1),
        offer("f", 1),
        need("a", 3),
        need("b", 2),
        need("c", 1),
    )


def test_a_pin_of_the_plan_changes_nothing_and_another_moves_two() -> None:
    base = base_of(small(), planned(small()))
    still = tried(base, "pin:n:a:d")
    assert still.steps == ()
    assert not any(any(goal.change) for goal in still.goals)
    moved = tried(base, "pin:f:a")
    assert [(step.mentee, step.from_leader, step.to_leader) for step in moved.steps] == [
        ("a", "n", "f"),
        ("b", "f", "n"),
    ]
    assert moved.rerouted


def test_a_ban_of_the_only_leaders_opens_the_need() -> None:
    base = base_of(small(), planned(small()))
    found = tried(base, "ban:n:a", "ban:f:a")
    assert ("a", "n", None) in [(s.mentee, s.from_leader, s.to_leader) for s in found.steps]
    assert (found.goals[0].before, found.goals[0].after) == ((1,), (0,))
    assert not found.goals[0].is_better


def test_a_place_more_and_the_same_less_is_the_plan_again() -> None:
    base = base_of(small(), planned(small()))
    more = tried(base, "places:n:d:+1")
    assert (more.covered, more.open) == (3, 0)
    again = tried(base, "places:n:d:+1", "places:n:d:-1")
    assert again.steps == ()
    assert goals_after(again) == [goal.values for goal in base.planned.goals]


def test_a_wish_moves_a_pair_only_where_no_earlier_goal_loses() -> None:
    base = base_of(small(), planned(small()))
    moved = tried(base, "prefer:n:b")
    assert {s.mentee for s in moved.steps} == {"a", "b"}
    assert moved.rerouted
    assert tried(base, "prefer:n:c").steps == ()


def test_a_wish_that_is_there_already_counts_once() -> None:
    network = town(
        *small().organisations, *small().offers, *small().needs, rule(Rule.PREFER, "n", "a")
    )
    base = base_of(network, planned(network))
    assert not any(any(goal.change) for goal in tried(base, "prefer:n:a:d").goals)


def test_a_pin_beyond_the_limit_is_solved_anew_with_a_farther_band() -> None:
    network = town(
        school("n", 0), school("a", 10), school("b", 250), offer("n"), need("a"), need("b")
    )
    base = base_of(network, planned(network))
    found = tried(base, "pin:n:b")
    assert not found.rerouted
    assert {(s.mentee, s.to_leader) for s in found.steps} == {("a", None), ("b", "n")}
    bands = next(goal for goal in found.goals if goal.name == "distance_bands")
    assert (len(bands.before), len(bands.after)) == (2, 26)
    assert bands.change == (1, *(0,) * 23, -1, 0)


def test_a_pin_opens_every_offer_of_its_leader() -> None:
    network = town(
        school("n", 0),
        school("a", 10),
        offer("n", limit_km=5.0),
        offer("n", mode=Mode.REMOTE, from_date=planned(small()).plan.as_of),
        need("a"),
    )
    base = base_of(network, planned(network))
    found = confirm(network, POLICY, base, [read_adjustment("pin:n:a:d")])
    assert found is not None
    assert not found.rerouted


def test_an_offer_in_two_rows_and_places_given_elsewhere_are_exact() -> None:
    network = town(
        school("n", 0),
        *(school(code, 10 + i) for i, code in enumerate("abc")),
        offer("n", 1),
        offer("n", 1, from_date=planned(small()).plan.as_of, mode=Mode.REMOTE),
        *(need(code) for code in "abc"),
        pair("n", "c", 2025, 2026),
    )
    base = base_of(network, planned(network))
    for text in ("pin:n:a", "ban:n:c", "prefer:n:b", "places:n:d:+1", "places:n:d:-1"):
        found = confirm(network, POLICY, base, [read_adjustment(text)])
        assert found is not None


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("pin:n:a", "ban:n:a"), "adjust.pin_and_ban"),
        (("pin:n:a", "pin:f:a:d"), "adjust.pin_twice"),
        (("pin:n:a", "pin:n:b"), "plan.pins_over_places"),
        (("pin:n:f",), "adjust.pin_fits_nothing"),
        (("places:n:d:-2",), "adjust.places_below_zero"),
        (("pin:n:a", "places:n:d:-1"), "plan.pins_over_places"),
    ],
)
def test_contradictions_are_refused(texts: tuple[str, ...], code: str) -> None:
    base = base_of(small(), planned(small()))
    with pytest.raises(InputError) as refused:
        tried(base, *texts)
    assert refused.value.code == code


def test_unknown_codes_are_refused() -> None:
    base = base_of(small(), planned(small()))
    for text in ("pin:zz:a", "ban:n:zz", "prefer:n:a:zz"):
        with pytest.raises(NotFoundError):
            tried(base, text)


def test_a_plan_that_is_not_the_best_of_its_data_is_not_adjusted() -> None:
    network = small()
    plan = planned(network)
    unsure = replace(plan, goals=(*plan.goals[:-1], replace(plan.goals[-1], proved=False)))
    other = town(*small().offers, *small().organisations, need("a"), need("b"))
    for data, spoilt, code in (
        (network, unsure, "advice.not_proved"),
        (network, replace(plan, assignments=plan.assignments[1:]), "advice.other_data"),
        (other, replace(plan, assignments=plan.assignments[:1]), "advice.other_data"),
    ):
        with pytest.raises(ConflictError) as refused:
            base_of(data, spoilt)
        assert refused.value.code == code


def test_a_plan_under_a_side_rule_is_not_adjusted() -> None:
    text = "[assignment]\nmax_leaders_per_mentee = 1\n"
    network = town(
        school("n", 0),
        school("a", 10),
        offer("n"),
        offer("n", way="e"),
        need("a"),
        need("a", way="e"),
    )
    with pytest.raises(ConflictError) as refused:
        base_of(network, planned(network, policy=read_policy(text)))
    assert refused.value.code == "whatif.side_rules"


@given(
    st.lists(st.lists(st.integers(-(2**29), 2**29), min_size=3, max_size=3), min_size=2, max_size=2)
)
def test_packed_vectors_are_ordered_and_added_as_vectors(vectors: list[list[int]]) -> None:
    columns = np.array(vectors, np.int64).T
    one, other = packed(columns)
    assert (one < other) == (vectors[0] < vectors[1])
    assert unpacked([one, other], 3).tolist() == columns.tolist()
    assert unpacked([one + other], 3)[:, 0].tolist() == columns.sum(axis=1).tolist()


def test_a_banned_pair_cannot_be_pinned_and_a_pinned_one_not_banned() -> None:
    network = town(
        *small().organisations,
        *small().offers,
        *small().needs,
        rule(Rule.FORBID, "n", "a"),
        rule(Rule.PIN, "f", "b"),
    )
    base = base_of(network, planned(network))
    for text in ("pin:n:a", "ban:f:b", "pin:n:b"):
        with pytest.raises(InputError):
            tried(base, text)
