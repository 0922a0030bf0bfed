"""What a leader's new direction brings is what planning with it brings, for every one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import event, given, settings

from graph.model.choices import Rule
from graph.model.need import Offer
from graph.model.organisation import Organisation
from graph.network import Network
from services.assignment.advice.learn import Learning, directions_to_learn
from services.assignment.goals import VECTOR_GOALS
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy
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
    found = {}
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
        row.to_date is None or DAY < row.to_date
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
