"""Each kind on networks that can be checked by hand: found, not found, and on the border."""

from datetime import date

import pytest

from graph.model.choices import AgreementStatus, EventStatus, PairStatus, TieKind
from graph.model.tie import Agreement, Pair, Tie
from services.isolation.kinds import HEADLINE_ORDER, Kind
from services.isolation.nodes import months_before
from services.policy import IsolationPolicy
from tests.unit.isolation.build import (
    BEFORE,
    DAY,
    FIRST,
    INSIDE,
    LONG_AGO,
    community,
    curator,
    event,
    evidence,
    kinds,
    member,
    need,
    offer,
    organisation,
    person,
    report,
)

A, B, C, LEADER = (organisation(code) for code in ("a", "b", "c", "l"))
SERVICE = organisation("tms", "methodical_service")
INSTITUTE = organisation("iro", "institute")


def pair(mentee: str = "a", leader: str = "l", **more: object) -> Pair:
    given = {"direction": "d1", "from_date": LONG_AGO, **more}
    return Pair(leader=leader, mentee=mentee, **given)  # type: ignore[arg-type]  # codes are texts here


# K1


def test_an_organisation_without_anything_has_no_tie_at_all() -> None:
    made = report(A)

    assert evidence(made, "a", "K1") == {}
    assert made.counts[Kind.K1] == 1


@pytest.mark.parametrize(
    "tie",
    [
        event("e", "b", "a", on=LONG_AGO),
        pair("a", "b", status=PairStatus.ENDED),
        pair("a", "b", from_date=DAY),
        Agreement(id="g", parties=("a", "b"), from_date=DAY, to_date=DAY),  # type: ignore[arg-type]  # codes are texts here
        member("c1", "a", to_date=BEFORE),
    ],
    ids=["old event", "ended pair", "pair of today", "agreement", "old membership"],
)
def test_anything_that_has_begun_is_a_tie(tie: Pair) -> None:
    assert evidence(report(A, B, tie), "a", "K1") is None


@pytest.mark.parametrize(
    "no_tie",
    [
        pair("a", "b", status=PairStatus.PLANNED),
        pair("a", "b", from_date=date(2026, 8, 25)),
        pair("a", "gone"),
        event("e", "b", "a", status=EventStatus.CANCELLED),
        event("e", "b", "a", status=EventStatus.MOVED),
        event("e", "b", "a", on=date(2026, 8, 25)),
        Agreement(id="g", parties=("a", "b"), from_date=LONG_AGO, status=AgreementStatus.DRAFT),  # type: ignore[arg-type]  # codes are texts here
        curator("p", "a"),
    ],
    ids=["plan", "tomorrow", "unknown", "cancelled", "moved", "future", "draft", "curator"],
)
def test_plans_and_what_lies_ahead_are_no_tie(no_tie: Pair) -> None:
    assert evidence(report(A, B, no_tie), "a", "K1") == {}


def test_who_is_not_judged_is_never_found() -> None:
    assert kinds(report(INSTITUTE, organisation("u", "university"))) == {}


# K2


def test_ties_lapse_the_day_after_the_window_closes() -> None:
    assert evidence(report(A, B, event("e", "b", "a", on=FIRST)), "a", "K2") is None
    lapsed = report(A, B, event("e", "b", "a", on=BEFORE))
    assert evidence(lapsed, "a", "K2") == {"last_event": "2025-08-23"}


def test_the_window_ends_on_the_last_day_of_a_shorter_month() -> None:
    leap = date(2024, 2, 29)

    assert months_before(leap, 12) == date(2023, 2, 28)
    on_border = event("e", "b", "a", on=date(2023, 2, 28))
    assert evidence(report(A, B, on_border, day=leap), "a", "K2") is None
    assert months_before(date(2026, 1, 31), 2) == date(2025, 11, 30)
    assert months_before(date(2, 1, 31), 240) == date.min


def test_an_event_of_the_day_itself_counts() -> None:
    assert evidence(report(A, B, event("e", "b", "a", on=DAY)), "a", "K2") is None


# K3


def test_papers_without_events_are_only_paper() -> None:
    made = report(
        A,
        B,
        C,
        pair("a", "b"),
        Tie(from_organisation="c", to_organisation="a", kind=TieKind.PARTNERSHIP, from_date=DAY),  # type: ignore[arg-type]  # codes are texts here
        community("c1"),
        member("c1", "a"),
    )

    assert evidence(made, "a", "K3") == {"paper": ["b", "c", "community:c1"]}
    assert kinds(made)["a"][0] == "K3"


@pytest.mark.parametrize("status", [PairStatus.PAUSED, PairStatus.ENDED, PairStatus.PLANNED])
def test_a_pair_that_does_not_stand_is_no_paper(status: PairStatus) -> None:
    assert evidence(report(A, B, pair("a", "b", status=status)), "a", "K3") is None


def test_papers_hold_until_the_day_before_their_end() -> None:
    tomorrow = date(2026, 8, 25)

    assert evidence(report(A, B, pair("a", "b", to_date=DAY)), "a", "K3") is None
    assert evidence(report(A, B, pair("a", "b", to_date=tomorrow)), "a", "K3") is not None


def test_membership_in_a_community_that_has_ended_is_no_paper() -> None:
    made = report(A, community("c1", to_date=DAY), member("c1", "a"))

    assert evidence(made, "a", "K3") is None
    assert evidence(made, "a", "K1") is None


def test_any_event_of_the_window_makes_paper_alive() -> None:
    made = report(A, B, C, pair("a", "b"), event("e", "c", "a"))

    assert evidence(made, "a", "K3") is None


# K4 and components


def test_a_component_without_a_leader_is_cut_off() -> None:
    made = report(
        A, B, C, LEADER, organisation("u", "university"), offer("l"), event("e", "a", "b", "u")
    )

    assert evidence(made, "a", "K4") == {"component_size": 3}
    assert evidence(made, "c", "K4") == {"component_size": 1}
    assert made.counts[Kind.K4] == 3
    assert evidence(made, "l", "K4") is None


def test_without_any_leader_nothing_is_said_of_ways_to_leaders() -> None:
    made = report(A, B, event("e", "a", "b"), offer("a", to_date=DAY))

    assert made.leaders == 0
    assert made.counts[Kind.K4] is None
    assert made.counts[Kind.K6] is None
    assert [r.code for r in made.remarks] == ["isolation.remark.no_leaders"]


def test_an_offer_without_places_still_makes_a_leader() -> None:
    assert report(LEADER, offer("l", places=0)).leaders == 1


def test_a_tie_older_than_the_window_leads_nowhere() -> None:
    old = report(A, LEADER, offer("l"), event("e", "l", "a", on=BEFORE))

    assert evidence(old, "a", "K4") == {"component_size": 1}


# K6


def test_one_who_reaches_one_leader_hangs_on_it() -> None:
    made = report(A, LEADER, offer("l"), event("e", "l", "a"))

    assert evidence(made, "a", "K6") == {"depends_on": "l", "all": ["l"]}


def test_everything_on_the_only_way_is_listed_nearest_first() -> None:
    made = report(A, B, LEADER, offer("l"), event("e1", "l", "b"), event("e2", "b", "a"))

    assert evidence(made, "a", "K6") == {"depends_on": "b", "all": ["b", "l"]}


def test_two_leaders_by_two_ways_leave_nobody_hanging() -> None:
    second = organisation("l2")
    events = (event("e1", "l", "a"), event("e2", "l2", "a"))
    made = report(A, LEADER, second, offer("l"), offer("l2"), *events)

    assert evidence(made, "a", "K6") is None
    assert evidence(made, "l", "K6") is None


def test_two_ways_through_one_neighbour_still_hang_on_it() -> None:
    second = organisation("l2")
    events = (event("e1", "l", "b"), event("e2", "l2", "b"), event("e3", "b", "a"))
    made = report(A, B, LEADER, second, offer("l"), offer("l2"), *events)

    assert evidence(made, "a", "K6") == {"depends_on": "b", "all": ["b"]}


# K8


def test_a_need_is_met_by_an_event_received_in_its_direction() -> None:
    met = report(A, B, need("a"), event("e", "b", "a", directions=("d2", "d1")))
    given = report(A, B, need("a"), event("e", "a", "b", directions=("d1",)))
    aimless = report(A, B, need("a"), event("e", "b", "a"))

    assert evidence(met, "a", "K8") is None
    assert evidence(given, "a", "K8") == {
        "directions": ["d1"],
        "with_leader": [],
        "reachable": [],
    }
    assert evidence(aimless, "a", "K8") is not None


def test_a_lecture_of_the_institute_meets_a_need() -> None:
    lecture = event("e", "iro", "a", directions=("d1",))

    assert evidence(report(A, INSTITUTE, need("a"), lecture), "a", "K8") is None


def test_unmet_needs_tell_who_leads_and_what_could_arrive() -> None:
    made = report(
        *(A, B, LEADER, offer("l", "d1"), offer("l", "d2")),
        *(need("a", "d1"), need("a", "d2"), need("a", "d3"), pair("a", "l", direction="d3")),
        *(event("e1", "l", "b"), event("e2", "b", "a")),
    )

    assert evidence(made, "a", "K8") == {
        "directions": ["d1", "d2", "d3"],
        "with_leader": ["d3"],
        "reachable": ["d1", "d2"],
    }


def test_help_does_not_arrive_against_the_direction_of_events() -> None:
    made = report(A, LEADER, offer("l", "d1"), need("a", "d1"), event("e", "a", "l"))

    assert evidence(made, "a", "K8") == {"directions": ["d1"], "with_leader": [], "reachable": []}


def test_needs_of_another_year_or_not_in_work_are_not_asked() -> None:
    assert evidence(report(A, need("a", school_year="2026/2027")), "a", "K8") is None
    assert evidence(report(A, need("a", in_work=False)), "a", "K8") is None
    first_day = date(2026, 9, 1)
    new_year = report(A, need("a", school_year="2026/2027"), day=first_day)
    assert evidence(new_year, "a", "K8") is not None


# K9


def test_a_service_without_a_curator_is_found_and_a_school_is_not_asked() -> None:
    made = report(A, SERVICE, need("a"))

    assert evidence(made, "tms", "K9") == {"curator": None, "reason": "none"}
    assert evidence(made, "a", "K9") is None


def test_schools_with_a_need_are_asked_when_the_policy_wants_it() -> None:
    policy = IsolationPolicy(school_curators=True)
    made = report(A, B, need("a"), policy=policy)

    assert evidence(made, "a", "K9") == {"curator": None, "reason": "none"}
    assert evidence(made, "b", "K9") is None


def test_a_curator_who_never_met_the_service_is_nominal() -> None:
    records = (SERVICE, INSTITUTE, person("p", "iro"), curator("p", "tms"))

    assert evidence(report(*records), "tms", "K9") == {"curator": "p", "reason": "nominal"}
    met = event("e", "iro", "tms", on=FIRST)
    assert evidence(report(*records, met), "tms", "K9") is None
    too_old = event("e", "iro", "tms", on=BEFORE)
    assert evidence(report(*records, too_old), "tms", "K9") is not None


def test_a_curator_from_the_service_itself_need_not_meet_it() -> None:
    assert evidence(report(SERVICE, person("p", "tms"), curator("p", "tms")), "tms", "K9") is None


@pytest.mark.parametrize(
    ("ends_curator", "ends_person"), [({"to_date": DAY}, {}), ({}, {"to_date": DAY})]
)
def test_a_curator_who_has_gone_is_told(
    ends_curator: dict[str, date], ends_person: dict[str, date]
) -> None:
    made = report(SERVICE, person("p", "tms", **ends_person), curator("p", "tms", **ends_curator))

    assert evidence(made, "tms", "K9") == {"curator": "p", "reason": "ended"}


# K15


def test_one_partner_among_equals_is_found() -> None:
    made = report(A, B, event("e1", "a", "b"), event("e2", "b", "a"))

    assert evidence(made, "a", "K15") == {"partner": "b", "events": 2, "of": 2}


def test_four_of_five_events_with_one_partner_are_too_many_and_three_are_not() -> None:
    def made(with_b: int) -> dict[str, object] | None:
        events = [event(f"e{i}", "a", "b") for i in range(with_b)]
        return evidence(report(A, B, C, *events, event("x", "c", "a")), "a", "K15")

    assert made(4) == {"partner": "b", "events": 4, "of": 5}
    assert made(3) is None


# K17 and what is vertical


def test_lectures_of_the_institute_alone_are_only_vertical() -> None:
    made = report(A, INSTITUTE, LEADER, offer("l"), event("e", "iro", "a"))

    assert evidence(made, "a", "K17") == {"events": 1, "last_event": INSIDE.isoformat()}
    assert kinds(made)["a"][:2] == ["K17", "K4"]


@pytest.mark.parametrize(
    ("service_of_a", "vertical"),
    [(None, True), ("tms", True), ("other", False), ("gone", False)],
)
def test_the_own_service_is_the_named_one_or_that_of_the_municipality(
    service_of_a: str | None,
    vertical: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    school = organisation("a", service=service_of_a)
    other = organisation("other", "methodical_service", municipality="m2")
    made = report(school, SERVICE, other, event("e", "tms", "a"))

    assert (evidence(made, "a", "K17") is not None) is vertical


def test_two_services_are_equals() -> None:
    second = organisation("tms2", "methodical_service", service="tms")

    assert evidence(report(SERVICE, second, event("e", "tms", "tms2")), "tms", "K17") is None


# Who gives and who receives


def test_a_host_receives_when_others_lead() -> None:
    landing = event("e", "a", "b", givers=("l",), directions=("d1",))
    made = report(A, B, LEADER, offer("l"), need("a"), landing)

    assert evidence(made, "a", "K8") is None
    assert evidence(made, "a", "K15") == {"partner": "l", "events": 1, "of": 1}
    assert evidence(made, "l", "K15") is None


def test_givers_have_no_tie_with_each_other_and_codes_named_twice_count_once() -> None:
    made = report(A, B, C, event("e", "a", "c", "c", "a", givers=("a", "b", "a")))

    assert evidence(made, "a", "K15") == {"partner": "c", "events": 1, "of": 1}
    assert evidence(made, "c", "K15") is None


def test_an_organisation_that_is_gone_takes_only_its_own_entries_away() -> None:
    gone = organisation("b", to_date=DAY)
    made = report(A, gone, C, event("e", "a", "b", "c"))

    assert evidence(made, "a", "K15") == {"partner": "c", "events": 1, "of": 1}
    assert "b" not in kinds(made)


# New organisations, holes, unmarked events, order


def test_a_new_organisation_is_listed_as_new_and_not_as_isolated() -> None:
    made = report(organisation("a", from_date=date(2025, 8, 25)), LEADER, offer("l"), need("a"))

    assert made.new == ("a",)
    assert kinds(made)["a"] == ["K8"]
    as_old_as_the_window = report(organisation("a", from_date=FIRST))
    assert as_old_as_the_window.new == ()
    assert kinds(as_old_as_the_window) == {"a": ["K1"]}


def test_five_silent_organisations_of_a_municipality_are_a_hole_in_reporting() -> None:
    five = [organisation(f"s{i}", municipality="m2") for i in range(5)]
    living = (A, B, event("e", "a", "b"))

    made = report(*five, *living)
    assert [(h.municipality, h.judged, h.silent) for h in made.reporting_holes] == [("m2", 5, 5)]
    assert [f.organisation for f in made.findings if f.hole] == [f"s{i}" for i in range(5)]
    assert {f.text.code for f in made.findings if f.hole} == {"isolation.hole"}

    assert report(*five[:4], *living).reporting_holes == ()
    spoken = event("x", "s0", "s1", on=FIRST)
    assert report(*five, *living, spoken).reporting_holes == ()


def test_a_planned_event_whose_day_has_passed_is_listed_as_unmarked() -> None:
    planned = [
        event(code, "a", "b", on=on, status=EventStatus.PLANNED)
        for code, on in (("yesterday", date(2026, 8, 23)), ("today", DAY))
    ]

    assert report(A, B, *planned).unmarked_events == ("yesterday",)


def test_findings_stand_in_the_order_of_codes_and_kinds_in_that_of_weight() -> None:
    made = report(
        *(organisation("z"), organisation("b"), organisation("m"), LEADER, offer("l")),
        *(need("z"), pair("z", "l"), event("e", "l", "z", on=LONG_AGO)),
    )

    assert [f.organisation for f in made.findings] == ["b", "l", "m", "z"]
    assert kinds(made)["z"] == ["K2", "K3", "K4", "K8"]


def test_a_heavier_kind_comes_first() -> None:
    assert " ".join(HEADLINE_ORDER) == (
        "K1 K2 K3 K17 K4 K9 K5 K6 K7 K16 K8 K12 K11 K15 K10 K4b K7b K3b K2b K14 K13"
    )
    assert set(HEADLINE_ORDER) == set(Kind)


def test_kinds_that_are_not_computed_are_told_as_such() -> None:
    counts = report(A).counts

    assert set(counts) == set(Kind)
    computed = {k.value for k in Kind if counts[k] is not None}
    assert computed == {"K1", "K2", "K3", "K8", "K9", "K15", "K17"}


def test_an_empty_network_has_nobody_to_find() -> None:
    made = report()

    assert made.findings == ()
    assert made.judged == 0
