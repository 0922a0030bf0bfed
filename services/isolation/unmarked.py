"""Planned events whose day has passed without a word."""

from datetime import date

import numpy as np

from graph.model.choices import EventStatus
from graph.network import Network


def unmarked_rows(network: Network, day: date) -> list[int]:
    """Return the rows of the events still planned whose last day is before `day`.

    One that is moved, cancelled or held has had its word.
    """
    events = network.events
    first, last = events.days("date"), events.days("end_date")
    over = np.where(np.isnat(last), first, np.maximum(first, last)) < np.datetime64(day, "D")
    status = events.column("status")
    return [i for i in np.flatnonzero(over).tolist() if status[i] == EventStatus.PLANNED]
