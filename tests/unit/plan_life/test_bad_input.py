"""What is bad, empty or extreme gives a plan or a sentence, and a refusal leaves no trace."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import ConflictError, InputError, MethodNetError
from graph.model.changes import Change, put
from graph.model.choices import Rule
from graph.model.ids import MunicipalityId, SchoolYear
from graph.model.record import Record
from services.assignment.workflow import approve, check, draft, read_moved
from services.policy import read_policy, shipped_policy
from tests.unit.assignment.towns import need, offer, pair, rule, school
from tests.unit.plan_life.in_year import (
    CTX,
    SAY,
    Meddling,
    decide,
    district,
    drafted,
    led,
    store_in,
    touched_site,
)

SCHOOLS = [school("l"), school("k", 3), school("m", 1), school("n", 2)]
NEEDS = [need("m"), need("n")]


def reasons(folder: Path, *records: Record) -> list[str]:
    """Return why each need is open in a plan where all are, after its check."""
    store = store_in(folder, *records)
    plan = drafted(store)
    assert check(store, plan, ctx=CTX) == ()
    network = store.read()
    assert not network.lines_of("assignment", plan)
    return [line.reason.value for line in network.lines_of("open_need", plan)]


def refusal(folder: Path, *records: Record, **asked: Any) -> tuple[str, str]:
    """Return code and sentence of a plan that is refused; nothing is stored."""
    store = store_in(folder, *records)
    before = store.head().revision
    with pytest.raises(MethodNetError) as refused:
        drafted(store, **asked)
    assert store.head().revision == before
    return refused.value.code, SAY(refused.value.message)


def test_zero_places_leave_every_need_open(tmp_path: Path) -> None:
    assert reasons(tmp_path, *SCHOOLS, *NEEDS, offer("l", 0)) == ["no_place", "no_place"]


def test_no_leader_at_all_leaves_every_need_open(tmp_path: Path) -> None:
    assert reasons(tmp_path, *SCHOOLS, *NEEDS) == ["no_offer", "no_offer"]


def test_everything_banned_leaves_every_need_open(tmp_path: Path) -> None:
    bans = [rule(Rule.FORBID, "l", code, None) for code in ("m", "n")]
    assert reasons(tmp_path, *SCHOOLS, *NEEDS, offer("l", 5), *bans) == ["forbidden", "forbidden"]


def test_no_need_of_the_year_is_said(tmp_path: Path) -> None:
    code, text = refusal(tmp_path, *SCHOOLS, offer("l"), replace(need("m"), in_work=False))
    assert code == "plan.no_needs"
    assert "2026/2027" in text


def test_two_pins_of_one_need_are_both_named(tmp_path: Path) -> None:
    pins = [rule(Rule.PIN, code, "m") for code in ("l", "k")]
    code, text = refusal(tmp_path, *SCHOOLS, *NEEDS, offer("l"), offer("k"), *pins)
    assert code == "plan.pin_twice"
    assert all(f"закрепить: Школа {one} — Школа m" in text for one in ("l", "k"))


def test_a_pin_without_a_need_is_named(tmp_path: Path) -> None:
    code, text = refusal(tmp_path, *SCHOOLS, need("m"), offer("l"), rule(Rule.PIN, "l", "n"))
    assert code == "plan.pin_no_need"
    assert "Школа l — Школа n" in text


def test_a_ban_of_a_pin_names_both_rows(tmp_path: Path) -> None:
    rows = [rule(Rule.PIN, "l", "m"), rule(Rule.FORBID, "l", "m", None)]
    code, text = refusal(tmp_path, *SCHOOLS, *NEEDS, offer("l"), *rows)
    assert code == "plan.pin_and_ban"
    assert "закрепить: Школа l — Школа m" in text
    assert "запретить: Школа l — Школа m" in text


def test_a_negative_capacity_never_reaches_a_store(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    before = store.head().revision
    leader = replace(store.read().organisation("l"), places_total=-1)
    for record in (offer("m", -1), leader):
        there = store.read().find(record.entity, record.key)
        with pytest.raises(InputError, match=r"record\.value"):
            decide(store, Change(before=there, after=record))
    assert store.head().revision == before


def test_absurd_capacities_are_as_good_as_enough(tmp_path: Path) -> None:
    leader = replace(SCHOOLS[0], places_total=2**40, places_min=2**30)
    store = store_in(tmp_path, leader, *SCHOOLS[1:], *NEEDS, offer("l", 2**40))
    plan = drafted(store)
    assert led(store.read(), plan) == {"m": "l", "n": "l"}
    assert check(store, plan, ctx=CTX) == ()


def test_without_coordinates_only_the_own_municipality_is_near(tmp_path: Path) -> None:
    far = replace(school("n", None), municipality=MunicipalityId("b"))
    store = store_in(tmp_path, SCHOOLS[0], school("m", None), far, *NEEDS, offer("l", 2))
    plan = drafted(store)
    network = store.read()
    assert led(network, plan) == {"m": "l"}
    assert [line.reason.value for line in network.lines_of("open_need", plan)] == ["too_far"]
    assert check(store, plan, ctx=CTX) == ()


def test_all_at_one_point_are_planned_in_the_order_of_codes(tmp_path: Path) -> None:
    here = [replace(one, lat=45.0, lon=39.0) for one in SCHOOLS]
    store = store_in(tmp_path, *here, *NEEDS, offer("l"), offer("k"))
    plan = drafted(store)
    lines = store.read().lines_of("assignment", plan)
    assert {line.distance_km for line in lines} == {0.0}
    assert len(lines) == 2
    assert check(store, plan, ctx=CTX) == ()


@pytest.mark.parametrize("goals", ["[]", '["points"]', '["pairs_kept", "load_squared"]'])
def test_a_policy_that_would_help_nobody_is_refused_with_its_line(goals: str) -> None:
    text = shipped_policy("krai").text
    start = text.index("goals = [")
    end = text.index("]", start) + 1
    with pytest.raises(InputError) as refused:
        read_policy(f"{text[:start]}goals = {goals}{text[end:]}")
    assert refused.value.code in {"policy.no_goals", "policy.order_empties"}
    assert "строка" in SAY(refused.value.message)


def test_changes_below_zero_are_refused(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    drafted(store)
    before = store.head().revision
    with pytest.raises(InputError) as refused:
        drafted(store, max_changes=-1)
    assert refused.value.code == "side.changes_negative"
    assert "-1" in SAY(refused.value.message)
    assert store.head().revision == before


def test_a_plan_of_another_year_is_no_base(tmp_path: Path) -> None:
    later = SchoolYear("2027/2028")
    store = store_in(tmp_path, *district(), replace(need("m"), school_year=later))
    plan = drafted(store)
    before = store.head().revision
    with pytest.raises(InputError) as refused:
        drafted(store, school_year=later, max_changes=1, base=plan)
    assert refused.value.code == "side.base_of_year"
    assert "2026/2027" in SAY(refused.value.message)
    assert store.head().revision == before


def test_a_draft_says_what_moved_while_it_was_computed(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    busy = Meddling(store, lambda own, _: touched_site(own, "m", "https://example.org"))
    plan = drafted(busy)
    moved = read_moved(store, plan, ctx=CTX)
    assert moved is not None
    assert "организация Школа m: сайт" in SAY(moved)
    assert read_moved(store, drafted(store), ctx=CTX) is None


def test_a_draft_of_few_changes_takes_the_place_of_the_approved_plan(tmp_path: Path) -> None:
    """In the year a third school needs help: the approved plan is replaced, not argued with."""
    store = store_in(tmp_path, *district(), school("o", 31))
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    decide(store, *put([need("o")]))
    with pytest.raises(ConflictError, match="shared_needs"):
        approve(store, drafted(store), reason="согласовано", ctx=CTX)
    made = drafted(store, max_changes=1)
    assert store.read().plan(made).replaces == plan
    approve(store, made, reason="согласовано", ctx=CTX)
    assert led(store.read(), made) == {"m": "l", "n": "j", "o": "k"}


def test_last_years_final_plan_is_found_by_itself_and_a_replaced_one_is_not(
    tmp_path: Path,
) -> None:
    """Last year `n` was open at first and got a leader in the plan that replaced that one."""
    this, last = SchoolYear("2026/2027"), SchoolYear("2025/2026")
    years = [replace(one, school_year=year) for one in NEEDS for year in (this, last)]
    store = store_in(tmp_path, *SCHOOLS, *years, offer("l", 1), pair("l", "m", 2025, 2026))
    first = drafted(store, school_year=last)
    (open_,) = store.read().lines_of("open_need", first)
    approve(store, first, reason="согласовано", ctx=CTX)

    def overlooked() -> int:
        plan = drafted(store)
        goals = {goal.name: goal.values for goal in store.read().lines_of("goal_value", plan)}
        assert check(store, plan, ctx=CTX) == ()
        return sum(goals["overlooked_covered"])

    assert (open_.mentee, overlooked()) == ("n", 1)
    place = next(o for o in store.read().offers if o.organisation == "l")
    decide(store, Change(before=place, after=replace(place, places=2)))
    second = drafted(store, school_year=last, max_changes=1)
    approve(store, second, reason="согласовано", ctx=CTX)
    assert overlooked() == 0


def test_a_day_outside_all_offers_leaves_every_need_open(tmp_path: Path) -> None:
    store = store_in(tmp_path, *SCHOOLS, *NEEDS, offer("l", 5))
    plan = draft(
        store,
        shipped_policy("krai"),
        school_year=SchoolYear("2026/2027"),
        day=date(2020, 1, 1),
        scope="region",
        reason="р",
        clock_ms=lambda: 0,
        ctx=CTX,
    )
    lines = store.read().lines_of("open_need", plan)
    assert [line.reason.value for line in lines] == ["expired", "expired"]
