"""What a tie is good for equals the detector run on all ties but this one."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.kinds import Kind
from services.isolation.likes import fewer_partners
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from services.repair.after import After
from services.repair.effect import Effect, effects
from services.repair.kept_on_ways import kept_on_ways
from tests.unit.isolation import build

KINDS = ["school", "school", "school", "school", "university", "methodical_service"]
DAYS = [build.INSIDE, build.LONG_AGO, build.DAY, build.FIRST]
Ties = list[tuple[str, str]]


@st.composite
def proposals(draw: st.DrawFn) -> tuple[list[Record], IsolationPolicy, Ties]:
    """Draw a network with a life, and ties that nothing joins yet."""
    codes = [f"o{i:02d}" for i in range(draw(st.integers(3, 12)))]
    code = st.sampled_from(codes)
    two = st.lists(code, min_size=2, max_size=2, unique=True)
    records: list[Record] = [
        build.organisation(
            of,
            draw(st.sampled_from(KINDS)),
            municipality=draw(st.sampled_from(["m1", "m2"])),
            from_date=draw(st.sampled_from([None, None, None, build.INSIDE])),
        )
        for of in codes
    ]
    records += [build.offer(of) for of in draw(st.lists(code, max_size=3, unique=True))]
    for i, (host, guest) in enumerate(draw(st.lists(two, max_size=16))):
        records.append(build.event(f"e{i}", host, guest, on=draw(st.sampled_from(DAYS))))
    for leader, mentee in draw(st.lists(two, max_size=3)):
        records.append(
            Pair(leader=leader, mentee=mentee, direction="d1", from_date=build.INSIDE)  # type: ignore[arg-type]  # codes are texts here
        )
    for i, (home, ward) in enumerate(draw(st.lists(two, max_size=4))):
        records += [build.person(f"p{i}", home), build.curator(f"p{i}", ward)]
    records = list({(r.entity, r.key): r for r in records}.values())
    policy = replace(
        IsolationPolicy(), hops=draw(st.integers(1, 3)), island_size=draw(st.integers(2, 5))
    )
    scene = Scene.of(Network.of(records), policy, day=build.DAY)
    number = scene.nodes.number
    tied = set(zip(scene.low.tolist(), scene.high.tolist(), strict=True))
    ties = {}
    for one, other in draw(st.lists(two, min_size=1, max_size=12)):
        u, v = sorted((number[one], number[other]))
        if (u, v) not in tied and not scene.nodes.are_vertical(np.array([u]), np.array([v]))[0]:
            ties[u, v] = (one, other)
    return records, policy, list(ties.values())


def found(records: list[Record], policy: IsolationPolicy) -> set[tuple[str, str]]:
    report = find_isolated(Network.of(records), policy, day=build.DAY)
    return {(f.organisation, kind.value) for f in report.findings for kind in f.kinds}


def told(records: list[Record], ties: Ties, policy: IsolationPolicy) -> tuple[Effect, ...]:
    scene = Scene.of(Network.of(records), policy, day=build.DAY)
    return effects(scene, ties)  # type: ignore[arg-type]  # codes are texts here


def equals_the_detector(drawn: tuple[list[Record], IsolationPolicy, Ties]) -> None:
    records, policy, ties = drawn
    events = [build.event(f"n{i}", *tie, on=build.DAY) for i, tie in enumerate(ties)]
    lost = found(records, policy) - found([*records, *events], policy)
    for i, effect in enumerate(told(records, ties, policy)):
        kept = lost & found([*records, *events[:i], *events[i + 1 :]], policy)
        assert set(effect.removes) == {kind for _, kind in kept}
        assert effect.gains == len({code for code, _ in kept})
        assert list(effect.removes) == sorted(effect.removes, key=lambda kind: kind.rank)


@settings(max_examples=150, deadline=None)
@given(proposals())
def test_all_effects_at_once_equal_the_detector_without_each_tie(
    drawn: tuple[list[Record], IsolationPolicy, Ties],
) -> None:
    equals_the_detector(drawn)


@pytest.mark.soak
@settings(max_examples=3000, deadline=None)
@given(drawn=proposals())
def test_all_effects_at_once_equal_the_detector_on_many(
    drawn: tuple[list[Record], IsolationPolicy, Ties],
) -> None:
    equals_the_detector(drawn)


def test_two_ties_that_hold_each_other_both_matter_to_who_hung_on_one() -> None:
    codes = "abcd"
    records: list[Record] = [*map(build.organisation, codes), build.offer("a"), build.offer("d")]
    records += [build.event("e1", "a", "b"), build.event("e2", "b", "c")]
    alone = told(records, [("c", "d")], IsolationPolicy())[0]
    assert {"K5", "K6"} <= set(alone.removes)
    first, second = told(records, [("b", "d"), ("c", "d")], IsolationPolicy())
    assert {"K5", "K6"} <= set(second.removes)
    assert "K5" not in first.removes


def test_all_behind_the_only_short_way_are_far_without_it() -> None:
    records: list[Record] = [*map(build.organisation, "abcdefg"), build.offer("a")]
    way = pairwise("abcdefg")
    records += [build.event(f"e{i}", one, other) for i, (one, other) in enumerate(way)]
    scene = Scene.of(Network.of(records), IsolationPolicy(hops=3), day=build.DAY)
    after = After(
        scene=scene,
        one=np.array([0]),
        other=np.array([4]),
        before={Kind.K7: np.array([False] * 4 + [True] * 3)},
    )
    ((kind, kept),) = kept_on_ways(after)
    assert (kind, sorted(kept.node.tolist())) == (Kind.K7, [4, 5, 6])


def test_without_ties_there_are_no_effects() -> None:
    assert told([build.organisation("a")], [], IsolationPolicy()) == ()


def test_few_partners_end_where_the_count_is_no_longer_few() -> None:
    codes = [f"s{i:03d}" for i in range(120)]
    records: list[Record] = [*map(build.organisation, codes)]
    records += [
        build.event(f"e{i}-{k}", codes[i], codes[1 + (i + k) % 119])
        for i in range(1, 120)
        for k in range(1, 9)
        if i != 1 + (i + k) % 119
    ]
    records.append(build.event("one", codes[0], codes[1]))
    ties = [(codes[0], codes[i]) for i in range(2, 16)]
    events = [build.event(f"n{i}", *tie, on=build.DAY) for i, tie in enumerate(ties)]

    def is_watched(count: int) -> bool:
        network = Network.of([*records, *events[:count]])
        return 0 in (fewer_partners(Scene.of(network, IsolationPolicy(), day=build.DAY)) or {})

    enough = next(n for n in range(15) if not is_watched(n))
    assert enough > 1
    assert "K13" in told(records, ties[:enough], IsolationPolicy())[0].removes
    for count in (enough - 1, 14):
        assert not any("K13" in e.removes for e in told(records, ties[:count], IsolationPolicy()))
