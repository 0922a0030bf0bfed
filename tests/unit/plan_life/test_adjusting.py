"""Adjustments become data and a draft in one decision, and one undoing takes both back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import validate

from graph.errors import ConflictError, InputError, MethodNetError, NotAllowedError, NotFoundError
from graph.model.changes import Action, Change
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId, ScenarioId
from graph.stores.port import NetworkStore
from services.access import Role
from services.assignment.adjustment import MOST_ADJUSTMENTS, read_adjustment
from services.assignment.job import PlanJob
from services.assignment.passport.workflow import plan_steps
from services.assignment.planned import PlannedAssignment
from services.assignment.scenarios.workflow import (
    draft_adjusted,
    draft_scenario,
    drop_scenario,
    read_scenarios_document,
    save_scenario,
)
from services.assignment.workflow import approve, check, withdraw
from services.history.workflow import undo
from tests.unit.plan_life.in_year import (
    CTX,
    SAY,
    Meddling,
    approved,
    context,
    decide,
    drafted,
    led,
    schema,
    store_in,
    touched_site,
)


@pytest.fixture
def store(tmp_path: Path) -> NetworkStore:
    return store_in(tmp_path)


def adjusted(store: NetworkStore, plan: PlanId, *texts: str, until: date | None = None) -> PlanId:
    """Draft a plan with adjustments."""
    return draft_adjusted(
        store,
        plan,
        [read_adjustment(text) for text in texts],
        reason="так решили",
        until=until,
        clock_ms=lambda: 0,
        ctx=CTX,
    )


def test_the_passport_tells_who_made_a_draft_with_adjustments_and_why(store: NetworkStore) -> None:
    made = adjusted(store, drafted(store), "places:k:d:+1")
    (step,) = plan_steps(store, store.read(), made, ctx=CTX)
    assert (step.action, step.actor, step.reason) == (Action.PLAN, "Планировщик", "так решили")


def saved(store: NetworkStore, plan: PlanId, name: str, *texts: str) -> ScenarioId:
    """Keep a scenario."""
    tries = [read_adjustment(text) for text in texts]
    return save_scenario(store, plan, name, tries, reason="на совещание", ctx=CTX).id


def test_adjustments_and_the_draft_are_one_decision_that_one_undoing_takes_back(
    store: NetworkStore,
) -> None:
    plan = drafted(store)
    before = store.read()
    made = adjusted(store, plan, "pin:k:m:d", "places:k:d:+1", until=date(2027, 1, 1))
    now = store.read()
    assert now.revision == before.revision + 1
    assert led(now, made) == {"m": "k", "n": "j"}
    (row,) = now.restrictions
    assert (row.reason, row.author, row.until) == ("так решили", "Планировщик", date(2027, 1, 1))
    undo(store, now.revision, reason="передумали", ctx=CTX)
    after = store.read()
    assert not len(after.restrictions)
    assert list(after.offers) == list(before.offers)
    assert after.plans.keys == before.plans.keys


def test_the_draft_is_of_the_revision_it_is_stored_with_and_is_checked_there(
    store: NetworkStore,
) -> None:
    made = adjusted(store, drafted(store), "ban:l:m")
    network = store.read()
    assert network.plan(made).network_revision == network.revision
    assert check(store, made, ctx=CTX) == ()
    assert [r.rule.value for r in store.read(at=network.revision).restrictions] == ["forbid"]


def test_year_day_scope_and_policy_are_those_of_the_plan(store: NetworkStore) -> None:
    plan = drafted(store, day=date(2026, 10, 1), scope="municipality:a")
    made = adjusted(store, plan, "ban:l:m")
    old, new = (store.read().plan(code) for code in (plan, made))
    assert (new.school_year, new.as_of, new.scope, new.policy) == (
        old.school_year,
        old.as_of,
        old.scope,
        old.policy,
    )
    assert new.replaces is None


def test_a_draft_from_an_approved_plan_may_take_its_place(store: NetworkStore) -> None:
    plan = approved(store)
    made = adjusted(store, plan, "ban:l:m")
    assert store.read().plan(made).replaces == plan
    again = adjusted(store, made, "places:k:d:+1")
    assert store.read().plan(again).replaces == plan
    approve(store, again, reason="согласовано", ctx=CTX)
    with pytest.raises(ConflictError) as refused:
        adjusted(store, plan, "places:j:d:+1")
    assert refused.value.code == "plan.replaced"
    assert again in SAY(refused.value.message)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ([], "adjust.how_many"),
        (["places:k:d:+1"] * (MOST_ADJUSTMENTS + 1), "adjust.how_many"),
        (["pin:k:m", "ban:k:m"], "adjust.pin_and_ban"),
        (["pin:k:m", "pin:l:m"], "adjust.pin_twice"),
        (["pin:k:j"], "adjust.pin_fits_nothing"),
        (["pin:k:m", "pin:k:n"], "plan.pins_over_places"),
        (["places:k:d:-2"], "adjust.places_below_zero"),
        (["places:k:d:+5000"], "adjust.places_absurd"),
        (["places:k:e:+1"], "adjust.no_offer"),
        (["ban:zz:m"], "organisation.unknown"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_stored(
    store: NetworkStore, texts: list[str], code: str
) -> None:
    plan = drafted(store)
    before = store.head().revision
    with pytest.raises(MethodNetError) as refused:
        adjusted(store, plan, *texts)
    assert refused.value.code == code
    assert len(SAY(refused.value.message)) > len(code)
    with pytest.raises(MethodNetError):
        saved(store, plan, "так нельзя", *texts)
    assert store.head().revision == before


def test_a_withdrawn_plan_is_not_adjusted(store: NetworkStore) -> None:
    plan = drafted(store)
    withdraw(store, plan, reason="передумали", ctx=CTX)
    with pytest.raises(ConflictError, match="withdrawn"):
        adjusted(store, plan, "ban:l:m")


def test_data_that_move_while_solving_are_planned_anew(store: NetworkStore) -> None:
    plan = drafted(store)

    def once(own: NetworkStore, tries: int) -> None:
        if tries == 0:
            touched_site(own, "m", "https://example.org")

    busy = Meddling(store, once)
    made = adjusted(busy, plan, "ban:l:m")
    assert busy.tries == 2
    network = store.read()
    assert network.plan(made).network_revision == network.revision
    assert check(store, made, ctx=CTX) == ()


def test_data_that_move_time_and_again_are_told_and_nothing_is_stored(
    store: NetworkStore,
) -> None:
    plan = drafted(store)
    busy = Meddling(store, lambda own, n: touched_site(own, "m", f"https://example.org/{n}"))
    with pytest.raises(ConflictError) as refused:
        adjusted(busy, plan, "ban:l:m")
    assert refused.value.code == "adjust.overtaken"
    assert "Ничего не записано" in SAY(refused.value.message)
    assert store.read().plans.keys == (plan,)
    assert not len(store.read().restrictions)


def test_a_scenario_is_kept_and_changes_neither_plan_nor_data(store: NetworkStore) -> None:
    plan = drafted(store)
    before = store.read()
    code = saved(store, plan, "  Без  Лидера ", "ban:l:m", "places:k:d:+1")
    now = store.read()
    assert code == f"{plan}-s1"
    (kept,) = now.scenarios
    assert (kept.name, kept.plan) == ("Без Лидера", plan)
    assert kept.adjustments == ("ban:l:m", "places:k:d:+1")
    for entity in ("plan", "assignment", "restriction", "offer"):
        assert list(now.table(entity)) == list(before.table(entity))
    undo(store, now.revision, reason="лишний", ctx=CTX)
    assert not len(store.read().scenarios)


def test_names_of_scenarios_are_theirs_alone_within_a_plan(store: NetworkStore) -> None:
    plan, other = drafted(store), drafted(store)
    saved(store, plan, "Второй вариант", "ban:l:m")
    with pytest.raises(ConflictError, match="name_taken"):
        saved(store, plan, "ВТОРОЙ вариант", "ban:j:n")
    saved(store, other, "Второй вариант", "ban:j:n")
    with pytest.raises(InputError, match=r"scenario\.name"):
        saved(store, plan, " ", "ban:l:m")


def test_scenarios_stand_beside_their_plan_with_what_differs(store: NetworkStore) -> None:
    plan = drafted(store)
    saved(store, plan, "Запрет", "ban:l:m")
    saved(store, plan, "Закрыть площадку", "places:j:d:-1", "places:k:d:-1")
    found = read_scenarios_document(store, plan, say=SAY, ctx=CTX)
    base, ban, closed = found["scenarios"]
    assert (base["id"], base["covered"], base["kept"], base["moves"]) == (None, 2, 2, 0)
    assert base["distance"] == {"mean_km": 1.0, "farthest_km": 1.0}
    assert (ban["covered"], ban["kept"], ban["moves"]) == (2, 1, 1)
    assert ban["steps"] == [{"mentee": "m", "direction": "d", "from": "l", "to": "k"}]
    assert ban["distance"] == {"mean_km": 15.0, "farthest_km": 29.0}
    assert (closed["covered"], closed["open"], closed["load"]["most"]) == (1, 1, 1)
    assert [(one["reason"], one["n"]) for one in closed["open_by_reason"]] == [("no_place", 1)]
    names = [goal["name"] for goal in base["goals"]]
    assert all([goal["name"] for goal in one["goals"]] == names for one in (ban, closed))
    assert len(found["texts"]) == len(names)
    assert ban["adjustment_texts"] == [
        "«запретить: Школа l (Район a) — Школа m (Район a), все направления»"
    ]
    validate(found, schema("scenarios"))


def test_a_scenario_that_cannot_be_has_its_place_in_the_document(store: NetworkStore) -> None:
    plan = drafted(store)
    code = saved(store, plan, "Запрет", "ban:l:m")
    scenario = store.read().scenarios.get(code)
    assert scenario is not None
    decide(store, Change(before=scenario, after=replace(scenario, adjustments=("ban:zz:m",))))
    found = read_scenarios_document(store, plan, say=SAY, ctx=CTX)
    validate(found, schema("scenarios"))
    assert "zz" in found["scenarios"][1]["refused"]


def test_a_plan_that_was_not_computed_to_its_end_says_nothing_of_a_scenario(
    store: NetworkStore,
) -> None:
    plan = drafted(store)
    saved(store, plan, "Запрет", "ban:l:m")

    def busy(job: PlanJob) -> PlannedAssignment:
        raise ConflictError("progress.busy", job=job.id_)

    with pytest.raises(ConflictError, match=r"progress\.busy"):
        read_scenarios_document(store, plan, say=SAY, ctx=CTX, compute=busy)


def test_a_scenario_becomes_the_draft_on_the_data_of_today(store: NetworkStore) -> None:
    plan = drafted(store)
    code = saved(store, plan, "Запрет", "ban:l:m")
    made = draft_scenario(store, code, reason="выбрали", until=None, clock_ms=lambda: 0, ctx=CTX)
    assert led(store.read(), made) == {"m": "k", "n": "j"}
    assert store.read().plan(plan).status is PlanStatus.DRAFT
    undo(store, store.head().revision, reason="передумали", ctx=CTX)
    assert not len(store.read().restrictions)
    assert store.read().scenarios.keys == (code,)


def test_a_scenario_of_another_plan_is_neither_drafted_nor_dropped(store: NetworkStore) -> None:
    code = saved(store, drafted(store), "Запрет", "ban:l:m")
    other = drafted(store)
    before = store.head().revision
    for step in (
        lambda: draft_scenario(
            store,
            code,
            of_plan=other,
            reason="р",
            until=None,
            clock_ms=lambda: 0,
            ctx=CTX,
        ),
        lambda: drop_scenario(store, code, of_plan=other, reason="р", ctx=CTX),
    ):
        with pytest.raises(NotFoundError) as refused:
            step()
        assert refused.value.code == "scenario.of_other_plan"
        assert code in SAY(refused.value.message)
    assert store.head().revision == before


def test_a_scenario_that_is_dropped_is_gone_and_one_undoing_brings_it_back(
    store: NetworkStore,
) -> None:
    plan = drafted(store)
    code = saved(store, plan, "Запрет", "ban:l:m")
    drop_scenario(store, code, reason="не нужен", ctx=CTX)
    assert not len(store.read().scenarios)
    with pytest.raises(NotFoundError, match=r"scenario\.unknown"):
        drop_scenario(store, code, reason="не нужен", ctx=CTX)
    undo(store, store.head().revision, reason="нужен", ctx=CTX)
    assert store.read().scenarios.keys == (code,)


def test_who_may_not_plan_is_refused(store: NetworkStore) -> None:
    plan = drafted(store)
    code = saved(store, plan, "Запрет", "ban:l:m")
    tries, curator = [read_adjustment("ban:j:n")], context(Role.CURATOR)
    for step in (
        lambda: draft_adjusted(
            store, plan, tries, reason="р", until=None, clock_ms=lambda: 0, ctx=curator
        ),
        lambda: save_scenario(store, plan, "Ещё", tries, reason="р", ctx=curator),
        lambda: draft_scenario(
            store, code, reason="р", until=None, clock_ms=lambda: 0, ctx=curator
        ),
        lambda: drop_scenario(store, code, reason="р", ctx=curator),
    ):
        with pytest.raises(NotAllowedError):
            step()
    assert read_scenarios_document(store, plan, say=SAY, ctx=curator)["plan"] == plan
