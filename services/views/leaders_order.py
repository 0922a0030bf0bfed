"""An order of two columns in which the ties between them cross little."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence

_ROUNDS = 12

Tie = tuple[str, str]


def order_columns(
    left: Sequence[str], right: Sequence[str], ties: Sequence[Tie], group_of: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return both columns in the best order that was found; groups of the right stay together.

    Each column in turn is sorted by the mean place of what it is tied to in the other; whoever has
    no tie stays at the end. The order with the fewest crossings of all rounds is kept.

    References
    ----------
    .. [1] K. Sugiyama, S. Tagawa, M. Toda. "Methods for visual understanding of hierarchical
       system structures". *IEEE Trans. SMC* 11(2), 1981: the barycentre method.
    """
    one, other = list(left), list(right)
    leads, led = _neighbours(ties)
    best, fewest = (one, other), crossings(one, other, ties)
    for _ in range(_ROUNDS):
        one = _by_mean(one, leads, other)
        other = _by_mean(other, led, one)
        place = _group_places(other, led, one, group_of)
        other = sorted(other, key=lambda code: (place[group_of[code]], group_of[code]))
        found = crossings(one, other, ties)
        if found >= fewest:
            continue
        best, fewest = (one, other), found
    return best


def crossings(left: Sequence[str], right: Sequence[str], ties: Sequence[Tie]) -> int:
    """Return how many pairs of ties cross between two columns.

    Examples
    --------
    >>> crossings(["a", "b"], ["x", "y"], [("a", "y"), ("b", "x")])
    1
    """
    at = {code: i for i, code in enumerate(left)}
    to = {code: i for i, code in enumerate(right)}
    ends = sorted((at[one], to[other]) for one, other in ties)
    seen: list[int] = []
    crossed = 0
    for _, end in ends:
        crossed += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return crossed


def _neighbours(ties: Sequence[Tie]) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    leads: defaultdict[str, list[str]] = defaultdict(list)
    led: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in ties:
        leads[one].append(other)
        led[other].append(one)
    return leads, led


def _by_mean(
    codes: Sequence[str], tied: Mapping[str, list[str]], others: Sequence[str]
) -> list[str]:
    at = {code: i for i, code in enumerate(others)}

    def mean(code: str) -> float:
        ends = tied.get(code, ())
        return sum(at[end] for end in ends) / len(ends) if ends else len(others)

    return sorted(codes, key=mean)


def _group_places(
    codes: Sequence[str],
    tied: Mapping[str, list[str]],
    others: Sequence[str],
    group_of: Mapping[str, str],
) -> dict[str, float]:
    at = {code: i for i, code in enumerate(others)}
    ends: defaultdict[str, list[int]] = defaultdict(list)
    for code in codes:
        ends[group_of[code]] += [at[end] for end in tied.get(code, ())] or [len(others)]
    return {group: sum(some) / len(some) for group, some in sorted(ends.items())}
