"""Plans with side rules: what is forced, what the checker refuses, what a gap looks like."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from api.texts import catalogue
from graph.errors import InputError
from graph.geo import IntArray
from graph.model.choices import Rule
from graph.model.ids import PlanId
from graph.network import Network
from services.assignment.approval import recheck
from services.assignment.checks import check_plan, faults_of
from services.assignment.planned import PlannedAssignment
from services.assignment.quiet import quiet
from services.assignment.side_base import changes_to_base
from services.assignment.side_document import side_document
from services.assignment.side_record import join_record, split_record
from services.assignment.side_rules import Changes
from services.assignment.side_stage import Face, Stage
from services.policy import Policy, read_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.towns import (
    YEAR,
    changed,
    need,
    offer,
    pairs_of,
    planned,
    rule,
    school,
    town,
    value,
)

TOWN = town(
    *(school("l", 0), school("k", 9, municipality="b")),
    *(school(code, 2.0 + i) for i, code in enumerate(("m", "n", "o"))),
    *(need("m", 3), need("n", 2), need("o", 1), need("m", 1, way="e")),
    *(offer("l", 2), offer("k", 2), offer("k", 1, way="e")),
)
BASE = planned(TOWN, id_=PlanId("2026-1"))
STORED = changed(TOWN, *BASE.records)


def limited(line: str) -> Policy:
    return read_policy(f"[assignment]\n{line}\n")


def few(network: Network, most: int, base: str | None = None) -> Changes:
    return changes_to_base(network, school_year=YEAR, scope="region", most=most, base=base)


def test_a_leader_who_leaves_forces_as_many_changes_as_it_has_needs() -> None:
    gone = changed(STORED, offer("l", 0))
    had = sum(leader == "l" for leader in pairs_of(BASE).values())
    with pytest.raises(InputError) as refused:
        planned(gone, changes=few(gone, had - 1))
    assert refused.value.code == "side.changes_forced"
    assert refused.value.message.params["n"] == had
    plan = planned(gone, changes=few(gone, had))
    assert sum(leader == "l" for leader in pairs_of(plan).values()) == 0
    assert faults_of(gone, plan) == ()


class OutOfTime(Face):
    """A search that knows the bound but had no time to find the plan."""

    def minimise(self, cost: IntArray, known: int | None = None) -> Stage:
        stage = super().minimise(cost, known)
        self.x = np.zeros_like(self.x)
        return stage


def test_a_bound_that_no_plan_reached_in_time_is_told_as_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = limited("max_leaders_per_mentee = 1")
    with pytest.raises(InputError) as refused:
        planned(STORED, policy=alone, changes=few(STORED, 0))
    forced = refused.value.message
    assert forced.code == "side.changes_forced"
    monkeypatch.setattr("services.assignment.side_start.Face", OutOfTime)
    with pytest.raises(InputError) as refused:
        planned(STORED, policy=alone, changes=few(STORED, 0))
    assert refused.value.code == "side.changes_at_least"
    assert refused.value.message.params == forced.params
    assert "не меньше" in catalogue("ru")(refused.value.message)


def test_a_new_need_that_stays_open_is_no_change() -> None:
    more = changed(STORED, school("p", 1), need("p", 1))
    kept = planned(more, changes=few(more, 0))
    assert pairs_of(kept) == pairs_of(BASE)


def test_the_base_is_the_named_plan_or_the_approved_one_or_the_newest_draft() -> None:
    assert few(STORED, 1).base == "2026-1"
    with pytest.raises(InputError) as refused:
        few(TOWN, 1)
    assert refused.value.code == "side.no_base"
    other = changed(STORED, replace(BASE.plan, scope="services"))
    with pytest.raises(InputError) as refused:
        few(other, 1, "2026-1")
    assert refused.value.code == "side.base_of_scope"


def test_one_leader_a_mentee_and_no_pair_over_a_border() -> None:
    assert len({line.leader for line in BASE.assignments if line.mentee == "m"}) == 2
    alone = planned(TOWN, policy=limited("max_leaders_per_mentee = 1"))
    assert pairs_of(alone)["m"] == pairs_of(alone)["m e"] == "k"
    assert faults_of(TOWN, alone) == ()
    near = planned(TOWN, policy=limited("max_border_pairs = 0"))
    assert set(pairs_of(near).values()) == {"l"}
    assert faults_of(TOWN, near) == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("max_leaders_per_mentee = 1", "pins_over_leaders"),
        ("max_border_pairs = 0", "border_forced"),
    ],
)
def test_pins_that_break_a_side_rule_are_refused(line: str, code: str) -> None:
    pinned = changed(TOWN, rule(Rule.PIN, "l", "m"), rule(Rule.PIN, "k", "m", way="e"))
    with pytest.raises(InputError) as refused:
        planned(pinned, policy=limited(line))
    assert refused.value.code == f"side.{code}"


Spoil = Callable[[PlannedAssignment], PlannedAssignment]


def record(**fields: Any) -> Spoil:
    def spoil(plan: PlannedAssignment) -> PlannedAssignment:
        found, proof = split_record(plan.plan.certificate)
        assert found is not None
        data = join_record(replace(found, **fields), proof)
        return replace(plan, plan=replace(plan.plan, certificate=data))

    return spoil


def unproved(plan: PlannedAssignment) -> PlannedAssignment:
    return replace(plan, goals=(replace(plan.goals[0], proved=False), *plan.goals[1:]))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (record(most_changes=0), "side.check.changes"),
        (record(base="2026-9"), "side.check.no_base"),
        (record(bounds=()), "side.check.bounds"),
        (record(by_flow=12), "plan.check.proof_"),
        (unproved, "side.check.proved"),
    ],
)
def test_the_checker_refuses_what_is_said_wrong_of_a_side_rule(spoil: Spoil, code: str) -> None:
    gone = changed(STORED, school("p", 1), need("p", 3))
    plan = planned(gone, changes=few(gone, 1))
    assert faults_of(gone, plan) == ()
    assert any(fault.code.startswith(code) for fault in faults_of(gone, spoil(plan)))


def test_a_plan_of_another_day_is_calculated_anew_before_approval() -> None:
    gone = changed(STORED, school("p", 1), need("p", 3))
    plan = planned(gone, changes=few(gone, 1), id_=PlanId("2026-2"))
    stored = changed(gone, *plan.records)
    assert check_plan(stored, "2026-2") == ()
    assert recheck(stored, "2026-2") == ()
    moved = changed(stored, offer("k", 3))
    assert "side.check.moved" in {fault.code for fault in recheck(moved, "2026-2")}


def test_where_the_time_is_over_the_plan_stands_and_the_gap_is_said() -> None:
    network = made_up(MUNICIPALITY, 1)
    strict = limited("max_leaders_per_mentee = 1")
    best = planned(network, policy=strict)
    late = planned(network, policy=strict, left_s=lambda: 0.0)
    assert faults_of(network, late) == ()
    assert not all(goal.proved for goal in late.goals)
    told = side_document(network, late)["side_rules"]["goals"]
    assert all(goal["gap"] > 0 or goal["proved_by"] or i for i, goal in enumerate(told))
    assert all(goal.proved for goal in best.goals)
    assert value(best, "mentees_with_leader") >= value(late, "mentees_with_leader")


def test_what_a_library_prints_does_not_mix_with_a_document(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with quiet():
        os.write(1, b"HiGHS")
    os.write(1, b"{}")
    told = capfd.readouterr()
    assert (told.out, told.err) == ("{}", "HiGHS")


@pytest.mark.parametrize("seed", range(4))
def test_two_runs_on_a_municipality_give_the_same_plan(seed: int) -> None:
    network = made_up(MUNICIPALITY, seed)
    strict = limited("max_leaders_per_mentee = 2\nmax_border_pairs = 5")
    one, two = (planned(network, policy=strict) for _ in range(2))
    assert one == two
    assert faults_of(network, one) == ()
