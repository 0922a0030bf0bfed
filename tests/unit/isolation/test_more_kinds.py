"""The kinds K2b, K3b, K4b, K5, K7, K7b, K10, K11, K12, K14 and K16 on their borders, by hand."""

from datetime import date
from typing import Any

import pytest

from graph.model.choices import EventStatus
from graph.model.need import Distance
from graph.model.organisation import Organisation
from graph.model.tie import Pair
from services.isolation.kinds import Kind
from services.policy import IsolationPolicy
from tests.unit.isolation.build import (
    DAY,
    FIRST,
    INSIDE,
    LONG_AGO,
    community,
    curator,
    event,
    evidence,
    kinds,
    offer,
    organisation,
    person,
    report,
)

A, B, C, LEADER = (organisation(code) for code in ("a", "b", "c", "l"))
INSTITUTE = organisation("iro", "institute")


def far(code: str, lat: float | None, **more: Any) -> Organisation:
    return organisation(code, lat=lat, lon=None if lat is None else 39.0, **more)


@pytest.mark.parametrize(
    ("on", "is_soon"), [(FIRST, True), (date(2025, 10, 23), True), (date(2025, 10, 24), False)]
)
def test_ties_lapse_soon_in_the_first_two_months_of_the_window(on: date, *, is_soon: bool) -> None:
    made = report(A, B, event("e", "a", "b", on=on))

    expected = {"last_event": on.isoformat()} if is_soon else None
    assert evidence(made, "a", "K2b") == expected


def test_a_paper_lives_by_an_event_of_its_two_ends_only() -> None:
    paper = Pair(leader="l", mentee="a", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
    elsewhere = (event("x", "l", "b"), event("y", "a", "c"))

    made = report(A, B, C, LEADER, paper, *elsewhere)
    assert evidence(made, "a", "K3b") == {"partners": ["l"]}
    assert evidence(made, "l", "K3b") == {"partners": ["a"]}
    assert report(A, B, C, LEADER, paper, event("z", "l", "a")).counts[Kind.K3B] == 0


def test_an_island_has_two_members_to_ten() -> None:
    many = [organisation(f"o{i:02d}") for i in range(11)]
    chain = [event(f"e{i}", f"o{i:02d}", f"o{i + 1:02d}") for i in range(10)]

    ten = report(LEADER, offer("l"), *many[:10], *chain[:9])
    assert evidence(ten, "o00", "K4b") == {"component_size": 10}
    assert report(LEADER, offer("l"), *many, *chain).counts[Kind.K4B] == 0
    assert report(LEADER, offer("l"), A).counts[Kind.K4B] == 0


def test_two_leaders_hold_an_organisation_better_than_one() -> None:
    other = organisation("m")
    one = report(A, LEADER, other, offer("l"), offer("m"), event("e", "l", "a"))
    assert evidence(one, "a", "K5") == {"tie": ["a", "l"], "all": [["a", "l"]]}

    two = report(
        A, LEADER, other, offer("l"), offer("m"), event("e", "l", "a"), event("f", "m", "a")
    )
    assert two.counts[Kind.K5] == two.counts[Kind.K6] == 0


def test_several_events_of_a_pair_are_one_tie() -> None:
    made = report(A, LEADER, offer("l"), *(event(f"e{i}", "l", "a") for i in range(300)))

    assert evidence(made, "a", "K5") == {"tie": ["a", "l"], "all": [["a", "l"]]}
    assert evidence(made, "a", "K11") == {"partners": 1}


def test_hops_are_many_above_the_asked_number() -> None:
    records = (A, B, C, LEADER, offer("l"))
    ties = (event("e", "l", "b"), event("f", "b", "c"), event("g", "c", "a"))

    assert evidence(report(*records, *ties), "a", "K7") == {"hops": 3}
    assert report(*records, *ties).counts[Kind.K7] == 1
    assert report(*records, *ties, policy=IsolationPolicy(hops=3)).counts[Kind.K7] == 0


def test_kilometres_are_counted_to_the_nearest_leader_and_the_table_goes_first() -> None:
    records = (far("a", 45.0), far("l", 46.0), far("m", 47.0), offer("l"), offer("m"))
    assert evidence(report(*records), "a", "K7b") == {"km": 111.2}

    def row(leader: str, km: float) -> Distance:
        return Distance(from_organisation="a", to_organisation=leader, km=km)  # type: ignore[arg-type]  # codes are texts here

    assert evidence(report(*records, row("l", 100.0)), "a", "K7b") is None
    longer = report(*records, row("l", 300.0))
    assert evidence(longer, "a", "K7b") == {"km": 222.4}
    both = report(*records, row("l", 300.0), row("m", 250.0))
    assert evidence(both, "a", "K7b") == {"km": 250.0}


def test_without_coordinates_nobody_is_far_but_by_the_table() -> None:
    leader = far("l", 46.0, municipality="m2")
    assert report(far("a", None), leader, offer("l")).counts[Kind.K7B] == 0
    row = Distance(from_organisation="a", to_organisation="l", km=140.0)  # type: ignore[arg-type]  # codes are texts here
    made = report(far("a", None), leader, offer("l"), row)
    assert evidence(made, "a", "K7b") == {"km": 140.0}


def test_a_curator_is_busy_above_the_stated_load() -> None:
    here = (A, B, INSTITUTE, community("c1"), curator("p", "a"), curator("p", "c1"))
    twice = curator("p", "a", kind="school_curator")

    made = report(*here, twice, person("p", "iro", capacity=1))
    assert evidence(made, "a", "K10") == {"curator": "p", "load": 2, "capacity": 1}
    assert evidence(made, "b", "K10") is None
    for capacity in (2, None):
        assert report(*here, twice, person("p", "iro", capacity=capacity)).counts[Kind.K10] == 0
    gone = person("p", "iro", capacity=1, to_date=DAY)
    assert report(*here, gone).counts[Kind.K10] == 0


def test_a_circle_of_three_is_no_periphery_and_its_tail_is() -> None:
    ring = (event("e", "a", "b"), event("f", "b", "c"), event("g", "c", "a"))
    made = report(A, B, C, LEADER, *ring, event("h", "c", "l"))

    assert [v for v in "abcl" if evidence(made, v, "K11")] == ["l"]


def test_leaders_too_are_told_that_they_only_give() -> None:
    made = report(A, LEADER, offer("l"), event("e", "l", "a"))
    assert evidence(made, "l", "K12") == {"direction": "gives"}
    assert evidence(made, "a", "K12") == {"direction": "receives"}

    back = event("f", "a", "l", on=FIRST)
    assert report(A, LEADER, offer("l"), event("e", "l", "a"), back).counts[Kind.K12] == 0


def test_lectures_from_above_open_no_closed_circle() -> None:
    away = organisation("z", municipality="m2")
    lecture = event("x", "iro", "a")
    made = report(A, B, away, INSTITUTE, event("e", "a", "b"), lecture)

    assert evidence(made, "a", "K14") == {"partners": 1}
    opened = report(A, B, away, event("e", "a", "b"), event("f", "a", "z"))
    assert [v for v in "abz" if evidence(opened, v, "K14")] == ["b"]


@pytest.mark.parametrize(
    ("second", "arrives"), [(INSIDE, True), (date(2026, 2, 28), False), (date(2026, 3, 2), True)]
)
def test_help_arrives_in_the_order_of_days(second: date, *, arrives: bool) -> None:
    made = report(A, B, LEADER, offer("l"), event("f", "b", "a", on=second), event("e", "l", "b"))

    assert (evidence(made, "a", "K16") is None) == arrives
    assert evidence(made, "b", "K16") is None
    assert evidence(made, "l", "K16") is None


def test_what_only_was_planned_makes_no_way() -> None:
    planned = event("e", "l", "a", status=EventStatus.PLANNED)

    assert kinds(report(A, LEADER, offer("l"), planned))["a"] == ["K1", "K4", "K16"]
