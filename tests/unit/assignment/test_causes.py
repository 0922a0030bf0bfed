"""Each line in which two plans differ has a cause that is true of the data of the two plans."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from api.texts import catalogue
from graph.model.choices import Rule
from graph.model.ids import OrganisationId, PlanId, SchoolYear
from graph.model.record import Record
from graph.network import Network
from graph.table import Table
from services.assignment.causes.causes import causes_of
from services.assignment.causes.document import compared_document
from services.assignment.causes.side import side_of
from services.assignment.compare import compare_plans
from services.assignment.moved import moved_since
from services.assignment.planned import PlannedAssignment
from services.assignment.side_rules import Changes
from services.policy import Policy, read_policy, shipped_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.towns import (
    changed,
    distance,
    need,
    offer,
    pair,
    pairs_of,
    planned,
    rule,
    school,
    town,
)

SAY = catalogue("ru")
NETWORK = town(
    *(school("l"), school("k", 40), school("m", 10), school("n", 12), school("o", 20)),
    *(offer("l"), offer("k"), need("m"), need("n"), need("o", 1)),
)
POLICY = shipped_policy()


def compared(
    before: Network, after: Network, policy: Policy = POLICY, **more: Any
) -> dict[str, Any]:
    """Plan both networks and compare the plans."""
    one = planned(before, policy=POLICY, id_=PlanId("a"))
    two = planned(after, policy=policy, id_=PlanId("b"), **more)
    return document(before, one, after, two)


def document(
    before: Network, one: PlannedAssignment, after: Network, two: PlannedAssignment
) -> dict[str, Any]:
    stored = changed(after, *one.records, *two.records)
    comparison = compare_plans(stored, "a", "b")
    causes = causes_of(comparison, side_of(before, one), side_of(after, two))
    return compared_document(stored, comparison, causes, SAY)


def causes(document: dict[str, Any]) -> dict[str, str]:
    """Return mentee → code of the cause."""
    lines = [line for kind in ("moved", "new", "ended") for line in document[kind]]
    return {line["mentee"]: line["cause"]["code"] for line in lines}


def without(network: Network, *records: Record) -> Network:
    keys = {(record.entity, record.key) for record in records}
    return network.filtered(
        {
            record.entity: Table.of(
                record.entity,
                [r for r in network.table(record.entity) if (r.entity, r.key) not in keys],
            )
            for record in records
        }
    )


def test_plans_of_the_same_data_have_no_lines_and_no_causes() -> None:
    found = compared(NETWORK, NETWORK)
    assert (found["moved"], found["new"], found["ended"]) == ([], [], [])


def test_who_is_served_before_anything_moves() -> None:
    assert pairs_of(planned(NETWORK)) == {"m": "l", "n": "k"}


CASES: list[tuple[str, Network, Network, dict[str, str], str]] = [
    (
        "a need is gone, and another takes its place",
        NETWORK,
        changed(NETWORK, need("n", in_work=False)),
        {"n": "need_gone", "o": "freed"},
        (
            "место у лидера Школа k освободила потребность Школа n, направление «Направление d»: "
            "этой потребности во втором плане нет (потребность Школа n, «Направление d»: "
            "в работу — → нет)"
        ),
    ),
    (
        "a new need that is more acute takes a place",
        NETWORK,
        changed(NETWORK, school("p", 41), need("p", 3)),
        {"p": "need_new", "n": "taken"},
        (
            "место у лидера Школа k заняла потребность Школа p, направление «Направление d»: этой "
            "потребности в первом плане не было (потребность Школа p, «Направление d»: добавлено"
        ),
    ),
    (
        "an offer ends",
        NETWORK,
        changed(NETWORK, offer("k", to_date=date(2026, 8, 31))),
        {"n": "barred"},
        (
            "лидер Школа k по правилам больше не может взять эту потребность: на дату плана "
            "предложение или организация не действует (предложение Школа k, «Направление d»: "
            "по — → 31.08.2026)"
        ),
    ),
    (
        "an offer is gone",
        NETWORK,
        without(NETWORK, offer("k")),
        {"n": "no_offer"},
        (
            "у лидера Школа k больше нет предложения в этом направлении (предложение Школа k, "
            "«Направление d»: удалено)"
        ),
    ),
    (
        "a pair is banned",
        NETWORK,
        changed(NETWORK, rule(Rule.FORBID, "k", "n"), rule(Rule.FORBID, "k", "o")),
        {"m": "taken", "n": "barred"},
        "(ограничение Школа k — Школа n, «Направление d»: добавлено)",
    ),
    (
        "a pair is pinned",
        NETWORK,
        changed(NETWORK, rule(Rule.PIN, "k", "o")),
        {"o": "pinned", "n": "taken"},
        (
            "пара с лидером Школа k закреплена (ограничение Школа k — Школа o, «Направление d»: "
            "добавлено)"
        ),
    ),
    (
        "a pin is gone",
        changed(NETWORK, rule(Rule.PIN, "k", "o")),
        NETWORK,
        {"o": "unpinned", "n": "freed"},
        "пара с лидером Школа k больше не закреплена",
    ),
    (
        "a leader has fewer places",
        NETWORK,
        changed(NETWORK, offer("k", 0)),
        {"n": "fewer_places"},
        (
            "у лидера Школа k было мест 1, стало 0, свободных нет (предложение Школа k, "
            "«Направление d»: мест 1 → 0)"
        ),
    ),
    (
        "a leader has more places",
        NETWORK,
        changed(NETWORK, offer("k", 2)),
        {"o": "more_places"},
        "у лидера Школа k было мест 1 и свободных не было, стало 2",
    ),
    (
        "a total grows",
        changed(NETWORK, offer("k", 2), school("k", 40, places_total=1)),
        changed(NETWORK, offer("k", 2), school("k", 40, places_total=2)),
        {"o": "more_places"},
        "(организация Школа k: мест всего 1 → 2)",
    ),
    (
        "a leader is new",
        NETWORK,
        changed(NETWORK, school("j", 25), offer("j")),
        {"o": "offer_new"},
        "у лидера Школа j появилось предложение в этом направлении",
    ),
    (
        "a ban is lifted",
        changed(NETWORK, offer("k", 2), rule(Rule.FORBID, "k", "o")),
        changed(NETWORK, offer("k", 2)),
        {"m": "taken", "o": "opened"},
        (
            "лидер Школа k раньше по правилам не мог взять эту потребность: эта пара запрещена; "
            "теперь может (ограничение Школа k — Школа o, «Направление d»: удалено)"
        ),
    ),
    (
        "a need becomes acute",
        NETWORK,
        changed(NETWORK, need("o", 3)),
        {"o": "level", "n": "taken"},
        "острота потребности была 1, стала 3",
    ),
    (
        "the road to a leader is another",
        NETWORK,
        changed(NETWORK, distance("l", "m", 60), distance("k", "m", 5)),
        {"m": "pair", "n": "taken"},
        (
            "у пары с лидером Школа l изменилось то, по чему расчёт выбирает (расстояние Школа l — "
            "Школа m: добавлено)"
        ),
    ),
    (
        "a pair of last year is to be kept",
        NETWORK,
        changed(NETWORK, pair("k", "m", 2025, 2026)),
        {"m": "pair", "n": "taken"},
        "(пара Школа k — Школа m, «Направление d»: добавлено)",
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "codes", "told"), [row[1:] for row in CASES], ids=[r[0] for r in CASES]
)
def test_the_cause_of_each_line_is_the_change_behind_it(
    before: Network, after: Network, codes: dict[str, str], told: str
) -> None:
    found = compared(before, after)
    assert causes(found) == codes, found["texts"]
    assert any(told in text for text in found["texts"]), found["texts"]


def test_where_places_are_left_the_load_is_what_moves_a_need() -> None:
    """All stand at one point, and each leader takes one; a pin brings both to the same leader."""
    network = town(
        *(school(code) for code in "lkmn"), *(offer("l", 2), offer("k", 2), need("m"), need("n"))
    )
    before = pairs_of(planned(network))
    assert set(before.values()) == {"l", "k"}
    found = compared(network, changed(network, rule(Rule.PIN, before["m"], "n")))
    assert causes(found) == {"n": "pinned", "m": "load"}
    told = f"у лидера Школа {before['m']} изменилась потребность Школа n, направление"
    assert any(told in text for text in found["texts"])


def with_line(line: str) -> Policy:
    text = POLICY.text.replace("[assignment]\n", f"[assignment]\n{line}\n", 1)
    key = line.partition(" ")[0]
    lines = [row for row in text.split("\n") if row == line or not row.startswith(key)]
    return read_policy("\n".join(lines))


def test_a_pair_that_the_rules_bar_names_the_line_of_the_policy() -> None:
    far = town(school("l"), school("m", 50), offer("l"), need("m"))
    (line,) = compared(far, far, with_line("max_km = 40"))["ended"]
    assert line["cause"]["code"] == "barred"
    assert (
        "лидер слишком далеко (в правилах расчёта другие строки: max_km: 100 → 40)"
        in (line["cause"]["text"])
    )


def test_goals_in_another_order_are_the_cause_where_nothing_else_moved() -> None:
    """Fewest kilometres send each school to the near leader, even load spreads them."""
    network = town(
        *(school("l"), school("k", 50), school("m", 5), school("n", 6)),
        *(offer("l", 2), offer("k", 2), need("m"), need("n")),
    )
    order = [goal.value for goal in POLICY.assignment.goals]
    order.remove("load_squared")
    order.insert(order.index("distance_bands"), "load_squared")
    goals = ", ".join(f'"{goal}"' for goal in order)
    found = compared(network, network, read_policy(f"[assignment]\ngoals = [{goals}]\n"))
    assert list(causes(found).values()) == ["goals"]
    assert "Что изменилось: в правилах расчёта цели другие" in found["texts"][-1]


def test_a_limit_of_changes_is_the_cause_where_the_data_are_the_same() -> None:
    """The limit keeps a pair that the best plan of the same data would end."""
    one = planned(NETWORK, id_=PlanId("a"))
    base = {("m", "d"): "k", ("n", "d"): "l"}
    few = Changes(most=0, base="2026-9", leaders=base)
    two = planned(NETWORK, id_=PlanId("b"), changes=few)
    assert pairs_of(two) == {"m": "k", "n": "l"}
    found = document(NETWORK, one, NETWORK, two)
    assert set(causes(found).values()) == {"changes"}
    told = "второй план отличается от плана 2026-9 не больше чем на 0 потребностей"
    assert told in found["texts"][-1]
    back = document(
        NETWORK,
        replace(two, plan=replace(two.plan, id=PlanId("a"))),
        NETWORK,
        replace(one, plan=replace(one.plan, id=PlanId("b"))),
    )
    assert "первый план отличается" in back["texts"][-1]


def test_another_year_day_or_scope_is_said() -> None:
    later = replace(need("n"), school_year=SchoolYear("2027/2028"))
    away = school("n", 12, municipality="b")
    network = town(school("l"), school("m", 10), away, offer("l"), need("m"), need("n"), later)

    def told(network: Network = network, **more: Any) -> str:
        one = planned(network, id_=PlanId("a"))
        two = planned(network, id_=PlanId("b"), **more)
        lines: list[dict[str, Any]] = document(network, one, network, two)["ended"]
        return str(lines[0]["cause"]["text"])

    network = without(network, need("n"))
    year = told(network, school_year=later.school_year, day=date(2027, 9, 1))
    assert year.endswith("(планы составлены на разные учебные годы: 2026/2027 и 2027/2028)")
    both = changed(network, need("n"), offer("l", 2), school("k", municipality="b"))
    assert told(both, scope="municipality:b").endswith("(планы составлены на разный охват)")
    ends = changed(network, offer("l", to_date=date(2027, 1, 1)))
    days = told(ends, day=date(2027, 2, 1))
    assert days.endswith("(планы составлены на разные дни: 01.09.2026 и 01.02.2027)")


def test_a_line_that_rows_elsewhere_moved_names_them() -> None:
    """A line without any change of its own, chain or rule tells which rows differ at all."""
    one = planned(NETWORK, id_=PlanId("a"))
    other = replace(
        planned(NETWORK, id_=PlanId("b")),
        assignments=tuple(
            replace(line, leader=OrganisationId("k" if line.leader == "l" else "l"))
            for line in one.assignments
        ),
    )
    site = changed(NETWORK, school("l", site="https://example.org"))
    found = document(NETWORK, one, site, other)
    assert set(causes(found).values()) == {"data"}
    same = document(NETWORK, one, NETWORK, other)
    assert set(causes(same).values()) == {"none"}
    unsure = replace(other, goals=(*other.goals[:-1], replace(other.goals[-1], proved=False)))
    assert set(causes(document(NETWORK, one, NETWORK, unsure)).values()) == {"not_proved"}


def one_change(network: Network, rng: Random) -> Network:
    """Return the network with one row changed that a plan reads."""
    kind = rng.randrange(5)
    offer_, need_ = rng.choice(list(network.offers)), rng.choice(list(network.needs))
    if kind == 0:
        return changed(network, replace(offer_, places=max(0, offer_.places + rng.choice([-1, 1]))))
    if kind == 1:
        return changed(network, replace(need_, in_work=False))
    if kind == 2:
        return changed(network, replace(need_, level=1 + need_.level % 3))
    if kind == 3:
        return changed(network, replace(offer_, to_date=date(2026, 8, 1)))
    line = rng.choice(planned(network).assignments)
    return changed(network, rule(Rule.FORBID, line.leader, line.mentee, line.direction))


@pytest.mark.parametrize("seed", range(12))
def test_after_one_change_every_line_leads_back_to_it(seed: int) -> None:
    """All lines follow from the one row that changed: nothing else may be named."""
    rng = Random(seed)  # noqa: S311 - a test needs no secret
    before = made_up(MUNICIPALITY, seed, pins=False)
    after = one_change(before, rng)
    one, two = planned(before, id_=PlanId("a")), planned(after, id_=PlanId("b"))
    found = document(before, one, after, two)
    lines = {
        (line["mentee"], line["direction"]): line
        for kind in ("moved", "new", "ended")
        for line in found[kind]
    }
    told = SAY(moved_since(one.plan, before, after))
    for line in lines.values():
        seen = set()
        while line["cause"]["behind"] is not None:
            at = tuple(line["cause"]["behind"].values())
            assert at not in seen
            seen.add(at)
            line = lines[at]  # noqa: PLW2901 - one step towards the beginning of the chain
        assert line["cause"]["code"] not in {"none", "goals", "policy", "not_proved"}
        assert told.partition(":")[0] in line["cause"]["text"] or line["cause"]["code"] in {
            "level",
            "data",
        }
