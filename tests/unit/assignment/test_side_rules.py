"""Plans with side rules are the best of all that keep them, on small networks."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from graph.errors import InputError
from graph.model.ids import PlanId
from graph.network import Network
from services.assignment.checks import faults_of
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.assignment.side_rules import Changes
from services.policy import AssignmentPolicy, read_policy
from tests.unit.assignment.drawn import Drawing, policy_text
from tests.unit.assignment.oracle import DAY, MAXIMISED, YEAR, Instance, Vector

GOALS = AssignmentPolicy().goals
POLICIES = [
    AssignmentPolicy(),
    AssignmentPolicy(max_needs_per_mentee=2, border_points=7, band_km=20),
    AssignmentPolicy(goals=tuple(reversed(GOALS[:9])), reach_by_level=True),
]
Leaders = Mapping[tuple[str, str], str]
Plan = list[int | None]
Keeps = Callable[[Instance, Plan], bool]


def drawn(seed: int) -> Network:
    size = 3 + seed % 2, 4 - seed % 3 // 2, 5 + seed % 2, 4 + seed % 3
    return Drawing(seed, *size, strange=0.05 * (seed % 4), pins=seed % 3 == 0).network()


def leaders_of(it: Instance, plan: Plan) -> dict[tuple[str, str], str]:
    return {
        (str(it.needs[i].organisation), str(it.needs[i].direction)): str(it.offers[j].organisation)
        for i, j in enumerate(plan)
        if j is not None
    }


def changes_of(it: Instance, plan: Plan, base: Leaders) -> int:
    now = leaders_of(it, plan)
    keys = {(str(n.organisation), str(n.direction)) for n in it.needs}
    return sum(now.get(key) != base.get(key) for key in keys)


def few_leaders(most: int) -> Keeps:
    def keeps(it: Instance, plan: Plan) -> bool:
        several: dict[str, set[str]] = {}
        for (mentee, _), leader in leaders_of(it, plan).items():
            several.setdefault(mentee, set()).add(leader)
        return all(len(some) <= most for some in several.values())

    return keeps


def few_over_border(most: int) -> Keeps:
    def keeps(it: Instance, plan: Plan) -> bool:
        home = {str(o.id): o.municipality for o in it.network.organisations}
        pairs = leaders_of(it, plan).items()
        return sum(home[mentee] != home[leader] for (mentee, _), leader in pairs) <= most

    return keeps


def best(it: Instance, *keeps: Keeps) -> Vector | None:
    plans = (plan for plan in it.plans() if all(keep(it, plan) for keep in keeps))
    return min(map(it.vector, plans), default=None)


def made(
    network: Network, policy: AssignmentPolicy, changes: Changes | None = None
) -> PlannedAssignment | None:
    try:
        plan = plan_assignment(
            network,
            read_policy(policy_text(policy)),
            school_year=YEAR,
            day=DAY,
            scope="region",
            id_=PlanId("p"),
            changes=changes,
        )
    except InputError as error:
        if error.code.startswith(("plan.", "side.")):
            return None
        raise
    assert all(goal.proved for goal in plan.goals)
    return plan


def reached(plan: PlannedAssignment | None) -> Vector | None:
    if plan is None:
        return None
    return tuple(
        tuple(-v for v in goal.values) if goal.name in MAXIMISED else goal.values
        for goal in plan.goals
    )


def few_changes(most: int, base: Leaders) -> Keeps:
    return lambda it, plan: changes_of(it, plan, base) <= most


def is_refused_anyway(network: Network, policy: AssignmentPolicy) -> bool:
    return made(network, policy) is None


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_with_few_leaders_or_few_pairs_over_a_border_is_better(seed: int) -> None:
    network, policy = drawn(seed), POLICIES[seed % len(POLICIES)]
    if is_refused_anyway(network, policy):
        return
    it = Instance(network, policy)
    alone = replace(policy, max_leaders_per_mentee=1)
    few = replace(policy, max_border_pairs=seed % 3)
    both = replace(policy, max_leaders_per_mentee=1, max_border_pairs=1)
    for strict, keeps in (
        (alone, [few_leaders(1)]),
        (few, [few_over_border(seed % 3)]),
        (both, [few_leaders(1), few_over_border(1)]),
    ):
        plan = made(network, strict)
        assert reached(plan) == best(it, *keeps), strict
        assert plan is None or faults_of(network, plan) == ()


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_with_few_changes_is_better_and_more_changes_are_never_worse(seed: int) -> None:
    network, policy = drawn(seed), POLICIES[seed % len(POLICIES)]
    if is_refused_anyway(network, policy):
        return
    it = Instance(network, policy)
    plans = list(it.plans())
    before = plans[seed * 7 % len(plans)]
    base = leaders_of(it, before)
    if seed % 2:  # what the base says has moved since
        base |= dict.fromkeys(list(base)[:1], "m0")
    limit: Vector | None = None
    for most in range(len(it.needs) + 1):
        plan = made(network, policy, Changes(most=most, base="b", leaders=base))
        found = reached(plan)
        assert found == best(it, few_changes(most, base)), most
        if plan is None:
            assert limit is None
            continue
        assert limit is None or (found is not None and found <= limit)
        limit = found
    assert limit == it.best()


@pytest.mark.parametrize("seed", range(0, 40, 2))
def test_all_side_rules_together_leave_the_best_plan(seed: int) -> None:
    network, policy = drawn(seed), POLICIES[seed % len(POLICIES)]
    if is_refused_anyway(network, policy):
        return
    it = Instance(network, policy)
    plans = list(it.plans())
    base = leaders_of(it, plans[seed * 5 % len(plans)])
    both = replace(policy, max_leaders_per_mentee=1, max_border_pairs=1)
    for most in (0, 1, 2, 4):
        plan = made(network, both, Changes(most=most, base="b", leaders=base))
        keeps = few_leaders(1), few_over_border(1)
        assert reached(plan) == best(it, *keeps, few_changes(most, base)), most
