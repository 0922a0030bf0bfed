"""Every way out of an open need is confirmed by planning with it, and the need is covered."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import event, given, settings

from graph.errors import NotFoundError
from graph.model.choices import Mode, Rule
from graph.model.changes import Change
from graph.model.plan import OpenNeed
from graph.network import Network
from services.assignment.advice.help import help_for
from services.assignment.advice.ways import Way, WayKind
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.oracle import DAY
from tests.unit.assignment.test_advice_learn import holds, short
from tests.unit.assignment.towns import changed, distance, need, offer, rule, school, town

POLICY = AssignmentPolicy()
FEW = replace(MUNICIPALITY, places=0.5, flags=2)


def plans_with(
    network: Network, policy: AssignmentPolicy, need_: OpenNeed, way: Way
) -> list[PlannedAssignment]:
    """Plan with every change of data that a way may speak of; one of them is what it means."""
    leader = network.organisation(way.leader)
    total = leader.places_total
    found: list[PlannedAssignment | None] = []
    if way.kind is WayKind.TOTAL:
        found.append(plan_of(changed(network, replace(leader, places_total=(total or 0) + 1)), policy))
    elif way.kind is WayKind.BEGIN:
        assert way.like is not None
        new = replace(way.like, direction=need_.direction, places=1, from_date=DAY, to_date=None)
        more = changed(network, new)
        if total is not None:
            more = changed(more, replace(leader, places_total=total + 1))
        found.append(plan_of(more, policy))
    elif way.kind is WayKind.LIFT_BAN:
        gone = [
            Change(before=row, after=None)
            for row in network.restrictions
            if row.rule is Rule.FORBID
            and (row.leader, row.mentee) == (way.leader, need_.mentee)
            and row.direction in (None, need_.direction)
            and (row.until is None or row.until > DAY)
        ]
        found.append(plan_of(network.after(gone, network.revision), policy))
    else:
        for row in network.offers:
            if (row.organisation, row.direction) == (way.leader, need_.direction) and holds(row):
                found.append(_with(network, policy, way, row, total))
    return [plan for plan in found if plan is not None]


def _with(network, policy, way, row, total):  # type: ignore[no-untyped-def]
    if way.kind is WayKind.PLACE:
        more = changed(network, replace(row, places=row.places + 1))
        if total is not None:
            leader = network.organisation(way.leader)
            more = changed(more, replace(leader, places_total=total + 1))
        return plan_of(more, policy)
    wider = policy
    if way.kind is WayKind.MAX_KM:
        wider = replace(policy, max_km=way.km)
    if row.limit_km is not None and row.limit_km < way.km:
        return plan_of(changed(network, replace(row, limit_km=float(way.km))), wider)
    return plan_of(network, wider)


def confirm(network: Network, policy: AssignmentPolicy, need_: OpenNeed, way: Way) -> None:
    """Find the plan that a way promises: same goals, and the need has a leader."""
    promised = [short(goal.name, goal.after) for goal in way.goals]
    for plan in plans_with(network, policy, need_, way):
        values = [short(goal.name, goal.values) for goal in plan.goals]
        covered = {(line.mentee, line.direction) for line in plan.assignments}
        if values == promised and (need_.mentee, need_.direction) in covered:
            return
    raise AssertionError(way)


@settings(max_examples=60, deadline=None)
@given(networks(), policies())
def test_every_way_covers_the_need_and_brings_what_it_promises(
    network: Network, policy: AssignmentPolicy
) -> None:
    plan = plan_of(network, policy)
    if plan is None:
        return
    for mentee in sorted({need_.mentee for need_ in plan.open_needs}):
        for one in help_for(network, plan, mentee):
            for way in one.ways:
                event(way.kind)
                if way.kind is not WayKind.OWN_NEED:
                    confirm(network, policy, one.need, way)


@pytest.mark.parametrize("seed", range(2))
def test_so_it_is_in_a_municipality(seed: int) -> None:
    network = made_up(FEW, seed, pins=False)
    plan = plan_of(network, POLICY)
    assert plan is not None
    kinds = set()
    for mentee in sorted({need_.mentee for need_ in plan.open_needs})[:4]:
        for one in help_for(network, plan, mentee):
            for way in one.ways:
                kinds.add(way.kind)
                if way.kind is not WayKind.OWN_NEED:
                    confirm(network, POLICY, one.need, way)
    assert WayKind.PLACE in kinds
