"""How many new ties each organisation may take."""

import numpy as np

from graph.measures import Ints, Mask
from services.repair.proposal import Asked

NO_LIMIT = np.iinfo(np.int64).max


def limits_of(asked: Asked, leader: Mask) -> Ints:
    """Return the most new ties of each node; the limit of leaders stands over the general one.

    Examples
    --------
    >>> from services.repair.proposal import Goal
    >>> limits_of(Asked(goal=Goal.HOPS, capacity=1, leader_capacity=3), np.array([True, False]))
    array([3, 1])

    A limit that no array could hold is none.

    >>> limits_of(Asked(goal=Goal.HOPS, capacity=10**30), np.array([True]))[0] == NO_LIMIT
    np.True_
    """
    general = NO_LIMIT if asked.capacity is None else min(asked.capacity, NO_LIMIT)
    of_leaders = general if asked.leader_capacity is None else min(asked.leader_capacity, NO_LIMIT)
    return np.where(leader, of_leaders, general).astype(np.int64)
