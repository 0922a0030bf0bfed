"""What all drills stand on: the ties of a day and who hangs on whom in them, found once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.forest import Forest
from graph.measures import Ints, distinct_ties, immediate_dominators
from graph.nearest import NONE, Neighbours, TwoNearest, two_nearest
from graph.network import Network
from graph.single_ties import SingleTies, single_ties
from graph.valid_time import as_known_on
from services.drills.curators import Curators
from services.isolation.nodes import EVERY_SERVICE
from services.isolation.scene import Scene
from services.isolation.support import paired_leaders
from services.policy import IsolationPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ties of equals of a window, and what every single loss in them would take.

    Only judged organisations lose anything; all others may carry a way.

    Attributes
    ----------
    hops
        Steps to a leader that still count as near.
    low, high
        Ends of the distinct ties.
    nearest
        The two nearest leaders of each node within `hops`.
    hanging
        Everybody below the organisations without which they reach no leader.
    ties
        Ties without which somebody reaches no leader.
    pairs
        (mentee, direction) → leaders by a pair in force.
    """

    scene: Scene
    hops: int
    low: Ints
    high: Ints
    near: Neighbours
    nearest: TwoNearest
    hanging: Forest
    ties: SingleTies
    pairs: Mapping[tuple[int, str], Sequence[int]]
    curators: Curators

    @classmethod
    def of(cls, scene: Scene, *, hops: int) -> "Ground":
        """Find what hangs on what in the ties of `scene`."""
        nodes = scene.nodes
        n = len(nodes)
        low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, n)
        near = Neighbours.of(n, low, high)
        leaders = np.flatnonzero(nodes.leader)
        judged = nodes.judged.astype(np.int64)
        return cls(
            scene=scene,
            hops=hops,
            low=low,
            high=high,
            near=near,
            nearest=two_nearest(near, leaders, most=hops),
            hanging=Forest.of(immediate_dominators(n, low, high, leaders), judged),
            ties=single_ties(n, low, high, leaders),
            pairs=paired_leaders(scene),
            curators=Curators.of(scene),
        )

    @classmethod
    def known(
        cls, network: Network, policy: IsolationPolicy, *, day: date, hops: int, today: date
    ) -> "Ground":
        """Find it in `network` on `day`; a later day than today as if nothing is renewed."""
        return cls.of(Scene.of(as_known_on(network, today), policy, day=day), hops=hops)

    def near_only(self, leader: int) -> Ints:
        """Return the judged for whom this leader alone is near, without itself."""
        alone = (self.nearest.first == leader) & (self.nearest.second == NONE)
        alone[leader] = False
        return np.flatnonzero(alone & self.scene.nodes.judged)

    def near_only_counts(self) -> Ints:
        """Return the number of `near_only` for every node at once."""
        first, second = self.nearest.first, self.nearest.second
        alone = (first != NONE) & (second == NONE) & self.scene.nodes.judged
        alone &= first != np.arange(len(first))
        return np.bincount(first[alone], minlength=len(first))

    def hanging_on(self, v: int) -> Ints:
        """Return the judged that reach no leader any more when an organisation is gone."""
        below = np.sort(self.hanging.below(v))
        return below[self.scene.nodes.judged[below]]

    def served_only_by(self, service: int) -> Ints:
        """Return the judged whose only own methodical service this is."""
        nodes = self.scene.nodes
        named = nodes.own_service == service
        home = int(nodes.municipality[service])
        here = nodes.municipality == home
        if (nodes.service & here).sum() == 1:
            named |= (nodes.own_service == EVERY_SERVICE) & here & ~nodes.service
        named[service] = False
        return np.flatnonzero(named & nodes.judged)
