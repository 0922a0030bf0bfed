"""Two planners at once, and data that move while one decides: nothing is lost in any store."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph.errors import ConflictError, MethodNetError
from graph.model.changes import Change
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId
from graph.stores.port import NetworkStore
from services.assignment.adjustment import read_adjustment
from services.assignment.refusal.banned import Refusal
from services.assignment.refusal.workflow import refuse
from services.assignment.scenarios.workflow import draft_adjusted, save_scenario
from services.assignment.workflow import approve, check
from services.history.workflow import undo
from services.orders.compose import OrderTerms
from services.orders.workflow import issue
from tests.unit.plan_life.in_year import (
    CTX,
    SAY,
    Meddling,
    approved,
    decide,
    drafted,
    filled,
    led,
    ordered,
)
from tests.unit.plan_life.test_refusals import WINTER


@pytest.fixture
def district(store: NetworkStore) -> NetworkStore:
    """Give a store with three leaders and two schools."""
    return filled(store)


def _approve(store: NetworkStore, plan: PlanId) -> None:
    approve(store, plan, reason="согласовано", ctx=CTX)


def test_of_two_plans_approved_at_once_one_stands_and_the_other_is_told_which(
    district: NetworkStore,
) -> None:
    first, second = drafted(district), drafted(district)

    def quicker(store: NetworkStore, tries: int) -> None:
        if tries == 0:
            _approve(store, first)

    with pytest.raises(ConflictError) as refused:
        _approve(Meddling(district, quicker), second)
    assert refused.value.code == "plan.shared_needs"
    assert first in SAY(refused.value.message)
    network = district.read()
    assert network.plan(first).status is PlanStatus.APPROVED
    assert network.plan(second).status is PlanStatus.DRAFT


def test_an_offer_that_moves_while_a_plan_is_approved_is_named(district: NetworkStore) -> None:
    plan = drafted(district)
    (offer,) = (o for o in district.read().offers if o.organisation == "l")

    def closing(store: NetworkStore, tries: int) -> None:
        if tries == 0:
            decide(store, Change(before=offer, after=replace(offer, places=0)))

    with pytest.raises(ConflictError) as refused:
        _approve(Meddling(district, closing), plan)
    assert refused.value.code == "plan.outdated"
    assert "предложение Школа l, «Направление d»: мест 1 → 0" in SAY(refused.value.message)
    assert district.read().plan(plan).status is PlanStatus.DRAFT


def test_many_planners_who_approve_at_once_leave_one_plan_approved(
    district: NetworkStore,
) -> None:
    plans = [drafted(district) for _ in range(3)]

    def step(plan: PlanId) -> str:
        try:
            _approve(district, plan)
        except MethodNetError as refused:
            return refused.code
        return "approved"

    with ThreadPoolExecutor(3) as pool:
        said = sorted(pool.map(step, plans))
    assert said.count("approved") == 1
    assert set(said) <= {"approved", "plan.shared_needs", "store.moved"}
    states = [district.read().plan(plan).status for plan in plans]
    assert states.count(PlanStatus.APPROVED) == 1


def test_adjustments_and_their_draft_are_whole_and_go_back_together(
    district: NetworkStore,
) -> None:
    plan = drafted(district)
    tries = [read_adjustment("ban:l:m"), read_adjustment("places:k:d:+1")]
    made = draft_adjusted(
        district, plan, tries, reason="решили", until=None, clock_ms=lambda: 0, ctx=CTX
    )
    network = district.read()
    assert network.plan(made).network_revision == network.revision
    assert check(district, made, ctx=CTX) == ()
    scenario = save_scenario(district, plan, "Вариант", tries, reason="р", ctx=CTX)
    assert list(district.read().scenarios) == [scenario]
    undo(district, network.revision, reason="передумали", ctx=CTX)
    left = district.read()
    assert list(left.plans.keys) == [plan]
    assert (len(left.restrictions), [o.places for o in left.offers]) == (0, [1, 1, 1])


def test_a_second_order_ends_and_begins_what_moves(district: NetworkStore) -> None:
    plan = ordered(district)
    refusal = Refusal(leader="l", mentee="m", direction=None, reason="письмо", until=None)
    made = refuse(district, plan, refusal, clock_ms=lambda: 0, ctx=CTX)
    assert led(district.read(), made) == {"m": "k", "n": "j"}
    assert district.read().plan(made).replaces == plan
    _approve(district, made)
    issue(district, made, WINTER, reason="замена", say=SAY, ctx=CTX)
    ends = {f"{p.leader} {p.mentee}": (p.from_date, p.to_date) for p in district.read().pairs}
    first, winter, last = ends["j n"][0], WINTER.date, ends["j n"][1]
    assert ends == {"j n": (first, last), "l m": (first, winter), "k m": (winter, last)}


def test_an_order_of_a_plan_that_is_replaced_at_that_moment_is_refused(
    district: NetworkStore,
) -> None:
    plan = approved(district)
    refusal = Refusal(leader="l", mentee="m", direction=None, reason="письмо", until=None)
    made = refuse(district, plan, refusal, clock_ms=lambda: 0, ctx=CTX)
    terms = OrderTerms(number="7", date=WINTER.date)
    quicker = Meddling(district, lambda store, _: _approve(store, made))
    with pytest.raises(ConflictError):
        issue(quicker, plan, terms, reason="издан", say=SAY, ctx=CTX)
    assert not len(district.read().pairs)
