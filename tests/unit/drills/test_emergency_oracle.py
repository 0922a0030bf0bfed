"""Emergency answers of drawn networks are the best there are: every other one is tried."""

from dataclasses import replace
from itertools import product
from random import Random

import networkx as nx
import pytest

from graph.model.changes import Change
from graph.model.choices import OrganisationKind
from graph.network import Network
from services.drills.drill import (
    Drill,
    DrillKind,
    What,
    drill_curator,
    drill_organisation,
    drill_tie,
)
from services.drills.emergency.answer import gone_curators
from services.drills.emergency.handover import hand_over
from services.drills.emergency.new_ties import new_ties
from services.drills.ground import Ground
from services.isolation.ground import Ground as Distances
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from tests.unit.drills.drawn import drawn
from tests.unit.drills.oracle import Removing
from tests.unit.isolation.build import DAY

UNKNOWN = 10**6


def placed(seed: int, *, judged: bool = False) -> Network:
    """Return a drawn network on a line, where distances are plain; perhaps of judged ones only."""
    network, dice = drawn(seed), Random(seed + 1)  # noqa: S311 - no secret
    changes = []
    for one in network.organisations:
        kind = one.kind if one.kind.is_judged or not judged else OrganisationKind.SCHOOL
        lat = 45 + dice.randint(0, 60) / 111.195
        changes.append(Change(before=one, after=replace(one, kind=kind, lat=lat, lon=39.0)))
    return network.after(changes, network.revision)


def ground_of(network: Network) -> Ground:
    return Ground.of(Scene.of(network, IsolationPolicy(), day=DAY), hops=2)


def best_handover(ground: Ground, drill: Drill, gone: set[str]) -> tuple[int, int, int]:
    """Return the least (left alone, left with overloaded ones, tenths) over every choice."""
    net = ground.scene.network
    slow = Removing(net, 2)
    alone, thin = slow.curators(gone)
    own = set() if drill.kind is DrillKind.CURATOR else set(drill.of)
    alone, thin = alone - own, thin - own
    load = {who: sum(c == who for c, _ in slow.cares) for who in slow.works}
    most = {str(p.id): p.capacity for p in net.people}
    may = [who for who in slow.works if who not in gone and (load[who] or most[who] is not None)]
    objects = [*sorted(alone), *sorted(thin)]

    def tenths(who: str, what: str) -> int:
        works = {str(person): place for person, place in slow.works.items()}
        ends = [slow.v.get(works[who]), slow.v.get(what)]
        lats = [one.lat for one in ends if one is not None and one.lat is not None]
        return round(abs(lats[0] - lats[1]) * 1111.95) if len(lats) == len(ends) else UNKNOWN

    found = []
    for choice in product([None, *may], repeat=len(objects)):
        given = list(zip(objects, choice, strict=True))
        fits = all(
            most[who] is None or choice.count(who) + load[who] <= (most[who] or 0)
            for who in set(choice) - {None}
            if who is not None
        )
        if fits and not any((who, what) in slow.cares for what, who in given):
            left = [what for what, who in given if who is None]
            km = sum(tenths(who, what) for what, who in given if who is not None)
            found.append((len(alone & set(left)), len(thin & set(left)), km))
    return min(found)


def compare_curators(first: int, last: int) -> None:
    """Compare each loss of curators in the networks drawn from some seeds."""
    for seed in range(first, last):
        network = placed(seed)
        ground = ground_of(network)
        distances = Distances.of(network, ground.scene.nodes)
        drills = [drill_curator(ground, one.id) for one in network.people]
        drills += [drill_organisation(ground, code) for code in ground.scene.nodes.codes[:4]]
        for drill in drills:
            losing = {
                what: [loss.who for loss in drill.losses if loss.what is what] for what in What
            }
            gone = gone_curators(ground, drill)
            alone, thin = losing[What.CURATOR], losing[What.DEPUTY]
            made = hand_over(ground, distances, alone=alone, thin=thin, gone=gone)
            found = (
                sum(one.to is None for one in made if one.is_alone),
                sum(one.to is None for one in made if not one.is_alone),
                sum(
                    UNKNOWN if one.tenths is None else one.tenths
                    for one in made
                    if one.to is not None
                ),
            )
            best = best_handover(ground, drill, set(gone))
            assert found[:2] == best[:2], (seed, drill.of)
            assert abs(found[2] - best[2]) <= len(made), (seed, drill.of)


def test_no_other_choice_of_curators_is_better() -> None:
    compare_curators(0, 120)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(120, 1120, 100))
def test_no_other_choice_of_curators_is_better_in_a_thousand_networks(first: int) -> None:
    compare_curators(first, first + 100)


def best_ties(slow: Removing, drill: Drill) -> float:
    """Return the length of the shortest tree that joins who lost its way to those who did not."""
    rest: nx.Graph[str] = slow.graph.copy()
    before: set[str] = set()
    for leader in slow.leaders:
        before |= nx.node_connected_component(rest, leader)
    if drill.kind is DrillKind.TIE:
        rest.remove_edge(*drill.of)
    else:
        rest.remove_node(drill.of[0])
    rest.remove_nodes_from(set(rest) - before)
    parts = [frozenset(part) for part in nx.connected_components(rest)]
    led = frozenset().union(*(part for part in parts if part & slow.leaders))
    others = [part for part in parts if not part & slow.leaders]
    whole: nx.Graph[frozenset[str]] = nx.Graph()
    whole.add_nodes_from([led, *others])
    for one in [led, *others]:
        for other in others:
            lengths = [length for a in one for b in other if (length := may(slow, drill, a, b))]
            if one != other and lengths:
                whole.add_edge(one, other, weight=min(lengths))
    tree = nx.minimum_spanning_tree(whole.subgraph(nx.node_connected_component(whole, led)))
    return float(tree.size(weight="weight"))


def may(slow: Removing, drill: Drill, a: str, b: str) -> float | None:
    """Return how long a tie would be, or None if it may not be."""
    one, other = slow.v[a], slow.v[b]
    if {a, b} == set(drill.of):
        return None
    are_services = {one.kind, other.kind} == {OrganisationKind.METHODICAL_SERVICE}
    if not are_services and (a in slow.own(b) or b in slow.own(a)):
        return None
    assert one.lat is not None
    assert other.lat is not None
    return round(abs(one.lat - other.lat) * 1111.95) + 1e-9


def compare_ties(first: int, last: int) -> int:
    """Compare each loss of the networks drawn from some seeds; return how many lengths."""
    compared = 0
    for seed in range(first, last):
        network = placed(seed, judged=True)
        ground, slow = ground_of(network), Removing(network, 2)
        gone = [drill_organisation(ground, code) for code in ground.scene.nodes.codes]
        gone += [drill_tie(ground, *sorted(tie)) for tie in sorted(slow.graph.edges)]
        for drill in gone:
            made = new_ties(ground, drill)
            lost = {loss.who for loss in drill.losses if loss.what is What.WAY}
            assert (made is None) == (not lost)
            if made is None or ({drill.of[0]} == slow.leaders and len(drill.of) == 1):
                continue
            left = {code for code, _ in made.left_out}
            again: nx.Graph[str] = slow.graph.copy()
            if drill.kind is DrillKind.TIE:
                again.remove_edge(*drill.of)
            else:
                again.remove_node(drill.of[0])
            again.add_edges_from((tie.one, tie.other) for tie in made.ties)
            reach: set[str] = set()
            for leader in slow.leaders & set(again):
                reach |= nx.node_connected_component(again, leader)
            assert lost - left <= reach, (seed, drill.of)
            if not left:
                assert abs(made.tenths - best_ties(slow, drill)) <= len(made.ties), (
                    seed,
                    drill.of,
                )
                compared += 1
    return compared


def test_new_ties_lead_everybody_who_can_be_led_and_are_the_shortest() -> None:
    assert compare_ties(0, 40) > 20


@pytest.mark.soak
@pytest.mark.parametrize("first", range(40, 1040, 100))
def test_new_ties_of_a_thousand_networks_are_the_shortest(first: int) -> None:
    assert compare_ties(first, first + 100) > 20
