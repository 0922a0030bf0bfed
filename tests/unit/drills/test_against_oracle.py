"""Every drill of drawn networks is what removing and looking again finds, 0 differences."""

import pytest

from graph.network import Network
from services.drills.curve import attack_order, curve
from services.drills.drill import (
    Drill,
    What,
    drill_curator,
    drill_leader,
    drill_organisation,
    drill_service,
    drill_tie,
)
from services.drills.ground import Ground
from services.drills.ranking import rank
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from tests.unit.drills.drawn import drawn
from tests.unit.drills.oracle import Removing
from tests.unit.isolation.build import DAY

QUICK = 150
ALL = 1500


def ground_of(network: Network, hops: int) -> Ground:
    return Ground.of(Scene.of(network, IsolationPolicy(), day=DAY), hops=hops)


def who(drill: Drill, what: What) -> set[str]:
    return {loss.who for loss in drill.losses if loss.what is what}


def compare(seed: int) -> None:
    network, hops = drawn(seed), 1 + seed % 3
    ground, slow = ground_of(network, hops), Removing(network, hops)
    made = rank(ground)
    for leader in slow.leaders:
        drill = drill_leader(ground, leader)
        assert who(drill, What.NEAR) == slow.near(leader), (seed, leader)
        assert who(drill, What.WAY) == slow.way(leader), (seed, leader)
        assert {
            (loss.who, loss.direction, loss.instead)
            for loss in drill.losses
            if loss.what is What.PAIR
        } == slow.pairs(leader), (seed, leader)
    assert {row.leader: (row.near, row.way, row.pairs) for row in made.leaders} == {
        x: (len(slow.near(x)), len(slow.way(x)), len(slow.pairs(x))) for x in slow.leaders
    }, seed
    assert {row.organisation: row.way for row in made.organisations} == {
        x: n for x in slow.v.keys() - slow.leaders if (n := len(slow.way(x)))
    }, seed
    ties = {tuple(sorted(tie)): slow.tie(*tie) for tie in slow.graph.edges}
    for (one, other), lost in ties.items():
        assert who(drill_tie(ground, other, one), What.WAY) == lost, (seed, one, other)
    assert {row.tie: row.way for row in made.ties} == {
        tie: len(lost) for tie, lost in ties.items() if lost
    }, seed
    compare_people(seed, ground, slow)


def compare_people(seed: int, ground: Ground, slow: Removing) -> None:
    made = rank(ground)
    for person in slow.net.people:
        drill = drill_curator(ground, person.id)
        both = who(drill, What.CURATOR), who(drill, What.DEPUTY)
        assert both == slow.curators({person.id}), (seed, person.id)
    assert {row.curator: row.alone for row in made.curators} == {
        code: len(slow.curators({code})[0]) for code, _ in slow.cares
    }, seed
    for code, one in slow.v.items():
        alone, deputy = slow.curators({p for p, at in slow.works.items() if at == code})
        gone = drill_organisation(ground, code)
        assert who(gone, What.WAY) == slow.way(code), (seed, code)
        assert who(gone, What.CURATOR) == alone - {code}, (seed, code)
        assert who(gone, What.DEPUTY) == deputy - {code}, (seed, code)
        if one.kind.value == "methodical_service":
            closed = drill_service(ground, code)
            assert who(closed, What.SERVICE) == slow.served(code), (seed, code)
            assert closed.losses[: len(gone.losses)] == gone.losses
            row = next(row for row in made.services if row.service == code)
            counts = len(slow.way(code)), len(alone - {code}), len(slow.served(code))
            assert (row.way, row.alone, row.served) == counts, (seed, code)


def compare_curve(seed: int) -> None:
    network = drawn(seed)
    ground, slow = ground_of(network, 2), Removing(network, 2)
    codes = ground.scene.nodes.codes
    order = [codes[v] for v in attack_order(ground).tolist()]
    degrees = [slow.graph.degree(code) for code in order]
    assert degrees == sorted((d for _, d in slow.graph.degree), reverse=True)[: len(order)]
    expected = slow.curve(order)
    found = [(point.removed, point.reach) for point in curve(ground)]
    assert found == (list(enumerate(expected)) if codes else []), seed


@pytest.mark.parametrize("seed", range(0, QUICK, 25))
def test_every_drill_is_what_removing_finds(seed: int) -> None:
    for one in range(seed, seed + 25):
        compare(one)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(QUICK, ALL, 50))
def test_every_drill_is_what_removing_finds_a_thousand_times(seed: int) -> None:
    for one in range(seed, seed + 50):
        compare(one)


def test_the_curve_is_what_removing_one_after_another_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("services.drills.curve.SHARE", 0.9)
    for seed in range(QUICK):
        compare_curve(seed)
