"""The future if nothing is renewed: by hand, and against the detector run anew every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.errors import InputError
from graph.model.record import Record
from graph.network import Network
from graph.table import Table
from services.isolation.detect import find_isolated
from services.isolation.document import isolation_document
from services.isolation.kinds import Kind
from services.isolation_in_time.ahead import Ahead, look_ahead
from services.policy import IsolationPolicy
from tests.unit.isolation import build
from tests.unit.isolation.drawn import networks

CUT = {Kind.K1, Kind.K2, Kind.K3, Kind.K4, Kind.K17}
YEAR = date(2027, 8, 24)


def ahead(*records: Record, until: date = YEAR, months: int = 12) -> Ahead:
    policy = IsolationPolicy(window_months=months)
    return look_ahead(Network.of(records), policy, today=build.DAY, until=until)


def falls(made: Ahead) -> dict[str, tuple[str, str]]:
    return {fall.organisation: (str(fall.on), fall.kind.value) for fall in made.falls}


def two_schools() -> list[Record]:
    return [
        build.organisation("o0"),
        build.organisation("o1"),
        build.offer("o0"),
        build.event("e1", "o0", "o1", on=date(2026, 3, 10)),
    ]


def test_both_fall_on_the_day_after_their_last_event_leaves_the_window() -> None:
    made = ahead(*two_schools())
    assert falls(made) == {"o0": ("2027-03-11", "K2"), "o1": ("2027-03-11", "K2")}
    assert made.by_month[6] == (date(2027, 3, 24), 2)
    assert sum(n for _, n in made.by_month) == 2
    assert made.already == 0


def test_a_leader_who_ends_takes_the_way_of_its_mentee() -> None:
    offer = build.offer("o0", to_date=date(2026, 10, 1))
    other = [build.organisation("o8"), build.offer("o8", since=date(2026, 9, 1))]
    records = [one for one in two_schools() if one.entity != "offer"]
    made = ahead(*records, offer, *other)
    assert falls(made)["o1"] == ("2026-10-01", "K4")


def test_an_event_planned_for_later_renews_nothing() -> None:
    later = build.event("e2", "o0", "o1", on=date(2026, 10, 14))
    assert falls(ahead(*two_schools(), later)) == falls(ahead(*two_schools()))


def test_a_membership_that_begins_by_its_date_is_the_paper_that_is_left() -> None:
    member = [build.community("c1"), build.member("c1", "o5", since=date(2027, 1, 1))]
    young = build.organisation("o5", from_date=date(2026, 2, 1))
    assert falls(ahead(*two_schools(), *member, young))["o5"] == ("2027-02-01", "K3")


def test_a_new_organisation_without_a_tie_falls_when_it_is_no_longer_new() -> None:
    made = ahead(*two_schools(), build.organisation("o5", from_date=date(2026, 2, 1)))
    assert falls(made)["o5"] == ("2027-02-01", "K1")
    fall = next(fall for fall in made.falls if fall.organisation == "o5")
    assert fall.text.code == "isolation_time.fall.spared"


def test_who_closes_is_told_and_does_not_fall() -> None:
    closing = build.organisation("o1", to_date=date(2026, 12, 1))
    made = ahead(*[one for one in two_schools() if one.key != "o1"], closing)
    assert made.closed == ("o1",)
    assert "o1" not in falls(made)


def test_the_later_day_may_be_today() -> None:
    made = ahead(*two_schools(), until=build.DAY)
    assert (made.falls, made.by_month, len(made.months)) == ((), (), 1)


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (build.DAY - timedelta(days=1), "isolation_time.until_past"),
        (date(2029, 9, 24), "isolation_time.until_far"),
    ],
)
def test_a_day_in_the_past_or_too_far_is_refused(until: date, code: str) -> None:
    with pytest.raises(InputError) as refused:
        ahead(*two_schools(), until=until)
    assert refused.value.message.code == code


@settings(max_examples=10, deadline=None)
@given(networks(), st.sampled_from([1, 2, 12]))
def test_the_day_of_every_fall_is_that_of_the_detector_run_every_day(
    records: list[Record], months: int
) -> None:
    policy = IsolationPolicy(window_months=months)
    until = build.DAY + timedelta(days=45)
    network = Network.of(records)
    held = Table.of("event", [one for one in network.events if one.date <= build.DAY])
    known = network.filtered({"event": held})
    out: set[str] = set()
    expected: dict[str, tuple[str, str]] = {}
    for number in range(46):
        day = build.DAY + timedelta(days=number)
        report = find_isolated(known, policy, day=day)
        for finding in report.findings:
            if finding.headline in CUT and finding.organisation not in out:
                out.add(finding.organisation)
                if number:
                    expected[finding.organisation] = (str(day), finding.headline.value)

    made = ahead(*records, until=until, months=months)

    assert falls(made) == expected
    say, scratch = catalogue("ru"), find_isolated(known, policy, day=until)
    told = isolation_document(made.report, network, say)
    assert told == isolation_document(scratch, network, say)
    now = {f.organisation: f for f in find_isolated(known, policy, day=build.DAY).findings}
    last = {f.organisation: f for f in made.report.findings}
    for gain in made.gains:
        assert gain.organisation not in now or gain.kind not in now[gain.organisation].kinds
        if gain.by == until:
            assert gain.kind in last[gain.organisation].kinds
    gained = {(gain.organisation, gain.kind) for gain in made.gains}
    for code, finding in last.items():
        before = now[code].kinds if code in now else ()
        assert {(code, k) for k in finding.kinds if k not in before and k not in CUT} <= gained
