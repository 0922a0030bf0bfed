"""What a leader's new direction brings is what planning with it brings, for every one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import event, given, settings

from graph.model.choices import Mode, Rule
from graph.model.need import Offer
from graph.model.organisation import Organisation
from graph.network import Network
from services.assignment.advice.learn import Learning, directions_to_learn
from services.assignment.goals import VECTOR_GOALS
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy, GoalName
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.oracle import DAY, YEAR
from tests.unit.assignment.towns import changed, need, offer, rule, school, town

POLICY = AssignmentPolicy()
FEW = replace(MUNICIPALITY, places=0.6, flags=2)
Values = list[tuple[int, ...]]


def tried(network: Network, policy: AssignmentPolicy) -> dict[tuple[str, str], Values]:
    """Plan anew with every direction a leader could start; only those that change a goal."""
    base = plan_of(network, policy)
    assert base is not None
    offers = [o for o in network.offers if holds(o) and holds(network.organisation(o.organisation))]
    found: dict[tuple[str, str], Values] = {}
    ways = {n.direction for n in network.needs if n.school_year == YEAR and n.in_work is not False}
    for leader in {o.organisation for o in offers}:
        own = [o for o in offers if o.organisation == leader]
        like = max(own, key=lambda o: (o.places, o.direction, o.from_date))
        for way in ways - {o.direction for o in own}:
            new = replace(like, direction=way, places=1, from_date=DAY, to_date=None)
            row = network.organisation(leader)
            more, wider = changed(network, new), network
            if row.places_total is not None:
                total = replace(row, places_total=row.places_total + 1)
                more, wider = changed(more, total), changed(network, total)
            plan = plan_of(more, policy)
            if plan is None or network.offers.get(new.key):
                continue
            values = goals_of(plan)
            if values not in (goals_of(base), goals_of(plan_of(wider, policy) or base)):
                found[leader, way] = values
    return found


def goals_of(plan: PlannedAssignment) -> Values:
    return [short(goal.name, goal.values) for goal in plan.goals]


def holds(row: Offer | Organisation) -> bool:
    """Whether a row is in force on the day."""
    return (row.from_date is None or row.from_date <= DAY) and (
        row.to_date is None or row.to_date > DAY
    )


def short(name: str, value: tuple[int, ...]) -> tuple[int, ...]:
    """Leave the far bands away that nobody uses."""
    if name not in {goal.value for goal in VECTOR_GOALS}:
        return value
    first = next((i for i, n in enumerate(value) if n), len(value))
    return value[first:]


def promised(found: Learning) -> dict[tuple[str, str], Values]:
    return {
        (one.beginning.offer.organisation, one.beginning.offer.direction): [
            short(goal.name, goal.after) for goal in one.goals
        ]
        for one in found.found
    }


@settings(max_examples=40, deadline=None)
@given(networks(), policies())
def test_every_new_direction_brings_what_planning_with_it_brings(
    network: Network, policy: AssignmentPolicy
) -> None:
    plan = plan_of(network, policy)
    if plan is None:
        return
    found = directions_to_learn(network, plan)
    event("helps" if found.found else "helps nobody")
    assert promised(found) == tried(network, policy)


@pytest.mark.parametrize("seed", range(2))
def test_so_it_is_in_a_municipality(seed: int) -> None:
    network = made_up(FEW, seed, pins=False)
    plan = plan_of(network, POLICY)
    assert plan is not None
    found = directions_to_learn(network, plan)
    assert found.found
    assert promised(found) == tried(network, POLICY)


def test_a_leader_starts_on_the_conditions_of_its_largest_offer() -> None:
    network = town(
        *(school("l"), school("m", 1), offer("l", 2, way="e", limit_km=40.0)),
        *(
            offer("l", 1, way="e", mode=Mode.REMOTE, from_date=date(2025, 9, 2)),
            need("m"),
            need("m", way="e"),
        ),
    )
    plan = plan_of(network, POLICY)
    assert plan is not None
    found = directions_to_learn(network, plan)
    assert found.asked == 1
    (one,) = found.found
    new = one.beginning.offer
    assert (new.direction, new.places, new.from_date) == ("d", 1, DAY)
    assert (new.mode, new.limit_km) == (Mode.ON_SITE, 40.0)
    covered = {goal.name: (goal.before, goal.after) for goal in one.goals}
    assert covered[GoalName.NEEDS_OF_LEVEL_2_COVERED] == ((1,), (2,))


def test_a_direction_is_no_advice_where_the_larger_total_alone_does_as_much() -> None:
    network = town(
        *(school("l", places_total=0), school("m", 1), school("n", 2), offer("l", way="d")),
        *(need("m"), need("n", way="e")),
    )
    plan = plan_of(network, POLICY)
    assert plan is not None
    assert directions_to_learn(network, plan).found == ()


def test_a_pin_without_a_direction_holds_in_the_new_one_too() -> None:
    """`l` is pinned to `m`: with one place in `e` it must serve `m` there, not the nearer `n`."""
    network = town(
        *(school("l"), school("m", 9), school("n", 1), offer("l")),
        *(need("m"), need("m", way="e"), need("n", 3, way="e")),
        rule(Rule.PIN, "l", "m", None),
    )
    plan = plan_of(network, POLICY)
    assert plan is not None
    (one,) = directions_to_learn(network, plan).found
    after = {goal.name: goal.after for goal in one.goals}
    assert after[GoalName.NEEDS_OF_LEVEL_3_COVERED] == (0,)
    assert after[GoalName.NEEDS_OF_LEVEL_2_COVERED] == (2,)
