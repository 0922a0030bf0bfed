"""When a leader leaves, no plan covers as much with fewer changes, and later goals come last."""

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.errors import InputError, NotFoundError
from graph.model.choices import Rule
from graph.network import Network
from graph.table import Table
from services.assignment.advice.fewest import Replacement
from services.assignment.advice.without import without_leader
from services.assignment.compare import leaders_of_needs
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.oracle import MAXIMISED, Instance
from tests.unit.assignment.towns import need, offer, planned, rule, school, town

FIRST = MAXIMISED[:4]
Key = tuple[tuple[tuple[int, ...], ...], int, tuple[tuple[int, ...], ...]]


def key(names: tuple[str, ...], values: dict[str, tuple[int, ...]], moves: int) -> Key:
    """Return what is compared: coverage, changes, the rest; less is better."""
    signed = {n: tuple(-v for v in values[n]) if n in MAXIMISED else values[n] for n in names}
    first = tuple(signed[n] for n in names if n in FIRST)
    return first, moves, tuple(signed[n] for n in names if n not in FIRST)


def left_over(network: Network, leader: str) -> Network:
    """Return the network without offers and pins of `leader`."""
    pins = [r for r in network.restrictions if not (r.rule is Rule.PIN and r.leader == leader)]
    offers = [o for o in network.offers if o.organisation != leader]
    return network.filtered(
        {"offer": Table.of("offer", offers), "restriction": Table.of("restriction", pins)}
    )


def best_of_all(
    network: Network, policy: AssignmentPolicy, plan: PlannedAssignment, leader: str
) -> Key:
    """Look at every plan of the network that is left."""
    it = Instance(left_over(network, leader), policy)
    before = leaders_of_needs(plan)
    found = []
    for choice in it.plans():
        moves = sum(
            before.get((n.organisation, n.direction))
            != (None if j is None else it.offers[j].organisation)
            for n, j in zip(it.needs, choice, strict=True)
        )
        found.append(key(policy.goals, it.values(choice), moves))
    return min(found)


def as_key(found: Replacement) -> Key:
    return key(
        tuple(name.value for name, _ in found.goals),
        {name.value: value for name, value in found.goals},
        len(found.steps),
    )


@settings(max_examples=150, deadline=None)
@given(networks(), policies(), st.integers(0, 3))
def test_no_plan_without_the_leader_is_better(
    network: Network, policy: AssignmentPolicy, who: int
) -> None:
    plan = plan_of(network, policy)
    leaders = sorted({o.organisation for o in network.offers})
    if plan is None or not leaders:
        return
    leader = leaders[who % len(leaders)]
    found = without_leader(network, plan, leader)
    event(f"{len(found.steps)} changes")
    assert as_key(found) == best_of_all(network, policy, plan, leader)
    assert leader not in {line[0] for line in found.assignments}
    needs = {line[1:] for line in found.assignments} | set(found.open_needs)
    assert len(needs) == len(plan.assignments) + len(plan.open_needs)


def test_only_the_schools_of_the_leader_move_while_others_have_room() -> None:
    """Planned anew, `m` would go to the nearer leader; as a replacement it stays where it is."""
    network = town(
        *(school(code, far) for code, far in (("l", 0), ("k", 30), ("j", 40), ("m", 1), ("n", 41))),
        offer("l"),
        offer("k", 1),
        offer("j", 1),
        need("m"),
        need("n"),
    )
    found = without_leader(network, planned(network), "l")
    assert found.assignments == (("j", "n", "d"), ("k", "m", "d"))
    assert [(s.mentee, s.from_leader, s.to_leader) for s in found.steps] == [("m", "l", "k")]


def test_somebody_moves_where_it_covers_an_acute_need() -> None:
    """`n` can be helped by `k` only, which helps `m`; `j` takes `m`, so that nobody stays open."""
    network = town(
        *(
            school(code, far)
            for code, far in (("l", 0), ("k", 50), ("j", -50), ("m", 1), ("n", 90))
        ),
        offer("l"),
        offer("k"),
        offer("j"),
        need("m"),
        need("n", level=3),
        rule(Rule.FORBID, "l", "m"),
        rule(Rule.PREFER, "l", "n"),
        rule(Rule.PREFER, "k", "m"),
    )
    plan = planned(network)
    assert leaders_of_needs(plan) == {("m", "d"): "k", ("n", "d"): "l"}
    found = without_leader(network, plan, "l")
    assert found.assignments == (("j", "m", "d"), ("k", "n", "d"))
    assert len(found.steps) == 2
    assert found.open_needs == ()


def test_pins_of_the_leader_vanish_and_its_own_needs_stay() -> None:
    network = town(
        *(school(code, far) for code, far in (("l", 0), ("k", 5), ("m", 1))),
        offer("l"),
        offer("k", 2),
        offer("k", 2, way="e"),
        need("m"),
        need("l", way="e"),
        rule(Rule.PIN, "l", "m"),
    )
    found = without_leader(network, planned(network), "l")
    assert found.assignments == (("k", "l", "e"), ("k", "m", "d"))


def test_a_need_that_was_open_is_a_change_too() -> None:
    """`m` must have a leader again: in the need it had one for, not in the one overlooked."""
    network = town(
        *(school("l"), school("k", places_total=1), school("j"), school("m", 1), school("n", 1)),
        *(offer("l"), offer("k"), offer("k", way="e"), offer("j", way="e")),
        *(need("m"), need("m", way="e", overlooked=True)),
        *(need("n", overlooked=True), need("n", way="e")),
        *(rule(Rule.FORBID, "l", "n"), rule(Rule.FORBID, "j", "m", "e")),
        rule(Rule.PREFER, "k", "n"),
    )
    plan = planned(network)
    assert leaders_of_needs(plan) == {("m", "d"): "l", ("n", "d"): "k", ("n", "e"): "j"}
    found = without_leader(network, plan, "l")
    assert found.assignments == (("j", "n", "e"), ("k", "m", "d"))
    assert [(s.mentee, s.from_leader, s.to_leader) for s in found.steps] == [
        ("m", "l", "k"),
        ("n", "k", None),
    ]


def test_who_offers_nothing_cannot_leave() -> None:
    network = town(school("l"), school("m", 5), offer("l"), need("m"))
    with pytest.raises(InputError) as refused:
        without_leader(network, planned(network), "m")
    assert refused.value.code == "advice.no_leader"
    with pytest.raises(NotFoundError):
        without_leader(network, planned(network), "zz")
