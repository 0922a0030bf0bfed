"""Everything that the kinds are judged by, made once: nodes, events of the window, papers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.measures import Ints, Mask, distinct_ties
from graph.network import Network
from services.isolation.life import Life
from services.isolation.nodes import Nodes, months_before
from services.isolation.paper import Paper
from services.policy import IsolationPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The network of a day, seen through a window of months that ends on it.

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
    low, high
        Ends of the distinct ties of `equal`, the smaller number first, sorted.
    """

    network: Network
    policy: IsolationPolicy
    day: date
    since: date
    nodes: Nodes
    life: Life
    recent: Life
    equal: Life
    low: Ints
    high: Ints
    paper: Paper

    @classmethod
    def of(
        cls,
        network: Network,
        policy: IsolationPolicy,
        *,
        day: date,
        life_of: Callable[[Nodes, date], Life] | None = None,
    ) -> "Scene":
        """Read the network as it is on `day`.

        Parameters
        ----------
        life_of
            Gives the events of the nodes up to the day, for who looks at many days of one network
            and has read the events already; without it they are read here.
        """
        since = months_before(day, policy.window_months)
        nodes = Nodes.of(network, day=day, since=since)
        life = Life.of(network.events, nodes, day=day) if life_of is None else life_of(nodes, day)
        recent = life.since(since)
        equal = recent.where(~recent.vertical)
        low, high, _ = distinct_ties(equal.giver, equal.receiver, max(len(nodes), 1))
        return cls(
            network=network,
            policy=policy,
            day=day,
            since=since,
            nodes=nodes,
            life=life,
            recent=recent,
            equal=equal,
            low=low,
            high=high,
            paper=Paper.of(network, nodes, day=day),
        )

    @property
    def alive(self) -> Mask:
        """Which nodes have any event in the window."""
        return self.recent.touched(len(self.nodes))
