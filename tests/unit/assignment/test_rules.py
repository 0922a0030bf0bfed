"""Who may help whom: each rule by hand, on networks of a few rows."""

from datetime import date

import pytest

from graph.errors import InputError
from graph.model.choices import Mode, OpenReason, OrganisationKind, PairStatus, Rule
from graph.model.ids import DirectionId, OrganisationId, PlanId
from graph.model.plan import OpenNeed
from graph.model.record import Record
from services.assignment.checks import faults_of
from services.policy import read_policy, shipped_policy
from tests.unit.assignment.towns import (
    changed,
    distance,
    final_plan,
    need,
    offer,
    pair,
    pairs_of,
    planned,
    reasons_of,
    rule,
    school,
    town,
    value,
)

PLAIN = (school("l"), school("m", 20), offer("l"), need("m"))


def test_a_leader_with_a_place_takes_a_need() -> None:
    plan = planned(town(*PLAIN))
    (line,) = plan.assignments
    assert (line.leader, line.mentee, line.distance_km, line.effective_km) == ("l", "m", 20.0, 20.0)
    assert (line.mode.value, line.points, line.place, line.places) == ("on_site", 200, 1, 1)
    assert plan.open_needs == ()


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (school("m", 20, parent="l"), "same_entity"),
        (school("l", parent="x"), "same_entity"),
        (school("l", to_date=date(2026, 9, 1)), "expired"),
        (school("m", 20, from_date=date(2026, 9, 2)), "expired"),
        (offer("l", to_date=date(2026, 9, 1)), "expired"),
        (rule(Rule.FORBID, "l", "m"), "forbidden"),
        (rule(Rule.FORBID, "l", "m", None), "forbidden"),
        (need("l", 3), "leader_needs_help"),
        (school("m", 101), "too_far"),
        (school("m", None, municipality="b"), "too_far"),
        (offer("l", limit_km=19.9), "too_far"),
        (distance("l", "m", 100.05), "too_far"),
        (offer("l", 0), "no_place"),
        (school("l", places_total=0), "no_place"),
        (offer("l", way="e"), None),
    ],
)
def test_each_rule_leaves_a_need_open_with_its_reason(record: Record, reason: str | None) -> None:
    branch = (school("x"), school("m", 20, parent="x")) if "x" in repr(record) else ()
    network = changed(town(*PLAIN), *branch, record)
    assert reasons_of(planned(network)).get("m") == reason


@pytest.mark.parametrize(
    "record",
    [
        school("l", to_date=date(2026, 9, 2)),
        offer("l", to_date=date(2026, 9, 2)),
        rule(Rule.FORBID, "l", "m", "e"),
        rule(Rule.FORBID, "l", "m", until=date(2026, 9, 1)),
        need("l", 2),
        need("l", 3, way="e"),
        need("l", 3, in_work=False),
        offer("l", limit_km=20.0),
        distance("l", "m", 100.04),
        school("m", None),
    ],
)
def test_what_just_passes_a_rule_is_served(record: Record) -> None:
    assert pairs_of(planned(changed(town(*PLAIN), record))).get("m") == "l"


def test_the_rule_that_the_best_pair_fails_is_told() -> None:
    network = town(
        *(school("m"), need("m"), school("near", 5), school("far", 120), school("banned", 5)),
        *(offer("far"), offer("banned"), offer("near", to_date=date(2026, 1, 1))),
        rule(Rule.FORBID, "banned", "m"),
    )
    (line,) = planned(network).open_needs
    assert (line.reason, line.nearest, line.nearest_km) == (OpenReason.TOO_FAR, "far", 120.0)


def test_nobody_offers_the_direction() -> None:
    (line,) = planned(town(school("m"), need("m"))).open_needs
    assert (line.reason.value, line.nearest, line.nearest_km) == ("no_offer", None, None)


@pytest.mark.parametrize(
    ("mode", "north", "limit", "expected"),
    [
        (Mode.MIXED, 90, None, ("on_site", 90.0, 90.0)),
        (Mode.MIXED, 90, 50.0, ("remote", 90.0, 30.0)),
        (Mode.MIXED, 400, None, ("remote", 400.0, 30.0)),
        (Mode.REMOTE, 5, None, ("remote", 5.0, 30.0)),
        (Mode.REMOTE, 900, 50.0, ("remote", 900.0, 30.0)),
        (None, 5, None, ("on_site", 5.0, 5.0)),
    ],
)
def test_the_mode_decides_how_far_help_counts(
    mode: Mode | None, north: float, limit: float | None, expected: tuple[str, float, float]
) -> None:
    network = changed(town(*PLAIN), school("m", north), offer("l", mode=mode, limit_km=limit))
    (line,) = planned(network).assignments
    assert (line.mode.value, line.distance_km, line.effective_km) == expected


def test_unknown_distance_is_nothing_at_home_and_remote_elsewhere() -> None:
    away = school("m", None, municipality="b")
    (home,) = planned(changed(town(*PLAIN), school("m", None))).assignments
    assert (home.mode.value, home.distance_km, home.effective_km) == ("on_site", 0.0, 0.0)
    (far,) = planned(changed(town(*PLAIN), away, offer("l", mode=Mode.MIXED))).assignments
    assert (far.mode.value, far.distance_km, far.effective_km) == ("remote", None, 30.0)


def test_points_add_kind_of_settlement_and_border() -> None:
    policy = read_policy("[assignment]\nborder_points = 7\n")
    people = school("l", settlement_kind="urban"), school("m", 12.4, settlement_kind="rural")
    network = changed(town(*PLAIN), *people)
    assert planned(network, policy=policy).assignments[0].points == 124 + 50
    moved = changed(network, school("m", 12.4, municipality="b"))
    assert planned(moved, policy=policy).assignments[0].points == 124 + 7


def test_reach_ends_at_the_border_only_if_the_policy_says_so() -> None:
    network = changed(
        town(*PLAIN), school("m", 20, municipality="b"), offer("l", reach=" Школьный")
    )
    assert pairs_of(planned(network)) == {"m": "l"}
    municipal = planned(network, policy=shipped_policy("municipal"))
    assert reasons_of(municipal) == {"m": "outside_reach"}


def test_two_offers_of_a_leader_are_two_sources_of_places() -> None:
    network = changed(
        town(*PLAIN),
        offer("l", limit_km=10.0),
        offer("l", from_date=date(2024, 9, 1)),
        school("n", 5),
        need("n"),
    )
    plan = planned(network)
    assert pairs_of(plan) == {"m": "l", "n": "l"}
    assert {line.mentee: line.offer_from.year for line in plan.assignments} == {
        "m": 2024,
        "n": 2025,
    }
    assert [line.places for line in plan.assignments] == [2, 2]


def test_a_branch_of_a_branch_is_of_the_same_entity_and_a_circle_is_one() -> None:
    chain = school("l", parent="x"), school("x", parent="y"), school("y")
    network = changed(town(*PLAIN), *chain, school("m", 20, parent="y"))
    assert reasons_of(planned(network)) == {"m": "same_entity"}
    circle = school("l", parent="x"), school("x", parent="l"), school("m", 20, parent="x")
    assert reasons_of(planned(changed(town(*PLAIN), *circle))) == {"m": "same_entity"}


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([pair("l", "m", 2025, 2026)], True),
        ([pair("l", "m", 2024, 2026)], True),
        ([pair("l", "m", 2023, 2026)], False),
        ([pair("l", "m", 2022, 2024), pair("l", "m", 2025, 2026)], True),
        ([pair("l", "m", 2023, 2025), pair("l", "m", 2025, 2026)], False),
        ([pair("l", "m", 2024, 2025)], False),
        ([pair("l", "m", 2025, 2026, way="e")], False),
        ([pair("l", "m", 2025, 2026, status=PairStatus.PLANNED)], False),
        ([pair("l", "m", 2025, 2026, status=PairStatus.PAUSED)], False),
        ([pair("l", "m", 2025, 2026, status=PairStatus.ENDED)], True),
        ([pair("l", "m", 2025, 2025)], False),
        ([pair("l", "m", 2026, 2027)], False),
    ],
)
def test_a_pair_of_last_year_is_kept_while_it_is_young(rows: list[Record], kept: bool) -> None:  # noqa: FBT001 - the expectation
    plan = planned(changed(town(*PLAIN), *rows))
    assert (plan.assignments[0].kept, value(plan, "pairs_kept")) == (kept, (int(kept),))


def test_a_need_left_open_in_last_years_final_plan_is_overlooked_once() -> None:
    line = OpenNeed(
        plan=PlanId(""),
        mentee=OrganisationId("m"),
        direction=DirectionId("d"),
        level=1,
        reason=OpenReason.NO_PLACE,
    )
    last = final_plan("2025/2026", line)
    assert value(planned(town(*PLAIN)), "overlooked_covered") == (0,)
    assert value(planned(town(*PLAIN, *last)), "overlooked_covered") == (1,)
    both = changed(town(*PLAIN, *last), need("m", overlooked=True))
    assert value(planned(both), "overlooked_covered") == (1,)
    older = final_plan("2024/2025", line)
    assert value(planned(town(*PLAIN, *older)), "overlooked_covered") == (0,)


def test_places_given_by_another_scope_are_gone() -> None:
    network = changed(town(*PLAIN), offer("l", 2), school("n", 30), need("n"))
    alone = planned(changed(network, school("n", 30, municipality="b")), scope="municipality:b")
    assert reasons_of(alone) == {"n": "no_offer"}
    other = planned(network).assignments[0]
    taken = final_plan("2026/2027", other, scope="municipality:a")
    after = planned(changed(network, *taken))
    assert (after.plan.places_taken, len(after.assignments)) == (1, 1)
    assert (after.assignments[0].place, after.assignments[0].places) == (2, 2)
    same = planned(changed(network, *final_plan("2026/2027", other)))
    assert (same.plan.places_taken, len(same.assignments)) == (0, 2)


def test_places_given_elsewhere_count_in_the_total_of_the_leader() -> None:
    """One of two places in all is given in the other direction, so one of two needs stays open."""
    rows = school("l", places_total=2), offer("l", 2), offer("l", 2, way="e"), need("m", 3, way="e")
    network = changed(town(*PLAIN), *rows, school("n", 30), need("n"))
    line = next(a for a in planned(network).assignments if a.direction == "e")
    taken = final_plan("2026/2027", line, scope="municipality:b")
    after = planned(changed(network, *taken, need("m", way="e", in_work=False)))
    assert len(after.assignments) == 1
    assert faults_of(changed(network, *taken, need("m", way="e", in_work=False)), after) == ()


def test_scopes_hold_needs_and_offers_of_their_own() -> None:
    service = OrganisationKind.METHODICAL_SERVICE
    network = town(
        *PLAIN,
        *(school("s", 1, kind=service), school("t", 2, kind=service), need("t"), offer("s")),
        *(
            school("k", 1, municipality="b"),
            need("k"),
            school("j", 2, municipality="b"),
            offer("j"),
        ),
    )
    assert pairs_of(planned(network, scope="services")) == {"t": "s"}
    assert pairs_of(planned(network, scope="municipality:b")) == {"k": "j"}
    assert set(pairs_of(planned(network))) == {"m", "t", "k"}


@pytest.mark.parametrize("scope", ["", "regions", "municipality:", "municipality:z", "m:a"])
def test_an_unknown_scope_is_refused(scope: str) -> None:
    with pytest.raises(InputError, match=r"plan\.scope_unknown"):
        planned(town(*PLAIN), scope=scope)


def test_a_year_without_needs_is_refused() -> None:
    with pytest.raises(InputError, match=r"plan\.no_needs"):
        planned(town(*PLAIN), school_year="2030/2031")
    with pytest.raises(InputError, match=r"plan\.no_needs"):
        planned(changed(town(*PLAIN), need("m", in_work=False)))
