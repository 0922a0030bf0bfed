"""Other leaders for a need: the best ones, with the plan that would hold them."""

from collections.abc import Iterable

import pytest

from api.texts import catalogue
from graph.errors import InputError, NotFoundError
from graph.model.choices import Mode, Rule
from graph.model.record import Record
from graph.network import Network
from services.assignment.adjustment import read_adjustment
from services.assignment.goals import GOALS, VECTOR_GOALS
from services.assignment.whatif.alternatives import BEST, Alternatives, alternatives
from services.assignment.whatif.alternatives_document import alternatives_document
from services.assignment.whatif.answer import WhatIf, what_if
from services.assignment.whatif.document import what_if_document
from services.assignment.whatif.prepared import WhatIfBase, base_of
from services.assignment.whatif.trial import Trial
from services.policy import shipped_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.adjusting import by_hand
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import Drawing
from tests.unit.assignment.towns import need, offer, planned, rule, school, town

POLICY = shipped_policy().assignment
SAY = catalogue("ru")
Vector = tuple[int, ...]


def signed(values: Iterable[Vector]) -> tuple[Vector, ...]:
    """Return the goals so that less is better, all lists of bands of one length."""
    return tuple(
        tuple(-v for v in value)
        if GOALS[name].sense == "max"
        else ((0,) * (99 - len(value)) + value if name in VECTOR_GOALS else value)
        for name, value in zip(POLICY.goals, values, strict=True)
    )


def planned_with(network: Network, text: str) -> tuple[Vector, ...] | None:
    """Return the goals of planning on rows changed by hand, None if they cannot be kept."""
    other = by_hand(network, [read_adjustment(text)])
    plan = None if other is None else plan_of(other, POLICY)
    return None if plan is None else signed(goal.values for goal in plan.goals)


def goals_after(answer: WhatIf) -> tuple[Vector, ...]:
    return signed(goal.after for goal in answer.goals)


def by_planning(
    network: Network, base: WhatIfBase, mentee: str, found: Alternatives
) -> list[tuple[Vector, ...]]:
    """Pin every other leader by hand, plan anew, and return the goals, the best first."""
    offers = (row.organisation for row in network.offers if row.direction == found.direction)
    reached = (
        planned_with(network, f"pin:{leader}:{mentee}:{found.direction}")
        for leader in sorted(set(offers))
        if leader != found.leader and _admits(base, mentee, found, leader)
    )
    return sorted(goals for goals in reached if goals is not None)


def _admits(base: WhatIfBase, mentee: str, found: Alternatives, leader: str) -> bool:
    """Whether the pair is admissible without the pin, which would override the distance."""
    problem = base.problem
    for n, o in zip(problem.pairs.need.tolist(), problem.pairs.offer.tolist(), strict=True):
        if (
            problem.places.codes[problem.needs.organisation[n]] == mentee
            and problem.directions[problem.needs.direction[n]] == found.direction
            and problem.places.codes[problem.offers.organisation[o]] == leader
        ):
            return True
    return False


def check(network: Network, mentees: int = 6) -> int:
    """Compare the alternatives of all needs with planning; return how many there were."""
    plan = plan_of(network, POLICY)
    if plan is None:
        return 0
    base, count = base_of(network, plan), 0
    for mentee in sorted({row.organisation for row in network.needs})[:mentees]:
        try:
            needs = alternatives(base, mentee, None)
        except InputError:
            continue
        for found in needs:
            reached = [goals_after(one.answer) for one in found.best]
            assert reached == by_planning(network, base, mentee, found)[:BEST]
            for one in found.best:
                text = f"pin:{one.leader}:{mentee}:{found.direction}"
                assert goals_after(one.answer) == planned_with(network, text)
            count += len(found.best)
            if found.without is not None:
                text = f"ban:{found.leader}:{mentee}:{found.direction}"
                assert goals_after(found.without) == planned_with(network, text)
    return count


def test_the_best_three_are_those_of_planning_with_every_leader_pinned() -> None:
    small = [Drawing(seed, 4, 4, 6, 6, strange=0.03, pins=seed % 4 == 0) for seed in range(25)]
    assert sum(check(drawing.network()) for drawing in small) > 40
    assert check(made_up(MUNICIPALITY, 2, pins=True), 3) > 5


def test_what_the_prices_do_not_prove_is_solved_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Trial, "is_proved", lambda *_: False)
    small = [Drawing(seed, 4, 4, 6, 6, strange=0.03, pins=seed % 4 == 0) for seed in range(12)]
    assert sum(check(drawing.network()) for drawing in small) > 15
    network = shown()
    (found,) = alternatives(base_of(network, planned(network)), "a", "d")
    assert found.without is not None
    assert not found.without.rerouted
    assert found.best
    assert not any(one.answer.rerouted for one in found.best)
    for one in found.best:
        step = next(step for step in one.answer.steps if step.mentee == "a")
        assert step.to_leader == one.leader


def shown() -> Network:
    return town(
        school("near", 0),
        school("far", 45),
        school("afar", 400),
        school("a", 10),
        school("b", 12),
        offer("near", 1),
        offer("far", 1),
        offer("afar", 1, mode=Mode.REMOTE),
        need("a", 3),
        need("b", 2),
    )


def test_a_document_tells_who_could_come_and_who_is_concerned() -> None:
    network = shown()
    base = base_of(network, planned(network))
    document = alternatives_document(base, "a", alternatives(base, "a", None), SAY)
    (one,) = document["needs"]
    assert (document["kind"], one["direction"], one["others"]) == ("alternatives", "d", 2)
    assert one["leader"] == base.leaders["a", "d"]
    for other in one["alternatives"]:
        assert other["leader"] != one["leader"]
        assert other["first_goal_changed"] in {goal["name"] for goal in other["goals"]}
        assert {"mentee", "direction", "from", "to"} == set(other["steps"][0])
        assert other["texts"][1].startswith("План станет хуже: ")
    assert [other["mode"] for other in one["alternatives"]].count("remote") <= 1
    assert not [text for text in document["texts"] if "{" in text or "whatif." in text]
    assert document["texts"][0].startswith("Школа a, «Направление d»: в плане лидер Школа ")


@pytest.mark.parametrize(
    ("rows", "start"),
    [
        ((), "в плане лидер Школа near. Другого по правилам взять нельзя."),
        ((rule(Rule.PIN, "near", "a"),), "лидер Школа near закреплён."),
        ((rule(Rule.FORBID, "near", "a"),), "в плане лидера нет, и по правилам не подходит никто."),
    ],
)
def test_a_need_without_alternatives_says_why(rows: tuple[Record, ...], start: str) -> None:
    network = town(school("near", 0), school("a", 10), offer("near"), need("a"), *rows)
    base = base_of(network, planned(network))
    document = alternatives_document(base, "a", alternatives(base, "a", "d"), SAY)
    assert start in document["texts"][0]
    assert document["needs"][0]["alternatives"] == []


def test_leaders_whose_places_are_all_pinned_are_no_alternative() -> None:
    network = town(
        school("near", 0), school("far", 20), school("a", 10), school("b", 12),
        offer("near"), offer("far"), need("a"), need("b"), rule(Rule.PIN, "far", "b"),
    )  # fmt: skip
    base = base_of(network, planned(network))
    document = alternatives_document(base, "a", alternatives(base, "a", None), SAY)
    assert "закреплённые пары не оставляют места" in " ".join(document["texts"])


def test_an_open_need_is_offered_leaders_who_would_leave_others() -> None:
    schools = (school("near", 0), school("a", 12), school("b", 10))
    network = town(*schools, offer("near"), need("a"), need("b", 3))
    base = base_of(network, planned(network))
    (found,) = alternatives(base, "a", None)
    assert (found.leader, found.without) == (None, None)
    texts = alternatives_document(base, "a", [found], SAY)["texts"]
    assert texts[1].startswith("1. Если дать лидера: Школа near, 12,0 км, очно.")
    assert texts[-2:] == [
        "Школа b (Школа a), «Направление d»: был лидер Школа near (Школа a), теперь нет",
        "Школа a, «Направление d»: лидера не было, стал Школа near (Школа a)",
    ]


def test_unknown_mentees_directions_and_needs_are_refused() -> None:
    base = base_of(shown(), planned(shown()))
    for mentee, way in (("zz", None), ("a", "zz")):
        with pytest.raises(NotFoundError):
            alternatives(base, mentee, way)
    with pytest.raises(InputError):
        alternatives(base, "near", None)
    with pytest.raises(InputError):
        alternatives(base, "a", "e")


def told(base: WhatIfBase, *texts: str) -> list[str]:
    answer = what_if(base, [read_adjustment(text) for text in texts])
    document = what_if_document("p", answer, base.network, SAY)
    assert document["adjustments"] == list(texts)
    assert document["proved"] is True
    lines: list[str] = document["texts"]
    return lines


def test_what_gets_better_and_who_loses_is_said_in_words() -> None:
    schools = (school("near", 0), school("a", 10), school("b", 12))
    network = town(*schools, offer("near"), need("a", 3), need("b", 2))
    base = base_of(network, planned(network))
    assert told(base, "pin:near:a:d") == [
        "«закрепить: Школа near (Школа a) — Школа a, Направление d»",
        "Цели плана не изменятся.",
        "Лидеры у всех остаются прежние.",
    ]
    more = told(base, "places:near:d:+1")
    assert more[0] == "«Школа near (Школа a), Направление d: на 1 место больше»"
    assert more[1] == "План станет лучше: «Дать лидера каждой организации» — 2 вместо 1."
    assert "Закрыто потребностей 2 вместо 1, без лидера: 0." in more
    less = told(base, "places:near:d:-1")
    assert less[1] == "План станет хуже: «Закрыть острые потребности» — 0 вместо 1."
    assert less[-2:] == [
        "Перемена коснётся 1 потребности:",
        "Школа a, «Направление d»: был лидер Школа near (Школа a), теперь нет",
    ]
