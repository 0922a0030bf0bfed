"""Seeded drawing: one stream of chance for each purpose, and exact sharing out."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

REFERENCE_DATE = date(2026, 8, 24)
"""The day that stands for today in every demo network."""

YEARS = ("2023/2024", "2024/2025", "2025/2026", "2026/2027")
"""Three school years that have been, and the planned one."""

LAST, PLANNED = YEARS[2], YEARS[3]

_SATURDAY = 5


def stream(seed: int, *purpose: str) -> Random:
    """Return the stream of chance of one purpose; others do not move it.

    Examples
    --------
    >>> stream(1, "needs", "23-23").random() == stream(1, "needs", "23-23").random()
    True
    """
    return Random("|".join((str(seed), *purpose)))  # noqa: S311 - made-up data, not secrets


def share(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Share `total` out in whole parts by largest remainder, each at least `least`.

    Raises
    ------
    ValueError
        If `total` does not reach for the least parts.

    Examples
    --------
    >>> share(10, [1, 1, 2], least=1)
    [3, 3, 4]
    """
    free = total - least * len(weights)
    if free < 0:
        msg = f"{total} cannot be shared among {len(weights)} with at least {least} each."
        raise ValueError(msg)
    scale = free / sum(weights)
    exact = [weight * scale for weight in weights]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_rest[: free - sum(parts)]:
        parts[i] += 1
    return [part + least for part in parts]


def chance(rng: Random, percent: int) -> bool:
    """Draw yes with a chance of `percent` in a hundred."""
    return rng.randrange(100) < percent


def first_of(school_year: str) -> date:
    """Return 1 September of a school year."""
    return date(int(school_year[:4]), 9, 1)


def school_day(rng: Random, school_year: str, months: Sequence[int] = ()) -> date:
    """Draw a working day between 10 September and 25 May, or in one of `months`."""
    first = int(school_year[:4])
    if months:
        month = rng.choice(months)
        day = date(first if month >= first_of(school_year).month else first + 1, month, 1)
        day += timedelta(days=rng.randrange(28))
    else:
        day = date(first, 9, 10) + timedelta(days=rng.randrange(257))
    return (
        day - timedelta(days=day.weekday() - _SATURDAY + 1) if day.weekday() >= _SATURDAY else day
    )
