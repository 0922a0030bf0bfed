"""The network as it is on a day: one function for the rule of every kind of record."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.model.ids import SchoolYear
from graph.network import Network
from graph.table import Table

Mask = npt.NDArray[np.bool_]

_FIRST_MONTH = 9  # a school year runs from 1 September to 31 August


def school_year_of(day: date) -> SchoolYear:
    """Return the school year that contains `day`.

    Examples
    --------
    >>> school_year_of(date(2026, 8, 31)), school_year_of(date(2026, 9, 1))
    ('2025/2026', '2026/2027')
    """
    first = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return SchoolYear(f"{first}/{first + 1}")


def first_day(school_year: SchoolYear) -> date:
    """Return 1 September of `school_year`."""
    return date(int(school_year[:4]), _FIRST_MONTH, 1)


def following(school_year: SchoolYear) -> SchoolYear:
    """Return the school year after `school_year`."""
    first = int(school_year[:4]) + 1
    return SchoolYear(f"{first}/{first + 1}")


def previous(school_year: SchoolYear) -> SchoolYear:
    """Return the school year before `school_year`."""
    first = int(school_year[:4]) - 1
    return SchoolYear(f"{first}/{first + 1}")


def as_of(network: Network, day: date) -> Network:
    """Return the network as it is on `day` (valid time).

    Organisations, people, directions, communities and all ties hold while ``from`` ≤ day < ``to``;
    needs are those of the school year that contains the day; a restriction holds until its day;
    events are those dated up to the day; distances and yearly values always hold. A tie needs both
    of its organisations in force. Plans are not of a day and stay as they are.
    """
    at = np.datetime64(day, "D")
    organisations = network.organisations.where(network.organisations.in_force(at))
    known = set(organisations.keys)
    tables: dict[str, Table[Any]] = {"organisation": organisations}

    def keep(entity: str, rule: Callable[[Table[Any]], Mask], *ends: str) -> None:
        table = network.table(entity)
        mask = rule(table)
        for end in ends:
            mask &= np.fromiter((c in known for c in table.column(end)), bool, len(table))
        tables[entity] = table.where(mask)

    def period(table: Table[Any]) -> Mask:
        return table.in_force(at)

    for entity in ("person", "direction", "agreement", "community", "curator_assignment"):
        keep(entity, period)
    keep("offer", period, "organisation")
    keep("status_award", period, "organisation")
    keep("membership", period, "organisation")
    keep("pair", period, "leader", "mentee")
    keep("tie", period, "from_organisation", "to_organisation")
    year = school_year_of(day)
    keep(
        "need",
        lambda t: np.array([y == year for y in t.column("school_year")], bool),
        "organisation",
    )
    keep(
        "restriction",
        lambda t: np.isnat(t.days("until")) | (at < t.days("until")),
        "leader",
        "mentee",
    )
    keep("event", lambda t: t.days("date") <= at)
    return network.filtered(tables)


def as_known_on(network: Network, today: date) -> Network:
    """Return the network without events later than `today`: so it goes on if nothing is renewed.

    What is dated later has not been held, whatever its status says. Periods stay as they are: what
    ends by its date ends, and what begins later by its date begins.

    Examples
    --------
    >>> len(as_known_on(Network.of([]), date(2026, 8, 24)).events)
    0
    """
    held = network.events.days("date") <= np.datetime64(today, "D")
    if held.all():
        return network
    return network.filtered({"event": network.events.where(held)})
