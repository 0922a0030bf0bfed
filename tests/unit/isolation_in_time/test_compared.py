"""Two days compared: by hand for every cause, and against the detector on both days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation_in_time.compared import Compared, compare_days
from services.policy import IsolationPolicy
from tests.unit.isolation import build
from tests.unit.isolation.drawn import DAYS, networks

EARLIER = date(2025, 8, 24)


def compared(*records: Record, one: date = EARLIER, other: date = build.DAY) -> Compared:
    return compare_days(Network.of(records), IsolationPolicy(), one=one, other=other)


def causes(moved: tuple[object, ...]) -> dict[str, list[tuple[str, str | None, list[str]]]]:
    return {
        one.organisation: [  # type: ignore[attr-defined]  # of `Moved`
            (
                cause.kind.value,
                None if cause.day is None else str(cause.day),
                [*cause.organisations],
            )
            for cause in one.causes  # type: ignore[attr-defined]  # as above
        ]
        for one in moved
    }


def schools(*codes: str) -> list[Record]:
    return [
        *(build.organisation(code) for code in codes),
        build.offer("o0", since=date(2020, 1, 1)),
    ]


def test_an_event_that_left_the_window_takes_both_out() -> None:
    made = compared(*schools("o0", "o1"), build.event("e1", "o0", "o1", on=date(2025, 3, 1)))
    assert causes(made.fell_out) == {
        "o0": [("event_lapsed", "2025-03-01", ["o1"])],
        "o1": [("event_lapsed", "2025-03-01", ["o0"])],
    }
    assert made.came_back == ()


def test_an_event_that_was_held_brings_both_back() -> None:
    made = compared(*schools("o0", "o1"), build.event("e1", "o0", "o1"))
    assert causes(made.came_back)["o1"] == [("event_held", "2026-03-01", ["o0"])]
    assert (made.before.without_tie, made.after.without_tie) == (2, 0)


def test_a_paper_that_ended_is_told_beside_the_event() -> None:
    ended = Pair(
        leader="o0",  # type: ignore[arg-type]  # codes are texts here
        mentee="o1",  # type: ignore[arg-type]  # as above
        direction="d1",  # type: ignore[arg-type]  # as above
        from_date=build.LONG_AGO,
        to_date=date(2026, 6, 1),
    )
    event = build.event("e1", "o0", "o1", on=date(2025, 3, 1))
    made = compared(*schools("o0", "o1"), event, ended)
    assert causes(made.fell_out)["o1"] == [
        ("event_lapsed", "2025-03-01", ["o0"]),
        ("paper_ended", "2026-06-01", ["o0"]),
    ]


def test_a_lost_way_names_the_tie_of_others_that_is_gone() -> None:
    records = [
        *schools("o0", "o1", "o2"),
        build.event("e1", "o0", "o1", on=date(2025, 3, 1)),
        build.event("e0", "o0", "o1", on=date(2025, 1, 1)),
        build.event("e2", "o1", "o2", on=EARLIER),
    ]
    made = compared(*records)
    assert causes(made.fell_out)["o2"] == [("tie_lapsed", "2025-03-01", ["o1", "o0"])]
    again = compared(*records, build.event("e3", "o0", "o1"), one=date(2024, 8, 24))
    assert "o2" in causes(again.came_back)


def test_a_way_found_names_the_tie_of_others_that_is_new() -> None:
    records = [
        *schools("o0", "o1", "o2"),
        build.event("e1", "o1", "o2", on=EARLIER),
        build.event("e2", "o0", "o1"),
        build.event("e3", "o0", "o1", on=date(2026, 6, 1)),
    ]
    made = compared(*records)
    assert causes(made.came_back)["o2"] == [("tie_made", "2026-03-01", ["o1", "o0"])]


def test_a_leader_that_ended_is_told_to_who_hangs_on_it() -> None:
    records = [
        build.organisation("o0"),
        build.organisation("o1"),
        build.organisation("o9"),
        build.offer("o0", since=date(2020, 1, 1), to_date=date(2026, 1, 1)),
        build.offer("o9", since=date(2020, 1, 1)),
        build.event("e1", "o0", "o1", on=EARLIER),
    ]
    assert causes(compared(*records).fell_out) == {
        "o0": [("leader_lost", None, ["o0"])],
        "o1": [("leader_lost", None, ["o0"])],
    }


def test_a_partner_that_closed_is_told_with_its_day() -> None:
    records = [
        *schools("o0", "o1"),
        build.organisation("o2", to_date=date(2026, 2, 1)),
        build.event("e1", "o2", "o1", on=EARLIER),
        build.event("e2", "o0", "o2", on=EARLIER),
    ]
    assert causes(compared(*records).fell_out)["o1"] == [("partner_closed", "2026-02-01", ["o2"])]


def test_a_school_that_opened_or_is_no_longer_new_is_told_so() -> None:
    young = build.organisation("o5", from_date=date(2025, 1, 10))
    assert causes(compared(*schools("o0"), young).fell_out)["o5"] == [
        ("no_longer_new", "2025-01-10", [])
    ]
    made = compared(*schools("o0"), young, one=date(2024, 12, 1))
    assert causes(made.fell_out)["o5"] == [("opened", "2025-01-10", [])]
    assert made.opened == ("o5",)


def test_leaders_that_came_or_went_explain_ways_that_are_judged_or_not() -> None:
    records = [
        *(build.organisation(code) for code in ("o0", "o1", "o9")),
        build.event("e1", "o0", "o1", on=EARLIER),
    ]
    came = compared(*records, build.offer("o9", since=date(2026, 1, 1)))
    assert causes(came.fell_out)["o1"] == [("first_leaders", None, [])]
    went = compared(*records, build.offer("o9", to_date=date(2026, 1, 1)))
    assert causes(went.came_back)["o1"] == [("no_leaders", None, [])]


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (build.DAY, EARLIER, "reversed"),
        (EARLIER, EARLIER, "same_day"),
        (date(2021, 1, 1), EARLIER, "before_data"),
        (date(2024, 6, 1), EARLIER, "partial"),
    ],
)
def test_odd_days_have_a_result_and_a_remark(one: date, other: date, code: str) -> None:
    event = build.event("e1", "o0", "o1", on=date(2024, 1, 15))
    made = compared(*schools("o0", "o1"), event, one=one, other=other)
    assert f"isolation_time.remark.{code}" in [remark.code for remark in made.remarks]
    assert made.before.day <= made.after.day


def test_without_events_the_remark_says_so() -> None:
    codes = [remark.code for remark in compared(*schools("o0")).remarks]
    assert codes == ["isolation_time.remark.no_events"]


DAY = st.sampled_from([*DAYS, *(day + timedelta(days=200) for day in DAYS)])


@settings(max_examples=40, deadline=None)
@given(networks(), DAY, DAY, st.sampled_from([1, 12]))
def test_both_lists_are_those_of_the_detector_and_every_change_has_a_cause(
    records: list[Record], one: date, other: date, months: int
) -> None:
    network, policy = Network.of(records), IsolationPolicy(window_months=months)
    first, second = (
        {
            finding.organisation
            for finding in find_isolated(network, policy, day=day).findings
            if finding.has_no_working_tie
        }
        for day in sorted((one, other))
    )
    there = {
        organisation.id
        for organisation in network.organisations
        if (organisation.from_date or date.min)
        <= max(one, other)
        < (organisation.to_date or date.max)
    }

    made = compare_days(network, policy, one=one, other=other)

    assert {moved.organisation for moved in made.fell_out} == second - first
    assert {moved.organisation for moved in made.came_back} == (first - second) & there
    assert made.still_out == len(first & second)
    assert all(moved.causes for moved in (*made.fell_out, *made.came_back))
    back = compare_days(network, policy, one=other, other=one)
    assert back.fell_out == made.fell_out
