"""The order of groups around a circle in which those that work together are neighbours."""

from collections.abc import Sequence

import numpy as np

from viz.layouts.spots import Bond, Spot

_ROUNDS = 12


def circular_order(
    groups: Sequence[str], spots: Sequence[Spot], bonds: Sequence[Bond]
) -> list[str]:
    """Return `groups` in an order with short ways around the circle between tied groups.

    The sum of (number of ties) × (steps around the circle) over all pairs of groups is lowered by
    turning stretches round until none helps, or after 12 rounds.

    Notes
    -----
    Each round tries all k²/2 stretches at a cost of k² each: fine for the 44 municipalities of a
    region.

    References
    ----------
    .. [1] G. Croes. "A method for solving traveling-salesman problems". *Operations Research*
       6(6), 1958: the turning of stretches.
    """
    names = sorted(groups)
    index = {name: i for i, name in enumerate(names)}
    group_of = {spot.id: spot.group for spot in spots}
    k = len(names)
    ties = np.zeros((k, k))
    for bond in bonds:
        one, other = group_of[bond.source], group_of[bond.target]
        if one in index and other in index and one != other:
            ties[index[one], index[other]] += 1
            ties[index[other], index[one]] += 1
    apart = np.abs(np.subtract.outer(np.arange(k), np.arange(k)))
    steps = np.minimum(apart, k - apart)
    order = np.arange(k)
    best = float((ties * steps).sum())
    for _ in range(_ROUNDS):
        order, shorter = _turn_stretches(order, ties, steps, best)
        if shorter >= best:
            break
        best = shorter
    return [names[i] for i in order]


def _turn_stretches(
    order: np.ndarray[tuple[int], np.dtype[np.int64]],
    ties: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    steps: np.ndarray[tuple[int, int], np.dtype[np.int64]],
    best: float,
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], float]:
    k = len(order)
    for i in range(k):
        for j in range(i + 1, k):
            turned = order.copy()
            turned[i : j + 1] = order[i : j + 1][::-1]
            length = float((ties[np.ix_(turned, turned)] * steps).sum())
            if length < best:
                order, best = turned, length
    return order, best
