"""A plan from draft to order and back: what may follow what, and what the journal keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
    PlanStateError,
)
from graph.model.changes import Change, put
from graph.model.choices import PairStatus, PlanStatus
from graph.model.ids import OrganisationId, PlanId, SchoolYear
from graph.model.need import Offer
from graph.stores.sqlite import SqliteStore
from graph.valid_time import as_of
from services.access import Role
from services.assignment.document import plan_document
from services.assignment.workflow import approve, check, draft, withdraw
from services.history.workflow import undo
from services.orders.compose import OrderTerms
from services.orders.workflow import issue, preview
from services.policy import shipped_policy
from tests.unit.plan_life.frame import CTX, SAY, context, decide, drafted, status, store_in

TERMS = OrderTerms(number="7", date=date(2026, 8, 28))


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return store_in(tmp_path)


def test_a_draft_is_kept_with_its_lines_and_passes_the_independent_check(
    store: SqliteStore,
) -> None:
    plan = drafted(store)
    assert plan == "2026-1"
    assert status(store, plan) is PlanStatus.DRAFT
    assert check(store, plan, ctx=CTX) == ()
    network = store.read()
    assert len(network.lines_of("assignment", plan)) == 1
    assert len(network.lines_of("open_need", plan)) == 1


def test_each_draft_gets_the_next_number(store: SqliteStore) -> None:
    assert [drafted(store), drafted(store)] == ["2026-1", "2026-2"]


def test_a_draft_writes_no_pairs_and_neither_does_its_approval(store: SqliteStore) -> None:
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    assert status(store, plan) is PlanStatus.APPROVED
    assert len(store.read().pairs) == 0


def test_an_order_is_previewed_without_a_trace_and_issued_with_its_pairs_in_force(
    store: SqliteStore,
) -> None:
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    before = store.head().revision
    seen = preview(store, plan, TERMS, say=SAY, ctx=CTX)
    assert store.head().revision == before
    done, _ = issue(store, plan, TERMS, reason="издан приказ", say=SAY, ctx=CTX)
    assert done == seen
    assert status(store, plan) is PlanStatus.ORDERED
    (pair,) = as_of(store.read(), date(2026, 9, 1)).pairs
    assert (pair.leader, pair.status, pair.plan) == ("a", PairStatus.ORDERED, plan)
    assert [o.number for o in store.read().orders] == ["7"]


def test_next_year_sees_the_ordered_pairs_as_pairs_to_keep(store: SqliteStore) -> None:
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    issue(store, plan, TERMS, reason="издан приказ", say=SAY, ctx=CTX)
    following = SchoolYear("2027/2028")
    (led,) = [line.mentee for line in store.read().lines_of("assignment", plan)]
    needs = [n for n in store.read().needs if n.organisation == led]
    needs = [replace(n, school_year=following) for n in needs]
    decide(store, *put(needs))
    next_plan = draft(
        store,
        shipped_policy("krai"),
        school_year=following,
        day=None,
        scope="region",
        reason="рассчитан проект",
        clock_ms=lambda: 0,
        ctx=CTX,
    )
    (line,) = store.read().lines_of("assignment", next_plan)
    assert line.kept


def test_an_ordered_plan_is_closed_until_its_order_is_undone(store: SqliteStore) -> None:
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    _, revision = issue(store, plan, TERMS, reason="издан приказ", say=SAY, ctx=CTX)
    with pytest.raises(PlanStateError):
        withdraw(store, plan, reason="передумали", ctx=CTX)
    undo(store, revision, reason="не тот номер", ctx=CTX)
    assert status(store, plan) is PlanStatus.APPROVED
    assert len(store.read().pairs) == 0
    withdraw(store, plan, reason="передумали", ctx=CTX)
    assert status(store, plan) is PlanStatus.WITHDRAWN


def test_a_step_that_may_not_follow_says_what_stands_and_what_comes_first(
    store: SqliteStore,
) -> None:
    plan = drafted(store)

    def told(step: Callable[[], object]) -> str:
        with pytest.raises(PlanStateError) as caught:
            step()
        return SAY(caught.value.message)

    def order() -> object:
        return issue(store, plan, TERMS, reason="издан приказ", say=SAY, ctx=CTX)

    def approval() -> object:
        return approve(store, plan, reason="согласовано", ctx=CTX)

    def withdrawal() -> object:
        return withdraw(store, plan, reason="передумали", ctx=CTX)

    assert told(order) == "Сначала утвердите план: methodnet approve 2026-1 --reason …"
    approval()
    assert (
        told(approval)
        == "План 2026-1 уже утверждён. Следующий шаг — приказ: он вводит пары плана в силу."
    )
    order()
    assert told(order) == told(approval) == "По плану 2026-1 приказ уже издан."
    assert "Сначала отмените приказ" in told(withdrawal)
    undo(store, store.head().revision, reason="не тот номер", ctx=CTX)
    withdrawal()
    assert told(order) == told(withdrawal) == "План 2026-1 отозван. Рассчитайте новый."


def test_an_order_whose_pair_was_touched_cannot_be_undone(store: SqliteStore) -> None:
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    _, revision = issue(store, plan, TERMS, reason="издан приказ", say=SAY, ctx=CTX)
    (pair,) = store.read().pairs
    decide(store, Change(before=pair, after=replace(pair, status=PairStatus.ACTIVE)))
    with pytest.raises(ConflictError, match="touched_later"):
        undo(store, revision, reason="не тот номер", ctx=CTX)


def test_approval_is_refused_when_the_network_no_longer_admits_a_pair(
    store: SqliteStore,
) -> None:
    plan = drafted(store)
    (offer,) = store.read().offers
    decide(store, Change(before=offer, after=replace(offer, to_date=date(2026, 9, 1))))
    with pytest.raises(ConflictError) as caught:
        approve(store, plan, reason="согласовано", ctx=CTX)
    assert caught.value.code == "plan.outdated"
    assert status(store, plan) is PlanStatus.DRAFT
    assert "Школа" in SAY(caught.value.message)


def test_a_refused_approval_names_the_records_that_moved(store: SqliteStore) -> None:
    plan = drafted(store)
    network = store.read()
    (offer,) = network.offers
    site = replace(network.organisation("a"), site="https://example.org")
    more = [replace(n, organisation=OrganisationId("a"), level=1) for n in list(network.needs)[:1]]
    fewer = replace(offer, places=0)
    decide(store, Change(before=offer, after=fewer), *put(more))
    decide(store, Change(before=network.organisation("a"), after=site))
    with pytest.raises(ConflictError) as caught:
        approve(store, plan, reason="согласовано", ctx=CTX)
    assert SAY(caught.value.message).endswith(
        "С расчёта изменилось: предложение Школа a, «Чтение»: мест 1 → 0; "
        "потребность Школа a, «Чтение»: добавлено; "
        "организация Школа a: сайт — → https://example.org. Рассчитайте его заново."
    )


def test_approval_is_refused_when_a_better_plan_has_become_possible(store: SqliteStore) -> None:
    plan = drafted(store)
    (offer,) = store.read().offers
    more = Offer(
        organisation=OrganisationId("c"),
        direction=offer.direction,
        places=5,
        from_date=date(2026, 9, 1),
    )
    decide(store, *put([more]))
    with pytest.raises(ConflictError):
        approve(store, plan, reason="согласовано", ctx=CTX)


def test_what_moved_without_touching_the_plan_does_not_stand_against_it(
    store: SqliteStore,
) -> None:
    plan = drafted(store)
    one = store.read().organisation("a")
    decide(store, Change(before=one, after=replace(one, site="https://example.org")))
    approve(store, plan, reason="согласовано", ctx=CTX)
    assert status(store, plan) is PlanStatus.APPROVED


def test_a_need_is_in_one_approved_plan_of_its_year(store: SqliteStore) -> None:
    first, second = drafted(store), drafted(store)
    approve(store, first, reason="согласовано", ctx=CTX)
    with pytest.raises(ConflictError) as caught:
        approve(store, second, reason="согласовано", ctx=CTX)
    assert caught.value.code == "plan.shared_needs"
    assert first in SAY(caught.value.message)


def test_the_document_of_a_plan_does_not_change_when_the_network_does(
    store: SqliteStore,
) -> None:
    plan = drafted(store)
    before = plan_document(store.read(), plan, SAY)
    one = store.read().organisation("b")
    decide(store, Change(before=one, after=replace(one, site="https://example.org")))
    assert plan_document(store.read(), plan, SAY) == before


def test_a_draft_can_be_taken_back_with_all_its_lines(store: SqliteStore) -> None:
    plan = drafted(store)
    undo(store, store.head().revision, reason="лишний", ctx=CTX)
    network = store.read()
    assert not len(network.plans)
    assert not network.lines_of("assignment", plan)


def test_who_may_not_is_refused_and_an_unknown_plan_is_named(store: SqliteStore) -> None:
    plan = drafted(store)
    for refused in (
        lambda: approve(store, plan, reason="р", ctx=context(Role.CURATOR)),
        lambda: withdraw(store, plan, reason="р", ctx=context(Role.LEADER)),
        lambda: issue(store, plan, TERMS, reason="р", say=SAY, ctx=context(Role.CURATOR)),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    with pytest.raises(NotFoundError, match="нет-такого"):
        approve(store, PlanId("нет-такого"), reason="р", ctx=CTX)


def test_an_undoing_cannot_bring_two_plans_of_one_need_to_approval(store: SqliteStore) -> None:
    first, second = drafted(store), drafted(store)
    approve(store, first, reason="согласовано", ctx=CTX)
    withdrawn = withdraw(store, first, reason="передумали", ctx=CTX)
    approve(store, second, reason="согласовано", ctx=CTX)
    with pytest.raises(ConflictError, match="shared_needs"):
        undo(store, withdrawn, reason="ошибка", ctx=CTX)
    assert status(store, first) is PlanStatus.WITHDRAWN


def test_an_undoing_cannot_bring_a_plan_to_approval_that_today_does_not_admit(
    store: SqliteStore,
) -> None:
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    withdrawn = withdraw(store, plan, reason="передумали", ctx=CTX)
    (offer,) = store.read().offers
    decide(store, Change(before=offer, after=replace(offer, places=0)))
    with pytest.raises(ConflictError, match="outdated"):
        undo(store, withdrawn, reason="ошибка", ctx=CTX)


def test_only_a_new_order_puts_a_plan_in_force_again(store: SqliteStore) -> None:
    plan = drafted(store)
    approve(store, plan, reason="согласовано", ctx=CTX)
    _, ordered = issue(store, plan, TERMS, reason="издан приказ", say=SAY, ctx=CTX)
    undone = undo(store, ordered, reason="не тот номер", ctx=CTX)
    with pytest.raises(ConflictError, match="order_again"):
        undo(store, undone, reason="тот номер", ctx=CTX)
    issue(store, plan, TERMS, reason="издан приказ", say=SAY, ctx=CTX)
    assert status(store, plan) is PlanStatus.ORDERED
