"""Counts by month, equal to the detector run anew for each."""

from datetime import date

import pytest
from hypothesis import given, settings

from graph.errors import InputError
from graph.model.record import Record
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.kinds import Kind
from services.isolation_in_time.calendar_days import months_back
from services.isolation_in_time.trend import find_trend
from services.policy import IsolationPolicy
from tests.unit.isolation import build
from tests.unit.isolation.drawn import networks

POLICY = IsolationPolicy()


def test_a_school_leaves_the_count_in_the_month_of_its_event_and_comes_back_a_year_later() -> None:
    records = [
        build.organisation("o0"),
        build.organisation("o1"),
        build.offer("o0", since=date(2020, 1, 1)),
        build.event("e0", "o0", "o1", on=date(2023, 5, 1)),
        build.event("e1", "o0", "o1", on=date(2025, 1, 10)),
    ]
    made = find_trend(Network.of(records), POLICY, day=build.DAY)

    out = {month.day: month.without_tie for month in made.months}
    assert len(out) == 36
    assert (out[date(2024, 12, 24)], out[date(2025, 1, 24)]) == (2, 0)
    assert (out[date(2025, 12, 24)], out[date(2026, 1, 24)]) == (0, 2)
    assert [made.is_partial(month) for month in made.months] == [True] * 8 + [False] * 28
    assert made.months[-1].judged == 2


def test_the_sentence_compares_shares_of_whole_months() -> None:
    records = [
        build.organisation("o0"),
        *(build.organisation(f"n{i}", from_date=date(2025, 6, 1)) for i in range(3)),
        build.event("e0", "o0", "n0", on=date(2023, 5, 1)),
    ]
    # one of one then, four of four now: more organisations, the same share
    text = find_trend(Network.of(records), POLICY, day=build.DAY).texts[0]
    assert text.code == "isolation_time.trend.same"


def test_a_network_without_events_says_so() -> None:
    made = find_trend(Network.of([build.organisation("o0")]), POLICY, day=build.DAY)
    assert [text.code for text in made.texts] == ["isolation_time.remark.no_events"]
    assert all(made.is_partial(month) for month in made.months)


@pytest.mark.parametrize("months", [0, 121])
def test_no_months_and_too_many_are_refused(months: int) -> None:
    with pytest.raises(InputError):
        find_trend(Network.of([]), POLICY, day=build.DAY, months=months)


def test_the_last_days_of_short_months_stand_for_the_last_day_of_long_ones() -> None:
    assert months_back(date(2026, 3, 31), 2) == (date(2026, 2, 28), date(2026, 3, 31))


@settings(max_examples=15, deadline=None)
@given(networks())
def test_every_month_counts_what_the_detector_finds_on_its_day(records: list[Record]) -> None:
    network = Network.of(records)
    for month in find_trend(network, POLICY, day=build.DAY).months:
        report = find_isolated(network, POLICY, day=month.day)
        counts = dict(report.counts) | {Kind.K13: None}
        assert dict(month.counts) == counts
        assert (month.judged, month.leaders) == (report.judged, report.leaders)
        assert month.without_tie == sum(f.has_no_working_tie for f in report.findings)
