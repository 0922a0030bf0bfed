"""The ties that carry once a whole proposal lives, and what stays without one of its ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.measures import Ints, Mask
from services.isolation.kinds import Kind
from services.isolation.scene import Scene


@dataclass(frozen=True, kw_only=True, eq=False)
class After:
    """The ties among equals once each proposed tie had one event on the day.

    Attributes
    ----------
    scene
        The network without the proposal.
    one, other
        Ends of the proposed ties: no two alike, none of a tied pair, none vertical.
    before
        Kind → which nodes have it without the proposal.
    """

    scene: Scene
    one: Ints
    other: Ints
    before: Mapping[Kind, Mask]

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.scene.nodes)

    @cached_property
    def low(self) -> Ints:
        """One end of each tie: those there were, then the proposed ones."""
        return np.concatenate([self.scene.low, self.one])

    @cached_property
    def high(self) -> Ints:
        """The other end of each tie."""
        return np.concatenate([self.scene.high, self.other])

    @cached_property
    def sources(self) -> Ints:
        """Who leads."""
        return np.flatnonzero(self.scene.nodes.leader)

    def had(self, kind: Kind) -> Mask:
        """Return which nodes have the kind without the proposal."""
        return self.before.get(kind, np.zeros(self.n, dtype=bool))

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """Partners of each node once all lives."""
        found: list[list[int]] = [[] for _ in range(self.n)]
        for u, v in zip(self.low.tolist(), self.high.tolist(), strict=True):
            found[u].append(v)
            found[v].append(u)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Who loses a kind with the whole proposal and would keep it without one tie.

    Attributes
    ----------
    tie, node
        Position among the proposed ties, and the node: one entry for each two.
    """

    tie: Ints
    node: Ints

    @classmethod
    def of(cls, ties: Sequence[int], groups: Sequence[Sequence[int]]) -> "Kept":
        """Return the entries of ties that each keep a kind for a group of nodes."""
        sizes = [len(group) for group in groups]
        node = np.fromiter((v for group in groups for v in group), np.int64, sum(sizes))
        return cls(np.repeat(np.asarray(ties, dtype=np.int64), sizes), node)

    def among(self, nodes: Mask) -> "Kept":
        """Return the entries of these nodes."""
        mask = nodes[self.node]
        return Kept(self.tie[mask], self.node[mask])
