"""Networks at the edges of what is possible get the best of all plans, and the checker agrees."""

from datetime import date

import pytest

from graph.model.choices import Mode, Rule
from graph.network import Network
from services.policy import AssignmentPolicy
from tests.unit.assignment.compared import differs_from_all_plans, planned
from tests.unit.assignment.towns import changed, distance, need, offer, rule, school, town

MENTEES = [school(f"m{i}", 3.0 * i) for i in range(5)]
NEEDS = [need(f"m{i}", 1 + i % 3) for i in range(5)]
LEADERS = [school("l", 1), school("k", 8)]
USUAL = town(*MENTEES, *NEEDS, *LEADERS, offer("l", 2), offer("k", 1))
EDGES: dict[str, tuple[Network, int]] = {
    "as usual": (USUAL, 3),
    "no leaders": (town(*MENTEES, *NEEDS), 0),
    "leaders without an offer": (town(*MENTEES, *NEEDS, *LEADERS), 0),
    "zero places": (changed(USUAL, offer("l", 0), offer("k", 0)), 0),
    "zero places in all": (changed(USUAL, *(school(c, 1, places_total=0) for c in "lk")), 0),
    "one leader for all": (changed(USUAL, offer("l", 99), offer("k", 0)), 5),
    "absurdly many places": (changed(USUAL, offer("l", 10**9), school("k", places_total=10**9)), 5),
    "more wanted at least than there is": (changed(USUAL, school("l", 1, places_min=50)), 3),
    "everything banned": (
        changed(USUAL, *(rule(Rule.FORBID, c, f"m{i}", None) for c in "lk" for i in range(5))),
        0,
    ),
    "all at one point": (
        changed(USUAL, *(school(o.id, 0) for o in (*MENTEES, *LEADERS)), offer("k", 3)),
        5,
    ),
    "two schools on one spot": (changed(USUAL, school("m1", 0), school("l", 0)), 3),
    "nobody has coordinates": (
        changed(USUAL, *(school(o.id, None) for o in (*MENTEES, *LEADERS))),
        3,
    ),
    "coordinates missing over a border": (
        changed(USUAL, *(school(c, None, municipality="b") for c in "lk")),
        0,
    ),
    "missing coordinates and remote help": (
        changed(
            USUAL,
            *(school(c, None, municipality="b") for c in "lk"),
            offer("l", 2, mode=Mode.REMOTE),
        ),
        2,
    ),
    "everybody far away": (changed(USUAL, school("l", 900), school("k", 2000)), 0),
    "far away but near by road": (
        changed(USUAL, school("l", 900), school("k", 2000), distance("k", "m4", 99)),
        1,
    ),
    "every offer has ended": (
        changed(USUAL, *(offer(c, 3, to_date=date(2026, 9, 1)) for c in "lk")),
        0,
    ),
    "every leader is a mentee in need": (
        changed(USUAL, need("l", 3), need("k", 3)),
        0,
    ),
    "all branches of one school": (
        changed(USUAL, *(school(f"m{i}", 3.0 * i, parent="l") for i in range(5)), offer("k", 0)),
        0,
    ),
}


@pytest.mark.parametrize(("network", "covered"), EDGES.values(), ids=EDGES.keys())
def test_a_network_at_the_edge_gets_the_best_of_all_plans(network: Network, covered: int) -> None:
    policy = AssignmentPolicy()
    assert differs_from_all_plans(network, policy) is False
    assert len(planned(network, policy).assignments) == covered
