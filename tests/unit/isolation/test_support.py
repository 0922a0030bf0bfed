"""K8, K9, K15, K17 and who gives to whom, on networks that can be checked by hand."""

from datetime import date

import pytest

from graph.model.tie import Pair
from services.policy import IsolationPolicy
from tests.unit.isolation.build import (
    BEFORE,
    DAY,
    FIRST,
    INSIDE,
    LONG_AGO,
    curator,
    event,
    evidence,
    kinds,
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


@pytest.mark.parametrize("code", ["before", "zenith"])
def test_a_curator_who_met_the_service_counts_whichever_code_comes_first(code: str) -> None:
    records = (SERVICE, organisation(code, "institute"), person("p", code), curator("p", "tms"))
    assert evidence(report(*records), "tms", "K9") is not None
    for ends in ((code, "tms"), ("tms", code)):
        assert evidence(report(*records, event("e", *ends)), "tms", "K9") is None


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


def test_of_several_curators_who_have_gone_the_last_appointed_is_told() -> None:
    gone = [
        curator(code, "tms", since=since, to_date=DAY)
        for code, since in (("p1", LONG_AGO), ("p3", INSIDE), ("p2", INSIDE))
    ]
    people = [person(code, "tms") for code in ("p1", "p2", "p3")]

    made = report(SERVICE, *people, *gone)
    assert evidence(made, "tms", "K9") == {"curator": "p2", "reason": "ended"}


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


def test_the_partner_with_most_events_is_told_whatever_its_code() -> None:
    events = [event(f"e{i}", "a", "c") for i in range(5)]

    made = report(A, B, C, *events, event("x", "b", "a"))
    assert evidence(made, "a", "K15") == {"partner": "c", "events": 5, "of": 6}


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
