"""The school years a network knows, and the same day in each of them."""

from datetime import date

import numpy as np

from graph.model.ids import SchoolYear
from graph.network import Network
from graph.valid_time import first_day, school_year_of

MOST = 6
"""School years that a map knows, the latest ones; that of the map is always among them."""


def known_years(network: Network, day: date) -> list[SchoolYear]:
    """Return the latest years in which a pair or another tie begins, and that of `day`."""
    starts = np.concatenate([table.days("from_date") for table in (network.pairs, network.ties)])
    begun = {school_year_of(start) for start in set(starts[~np.isnat(starts)].tolist())}
    now = school_year_of(day)
    first, last = (int(pick({*begun, now})[:4]) for pick in (min, max))
    years = [SchoolYear(f"{year}/{year + 1}") for year in range(first, last + 1)][-MOST:]
    return years if now in years else [now, *years[1:]]


def is_past(network: Network, day: date) -> bool:
    """Return whether the network knows a later school year than that of `day`."""
    return known_years(network, day)[-1] > school_year_of(day)


def same_day_in(year: SchoolYear, day: date) -> date:
    """Return the day of `year` with the month and the day of `day`; 29 February may be 1 March.

    Examples
    --------
    >>> same_day_in(SchoolYear("2025/2026"), date(2026, 11, 24))
    datetime.date(2025, 11, 24)
    >>> same_day_in(SchoolYear("2024/2025"), date(2024, 2, 29))
    datetime.date(2025, 3, 1)
    """
    start = first_day(year)
    calendar_year = start.year + ((day.month, day.day) < (start.month, start.day))
    if (day.month, day.day) == (2, 29):
        return date(calendar_year, 2, 28) + (date(2024, 3, 1) - date(2024, 2, 29))
    return day.replace(year=calendar_year)
