"""How many leaders would have been nearer than the one chosen."""

import numpy as np

from graph.geo import IntArray
from services.assignment.admissible import TENTHS, Pairs
from services.assignment.joins import written_out
from services.assignment.problem import AssignmentProblem

_AT_ONCE = 2_000
"""Needs that are looked at together; with more, the pairs of their hubs would fill the memory."""


def nearer_leaders(problem: AssignmentProblem, chosen: Pairs) -> IntArray:
    """Return how many other leaders with an admissible pair each chosen pair has nearer.

    Nearer is less effective distance; so remote leaders count where the chosen one comes from
    farther away than remote help is counted.
    """
    pairs, hubs, leader = problem.pairs, problem.hubs, problem.offers.leader
    count = np.zeros(len(chosen), np.int64)
    far = chosen.effective > problem.policy.remote_km * TENTHS
    start = np.searchsorted(pairs.need, chosen.need)
    end = np.searchsorted(pairs.need, chosen.need, "right")
    for first in range(0, len(chosen), _AT_ONCE):
        some = np.arange(first, min(first + _AT_ONCE, len(chosen)))
        at = np.repeat(some, end[some] - start[some])
        pair = written_out(start[some], end[some])
        near = pairs.effective[pair] < chosen.effective[at]
        afar = some[far[some]]
        row, arc = hubs.arcs_of(chosen.need[afar])
        whose = np.concatenate([at[near], afar[row]])
        by = np.concatenate([leader[pairs.offer[pair[near]]], leader[hubs.offer[arc]]])
        other = by != leader[chosen.offer[whose]]
        code = np.unique(whose[other] * len(problem.leaders) + by[other])
        count += np.bincount(code // max(1, len(problem.leaders)), minlength=len(count))
    return count
