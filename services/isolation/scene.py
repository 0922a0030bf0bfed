"""Everything that the kinds are judged by, made once: nodes, events of the window, papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from graph.geo import IntArray
from graph.measures import Ints, Mask, distinct_ties
from graph.network import Network
from services.isolation.branches import with_branches_as_parents
from services.isolation.ground import Ground
from services.isolation.life import Days, Life
from services.isolation.nodes import Nodes, months_before
from services.isolation.paper import Paper
from services.policy import IsolationPolicy


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """The network of a day, seen through a window of months that ends on it.

    What several kinds ask for is computed once, when the first of them asks.

    Attributes
    ----------
    since
        First day of the window; both ends count.
    life
        All events up to the day.
    recent
        Those of the window.
    equal
        Those of the window that are not vertical: the ties that carry.
    follows
        Branch → the organisation with which it is one node; empty unless the policy says so.
    """

    network: Network
    policy: IsolationPolicy
    day: date
    since: date
    nodes: Nodes
    life: Life
    recent: Life
    equal: Life
    paper: Paper
    follows: Mapping[str, str]

    @classmethod
    def of(cls, network: Network, policy: IsolationPolicy, *, day: date) -> "Scene":
        """Read the network as it is on `day`; branches are their parents if the policy says so."""
        follows: Mapping[str, str] = {}
        if policy.branches_follow_parent:
            network, follows = with_branches_as_parents(network, day=day)
        nodes = Nodes.of(network, day=day, since=months_before(day, policy.window_months))
        return cls.made_of(
            network,
            policy,
            day=day,
            nodes=nodes,
            life=Life.of(network.events, nodes, day=day),
            paper=Paper.of(network, nodes, day=day),
            follows=follows,
        )

    @classmethod
    def made_of(
        cls,
        network: Network,
        policy: IsolationPolicy,
        *,
        day: date,
        nodes: Nodes,
        life: Life,
        paper: Paper,
        follows: Mapping[str, str],
    ) -> "Scene":
        """Put together what was read of `day`, for who looks at many days of one network.

        Parameters
        ----------
        life
            All events up to the day.
        """
        since = months_before(day, policy.window_months)
        recent = life.since(since)
        return cls(
            network=network,
            policy=policy,
            day=day,
            since=since,
            nodes=nodes,
            life=life,
            recent=recent,
            equal=recent.where(~recent.vertical),
            paper=paper,
            follows=follows,
        )

    @cached_property
    def alive(self) -> Mask:
        """Which nodes have any event in the window."""
        return self.recent.touched(len(self.nodes))

    @cached_property
    def last(self) -> Days:
        """The latest day of each node with any event; NaT for none."""
        return self.life.last_of(len(self.nodes))

    @cached_property
    def partners(self) -> Ints:
        """The number of partners of each node among equals in the window."""
        n = len(self.nodes)
        return np.bincount(self.low, minlength=n) + np.bincount(self.high, minlength=n)

    @cached_property
    def met(self) -> Ints:
        """Sorted keys (smaller number × nodes + larger) of the pairs that any event joins."""
        n = max(len(self.nodes), 1)
        low, high, _ = distinct_ties(self.recent.giver, self.recent.receiver, n)
        return low * n + high

    def have_met(self, one: int, other: int) -> bool:
        """Return whether any event of the window joins two nodes."""
        key = min(one, other) * len(self.nodes) + max(one, other)
        at = int(np.searchsorted(self.met, key))
        return at < len(self.met) and bool(self.met[at] == key)

    @property
    def low(self) -> Ints:
        """Smaller end of each distinct tie of `equal`, sorted."""
        return self._ties[0]

    @property
    def high(self) -> Ints:
        """Larger end of each distinct tie of `equal`."""
        return self._ties[1]

    @cached_property
    def ground(self) -> Ground:
        """Where the nodes stand."""
        return Ground.of(self.network, self.nodes)

    @cached_property
    def tenths_to_leader(self) -> IntArray:
        """The tenths of a kilometre from each node to the nearest leader, or `FAR`."""
        return self.ground.to_nearest(np.flatnonzero(self.nodes.leader))

    @cached_property
    def _ties(self) -> tuple[Ints, Ints]:
        n = max(len(self.nodes), 1)
        return distinct_ties(self.equal.giver, self.equal.receiver, n)[:2]
