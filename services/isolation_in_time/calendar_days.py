"""Days on which isolation may change: windows that move on, papers and offers that end."""

from collections.abc import Iterable
from datetime import date, timedelta

from graph.network import Network
from services.isolation.nodes import months_before

_DAY = timedelta(days=1)
_WITH_PERIOD = (*("organisation", "offer", "pair", "tie", "agreement", "community", "membership"),)
"""Tables whose periods have a say in whether an organisation has a working tie."""


def first_day_out(last: date, months: int) -> date:
    """Return the first day whose window of `months` no longer holds `last`.

    Examples
    --------
    >>> first_day_out(date(2026, 3, 10), 12), first_day_out(date(2025, 8, 31), 6)
    (datetime.date(2027, 3, 11), datetime.date(2026, 3, 1))
    """
    day = months_before(last, -months)
    while day < date.max and months_before(day, months) <= last:
        day += _DAY
    return day


def months_from(day: date, until: date) -> tuple[date, ...]:
    """Return `day`, the same day of each later month, and `until` itself.

    Examples
    --------
    >>> [str(at) for at in months_from(date(2026, 8, 31), date(2026, 10, 5))]
    ['2026-08-31', '2026-09-30', '2026-10-05']
    """
    found, number = [day], 1
    while (at := months_before(day, -number)) < until and at > found[-1]:
        found.append(at)
        number += 1
    return (*found, until) if until > found[-1] else tuple(found)


def months_back(day: date, count: int) -> tuple[date, ...]:
    """Return the same day of the last `count` months, the oldest first, `day` last.

    Examples
    --------
    >>> [str(at) for at in months_back(date(2026, 3, 31), 3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    return tuple(sorted({months_before(day, number) for number in range(count)}))


def days_of_change(
    network: Network, *, after: date, until: date, window_months: int
) -> tuple[date, ...]:
    """Return every day after `after`, up to `until`, on which a working tie may come or go.

    Between two of them nothing does: (1) a period of a record begins or ends; (2) the last event
    of a day leaves the window; (3) an organisation is no longer new.
    """
    # RULE 1
    days = days_of_periods(network)
    # RULE 2
    days.update(first_day_out(day, window_months) for day in set(network.events.column("date")))
    # RULE 3
    opened = set(_known(network.organisations.column("from_date")))
    days.update(first_day_out(day - _DAY, window_months) for day in opened if day > date.min)
    return tuple(sorted(day for day in days if after < day <= until))


def days_of_periods(network: Network) -> set[date]:
    """Return the days on which a period that has a say in a working tie begins or is over."""
    days: set[date] = set()
    for entity in _WITH_PERIOD:
        table = network.table(entity)
        days.update(_known(table.column("from_date")))
        days.update(_known(table.column("to_date")))
    return days


def first_event_of(network: Network) -> date | None:
    """Return the day of the first event on record, or None."""
    days: Iterable[date] = network.events.column("date")
    return min(days, default=None)


def _known(days: Iterable[date | None]) -> Iterable[date]:
    return (day for day in days if day is not None)
