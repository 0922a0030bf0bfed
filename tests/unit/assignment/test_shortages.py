"""Shortages: their arithmetic by a maximum flow of networkx; and what an added place does."""

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model.ids import OrganisationId
from graph.network import Network
from services.assignment.checks import faults_of
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy, read_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.drawn import networks
from tests.unit.assignment.oracle import MAXIMISED, Instance
from tests.unit.assignment.towns import changed, need, offer, planned, reasons_of, school, town


def most_covered(instance: Instance, members: tuple[str, ...]) -> float:
    """Return how many of the members can be covered at once."""
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from(["s", "t"])
    for i, j in instance.pairs:
        one = instance.needs[i]
        if f"{one.organisation}|{one.direction}" in members and j in instance.choices(i):
            most = instance.policy.max_needs_per_mentee
            graph.add_edge("s", ("m", one.organisation), capacity=most)
            graph.add_edge(("m", one.organisation), ("n", i), capacity=1)
            graph.add_edge(("n", i), ("o", j), capacity=1)
            leader = instance.offers[j].organisation
            graph.add_edge(("o", j), ("l", leader), capacity=instance.offers[j].places)
            graph.add_edge(("l", leader), "t", capacity=instance.room[leader])
    return nx.maximum_flow_value(graph, "s", "t")


def check_groups(network: Network, plan: PlannedAssignment) -> None:
    instance = Instance(network, AssignmentPolicy())
    key = {f"{n.organisation}|{n.direction}": i for i, n in enumerate(instance.needs)}
    for group in plan.blocking_groups:
        assert group.short_by == len(group.members) - group.places >= 1
        assert most_covered(instance, group.members) == group.places
        leaders = {
            instance.offers[j].organisation
            for text in group.members
            for j in instance.choices(key[text])
        }
        assert tuple(sorted(leaders)) == group.leaders
        for member in group.members:
            rest = tuple(text for text in group.members if text != member)
            assert len(rest) - most_covered(instance, rest) < group.short_by
    for line in plan.open_needs:
        own = plan.group.get(line.blocking_group or "")
        assert (own is not None) == (line.reason == "no_place")
        assert own is None or f"{line.mentee}|{line.direction}" in own.members


@pytest.mark.parametrize("seed", range(8))
def test_a_shortage_is_a_maximum_flow(seed: int) -> None:
    network = made_up(MUNICIPALITY, seed, pins=False)
    check_groups(network, planned(network))


@settings(max_examples=60, deadline=None)
@given(networks(pins=False))
def test_a_shortage_of_a_small_network_is_a_maximum_flow(network: Network) -> None:
    try:
        plan = planned(network)
    except InputError:
        assume(False)
    check_groups(network, plan)


def test_needs_that_compete_for_one_place_are_one_group() -> None:
    network = town(
        *(school("l"), school("k", 3), offer("l"), offer("k", way="e")),
        *(school(code, i) for i, code in enumerate("mno", 1)),
        *(need("m", 3), need("n"), need("o"), need("o", way="e"), need("m", way="e")),
    )
    plan = planned(network)
    assert [(g.members, g.leaders, g.places, g.short_by) for g in plan.blocking_groups] == [
        (("m|e", "o|e"), ("k",), 1, 1),
        (("m|d", "n|d", "o|d"), ("l",), 1, 2),
    ]


def test_a_need_that_proves_nothing_is_refused_in_a_group() -> None:
    """A need with a leader of its own leaves the arithmetic as it was: the checker names it."""
    network = town(
        *(school("l"), school("k", 3), offer("l"), offer("k", way="e")),
        *(school(code, i) for i, code in enumerate("mn", 1)),
        *(need("m", 3), need("n"), need("m", way="e")),
    )
    plan = planned(network)
    group = plan.blocking_groups[0]
    assert (group.members, group.leaders) == (("m|d", "n|d"), ("l",))
    leaders = (OrganisationId("k"), *group.leaders)
    more = replace(group, members=("m|d", "m|e", "n|d"), leaders=leaders, places=2)
    faults = faults_of(network, replace(plan, blocking_groups=(more,)))
    assert [fault.code for fault in faults] == ["plan.check.group_surplus"]
    assert faults_of(network, plan) == ()


def test_needs_of_a_leader_whose_total_is_full_belong_together() -> None:
    """`l` has two offers and one place in all: whoever holds it there could give it up."""
    network = town(
        *(school("l", places_total=1), offer("l"), offer("l", way="e")),
        *(school("m", 1), school("n", 2), need("m", 3), need("n", 2, way="e")),
    )
    plan = planned(network)
    assert [g.members for g in plan.blocking_groups] == [("m|d", "n|e")]
    assert faults_of(network, plan) == ()


def test_a_place_that_moving_others_could_free_is_no_shortage() -> None:
    """The need of `n` can only go to `l`, which `m` may leave for `k`: so nobody stays open."""
    network = town(
        *(school("l"), school("k", 90), school("m", 1), school("n", -50)),
        *(offer("l"), offer("k"), need("m", 3), need("n", 1)),
    )
    assert planned(network).open_needs == ()


def test_a_mentee_with_its_maximum_waits() -> None:
    more = [(school(f"l{i}", i), offer(f"l{i}", way=way)) for i, way in enumerate("de")]
    network = town(
        *(row for rows in more for row in rows), school("m"), need("m"), need("m", way="e")
    )
    assert planned(network).open_needs == ()
    plan = planned(network, policy=read_policy("[assignment]\nmax_needs_per_mentee = 1\n"))
    assert reasons_of(plan) == {"m": "limit_of_mentee"}


@settings(max_examples=40, deadline=None)
@given(networks(pins=False), st.integers(0, 10))
def test_one_more_place_never_makes_the_goals_worse(network: Network, which: int) -> None:
    try:
        before = planned(network)
    except InputError:
        assume(False)
    offers = list(network.offers)
    assume(offers)
    row = offers[which % len(offers)]
    leader = network.organisation(row.organisation)
    total = leader.places_total
    after = planned(
        changed(
            network,
            replace(row, places=row.places + 1),
            replace(leader, places_total=None if total is None else total + 1),
        )
    )
    assert _oriented(after) <= _oriented(before)


def _oriented(plan: PlannedAssignment) -> list[tuple[int, ...]]:
    return [
        tuple(-v for v in goal.values) if goal.name in MAXIMISED else goal.values
        for goal in plan.goals
    ]
