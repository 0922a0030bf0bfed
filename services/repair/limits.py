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
    """
    general = NO_LIMIT if asked.capacity is None else asked.capacity
    of_leaders = general if asked.leader_capacity is None else asked.leader_capacity
    return np.where(leader, of_leaders, general).astype(np.int64)
