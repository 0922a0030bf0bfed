"""One network looked at on many days: what does not change between them is read once."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.measures import Ints
from graph.network import Network
from graph.table import Table
from services.isolation.branches import with_branches_as_parents
from services.isolation.life import Days, Life
from services.isolation.nodes import NOBODY, Nodes, months_before
from services.isolation.paper import Paper
from services.isolation.scene import Scene
from services.isolation_in_time.calendar_days import days_of_periods
from services.policy import IsolationPolicy


@dataclass(frozen=True, slots=True)
class _Stage:
    """What holds on every day between two ends of periods; `life` is that of all days."""

    number: int
    network: Network
    follows: Mapping[str, str]
    nodes: Nodes
    began: Days
    paper: Paper
    life: Life


_NOBODY_FOLLOWS: Mapping[str, str] = {}


class Reel:
    """Gives the scene of any day, as `Scene.of` does; `Life.with_itself` is that of all days.

    The events are read once with every organisation that was ever there; for a day the entries are
    taken whose ends are there on it, and are told vertical or not anew. Organisations and papers
    are read anew only if a period began or ended since the day that was asked before: ask in the
    order of days. Where branches follow their parents the events are read anew too.
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
        self._ends = sorted(days_of_periods(network))
        self._stage: _Stage | None = None

    def scene(self, day: date) -> Scene:
        """Return the network as it is on `day`."""
        stage = self._stage_of(day)
        since = months_before(day, self._policy.window_months)
        held = stage.life.day <= np.datetime64(day, "D")
        return Scene.made_of(
            stage.network,
            self._policy,
            day=day,
            nodes=replace(stage.nodes, new=stage.began > np.datetime64(since, "D")),
            life=stage.life if held.all() else stage.life.where(held),
            paper=stage.paper,
            follows=stage.follows,
        )

    def _stage_of(self, day: date) -> _Stage:
        number = bisect_right(self._ends, day)
        if self._stage is None or self._stage.number != number:
            self._stage = self._made(number, day)
        return self._stage

    def _made(self, number: int, day: date) -> _Stage:
        network, follows = self.network, _NOBODY_FOLLOWS
        if self._policy.branches_follow_parent:
            network, follows = with_branches_as_parents(network, day=day)
        nodes = Nodes.of(network, day=day, since=day)
        there = network.organisations.in_force(np.datetime64(day, "D"))
        return _Stage(
            number=number,
            network=network,
            follows=follows,
            nodes=nodes,
            began=network.organisations.days("from_date")[there],
            paper=Paper.of(network, nodes, day=day),
            life=(
                Life.of(network.events, nodes, day=date.max) if follows else self._life_of(nodes)
            ),
        )

    def _life_of(self, nodes: Nodes) -> Life:
        here: Ints = np.array([nodes.number.get(code, NOBODY) for code in self._codes], np.int64)
        life = self._life
        giver, receiver = here[life.giver], here[life.receiver]
        mask = (giver != NOBODY) & (receiver != NOBODY)
        giver, receiver = giver[mask], receiver[mask]
        return Life(
            giver=giver,
            receiver=receiver,
            day=life.day[mask],
            row=life.row[mask],
            vertical=nodes.are_vertical(giver, receiver),
            with_itself=life.with_itself,
        )
