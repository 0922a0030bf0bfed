"""Second leaders equal the best of all sets of ties: some each time, two hundred in the soak."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.record import Record
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.kinds import Kind
from services.policy import IsolationPolicy
from services.repair.proposal import Asked, Goal, Minimise, Proposal, Reason
from services.repair.propose import propose_repair
from tests.unit.isolation import build
from tests.unit.repair.drawn import networks
from tests.unit.repair.second import Second

POLICY = IsolationPolicy()
ORDERS = st.sampled_from(["km", "ties"])
LONGEST = st.sampled_from([None, None, 60.0])


def proposed(records: list[Record], asked: Asked) -> Proposal:
    return propose_repair(Network.of(records), POLICY, asked, day=build.DAY)


def holds_what_it_says(records: list[Record], made: Proposal, oracle: Second) -> None:
    """The ties are candidates, those left out are the rest, and the detector finds nobody else."""
    ties = [(t.one, t.other) for t in made.ties]
    assert all(oracle.candidates[tie] == t.tenths for tie, t in zip(ties, made.ties, strict=True))
    left = {code for code, _ in made.left_out}
    assert oracle.judged - oracle.free(ties) == left
    events = [build.event(f"new{i}", *tie, on=build.DAY) for i, tie in enumerate(ties)]
    found = find_isolated(Network.of([*records, *events]), POLICY, day=build.DAY)
    hanging = {f.organisation for f in found.findings if {Kind.K4, Kind.K6} & set(f.kinds)}
    assert hanging <= left


def rank(made: Proposal, order: str) -> tuple[int, ...]:
    cost = made.tenths, len(made.ties)
    return (len(made.left_out), *(cost if order == "km" else cost[::-1]))


def is_best_without_limits(records: list[Record], order: str, far: float | None) -> None:
    asked = Asked(goal=Goal.SECOND_LEADER, minimise=Minimise(order), max_km=far)
    made = proposed(records, asked)
    oracle = Second(records, max_km=far)
    holds_what_it_says(records, made, oracle)
    assert rank(made, order) == oracle.best(order)
    assert made.proved
    assert made.bound_tenths <= made.tenths
    assert made.bound_ties <= len(made.ties)
    assert not any(reason is Reason.CAPACITY for _, reason in made.left_out)


def keeps_its_limits(records: list[Record], order: str, general: int, leader: int) -> None:
    asked = Asked(
        goal=Goal.SECOND_LEADER,
        minimise=Minimise(order),
        capacity=general,
        leader_capacity=leader,
    )
    made = proposed(records, asked)
    oracle = Second(records)
    holds_what_it_says(records, made, oracle)
    room = {c: leader if c in oracle.leaders else general for c in oracle.organisations}
    for code, most in room.items():
        assert sum(code in (t.one, t.other) for t in made.ties) <= most
    best = oracle.best(order, room=room)
    found = rank(made, order)
    assert found[0] == best[0]
    assert found == best if made.proved else found >= best


@settings(max_examples=40, deadline=None)
@given(networks(), ORDERS, LONGEST)
def test_no_set_of_ties_gives_a_second_way_for_less(
    records: list[Record], order: str, far: float | None
) -> None:
    is_best_without_limits(records, order, far)


@settings(max_examples=40, deadline=None)
@given(networks(), ORDERS, st.integers(0, 3), st.integers(0, 3))
def test_limits_are_kept_and_as_many_as_can_be_are_served(
    records: list[Record], order: str, general: int, leader: int
) -> None:
    keeps_its_limits(records, order, general, leader)


@pytest.mark.soak
@settings(max_examples=250, deadline=None)
@given(networks(5), ORDERS, LONGEST)
def test_no_set_of_ties_is_better_on_many(
    records: list[Record], order: str, far: float | None
) -> None:
    is_best_without_limits(records, order, far)


@pytest.mark.soak
@settings(max_examples=250, deadline=None)
@given(networks(5), ORDERS, st.integers(0, 3), st.integers(0, 3))
def test_limits_are_kept_on_many(
    records: list[Record], order: str, general: int, leader: int
) -> None:
    keeps_its_limits(records, order, general, leader)
