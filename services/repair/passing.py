"""Which groups that need nothing themselves may still shorten a tree that passes through them."""

from collections.abc import Mapping, Sequence

from services.repair.joined import Joined

_NEVER = 1 << 60  # longer than any sum of distances


def may_shorten(
    links: Mapping[int, Mapping[int, int]], needed: Sequence[int], spare: Sequence[int]
) -> list[int]:
    """Return which of the `spare` groups a shortest tree over the `needed` ones may pass through.

    Parameters
    ----------
    links
        Group → other group → least length of a tie between them; both ways.

    Notes
    -----
    A tree that passes through a group falls apart without it into parts that can be joined again
    by ties among the needed ones, none longer than the longest tie between two of them on their
    shortest tree. The group is useless if for no choice of its ties this is longer. Ties to
    other spare groups are counted as ties to anybody, so that nothing useful is lost.

    References
    ----------
    .. [1] C. Duin, A. Volgenant. *Reduction tests for the Steiner problem in graphs*.
       Networks 19, 1989.
    """
    merges = _merges(links, needed)
    return [one for one in spare if _gain(links[one], needed, merges) < 0]


def _merges(
    links: Mapping[int, Mapping[int, int]], needed: Sequence[int]
) -> list[tuple[int, int, int]]:
    """Return the ties of the shortest tree over the needed groups, shortest first."""
    inside = set(needed)
    ties = sorted(
        (length, one, other)
        for one in needed
        for other, length in links.get(one, {}).items()
        if one < other and other in inside
    )
    joined = Joined(max(inside, default=0) + 1)
    found = [tie for tie in ties if joined.join(tie[1], tie[2])]
    rest = [one for one in needed if joined.join(one, needed[0])]
    return found + [(_NEVER, one, needed[0]) for one in rest]


def _gain(
    own: Mapping[int, int], needed: Sequence[int], merges: Sequence[tuple[int, int, int]]
) -> int:
    """Return the least, over choices of needed groups, of ties to them less the tree they spare."""
    inside = set(needed)
    through = min((length for other, length in own.items() if other not in inside), default=_NEVER)
    joined = Joined(max(inside, default=0) + 1)
    best = {one: min(own.get(one, _NEVER), through) for one in needed}
    for length, one, other in merges:
        first, second = best[joined.find(one)], best[joined.find(other)]
        joined.join(one, other)
        best[joined.find(one)] = min(first, second, first + second - length)
    return min(best[joined.find(one)] for one in needed) if needed else 0
