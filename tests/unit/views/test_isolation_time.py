"""Lists and charts of isolation in time."""

from datetime import date

import pytest

from graph.model.record import Record
from graph.network import Network
from graph.valid_time import as_of
from services.isolation.kinds import Kind
from services.isolation_in_time.ahead import look_ahead
from services.isolation_in_time.soon import find_soon_isolated
from services.isolation_in_time.trend import find_trend
from services.isolation_in_time.warnings import WarningKind
from services.policy import IsolationPolicy
from services.views.index import NetworkIndex
from services.views.isolation_time import (
    HEIGHT,
    WIDTH,
    TimeQuery,
    build_fall_list,
    build_lines,
    build_soon_list,
)
from tests.unit.isolation import build

POLICY = IsolationPolicy()


def records() -> list[Record]:
    return [
        build.organisation("o0", name="СОШ № 9"),
        build.organisation("o1", name="СОШ № 12", municipality="m2"),
        build.organisation("o2", name="СОШ № 3"),
        build.offer("o0", since=date(2020, 1, 1)),
        build.event("e0", "o0", "o1", on=date(2023, 5, 1)),
        build.event("e1", "o0", "o1", on=date(2026, 5, 1)),
        build.event("e2", "o0", "o2", on=date(2026, 3, 1)),
    ]


def index_of_day() -> NetworkIndex:
    network = Network.of(records())
    return NetworkIndex(network, as_of(network, build.DAY), build.DAY)


def test_the_nearest_day_comes_first_and_filters_leave_what_they_say() -> None:
    index = index_of_day()
    soon = find_soon_isolated(index.network, POLICY, day=build.DAY)
    whole = build_soon_list(index, soon, TimeQuery())
    assert [who.code for who, _ in whole.rows] == ["o2", "o1"]
    assert [(one.code, one.n) for one in whole.municipalities] == [("m1", 1), ("m2", 1)]
    second = build_soon_list(index, soon, TimeQuery(offset=1, limit=1))
    assert ([who.code for who, _ in second.rows], second.found) == (["o1"], 2)
    for query, codes in (
        (TimeQuery(municipality="m2"), ["o1"]),
        (TimeQuery(text="сош 3"), ["o2"]),
        (TimeQuery(warning=WarningKind.ENDING), []),
    ):
        assert [who.code for who, _ in build_soon_list(index, soon, query).rows] == codes
        assert query.is_narrow


def test_falls_come_by_day_and_are_narrowed_by_place() -> None:
    index = index_of_day()
    ahead = look_ahead(index.network, POLICY, today=build.DAY, until=date(2027, 8, 24))
    whole = build_fall_list(index, ahead, TimeQuery())
    assert [(who.code, str(fall.on)) for who, fall in whole.rows] == [
        ("o2", "2027-03-02"),
        ("o0", "2027-05-02"),
        ("o1", "2027-05-02"),
    ]
    assert build_fall_list(index, ahead, TimeQuery(municipality="m2")).found == 1


def test_a_line_ends_at_the_number_of_today_and_stays_in_its_box() -> None:
    trend = find_trend(Network.of(records()), POLICY, day=build.DAY)
    lines = {line.kind: line for line in build_lines(trend)}
    assert Kind.K7 not in lines, "nobody was ever many hops away"
    lost = lines[None]
    assert (lost.first, lost.last, lost.most) == (3, 0, 3)
    assert list(lost.end) == [WIDTH - 5, HEIGHT - 5], "nobody is without a tie today: the floor"
    for line in lines.values():
        for point in f"{line.partial} {line.whole}".split():
            across, _, down = point.partition(",")
            assert 5 <= float(across) <= WIDTH - 5
            assert 5 <= float(down) <= HEIGHT - 5
        assert len(line.whole.split()) == 28
        assert len(line.partial.split()) == 9, "the pale part reaches the first whole month"


def test_a_pale_part_that_is_higher_runs_along_the_upper_edge() -> None:
    held = [date(2023, 9, 10), date(2024, 8, 20), date(2025, 8, 1), date(2026, 7, 1)]
    more: list[Record] = [
        *(build.organisation(code) for code in "abcd"),
        build.offer("a", since=date(2020, 1, 1)),
        *(build.event(f"e{i}", "a", "b", on=day) for i, day in enumerate(held)),
        *(build.event(f"f{i}", "a", "d", on=day) for i, day in enumerate(held[1:])),
    ]
    trend = find_trend(Network.of(more), POLICY, day=build.DAY)
    # two of four are out while the records begin, one of four in every whole month
    line = build_lines(trend)[0]
    assert (line.first, line.last, line.most) == (1, 1, 1)
    assert {point.partition(",")[2] for point in line.partial.split()} == {"5.0"}


@pytest.mark.parametrize("months", [1, 2])
def test_short_and_empty_trends_are_drawn(months: int) -> None:
    trend = find_trend(Network.of([]), POLICY, day=build.DAY, months=months)
    assert [line.kind for line in build_lines(trend)] == [None]
