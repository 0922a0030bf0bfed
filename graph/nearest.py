"""The two nearest different sources of every node, found in one pass."""

from dataclasses import dataclass

import numpy as np

from graph.measures import Ints

NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Ties as lists of neighbours: those of `v` stand from ``start[v]`` to ``start[v + 1]``."""

    start: Ints
    to: Ints

    @classmethod
    def of(cls, n: int, one: Ints, other: Ints) -> "Neighbours":
        """List the neighbours of `n` nodes; each tie is given once."""
        tails, heads = np.concatenate([one, other]), np.concatenate([other, one])
        order = np.argsort(tails, kind="stable")
        count = np.bincount(tails, minlength=n)
        return cls(start=np.concatenate([[0], np.cumsum(count)]), to=heads[order])

    def of_all(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Return the neighbours of each of `nodes`, and the position of whose they are.

        Examples
        --------
        >>> near = Neighbours.of(3, np.array([0, 1]), np.array([1, 2]))
        >>> to, whose = near.of_all(np.array([1, 2]))
        >>> to.tolist(), whose.tolist()
        ([2, 0, 1], [0, 0, 1])
        """
        count = self.start[nodes + 1] - self.start[nodes]
        whose = np.repeat(np.arange(len(nodes)), count)
        within = np.arange(len(whose)) - np.repeat(np.cumsum(count) - count, count)
        return self.to[self.start[nodes][whose] + within], whose


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoNearest:
    """For every node the nearest source, the next one, and the hops to the nearest.

    `NONE` where there is none within the limit. Where several sources are equally near, any of
    them is the first; a node has a first and no second exactly if one source alone is near.
    """

    first: Ints
    second: Ints
    hops: Ints


def two_nearest(near: Neighbours, sources: Ints, *, most: int) -> TwoNearest:
    """Return the two nearest different sources of each node within `most` hops.

    All sources start at once; each node keeps the first two different labels that reach it and
    passes on no other. Whatever is nearest to a node is among the two nearest of each node on a
    shortest way to it, or two others are as near: so nothing is missed.

    Notes
    -----
    Time is linear in ties for each level.

    Examples
    --------
    A chain 0–1–2–3 with sources 0 and 3: within one hop each knows one, within two hops both.

    >>> near = Neighbours.of(4, np.array([0, 1, 2]), np.array([1, 2, 3]))
    >>> two_nearest(near, np.array([0, 3]), most=1).second.tolist()
    [-1, -1, -1, -1]
    >>> two_nearest(near, np.array([0, 3]), most=2).second.tolist()
    [-1, 3, 0, -1]
    """
    n = len(near.start) - 1
    first, second, hops = (np.full(n, NONE, dtype=np.int64) for _ in range(3))
    first[sources], hops[sources] = sources, 0
    at, label = sources, sources
    for step in range(1, most + 1):
        if not len(at):
            break
        at, whose = near.of_all(at)
        keys = np.unique(at * n + label[whose])
        at, label = keys // n, keys % n
        new = (first[at] != label) & (second[at] == NONE)
        at, label = at[new], label[new]
        begins = np.flatnonzero(np.diff(at, prepend=NONE))
        rank = np.arange(len(at)) - np.repeat(begins, np.diff(begins, append=len(at)))
        is_first = first[at] == NONE
        kept = rank < np.where(is_first, 2, 1)
        at, label, is_first = at[kept], label[kept], (is_first & (rank == 0))[kept]
        first[at[is_first]], hops[at[is_first]] = label[is_first], step
        second[at[~is_first]] = label[~is_first]
    return TwoNearest(first=first, second=second, hops=hops)
