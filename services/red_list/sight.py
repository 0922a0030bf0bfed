"""Which organisations a curator answers for, and through what."""

from dataclasses import dataclass

import numpy as np

from graph.measures import Ints
from services.isolation.nodes import EVERY_SERVICE
from services.isolation.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How an organisation comes into the sight of a curator.

    Attributes
    ----------
    through
        Code of the service, community or municipality; empty if it is accompanied itself.
    directions
        Directions that the curator answers for there; empty for all.
    """

    through: str = ""
    directions: frozenset[str] = frozenset()

    @property
    def is_own(self) -> bool:
        """Whether the organisation itself is accompanied."""
        return not self.through


def sight_of(scene: Scene, person: str) -> dict[int, Sight]:
    """Return node → how the curator comes to answer for it; only rows in force count.

    Rules: (1) an organisation named in a row is accompanied itself; (2) a methodical service
    brings those it serves; (3) a community brings its members; (4) a municipality brings its
    organisations, for the direction of the row. Of several ways the first in this order counts.
    """
    at, nodes = np.datetime64(scene.day, "D"), scene.nodes
    table = scene.network.curators
    rows = [row for row in table.where(table.in_force(at)) if row.curator == person]
    found: dict[int, Sight] = {}
    # RULE 1
    own = [nodes.number[row.object] for row in rows if row.object in nodes.number]
    for v in own:
        found[v] = Sight()
    # RULE 2
    for service in own:
        if nodes.service[service]:
            for v in _served(scene, service).tolist():
                found.setdefault(v, Sight(through=nodes.codes[service]))
    # RULE 3
    communities = {row.object for row in rows if row.object is not None} - set(nodes.number)
    for v, code in zip(scene.paper.member.tolist(), scene.paper.community, strict=True):
        if code in communities and nodes.judged[v]:
            found.setdefault(v, Sight(through=code))
    # RULE 4
    places = {code: i for i, code in enumerate(nodes.municipalities)}
    for home in sorted({row.object for row in rows if row.object in places}):
        directions = {row.direction for row in rows if row.object == home}
        named = frozenset() if None in directions else frozenset(d for d in directions if d)
        here = nodes.judged & (nodes.municipality == places[home])
        for v in np.flatnonzero(here).tolist():
            found.setdefault(v, Sight(through=home, directions=named))
    return found


def _served(scene: Scene, service: int) -> Ints:
    """Return the judged organisations whose own methodical service this one is."""
    nodes = scene.nodes
    near = nodes.municipality == nodes.municipality[service]
    own = np.where(nodes.own_service == EVERY_SERVICE, near, nodes.own_service == service)
    return np.flatnonzero(own & nodes.judged & ~nodes.service)
