"""An order puts the pairs of a plan in force and ends what they replace."""

from dataclasses import replace
from datetime import date

import pytest

from api.texts import catalogue
from graph.errors import ConflictError, InputError, NotFoundError, PlanStateError
from graph.model.choices import AssignmentMode, OrganisationKind, PairStatus, PlanStatus
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PlanId, SchoolYear
from graph.model.organisation import Organisation
from graph.model.plan import Assignment, Plan
from graph.model.tie import Pair
from graph.network import Network
from services.orders.compose import OrderTerms, compose_order
from services.orders.document import order_document

P, D, M = PlanId("2026-1"), DirectionId("d"), OrganisationId("mentee")
OLD, NEW = OrganisationId("old"), OrganisationId("new")
TERMS = OrderTerms(number="12", date=date(2026, 8, 28))
SAY = catalogue("ru")


def plan(status: PlanStatus = PlanStatus.APPROVED) -> Plan:
    return Plan(
        id=P,
        status=status,
        scope="region",
        school_year=SchoolYear("2026/2027"),
        as_of=date(2026, 9, 1),
        network_revision=1,
        policy="-",
        policy_fingerprint="sha256:0",
        data_fingerprint="sha256:0",
        places_taken=0,
        checker="1",
        certificate=b"1",
        runtime_ms=1,
    )


def line(leader: OrganisationId) -> Assignment:
    return Assignment(
        plan=P,
        leader=leader,
        mentee=M,
        direction=D,
        offer_from=date(2025, 9, 1),
        level=3,
        effective_km=1.0,
        mode=AssignmentMode.ON_SITE,
        points=10,
        kept=False,
        pinned=False,
        preferred=False,
        nearer=0,
        place=1,
        places=1,
    )


def running(leader: OrganisationId, status: PairStatus | None = PairStatus.ACTIVE) -> Pair:
    return Pair(
        leader=leader,
        mentee=M,
        direction=D,
        from_date=date(2025, 9, 1),
        to_date=None,
        status=status,
    )


def network(*records: object, status: PlanStatus = PlanStatus.APPROVED) -> Network:
    schools = [
        Organisation(
            id=code, name=code, kind=OrganisationKind.SCHOOL, municipality=MunicipalityId("m")
        )
        for code in (M, OLD, NEW)
    ]
    return Network.of([plan(status), line(NEW), *schools, *records])  # type: ignore[list-item]  # records only


def test_every_assignment_becomes_a_pair_of_the_school_year_with_the_order_as_basis() -> None:
    (pair,) = compose_order(network(), P, TERMS, SAY).begun
    assert (pair.leader, pair.mentee, pair.direction) == (NEW, M, D)
    assert (pair.from_date, pair.to_date) == (date(2026, 9, 1), date(2027, 9, 1))
    assert pair.status is PairStatus.ORDERED
    assert pair.plan == P
    assert pair.basis == "приказ № 12 от 28.08.2026"


def test_a_pair_with_another_leader_ends_as_replaced() -> None:
    (ended,) = compose_order(network(running(OLD)), P, TERMS, SAY).ended
    assert ended.status is PairStatus.ENDED
    assert ended.to_date == date(2026, 9, 1)
    assert ended.end_reason == "замена по приказу № 12"


def test_a_pair_with_the_same_leader_ends_as_continued() -> None:
    (ended,) = compose_order(network(running(NEW)), P, TERMS, SAY).ended
    assert ended.end_reason == "продолжена"


def test_a_pair_without_status_counts_as_in_force_and_a_planned_one_does_not() -> None:
    assert compose_order(network(running(OLD, None)), P, TERMS, SAY).ended
    assert not compose_order(network(running(OLD, PairStatus.PLANNED)), P, TERMS, SAY).ended


def test_a_pair_that_is_over_by_then_is_left_alone() -> None:
    over = Pair(
        leader=OLD, mentee=M, direction=D, from_date=date(2025, 9, 1), to_date=date(2026, 9, 1)
    )
    assert not compose_order(network(over), P, TERMS, SAY).ended


def test_all_of_it_is_one_change_set_with_the_plan_ordered() -> None:
    changes = compose_order(network(running(OLD)), P, TERMS, SAY).changes
    assert [c.entity for c in changes] == ["plan", "order", "pair", "pair"]
    after = changes[0].after
    assert isinstance(after, Plan)
    assert after.status is PlanStatus.ORDERED


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (PlanStatus.DRAFT, "plan.not_approved"),
        (PlanStatus.ORDERED, "plan.already_ordered"),
        (PlanStatus.WITHDRAWN, "plan.withdrawn"),
    ],
)
def test_only_an_approved_plan_can_be_ordered(status: PlanStatus, code: str) -> None:
    with pytest.raises(PlanStateError, match=code):
        compose_order(network(status=status), P, TERMS, SAY)


def test_an_unknown_plan_an_empty_number_and_an_empty_period_are_refused() -> None:
    with pytest.raises(NotFoundError):
        compose_order(network(), PlanId("no"), TERMS, SAY)
    with pytest.raises(InputError, match="no_number"):
        compose_order(network(), P, OrderTerms(number=" ", date=date(2026, 8, 28)), SAY)
    day = date(2026, 9, 1)
    terms = OrderTerms(number="1", date=day, from_date=day, to_date=day)
    with pytest.raises(InputError, match="period"):
        compose_order(network(), P, terms, SAY)


def test_a_pair_with_the_same_leader_from_the_same_day_is_named_as_taken_over() -> None:
    there = replace(running(NEW), from_date=date(2026, 9, 1))
    composed = compose_order(network(there), P, TERMS, SAY)
    assert composed.taken_over == (there,)
    document = order_document(composed, None)
    assert document["revision"] is None
    assert [pair["leader"] for pair in document["taken_over"]] == [there.leader]
    assert composed.ended == ()


def test_an_order_does_not_run_into_another_leaders_later_pair() -> None:
    later = replace(running(OLD, PairStatus.ORDERED), from_date=date(2026, 10, 1))
    with pytest.raises(ConflictError, match="overlaps"):
        compose_order(network(later), P, TERMS, SAY)
    assert compose_order(network(replace(later, leader=NEW)), P, TERMS, SAY).begun


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2025, 10, 1), date(2027, 9, 1)), (date(2026, 9, 1), date(2029, 9, 1))],
)
def test_the_period_of_an_order_stays_in_the_plans_year(start: date, end: date) -> None:
    terms = replace(TERMS, from_date=start, to_date=end)
    with pytest.raises(InputError, match="outside_year"):
        compose_order(network(), P, terms, SAY)
