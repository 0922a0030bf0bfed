"""Isolation along the calendar, computed once for all pages and files that ask."""

from datetime import date

from api.dependencies import Reading
from api.fields import parse_day
from graph.errors import InputError
from graph.valid_time import as_known_on
from services.isolation.nodes import months_before
from services.isolation_in_time.ahead import Ahead, look_ahead
from services.isolation_in_time.compared import Compared, compare_days
from services.isolation_in_time.soon import Soon, find_soon_isolated
from services.isolation_in_time.trend import Trend, find_trend
from services.policy import IsolationPolicy, shipped_policy

_QUARTER, _YEAR = 3, 12


def soon_on(reading: Reading, window: int) -> Soon:
    """Return who still has a tie and may soon lose it."""
    return reading.derived(
        f"isolation_soon:{window}",
        lambda: find_soon_isolated(reading.network, _policy(window), day=reading.day),
    )


def ahead_on(reading: Reading, typed: str, window: int) -> tuple[Ahead, str]:
    """Look ahead to the day that was typed; a bad one is told, and a quarter is looked ahead."""
    quarter = months_before(reading.day, -_QUARTER)

    def made(until: date) -> Ahead:
        return reading.derived(
            f"isolation_ahead:{window}:{until}",
            lambda: look_ahead(reading.network, _policy(window), today=reading.day, until=until),
        )

    try:
        return made(parse_day(typed) or quarter), ""
    except InputError as error:
        return made(quarter), reading.site.say(error.message)


def trend_on(reading: Reading, window: int) -> Trend:
    """Return every kind by month."""
    return reading.derived(
        f"isolation_trend:{window}",
        lambda: find_trend(reading.network, _policy(window), day=reading.day),
    )


def compared_on(reading: Reading, first: str, second: str, window: int) -> tuple[Compared, str]:
    """Compare the days that were typed; for a bad one a year ago and today are taken."""
    fault = ""
    other, one = reading.day, months_before(reading.day, _YEAR)
    try:
        one, other = parse_day(first) or one, parse_day(second) or other
    except InputError as error:
        fault = reading.site.say(error.message)
    made = reading.derived(
        f"isolation_compared:{window}:{one}:{other}",
        lambda: compare_days(
            as_known_on(reading.network, reading.day), _policy(window), one=one, other=other
        ),
    )
    return made, fault


def _policy(window: int) -> IsolationPolicy:
    return shipped_policy().isolation.asked(window_months=window)
