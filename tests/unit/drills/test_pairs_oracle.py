"""Pairs of a leader that goes are given to others with the fewest moves: every way is tried."""

from itertools import product
from random import Random

import pytest

from graph.model.need import Direction
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.drills.emergency.pairs import take_over_pairs
from services.drills.ground import Ground
from services.isolation.scene import Scene
from services.policy import IsolationPolicy, shipped_policy
from tests.unit.isolation.build import DAY, LONG_AGO, offer, organisation

WAYS = ("d1", "d2")
Led = dict[tuple[str, str], str]


def drawn_pairs(seed: int) -> tuple[Network, Led, dict[tuple[str, str], int]]:
    """Return leaders and mentees near one another, who leads whom, and the places there are."""
    dice = Random(seed)  # noqa: S311 - no secret
    leaders, mentees = ("x", "y", "z")[: dice.randint(2, 3)], ("a", "b", "c", "e")
    led = {
        (mentee, way): dice.choice(leaders)
        for mentee in mentees[: dice.randint(1, 4)]
        for way in WAYS
        if dice.random() < 0.6
    }
    led[mentees[0], WAYS[0]] = "x"
    offered = {(leader, way): dice.randint(0, 3) for leader in leaders for way in WAYS}
    offered = {key: n for key, n in offered.items() if n or key == ("x", "d1")}
    led = {need: who for need, who in led.items() if (who, need[1]) in offered}
    records: list[Record] = [Direction(id=way, name=way) for way in WAYS]  # type: ignore[arg-type]  # codes are texts here
    records += [
        organisation(code, lat=45 + i / 100, lon=39.0)
        for i, code in enumerate((*leaders, *mentees))
    ]
    records += [offer(leader, way, places=n) for (leader, way), n in offered.items()]
    records += [
        Pair(
            leader=leader,  # type: ignore[arg-type]  # as above
            mentee=mentee,  # type: ignore[arg-type]  # as above
            direction=way,  # type: ignore[arg-type]  # as above
            from_date=LONG_AGO,
        )
        for (mentee, way), leader in led.items()
    ]
    room = {
        key: max(n, sum((who, need[1]) == key for need, who in led.items()))
        for key, n in offered.items()
    }
    return Network.of(records), led, room


def fewest(led: Led, room: dict[tuple[str, str], int]) -> tuple[int, int, int]:
    """Return (mentees without leader, open needs, needs whose leader differs) of the best way."""
    needs = sorted(led)
    may = [[None, *(who for who, way in room if way == need[1] and who != "x")] for need in needs]
    found = []
    for choice in product(*may):
        given = list(zip(needs, choice, strict=True))
        used = [(who, need[1]) for need, who in given if who is not None]
        if all(used.count(key) <= n for key, n in room.items()):
            differs = sum(who != led[need] for need, who in given)
            led_ones = {mentee for (mentee, _), who in given if who is not None}
            alone = len({mentee for mentee, _ in needs} - led_ones)
            found.append((alone, choice.count(None), differs))
    return min(found)


def compare(first: int, last: int) -> None:
    """Compare the networks drawn from some seeds."""
    policy = shipped_policy().assignment
    for seed in range(first, last):
        network, led, room = drawn_pairs(seed)
        ground = Ground.of(Scene.of(network, IsolationPolicy(), day=DAY), hops=2)
        made = take_over_pairs(ground, "x", policy)
        alone = {m for m, _ in made.open_needs} - {m for _, m, _ in made.assignments}
        reached = len(alone), len(made.open_needs), made.changes
        assert reached == fewest(led, room), seed
        assert all(step.from_leader == led[step.mentee, step.direction] for step in made.steps)
        assert all(step.to_leader != "x" for step in made.steps)


def test_no_other_way_moves_fewer() -> None:
    compare(0, 150)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(150, 1150, 200))
def test_no_other_way_moves_fewer_in_a_thousand_networks(first: int) -> None:
    compare(first, first + 200)
