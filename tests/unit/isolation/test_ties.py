"""K1 to K6 on networks that can be checked by hand: found, not found, and on the border."""

from datetime import date

import pytest

from graph.model.choices import AgreementStatus, EventStatus, PairStatus, TieKind
from graph.model.tie import Agreement, Pair, Tie
from services.isolation.kinds import Kind
from services.isolation.nodes import months_before
from tests.unit.isolation.build import (
    BEFORE,
    DAY,
    FIRST,
    LONG_AGO,
    community,
    curator,
    event,
    evidence,
    kinds,
    member,
    offer,
    organisation,
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


def test_every_leader_keeps_its_own_component_from_being_cut_off() -> None:
    second = organisation("l2")
    events = (event("e1", "l", "a"), event("e2", "l2", "b"))
    made = report(A, B, LEADER, second, offer("l"), offer("l2"), *events)

    assert made.counts[Kind.K4] == 0


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


def test_a_lecture_of_the_institute_is_no_second_way() -> None:
    lectures = (event("e1", "iro", "a"), event("e2", "iro", "l"))
    made = report(A, LEADER, INSTITUTE, offer("l"), *lectures, event("e3", "l", "a"))

    assert evidence(made, "a", "K6") == {"depends_on": "l", "all": ["l"]}
    assert evidence(made, "l", "K6") is None
    leading = report(A, LEADER, INSTITUTE, offer("l"), offer("iro"), *lectures)
    assert evidence(leading, "a", "K6") is None
    assert evidence(leading, "a", "K4") == {"component_size": 1}
