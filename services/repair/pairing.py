"""The fewest ties after which no tie is critical, where nearly any two may be tied."""

from collections.abc import Callable

import numpy as np

from graph.measures import Ints, Mask, component_labels
from services.repair.blocks import Blocks, Trees, bare, blocks_of

_LOOKED_AT = 200
"""How far a partner is looked for in place of one that may not be tied."""
_TRIED = 8
"""Nodes of a block that are tried for a tie."""
_TWO = 2

May = Callable[[Ints, Ints], Mask]
"""Which pairs of nodes may be tied."""


def pair_ends(blocks: Blocks, needed: Mask, may: May) -> tuple[Ints, Ints] | None:
    """Choose the fewest ties after which all needed blocks are joined twice.

    Parameters
    ----------
    needed
        Blocks that have to hold together.
    may
        Tells which pairs of nodes may be tied.

    Returns
    -------
    tuple or None
        Nodes at the ends of each tie; None if what may not be tied leaves no answer of this form.

    Notes
    -----
    The trees of blocks are joined to one by their ends; then each end of that tree, in the order
    of a walk, is tied to the one half of all ends later, so that no branch keeps to itself. Where
    two may not be tied, neighbours change places; the whole is tried at last.

    References
    ----------
    .. [1] K. P. Eswaran, R. E. Tarjan. *Augmentation problems*. SIAM Journal on Computing 5 (4),
       1976, 653-665.

    Examples
    --------
    Four nodes without any tie become a ring.

    >>> nothing = np.empty(0, dtype=np.int64)
    >>> alone = Blocks(of=np.arange(4), one=nothing, other=nothing)
    >>> found = pair_ends(alone, np.ones(4, dtype=bool), lambda one, other: one != other)
    >>> len(found[0])
    4
    """
    if needed.sum() <= 1:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    left = bare(blocks, needed)
    nodes = _Nodes(blocks, may)
    first, last = _two_ends(left, needed)
    first, last = nodes.in_a_row(first, last)
    one, other = last[:-1], first[1:]
    tree = Blocks(
        of=left.of,
        one=np.concatenate([left.one, one]),
        other=np.concatenate([left.other, other]),
    )
    ends = _ends_in_order(tree, needed)
    half = len(ends) // _TWO
    near, far = ends[: len(ends) - half], ends[half:]
    far = nodes.changed(near, far)
    pairs = nodes.pick(np.concatenate([one, near]), np.concatenate([other, far]))
    if pairs is None:
        return None
    ties = blocks.of[pairs[0]], blocks.of[pairs[1]]
    whole = blocks_of(
        blocks.count,
        np.concatenate([blocks.one, ties[0]]),
        np.concatenate([blocks.other, ties[1]]),
    )
    return pairs if len(np.unique(whole.of[needed])) == 1 else None


def _two_ends(left: Blocks, needed: Mask) -> tuple[Ints, Ints]:
    """Return two blocks at ends of each tree; of a block alone, that one twice."""
    degree = np.bincount(np.concatenate([left.one, left.other]), minlength=left.count)
    labels = component_labels(left.count, left.one, left.other)
    ends = np.flatnonzero((degree == 1) | (needed & (degree == 0)))
    ends = ends[np.argsort(labels[ends], kind="stable")]
    of = labels[ends]
    starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    stops = np.r_[starts[1:], len(of)] - 1
    return ends[starts], ends[stops]


def _ends_in_order(tree: Blocks, needed: Mask) -> Ints:
    """Return the ends of the one tree of needed blocks in the order of a walk from inside."""
    degree = np.bincount(np.concatenate([tree.one, tree.other]), minlength=tree.count)
    root = int(np.argmax(np.where(needed | (degree > 0), degree, -1)))
    trees = Trees.of(tree, np.array([root]))
    ends = np.flatnonzero(degree == 1)
    found: Ints = ends[np.argsort(trees.place[ends], kind="stable")]
    return found


class _Nodes:
    """Chooses nodes for ties between blocks; the nodes of a block take turns."""

    def __init__(self, blocks: Blocks, may: May) -> None:
        self._may = may
        self._order = np.argsort(blocks.of, kind="stable")
        self._start = np.searchsorted(blocks.of[self._order], np.arange(blocks.count + 1))

    def in_a_row(self, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """Return trees, each by two ends, in an order in which neighbours may be tied."""
        order = np.arange(len(first))
        for i in np.flatnonzero(~self._can(last[:-1], first[1:])).tolist():
            for j in range(i + 2, min(len(order), i + _LOOKED_AT)):
                tried = order.copy()
                tried[[i + 1, j]] = order[[j, i + 1]]
                at = [k for k in (i, i + 1, j - 1, j) if k + 1 < len(order)]
                if self._can(last[tried[at]], first[tried[np.array(at) + 1]]).all():
                    order = tried
                    break
        return first[order], last[order]

    def changed(self, near: Ints, far: Ints) -> Ints:
        """Return partners of the ends `near`: those given, some of them in each other's place."""
        far = far.copy()
        for i in np.flatnonzero(~self._can(near, far)).tolist():
            for j in range(i + 1, i + _LOOKED_AT):
                k = j % len(near)
                pair = np.array([i, k])
                if k != i and self._can(near[pair], far[pair[::-1]]).all():
                    far[pair] = far[pair[::-1]]
                    break
        return far

    def pick(self, one: Ints, other: Ints) -> tuple[Ints, Ints] | None:
        """Return nodes for each tie between blocks, no two ties the same; None if there is none."""
        first, second = self._turn(one), self._turn(other)
        taken: set[tuple[int, int]] = set()
        good = self._may(first, second)
        for i in range(len(one)):
            ends = int(first[i]), int(second[i])
            if not good[i] or (min(ends), max(ends)) in taken:
                found = self._another(int(one[i]), int(other[i]), taken)
                if found is None:
                    return None
                first[i], second[i] = ends = found
            taken.add((min(ends), max(ends)))
        return first, second

    def _another(self, one: int, other: int, taken: set[tuple[int, int]]) -> tuple[int, int] | None:
        for u in self._of(one):
            for v in self._of(other):
                if (min(u, v), max(u, v)) not in taken and self._may(np.array([u]), np.array([v])):
                    return u, v
        return None

    def _can(self, one: Ints, other: Ints) -> Mask:
        """Return which blocks some of their nodes may tie."""
        good: Mask = (one != other) & self._may(
            self._order[self._start[one]], self._order[self._start[other]]
        )
        for i in np.flatnonzero(~good & (one != other)).tolist():
            good[i] = self._another(int(one[i]), int(other[i]), set()) is not None
        return good

    def _of(self, block: int) -> list[int]:
        start, stop = int(self._start[block]), int(self._start[block + 1])
        return [int(v) for v in self._order[start : min(stop, start + _TRIED)]]

    def _turn(self, some: Ints) -> Ints:
        """Return nodes of blocks, the next each time a block is named."""
        order = np.argsort(some, kind="stable")
        turn = np.empty(len(some), dtype=np.int64)
        turn[order] = np.arange(len(some)) - np.searchsorted(some[order], some[order])
        size = self._start[some + 1] - self._start[some]
        found: Ints = self._order[self._start[some] + turn % size]
        return found
