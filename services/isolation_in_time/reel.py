"""One network looked at on many days: its events are read once."""

from dataclasses import replace
from datetime import date

import numpy as np

from graph.measures import Ints
from graph.network import Network
from graph.table import Table
from services.isolation.life import Life
from services.isolation.nodes import NOBODY, Nodes
from services.isolation.scene import Scene
from services.policy import IsolationPolicy


class Reel:
    """Gives the scene of any day, as `Scene.of` does; `Life.with_itself` is that of all days.

    The events are read once with every organisation that was ever there; for a day the entries are
    taken whose ends are there on it, and are told vertical or not anew.
    """

    def __init__(self, network: Network, policy: IsolationPolicy) -> None:
        self.network, self._policy = network, policy
        always = Table.of(
            "organisation",
            [replace(one, from_date=None, to_date=None) for one in network.organisations],
        )
        everybody = Nodes.of(
            network.filtered({"organisation": always}), day=date.max, since=date.max
        )
        self._codes = everybody.codes
        self._life = Life.of(network.events, everybody, day=date.max)

    def scene(self, day: date) -> Scene:
        """Return the network as it is on `day`."""
        return Scene.of(self.network, self._policy, day=day, life_of=self._life_of)

    def _life_of(self, nodes: Nodes, day: date) -> Life:
        here: Ints = np.array([nodes.number.get(code, NOBODY) for code in self._codes], np.int64)
        life = self._life
        giver, receiver = here[life.giver], here[life.receiver]
        held = life.day <= np.datetime64(day, "D")
        mask = held & (giver != NOBODY) & (receiver != NOBODY)
        giver, receiver = giver[mask], receiver[mask]
        return Life(
            giver=giver,
            receiver=receiver,
            day=life.day[mask],
            row=life.row[mask],
            vertical=nodes.are_vertical(giver, receiver),
            with_itself=life.with_itself,
        )
