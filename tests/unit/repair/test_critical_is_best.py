"""No tie is critical after a proposal, and no set of ties is better: by trial, and by flows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.record import Record
from graph.network import Network
from services.policy import IsolationPolicy
from services.repair.proposal import Asked, Goal, Minimise, Proposal, Reason
from services.repair.propose import propose_repair
from tests.unit.isolation import build
from tests.unit.repair.drawn import networks
from tests.unit.repair.flows import Flows
from tests.unit.repair.held import Held

POLICY = IsolationPolicy()


def proposed(records: list[Record], asked: Asked) -> Proposal:
    return propose_repair(Network.of(records), POLICY, asked, day=build.DAY)


def is_held(records: list[Record], made: Proposal) -> None:
    """The ties are candidates, and no bridge lies between two of those not left out."""
    held = Held(records, max_km=made.asked.max_km)
    ties = [(str(t.one), str(t.other)) for t in made.ties]
    assert all(held.candidates[tie] == t.tenths for tie, t in zip(ties, made.ties, strict=True))
    left = {code for code, _ in made.left_out}
    together = [part for part in held.parts(ties) if part & held.judged - left]
    assert len(together) <= 1
    assert all(part & held.judged == held.judged - left for part in together)


def is_best(records: list[Record], order: str, far: float | None) -> None:
    made = proposed(
        records,
        Asked(goal=Goal.NO_CRITICAL_TIE, minimise=Minimise(order), max_km=far),
    )
    is_held(records, made)
    cost = made.tenths, len(made.ties)
    found = (len(made.left_out), *(cost if order == "km" else cost[::-1]))
    assert found == Held(records, max_km=far).best(order)
    assert made.proved
    assert made.bound_tenths <= made.tenths
    assert made.bound_ties <= len(made.ties)
    assert not any(reason is Reason.CAPACITY for _, reason in made.left_out)


def keeps_limits(records: list[Record], general: int, leader: int) -> None:
    asked = Asked(goal=Goal.NO_CRITICAL_TIE, capacity=general, leader_capacity=leader)
    made = proposed(records, asked)
    is_held(records, made)
    held = Held(records)
    room = {c: leader if c in held.leaders else general for c in held.organisations}
    for code, most in room.items():
        assert sum(code in (t.one, t.other) for t in made.ties) <= most
    best = held.best("km", room=room)
    found = (len(made.left_out), made.tenths, len(made.ties))
    assert found == best if made.proved else found >= best


ORDERS = st.sampled_from(["km", "ties"])
LONGEST = st.sampled_from([None, None, 60.0])


@settings(max_examples=40, deadline=None)
@given(networks(), ORDERS, LONGEST)
def test_no_set_of_ties_is_better(records: list[Record], order: str, far: float | None) -> None:
    is_best(records, order, far)


@settings(max_examples=40, deadline=None)
@given(networks(), st.integers(0, 3), st.integers(0, 4))
def test_limits_are_kept_and_what_is_proved_is_best(
    records: list[Record], general: int, leader: int
) -> None:
    keeps_limits(records, general, leader)


def is_best_by_flows(records: list[Record], order: str, far: float | None) -> None:
    made = proposed(records, Asked(goal=Goal.NO_CRITICAL_TIE, minimise=Minimise(order), max_km=far))
    is_held(records, made)
    cost = made.tenths, len(made.ties)
    found = (len(made.left_out), *(cost if order == "km" else cost[::-1]))
    assert found == Flows(records, max_km=far).least(order)
    assert made.proved


def keeps_limits_by_flows(records: list[Record], general: int, leader: int) -> None:
    asked = Asked(goal=Goal.NO_CRITICAL_TIE, capacity=general, leader_capacity=leader)
    made = proposed(records, asked)
    is_held(records, made)
    flows = Flows(records)
    room = {c: leader if c in flows.leaders else general for c in flows.organisations}
    best = flows.least("km", room=room)
    found = (len(made.left_out), made.tenths, len(made.ties))
    assert (best is None) == (Reason.CAPACITY in {reason for _, reason in made.left_out})
    assert best is None or (made.proved and found == best)


@settings(max_examples=15, deadline=None)
@given(networks(8), ORDERS, LONGEST)
def test_flows_find_nothing_better(records: list[Record], order: str, far: float | None) -> None:
    is_best_by_flows(records, order, far)


@settings(max_examples=15, deadline=None)
@given(networks(8), st.integers(0, 3), st.integers(0, 4))
def test_flows_find_nothing_better_within_limits(
    records: list[Record], general: int, leader: int
) -> None:
    keeps_limits_by_flows(records, general, leader)


@pytest.mark.soak
@settings(max_examples=300, deadline=None)
@given(networks(8), ORDERS, LONGEST)
def test_flows_find_nothing_better_on_many(
    records: list[Record], order: str, far: float | None
) -> None:
    is_best_by_flows(records, order, far)


@pytest.mark.soak
@settings(max_examples=300, deadline=None)
@given(networks(8), st.integers(0, 3), st.integers(0, 4))
def test_flows_find_nothing_better_within_limits_on_many(
    records: list[Record], general: int, leader: int
) -> None:
    keeps_limits_by_flows(records, general, leader)
