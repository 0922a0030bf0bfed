"""Every open need of a whole region carries the reason that a second program finds."""

from random import Random

import numpy as np
import pytest

from graph.model.choices import Rule
from graph.network import Network
from graph.samples import build_demo
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy, read_policy, shipped_policy
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.confirmed import Confirmation
from tests.unit.assignment.drawn import Drawing
from tests.unit.assignment.towns import planned

GROUPS = 10
"""Shortages of a plan that are solved anew; of the demo region all of them."""


@pytest.fixture(scope="module", params=["demo", "within the municipality", "near"])
def case(request: pytest.FixtureRequest) -> tuple[Network, PlannedAssignment]:
    policy = shipped_policy()
    network = Network.of(build_demo("region").records)
    if request.param == "within the municipality":
        pins = [row.rule is Rule.PIN for row in network.restrictions]
        free = network.restrictions.where(~np.array(pins))
        network, policy = network.filtered({"restriction": free}), shipped_policy("municipal")
    elif request.param == "near":
        policy = read_policy(policy.text.replace("max_km = 100 ", "max_km = 15 ", 1))
    return network, planned(network, policy=policy)


def test_every_open_need_has_the_reason_that_bare_rows_give(
    case: tuple[Network, PlannedAssignment],
) -> None:
    network, plan = case
    found = Confirmation(network, plan)
    assert len(plan.open_needs) > 50
    assert len({line.reason for line in plan.open_needs}) >= 4
    wrong = [
        (line.mentee, line.direction, line.reason.value, reason)
        for line in plan.open_needs
        if line.reason != (reason := found.reason(line.mentee, line.direction))
    ]
    assert wrong == []


def test_every_need_without_a_place_names_a_shortage_that_is_a_maximum_flow(
    case: tuple[Network, PlannedAssignment],
) -> None:
    network, plan = case
    found = Confirmation(network, plan)
    for line in plan.open_needs:
        assert (line.reason == "no_place") == (line.blocking_group is not None)
        if line.blocking_group is not None:
            assert f"{line.mentee}|{line.direction}" in plan.group[line.blocking_group].members
    for group in plan.blocking_groups[:GROUPS]:
        members = [(code, way) for code, _, way in (m.partition("|") for m in group.members)]
        able = {offer.organisation for key in members for offer in found.able(key)}
        assert set(group.leaders) == able
        assert group.places == found.most(members)
        assert group.short_by == len(members) - group.places >= 1


@pytest.mark.parametrize("share", range(4))
def test_the_reasons_of_small_networks_are_those_of_bare_rows(share: int) -> None:
    seen: set[str] = set()
    for seed in range(share, 200, 4):
        rng = Random(seed)  # noqa: S311 - a test needs no secret
        network = Drawing(seed, 4, 3, 6, rng.choice([1, 3, 5]), strange=0.2, pins=False).network()
        policy = AssignmentPolicy(max_needs_per_mentee=rng.choice([1, 2]), reach_by_level=True)
        plan = plan_of(network, policy)
        if plan is not None:
            found = Confirmation(network, plan)
            for line in plan.open_needs:
                assert line.reason == found.reason(line.mentee, line.direction), seed
                seen.add(line.reason)
    assert len(seen) >= 8
