"""Who refuses is replaced with the fewest moves, in a draft, an approved and an ordered plan."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from graph.errors import ConflictError, MethodNetError, NotAllowedError
from graph.model.changes import Change, put
from graph.model.choices import PairStatus, PlanStatus, Rule
from graph.model.ids import DirectionId, PlanId
from graph.model.record import Record
from graph.stores.port import NetworkStore
from graph.table import Table
from services.access import Role
from services.assignment.check_file import check_file
from services.assignment.compare import compare_plans
from services.assignment.document import plan_document
from services.assignment.plan_file import read_plan_file
from services.assignment.planned import stored_plan
from services.assignment.refusal.banned import Refusal
from services.assignment.refusal.workflow import read_refusal_document, refuse
from services.assignment.workflow import approve, check, withdraw
from services.history.workflow import undo
from services.orders.compose import OrderTerms
from services.orders.workflow import issue, preview
from services.policy import read_policy, shipped_policy
from tests.unit.assignment.towns import need, offer, pair, rule
from tests.unit.plan_life.in_year import (
    CTX,
    SAY,
    approved,
    context,
    decide,
    district,
    drafted,
    led,
    ordered,
    schema,
    store_in,
)

WINTER = OrderTerms(number="31", date=date(2026, 12, 1))


@pytest.fixture
def store(tmp_path: Path) -> NetworkStore:
    return store_in(tmp_path)


def only_two() -> list[Record]:
    """Return the district without `k`, and where `l` may not take over `n`."""
    others = [row for row in district() if row.key != offer("k").key]
    return [*others, rule(Rule.FORBID, "l", "n", reason="так решили давно")]


def of(leader: str | None, mentee: str | None, **more: Any) -> Refusal:
    values = {"direction": None, "reason": "отказ письмом", "until": None, **more}
    return Refusal(leader=leader, mentee=mentee, **values)


def refused(store: NetworkStore, plan: PlanId, refusal: Refusal) -> PlanId:
    return refuse(store, plan, refusal, clock_ms=lambda: 0, ctx=CTX)


def seen(store: NetworkStore, plan: PlanId, refusal: Refusal) -> dict[str, Any]:
    found = read_refusal_document(store, plan, refusal, say=SAY, ctx=CTX)
    validate(found, schema("refusal"))
    return found


def test_a_refusal_is_seen_without_a_trace_and_then_stored_as_it_was_seen(
    store: NetworkStore,
) -> None:
    plan = drafted(store)
    before = store.head().revision
    found = seen(store, plan, of("l", "m"))
    assert store.head().revision == before
    assert found["steps"] == [{"mentee": "m", "direction": "d", "from": "l", "to": "k"}]
    assert found["banned"] == [{"leader": "l", "mentee": "m", "direction": None}]
    assert (found["moves"], found["covered"], found["open"]) == (1, 2, 0)
    made = refused(store, plan, of("l", "m"))
    assert store.head().revision == before + 1
    comparison = compare_plans(store.read(), plan, made)
    assert [(s.mentee, s.from_leader, s.to_leader) for s in comparison.moved] == [("m", "l", "k")]
    assert found["goals"] == [
        {"name": name, "before": old, "after": new} for name, old, new in comparison.goals
    ]


def test_the_pair_is_banned_until_the_end_of_the_year_or_the_day_that_is_named(
    store: NetworkStore,
) -> None:
    plan = drafted(store)
    refused(store, plan, of("l", "m"))
    (row,) = store.read().restrictions
    assert (row.rule, row.until) == (Rule.FORBID, date(2027, 9, 1))
    assert (row.reason, row.author) == ("отказ письмом", "Планировщик")
    undo(store, store.head().revision, reason="ошибка", ctx=CTX)
    assert not len(store.read().restrictions)
    assert store.read().plans.keys == (plan,)
    refused(store, plan, of("l", "m", until=date(2027, 1, 1)))
    assert [r.until for r in store.read().restrictions] == [date(2027, 1, 1)]


def test_the_draft_carries_its_proof_and_whom_it_counts_its_moves_from(
    store: NetworkStore,
) -> None:
    plan = drafted(store)
    made = refused(store, plan, of("l", "m"))
    assert check(store, made, ctx=CTX) == ()
    told = plan_document(store.read(), made, SAY)["side_rules"]
    assert (told["base"], told["max_changes"], told["changes"]) == (plan, 1, 1)


def test_a_leader_who_refuses_everybody_gets_nobody_else(tmp_path: Path) -> None:
    """With its place left open, `l` would be sent `n` of the other direction's list."""
    more = [*district(), need("k", way="e"), offer("l", 1, way="e"), need("m", way="e", level=3)]
    store = store_in(tmp_path, *more)
    plan = drafted(store)
    found = seen(store, plan, of("l", None))
    assert [(one["direction"], one["places"]) for one in found["emptied"]] == [("d", 1), ("e", 1)]
    made = refused(store, plan, of("l", None))
    assert "l" not in {line.leader for line in store.read().lines_of("assignment", made)}
    assert any("верните число" in text for text in found["texts"])
    undo(store, store.head().revision, reason="ошибка", ctx=CTX)
    assert [o.places for o in store.read().offers if o.organisation == "l"] == [1, 1]


def test_in_one_direction_the_leader_goes_on_in_the_other(tmp_path: Path) -> None:
    more = [*district(), offer("l", 1, way="e"), need("m", way="e")]
    store = store_in(tmp_path, *more)
    made = refused(store, drafted(store), of("l", None, direction="d"))
    lines = store.read().lines_of("assignment", made)
    assert [(x.leader, x.direction) for x in lines if x.mentee == "m"] == [("k", "d"), ("l", "e")]


def test_a_mentee_that_refuses_gets_other_leaders(store: NetworkStore) -> None:
    made = refused(store, drafted(store), of(None, "m"))
    network = store.read()
    assert led(network, made) == {"m": "k", "n": "j"}
    assert [(r.leader, r.mentee, r.direction) for r in network.restrictions] == [("l", "m", "d")]


def test_who_stays_without_a_leader_is_named_with_the_reason(tmp_path: Path) -> None:
    store = store_in(tmp_path, *only_two())
    found = seen(store, drafted(store), of("l", "m"))
    assert found["steps"] == [{"mentee": "m", "direction": "d", "from": "l", "to": None}]
    told = [text for text in found["texts"] if "остаётся без лидера" in text]
    assert len(told) == 1
    assert told[0].startswith("Школа m (Район a), «Направление d»")


def test_a_pin_of_the_pair_ends_and_goes_on_elsewhere(tmp_path: Path) -> None:
    more = [*district(), offer("l", 1, way="e"), need("m", way="e")]
    store = store_in(tmp_path, *more, rule(Rule.PIN, "l", "m", None, reason="просили"))
    plan = drafted(store)
    found = seen(store, plan, of("l", "m", direction="d"))
    assert [text.split()[-1] for text in found["texts"][-2:]] == ["снимается.", "остаётся."]
    made = refused(store, plan, of("l", "m", direction="d"))
    pins = {r.direction: r for r in store.read().restrictions if r.rule is Rule.PIN}
    assert pins[None].until == date(2026, 9, 1)
    assert (pins[DirectionId("e")].until, pins[DirectionId("e")].reason) == (None, "просили")
    lines = {line.direction: line for line in store.read().lines_of("assignment", made)}
    assert lines["e"].pinned
    assert check(store, made, ctx=CTX) == ()


def test_an_approved_plan_is_replaced_and_the_old_one_stands_aside(store: NetworkStore) -> None:
    plan = approved(store)
    made = refused(store, plan, of("l", "m"))
    approve(store, made, reason="замена", ctx=CTX)
    with pytest.raises(ConflictError) as stopped:
        issue(store, plan, WINTER, reason="р", say=SAY, ctx=CTX)
    assert stopped.value.code == "plan.replaced"
    withdraw(store, made, reason="передумали", ctx=CTX)
    issue(store, plan, WINTER, reason="р", say=SAY, ctx=CTX)
    assert store.read().plan(plan).status is PlanStatus.ORDERED


def test_the_document_says_what_a_plan_replaces_and_is_read_back(store: NetworkStore) -> None:
    plan = approved(store)
    made = refused(store, plan, of("l", "m"))
    document = plan_document(store.read(), made, SAY)
    assert document["replaces"] == plan
    assert read_plan_file(document) == stored_plan(store.read(), made)
    assert "replaces" not in plan_document(store.read(), plan, SAY)


def test_a_replacement_is_proved_from_its_file_and_a_workbook_alone(store: NetworkStore) -> None:
    made = refused(store, approved(store), of("l", "m"))
    network = store.read()
    document = plan_document(network, made, SAY)
    plans = ("plan", "goal_value", "assignment", "open_need", "blocking_group")
    workbook = network.filtered({entity: Table.empty(entity) for entity in plans})
    assert check_file(document, workbook, SAY) == ()
    document["earlier_plans"]["assignments"].pop()
    assert check_file(document, workbook, SAY)


def test_in_the_year_a_second_order_ends_one_pair_and_begins_one(store: NetworkStore) -> None:
    plan = ordered(store)
    made = refused(store, plan, of("l", "m"))
    approve(store, made, reason="замена", ctx=CTX)
    untouched = next(p for p in store.read().pairs if p.mentee == "n")
    composed = preview(store, made, WINTER, say=SAY, ctx=CTX)
    assert [(p.leader, p.mentee) for p in composed.stays] == [("j", "n")]
    issue(store, made, WINTER, reason="замена", say=SAY, ctx=CTX)
    network = store.read()
    pairs = {f"{p.leader} {p.mentee}": p for p in network.pairs}
    assert len(pairs) == 3
    old, new = pairs["l m"], pairs["k m"]
    assert (old.to_date, old.status) == (date(2026, 12, 1), PairStatus.ENDED)
    assert old.end_reason == "замена по приказу № 31"
    assert (new.from_date, new.to_date, new.plan) == (date(2026, 12, 1), date(2027, 9, 1), made)
    assert pairs["j n"] == untouched
    assert [order.number for order in network.orders] == ["7", "31"]


def test_whom_nobody_takes_over_loses_the_pair_with_the_words_of_the_refusal(
    tmp_path: Path,
) -> None:
    store = store_in(tmp_path, *only_two())
    plan = ordered(store)
    made = refused(store, plan, of("l", "m"))
    approve(store, made, reason="замена", ctx=CTX)
    issue(store, made, WINTER, reason="замена", say=SAY, ctx=CTX)
    (old,) = [p for p in store.read().pairs if p.mentee == "m"]
    assert old.end_reason == "завершена по приказу № 31: отказ письмом"
    assert (old.status, old.to_date) == (PairStatus.ENDED, date(2026, 12, 1))


def test_a_pair_of_no_order_is_left_alone_by_the_second_one(tmp_path: Path) -> None:
    own = pair("j", "l", 2026, 2027, status=PairStatus.ACTIVE)
    store = store_in(tmp_path, *district(), own)
    made = refused(store, ordered(store), of("l", "m"))
    approve(store, made, reason="замена", ctx=CTX)
    issue(store, made, WINTER, reason="замена", say=SAY, ctx=CTX)
    assert store.read().pairs.get(own.key) == own


def test_a_third_order_replaces_the_second(store: NetworkStore) -> None:
    plan = ordered(store)
    second = refused(store, plan, of("l", "m"))
    approve(store, second, reason="замена", ctx=CTX)
    issue(store, second, WINTER, reason="замена", say=SAY, ctx=CTX)
    third = refused(store, second, of("j", "n"))
    approve(store, third, reason="замена", ctx=CTX)
    spring = OrderTerms(number="12", date=date(2027, 3, 1))
    composed = preview(store, third, spring, say=SAY, ctx=CTX)
    assert [(p.leader, p.mentee) for p in composed.stays] == [("k", "m")]
    assert [(p.leader, p.mentee) for p in composed.ended] == [("j", "n")]
    with pytest.raises(ConflictError, match=r"plan\.replaced"):
        refused(store, plan, of("j", "n"))


def test_orders_are_undone_from_the_last_one_back(store: NetworkStore) -> None:
    plan = approved(store)
    _, first = issue(store, plan, WINTER, reason="р", say=SAY, ctx=CTX)
    made = refused(store, plan, of("l", "m"))
    approve(store, made, reason="замена", ctx=CTX)
    with pytest.raises(ConflictError) as stopped:
        undo(store, first, reason="ошибка", ctx=CTX)
    assert stopped.value.code == "plan.replaced"
    later = replace(WINTER, number="32", date=date(2027, 1, 11))
    _, second = issue(store, made, later, reason="р", say=SAY, ctx=CTX)
    undo(store, second, reason="ошибка", ctx=CTX)
    network = store.read()
    assert network.plan(made).status is PlanStatus.APPROVED
    assert [(p.leader, p.mentee, p.to_date) for p in network.pairs] == [
        ("j", "n", date(2027, 9, 1)),
        ("l", "m", date(2027, 9, 1)),
    ]


def test_what_was_replaced_gives_no_place_and_leaves_no_need_to_other_plans(
    store: NetworkStore,
) -> None:
    """The municipality's plan is replaced; the region's sees the places of the new one only."""
    plan = drafted(store, scope="municipality:a")
    approve(store, plan, reason="согласовано", ctx=CTX)
    made = refused(store, plan, of("l", "m"))
    approve(store, made, reason="замена", ctx=CTX)
    region = drafted(store)
    assert store.read().plan(region).places_taken == 2
    assert check(store, region, ctx=CTX) == ()


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (of(None, None), "refuse.nobody"),
        (of("zz", None), "organisation.unknown"),
        (of("l", None, direction="zz"), "adjust.direction_unknown"),
        (of("k", None), "refuse.no_pair"),
        (of("l", "n"), "refuse.no_pair"),
        (of("l", "m", direction="e"), "refuse.no_pair_in"),
        (of("l", "m", until=date(2026, 9, 1)), "adjust.until_past"),
    ],
)
def test_what_is_no_refusal_is_a_sentence_and_nothing_is_stored(
    store: NetworkStore, refusal: Refusal, code: str
) -> None:
    plan = drafted(store)
    before = store.head().revision
    for step in (seen, refused):
        with pytest.raises(MethodNetError) as stopped:
            step(store, plan, refusal)
        assert stopped.value.code == code
        assert "{" not in SAY(stopped.value.message)
    assert store.head().revision == before


def test_a_longer_ban_that_stands_is_not_shortened(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    plan = drafted(store)
    standing = rule(Rule.FORBID, "l", "m", None, reason="давно")
    decide(store, *put([standing]))
    made = refused(store, plan, of("l", "m", until=date(2027, 1, 1)))
    assert list(store.read().restrictions) == [standing]
    assert led(store.read(), made)["m"] == "k"


def test_who_may_not_plan_may_not_refuse(store: NetworkStore) -> None:
    plan, curator = drafted(store), context(Role.CURATOR)
    with pytest.raises(NotAllowedError):
        refuse(store, plan, of("l", "m"), clock_ms=lambda: 0, ctx=curator)
    with pytest.raises(NotAllowedError):
        read_refusal_document(store, plan, of("l", "m"), say=SAY, ctx=curator)


def test_the_data_of_today_count(tmp_path: Path) -> None:
    """Since the plan was made, the free place of `k` has been taken away."""
    store = store_in(tmp_path, *district(), rule(Rule.FORBID, "l", "n"))
    plan = drafted(store)
    (free,) = [o for o in store.read().offers if o.organisation == "k"]
    decide(store, Change(before=free, after=replace(free, places=0)))
    found = seen(store, plan, of("l", "m"))
    assert found["steps"] == [{"mentee": "m", "direction": "d", "from": "l", "to": None}]


@pytest.mark.parametrize("limit", ["max_leaders_per_mentee = 1", "max_border_pairs = 0"])
def test_side_rules_of_the_policy_hold_for_the_replacement_too(tmp_path: Path, limit: str) -> None:
    """With one leader for both needs of `m`, its refusal moves both."""
    more = [*district(), *(offer(code, 1, way="e") for code in ("l", "k")), need("m", way="e")]
    store = store_in(tmp_path, *more)
    text = shipped_policy("krai").text.replace("[assignment]", f"[assignment]\n{limit}")
    plan = drafted(store, policy=read_policy(text))
    made = refused(store, plan, of("l", "m"))
    lines = [x for x in store.read().lines_of("assignment", made) if x.mentee == "m"]
    assert {line.leader for line in lines} == {"k"}
    assert check(store, made, ctx=CTX) == ()
