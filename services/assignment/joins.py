"""Joins of columns of whole numbers: which rows have equal keys, and ranges written out."""

import numpy as np

from graph.geo import IntArray
from services.assignment.roster import BoolArray


def equal_keys(left: IntArray, right: IntArray) -> tuple[IntArray, IntArray]:
    """Return the numbers of all pairs of a left and a right row with equal keys.

    Examples
    --------
    >>> rows, others = equal_keys(np.array([7, 5, 7]), np.array([5, 7, 7]))
    >>> rows.tolist(), others.tolist()
    ([0, 0, 1, 2, 2], [1, 2, 0, 1, 2])
    """
    order = np.argsort(right, kind="stable")
    keys = right[order]
    first, last = np.searchsorted(keys, left, "left"), np.searchsorted(keys, left, "right")
    return np.repeat(np.arange(len(left)), last - first), order[written_out(first, last)]


def written_out(first: IntArray, last: IntArray) -> IntArray:
    """Return the numbers of all ranges, one range after the other; `last` is not in it.

    Examples
    --------
    >>> written_out(np.array([4, 9, 0]), np.array([6, 9, 3])).tolist()
    [4, 5, 0, 1, 2]
    """
    count = last - first
    at = np.repeat(first - (np.cumsum(count) - count), count)
    numbers: IntArray = np.arange(len(at)) + at
    return numbers


def among(codes: IntArray, wanted: IntArray) -> BoolArray:
    """Return which of `codes` are in `wanted`, which is sorted."""
    if not len(wanted):
        return np.zeros(len(codes), bool)
    at = np.minimum(np.searchsorted(wanted, codes), len(wanted) - 1)
    found: BoolArray = wanted[at] == codes
    return found
