"""K4 to K6 on a thousand random networks: every loss is tried and everything walked again."""

from collections.abc import Collection, Iterable
from itertools import pairwise
from random import Random

import pytest

from graph.model.event import Event
from graph.model.record import Record
from graph.network import Network
from services.isolation import structure
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from tests.unit.isolation.build import BEFORE, DAY, FIRST, event, offer, organisation

HUNDRED = 100
CARRIES_ONLY = ("university", "enterprise")


class Drawn:
    """A random network of few organisations, and what walking through it tells."""

    def __init__(self, dice: Random) -> None:
        self.codes = [f"o{i:02d}" for i in range(dice.randint(2, 14))]
        self.kinds = {c: dice.choice(["school"] * 6 + [*CARRIES_ONLY]) for c in self.codes}
        self.leaders = set(dice.sample(self.codes, dice.randint(1, min(3, len(self.codes)))))
        self.events: list[Event] = []
        for i in range(dice.randint(0, 2 * len(self.codes))):
            one, other = dice.sample(self.codes, 2)
            for again in range(dice.choice([1, 1, 1, 2])):
                on = dice.choice([BEFORE, FIRST, DAY, DAY])
                self.events.append(event(f"e{i}-{again}", one, other, on=on))
        met = [(e.host, e.participants[0][0]) for e in self.events if e.date >= FIRST]
        self.ties = {(min(ends), max(ends)) for ends in met}

    def records(self) -> Iterable[Record]:
        yield from (organisation(code, self.kinds[code]) for code in self.codes)
        yield from (offer(code) for code in self.leaders)
        yield from self.events

    def reached(
        self, starts: Collection[str], *, tie: object = None, gone: str | None = None
    ) -> set[str]:
        """Return who is reached from some when one tie or one organisation is taken away."""
        met = set(starts) - {gone}
        while True:
            more = {
                b
                for t in self.ties
                if t != tie and gone not in t
                for a, b in (t, t[::-1])
                if a in met
            }
            if more <= met:
                return met
            met |= more

    @property
    def judged(self) -> list[str]:
        return [c for c in self.codes if self.kinds[c] == "school"]


def check(dice: Random) -> None:
    drawn = Drawn(dice)
    scene = Scene.of(Network.of(drawn.records()), IsolationPolicy(), day=DAY)
    codes = scene.nodes.codes
    size_of = {codes[v]: e.component_size for v, e in structure.cut_off(scene).items()}
    ties_of = {codes[v]: e.all for v, e in structure.hanging_on_tie(scene).items()}
    others_of = {codes[v]: e.all for v, e in structure.hanging_on_one(scene).items()}

    before = drawn.reached(drawn.leaders)
    assert size_of == {c: len(drawn.reached([c])) for c in drawn.judged if c not in before}
    without_tie = {tie: drawn.reached(drawn.leaders, tie=tie) for tie in drawn.ties}
    without = {x: drawn.reached(drawn.leaders, gone=x) for x in drawn.codes}
    inside = [code for code in drawn.judged if code in before]
    assert ties_of.keys() | others_of.keys() <= set(inside)
    for code in inside:
        ties, others = ties_of.get(code, ()), others_of.get(code, ())
        assert set(ties) == {tie for tie, met in without_tie.items() if code not in met}
        assert set(others) == {x for x, met in without.items() if code not in met} - {code}
        for nearer, further in pairwise(ties):
            assert set(nearer) <= drawn.reached([code], tie=further)
        for near, far in pairwise(others):
            assert near in drawn.reached([code], gone=far)


@pytest.mark.parametrize("hundred", range(10))
def test_who_is_cut_off_by_a_loss_is_told_with_that_loss(hundred: int) -> None:
    for seed in range(hundred * HUNDRED, (hundred + 1) * HUNDRED):
        check(Random(seed))  # noqa: S311 - no secret


@pytest.mark.soak
def test_who_is_cut_off_by_a_loss_is_told_with_that_loss_often() -> None:
    for seed in range(10 * HUNDRED, 100 * HUNDRED):
        check(Random(seed))  # noqa: S311 - no secret
