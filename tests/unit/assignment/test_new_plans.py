"""A plan made anew in the year moves as few as any plan that is as good; all are looked at."""

from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.errors import InputError
from graph.model.changes import put
from graph.model.ids import PlanId
from graph.network import Network
from graph.texts import Message
from graph.valid_time import first_day
from services.assignment.checks import faults_of
from services.assignment.close import assign_close
from services.assignment.compare import leaders_of_needs
from services.assignment.job import PlanJob
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import assignment_problem, written_out_in_full
from services.assignment.progress import tell_goals
from services.assignment.redraft.replan import replan
from services.assignment.refusal.banned import Refusal, refusal_changes
from services.assignment.refusal.take_over import take_over
from services.policy import AssignmentPolicy, shipped_policy
from tests.unit.assignment.adjusting import by_hand, some_adjustment
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.oracle import MAXIMISED, Instance, Vector
from tests.unit.assignment.towns import need, offer, planned, school, town

NEW = PlanId("new")
SAY = catalogue("ru")
FIRST = MAXIMISED[:4]


def moves_of(it: Instance, choice: list[int | None], base: PlannedAssignment) -> int:
    """Count the needs whose leader, or its absence, differs from the base."""
    before = leaders_of_needs(base)
    return sum(
        before.get((n.organisation, n.direction))
        != (None if j is None else it.offers[j].organisation)
        for n, j in zip(it.needs, choice, strict=True)
    )


def moves_between(base: PlannedAssignment, new: PlannedAssignment) -> int:
    """Count the same between two plans."""
    before, after = leaders_of_needs(base), leaders_of_needs(new)
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def vector_of(plan: PlannedAssignment) -> Vector:
    """Return the goals of a plan so that less is better."""
    return tuple(
        tuple(-v for v in goal.values) if goal.name in MAXIMISED else goal.values
        for goal in plan.goals
    )


@settings(max_examples=120, deadline=None)
@given(networks(), policies(), st.integers(0, 10**6))
def test_no_plan_that_is_as_good_moves_fewer(
    network: Network, policy: AssignmentPolicy, seed: int
) -> None:
    base = plan_of(network, policy)
    if base is None or not len(network.offers):
        return
    rng = Random(seed)  # noqa: S311 - no secret
    moved = by_hand(network, [some_adjustment(network, rng) for _ in range(2)])
    if moved is None:
        return
    try:
        new = replan(moved, base, id_=NEW)
    except InputError:
        return
    it = Instance(moved, policy)
    best = min((it.vector(choice), moves_of(it, choice, base)) for choice in it.plans())
    event(f"{best[1]} moves")
    assert (vector_of(new), moves_between(base, new)) == best


@settings(max_examples=60, deadline=None)
@given(networks(), policies(), st.integers(0, 5), st.sampled_from(["pair", "leader", "mentee"]))
def test_no_plan_after_a_refusal_covers_as_much_with_fewer_moves(
    network: Network, policy: AssignmentPolicy, which: int, who: str
) -> None:
    base = plan_of(network, policy)
    if base is None or not base.assignments:
        return
    line = base.assignments[which % len(base.assignments)]
    refusal = Refusal(
        leader=None if who == "mentee" else line.leader,
        mentee=None if who == "leader" else line.mentee,
        direction=None,
        reason="отказ",
        until=None,
    )
    network = network.after(put(base.records), network.revision)
    changes = refusal_changes(network, base.plan, refusal, author="Планировщик")
    left = network.after(changes, network.revision)
    found = take_over(left, base, id_=NEW)
    it = Instance(left, policy)

    def coverage(choice: list[int | None]) -> Vector:
        values = it.values(choice)
        return tuple((-values[name][0],) for name in policy.goals if name in FIRST)

    fewest = min((coverage(choice), moves_of(it, choice, base)) for choice in it.plans())[1]
    within = (choice for choice in it.plans() if moves_of(it, choice, base) <= fewest)
    event(f"{who}: {fewest} moves")
    assert vector_of(found) == min(map(it.vector, within))
    assert moves_between(base, found) <= fewest
    assert faults_of(left, found) == ()
    pairs = {(x.leader, x.mentee, x.direction) for x in found.assignments}
    assert (line.leader, line.mentee, line.direction) not in pairs
    if who == "leader":
        assert line.leader not in {x.leader for x in found.assignments}


@pytest.mark.parametrize(
    ("code", "asked"), [("side.changes_forced", [0, 3]), ("side.changes_at_least", [0])]
)
def test_only_a_proved_number_of_moves_is_tried_anew(code: str, asked: list[int]) -> None:
    network = town(school("l", 0), school("m", 1), offer("l"), need("m"))
    base, tried = planned(network, id_=PlanId("2026-1")), list[int]()

    def compute(job: PlanJob) -> PlannedAssignment:
        assert job.changes is not None
        tried.append(job.changes.most)
        raise InputError(code, n=3, most=job.changes.most)

    with pytest.raises(InputError, match=code):
        take_over(
            network.after(put(base.records), network.revision), base, id_=NEW, compute=compute
        )
    assert tried == asked


def test_moves_are_told_as_moves_and_goals_are_counted_without_them() -> None:
    network = town(school("l", 0), school("m", 1), offer("l"), need("m"))
    base, said = planned(network, id_=PlanId("2026-1")), list[Message]()
    policy = shipped_policy()
    day = first_day(base.plan.school_year)
    read = assignment_problem(
        network, policy.assignment, school_year=base.plan.school_year, day=day, scope="region"
    )
    assign_close(written_out_in_full(read), leaders_of_needs(base), said.append)
    told = [SAY(one) for one in said]
    goals = len(policy.assignment.goals)
    assert all(f"из {goals}" in one for one in told if "Цел" in one)
    assert sum("аименьшие перестановки" in one for one in told) == 1
    assert "аименьшие перестановки" in told[-1]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (0, 0, "Цель 1 из 3"),
        (1, 4, "Цели 2–3 из 3"),
        (1, 5, "Цели 2–3 из 3 и наименьшие перестановки"),
        (4, 5, "Цель 3 из 3 и наименьшие перестановки"),
        (5, 5, "Наименьшие перестановки"),
    ],
)
def test_a_stage_is_told_by_its_goals(first: int, last: int, told: str) -> None:
    said = list[Message]()
    tell_goals(said.append, [1, 1, 3, 1], moves_last=True)(first, last)
    assert [SAY(one).replace("\u00a0", " ") for one in said] == [told]
