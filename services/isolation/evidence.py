"""What is measured of each kind of isolation, so that it can be checked by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, TypeVar

import numpy as np

from graph.measures import Ints
from graph.model.ids import OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class NoTie:
    """K1: never an event, a paper or a membership."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed:
    """K2: the last event was before the window."""

    last_event: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutToLapse:
    """K2b: the last event is still inside the window, and soon will not be."""

    last_event: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyPaper:
    """K3: codes of the partners, then ``community:CODE``; no event in the window."""

    paper: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTies:
    """K3b: a paper in force with each of `partners`, and no common event in the window."""

    partners: tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """K4: so many organisations hold together, and none of them is a leader."""

    component_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """K4b: cut off together with a few others."""

    component_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOnTie:
    """K5: without any one tie of `all`, nearest first, no leader is reached."""

    tie: tuple[OrganisationId, OrganisationId]
    all: tuple[tuple[OrganisationId, OrganisationId], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOn:
    """K6: without any one of `all`, nearest first, no leader is reached."""

    depends_on: OrganisationId
    all: tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyHops:
    """K7: so many hops to the nearest leader, more than are asked for."""

    hops: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FarAway:
    """K7b: so many km to the nearest leader, more than the policy's limit."""

    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNeeds:
    """K8: directions of need without an event in the window.

    Attributes
    ----------
    with_leader
        Those that a pair in force covers.
    reachable
        Those that could arrive along events from a leader who offers them.
    """

    directions: tuple[str, ...]
    with_leader: tuple[str, ...]
    reachable: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCurator:
    """K9: nobody is appointed, the appointment has ended, or the curator never met them."""

    curator: PersonId | None
    reason: Literal["none", "ended", "nominal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyCurator:
    """K10: the curator accompanies more than the stated load; of several, the busiest."""

    curator: PersonId
    load: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Periphery:
    """K11: of the partners nobody closes a circle: core number 1."""

    partners: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneWay:
    """K12: only receives, or only gives."""

    direction: Literal["receives", "gives"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FewPartners:
    """K13: fewer partners than organisations like it have; a mark to watch, not a diagnosis.

    Attributes
    ----------
    observed, expected
        Partners it has, and what the model expects.
    low, high
        Between them lie the partners of eight in ten organisations like it.
    """

    observed: int
    expected: float
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCircle:
    """K14: all partners are of the own municipality."""

    partners: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePartner:
    """K15: `events` of the `of` events in the window were with `partner`."""

    partner: OrganisationId
    events: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyVertical:
    """K17: all events of the window came from the institute, an authority or the own service."""

    events: int
    last_event: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRouteInTime:
    """K16: no events, one after another, lead from a leader to it inside the window."""


OfLife: TypeAlias = NoTie | Lapsed | AboutToLapse | OnlyPaper | PaperTies | OnlyVertical
"""Whether anything happens at all."""
OfWays: TypeAlias = CutOff | Island | HangsOnTie | HangsOn | ManyHops | FarAway | NoRouteInTime
"""Whether leaders are reached."""
OfSupport: TypeAlias = UnmetNeeds | NoCurator | BusyCurator
"""Whether somebody helps."""
OfShape: TypeAlias = Periphery | OneWay | FewPartners | ClosedCircle | OnePartner
"""How the ties lie."""
Evidence: TypeAlias = OfLife | OfWays | OfSupport | OfShape

E = TypeVar("E", bound=Evidence)


def shared(nodes: Ints, values: Ints, make: Callable[[int], E]) -> dict[int, E]:
    """Return node → what `make` makes of its value: made once for all nodes of equal value.

    Parameters
    ----------
    nodes
        Numbers of nodes.
    values
        One for every node of the network.

    Examples
    --------
    >>> found = shared(np.array([0, 2]), np.array([5, 1, 5]), lambda n: ManyHops(hops=n))
    >>> found[0].hops, found[0] is found[2]
    (5, True)
    """
    distinct, which = np.unique(values[nodes], return_inverse=True)
    made = [make(value) for value in distinct.tolist()]
    return dict(zip(nodes.tolist(), (made[i] for i in which.tolist()), strict=True))
