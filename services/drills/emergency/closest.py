"""The closest of many on the ground: who could stand in for a service or a leader."""

from dataclasses import dataclass

import numpy as np

from graph.measures import Ints
from services.isolation.ground import FAR
from services.isolation.ground import Ground as Distances


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """The closest one to who loses something; both are numbers of nodes.

    Attributes
    ----------
    to
        None if there is none whose distance could be told.
    tenths
        Tenths of a kilometre; None if coordinates are missing inside one municipality.
    """

    who: int
    to: int | None
    tenths: int | None


def closest(distances: Distances, who: Ints, among: Ints) -> tuple[StandIn, ...]:
    """Return for each of `who` the closest of `among`, never itself; equals by number."""
    found = []
    for v in who.tolist():
        others = among[among != v]
        tenths, unknown = distances.between(np.full(len(others), v), others)
        order = np.lexsort((others, unknown, tenths))[:1]
        if not len(order) or tenths[order[0]] == FAR:
            found.append(StandIn(who=v, to=None, tenths=None))
            continue
        i = int(order[0])
        length = None if unknown[i] else int(tenths[i])
        found.append(StandIn(who=v, to=int(others[i]), tenths=length))
    return tuple(found)
