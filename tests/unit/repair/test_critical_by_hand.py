"""No critical tie, in networks that can be checked by hand, as a document."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from api.texts import catalogue
from graph.measures import Ints, Mask
from graph.model.choices import Rule
from graph.model.need import Restriction
from graph.model.record import Record
from graph.network import Network
from services.isolation.scene import Scene
from services.isolation.structure import hanging_on_tie
from services.policy import IsolationPolicy
from services.repair import critical, twice
from services.repair.blocks import Blocks
from services.repair.document import repair_document
from services.repair.effect import with_events
from services.repair.options import Options
from services.repair.proposal import Asked, Goal, Minimise, Proposal
from services.repair.propose import propose_repair
from tests.unit.isolation import build

SAY = catalogue("ru")
POLICY = IsolationPolicy()


def row(*degrees: float) -> list[Record]:
    """Schools on one meridian, a, b, c…; a tenth of a degree is 11.1 km."""
    return [build.organisation(c, lat=45 + d, lon=39.0) for c, d in zip("abcdefgh", degrees)]  # noqa: B905 - fewer are drawn


def proposed(records: list[Record], **asked: Any) -> Proposal:
    wanted = Asked(goal=Goal.NO_CRITICAL_TIE, **asked)
    return propose_repair(Network.of(records), POLICY, wanted, day=build.DAY)


def document(records: list[Record], **asked: Any) -> dict[str, Any]:
    return repair_document(proposed(records, **asked), Network.of(records), SAY)


def ties(found: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [(tie["from"], tie["to"], tie["km"]) for tie in found["ties"]]


def left(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["organisation"], one["reason"]) for one in found["left_out"]]


def test_three_alone_become_a_triangle() -> None:
    found = document(row(0, 0.1, 0.3))
    assert ties(found) == [("a", "b", 11.1), ("a", "c", 33.4), ("b", "c", 22.2)]
    assert found["proved"]
    assert found["texts"] == [
        "Цель: потеря любой одной связи никого не отрежет от остальных.",
        "Нужны 3 новые связи, всего 66,7 км:",
        "Лучше нельзя, это доказано: просмотрены 3 возможные пары.",
    ]


def test_a_chain_is_closed_by_one_tie() -> None:
    chain = [build.event(f"{p}", p[0], p[1]) for p in ("ab", "bc", "cd")]
    found = document([*row(0, 0.1, 0.2, 0.3), *chain])
    assert ties(found) == [("a", "d", 33.4)]


def test_several_events_of_two_do_not_hold_a_tie() -> None:
    twice = [build.event(f"e{i}", "a", "b", on=build.INSIDE + timedelta(days=i)) for i in range(3)]
    found = document([*row(0, 0.1, 0.2), *twice])
    assert ties(found) == [("a", "c", 22.2), ("b", "c", 11.1)]


def test_two_alone_cannot_hold_each_other_and_a_sentence_says_so() -> None:
    found = document(row(0, 0.1))
    assert (ties(found), left(found)) == ([], [("b", "no_candidate")])
    assert found["left_out"][0]["text"] == (
        "B (m1, b): двух независимых путей не найти, связать почти не с кем. "
        "Укажите координаты организации или разрешите связи длиннее."
    )


def test_one_alone_and_nobody_need_nothing() -> None:
    for records in (row(0), []):
        found = document(records)
        assert (ties(found), left(found)) == ([], [])
        assert found["texts"][-1] == "Новых связей не нужно: так уже есть."


def test_who_is_not_judged_carries_a_way() -> None:
    university = build.organisation("u", "university", lat=45.05, lon=39.0)
    tied = [build.event("e", "a", "b")]
    found = document([*row(0, 0.1), university, *tied])
    assert ties(found) == [("a", "u", 5.6), ("b", "u", 5.6)]
    assert left(found) == []


def test_the_fewest_ties_may_be_longer() -> None:
    # A star a–b, a–c, a–d, a–e; its four ends need two ties, and the shortest way takes them too.
    star = [build.event(f"a{x}", "a", x) for x in "bcde"]
    found = document([*row(0, 0.1, 0.2, 0.4, 0.5), *star], minimise=Minimise.TIES)
    assert ties(found) == [("b", "c", 11.1), ("d", "e", 11.1)]
    assert (found["bound_ties"], found["proved"]) == (2, True)


def test_without_room_everybody_is_left_out_but_one() -> None:
    found = document(row(0, 0.1, 0.2), capacity=0)
    assert (ties(found), left(found)) == ([], [("b", "capacity"), ("c", "capacity")])
    assert found["texts"][-1] == "Вы запретили новые связи (0). Укажите 1 или больше."


def test_room_for_one_closes_a_chain_and_leaves_out_who_is_alone() -> None:
    chain = [build.event(f"{p}", p[0], p[1]) for p in ("ab", "bc")]
    found = document([*row(0, 0.1, 0.2, 0.3), *chain], capacity=1)
    assert (ties(found), left(found)) == ([("a", "c", 22.2)], [("d", "capacity")])
    assert not found["proved"]


def test_a_leader_has_a_limit_of_its_own() -> None:
    records = [*row(0, 0.1, 0.2), build.offer("a")]
    found = document(records, capacity=1, leader_capacity=2)
    assert left(found) == [("b", "capacity"), ("c", "capacity")]
    assert document(records, capacity=2, leader_capacity=2)["left_out"] == []


def test_a_ban_leaves_out_with_its_reason() -> None:
    never = Restriction(leader="a", mentee="c", rule=Rule.FORBID, direction=None)  # type: ignore[arg-type]  # codes are texts here
    found = document([*row(0, 0.1, 0.2), never])
    assert {reason for _, reason in left(found)} == {"forbidden"}
    assert "из-за запретов" in found["left_out"][0]["text"]


def test_who_is_too_far_is_left_out() -> None:
    found = document(row(0, 0.1, 0.2, 2), max_km=50)
    assert left(found) == [("d", "no_candidate")]
    assert len(ties(found)) == 3


def test_a_window_without_any_event_makes_a_ring_of_all() -> None:
    found = document(row(0, 0.1, 0.2, 0.3))
    assert found["ties_count"] == 4
    assert found["km"] == 66.6


def test_the_detector_finds_nobody_hanging_on_one_tie_afterwards() -> None:
    rng = np.random.default_rng(3)
    records: list[Record] = [
        build.organisation(f"o{i:02d}", lat=float(45 + rng.random()), lon=float(39 + rng.random()))
        for i in range(40)
    ]
    for i in range(25):
        one, other = rng.choice(40, 2, replace=False).tolist()
        records.append(build.event(f"e{i}", f"o{one:02d}", f"o{other:02d}"))
    records += [build.offer("o03"), build.offer("o17")]
    for minimise in Minimise:
        made = proposed(records, minimise=minimise)
        assert made.proved
        assert made.left_out == ()
        after, _ = with_events(
            Network.of(records), [(tie.one, tie.other) for tie in made.ties], build.DAY
        )
        assert hanging_on_tie(Scene.of(after, POLICY, day=build.DAY)) == {}


def test_two_triangles_are_joined_by_their_two_shortest_ties() -> None:
    triangles = [build.event(p, p[0], p[1]) for p in ("ab", "bc", "ca", "de", "ef", "fd")]
    found = document([*row(0, 0.1, 0.2, 0.3, 0.5, 0.6), *triangles])
    assert ties(found) == [("b", "d", 22.2), ("c", "d", 11.1)]


def test_who_is_passed_on_the_way_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was hoped for, those are left out who are not held."""
    hoped: list[int] = []

    def only_two(options: Options, blocks: Blocks, weight: Ints) -> Mask:
        hoped.append(len(options) + len(weight))
        return np.isin(np.arange(blocks.count), [0, 2])

    monkeypatch.setattr(critical, "most_served", only_two)
    # The last one has but one near; a and c are joined twice only over b, so that b is served.
    chain = [build.event(f"{p}", p[0], p[1]) for p in ("ab", "bc")]
    found = document([*row(0, 0.1, 0.2, 0.3), *chain], capacity=1)
    assert hoped
    assert (ties(found), left(found)) == ([("a", "c", 22.2)], [("d", "capacity")])


@pytest.mark.parametrize("most", [None, 3])
def test_a_narrow_guess_and_all_options_at_once_give_one_answer(
    most: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(11)
    for _ in range(3):
        records: list[Record] = [
            build.organisation(f"o{i:02d}", lat=float(45 + p), lon=float(39 + q))
            for i, (p, q) in enumerate(rng.random((32, 2)))
        ]
        found = []
        for guess in (1e-9, 100.0):
            monkeypatch.setattr(twice, "_GAP", guess)
            made = proposed(records, capacity=most)
            assert made.proved
            found.append((made.tenths, len(made.ties)))
        assert found[0] == found[1]
