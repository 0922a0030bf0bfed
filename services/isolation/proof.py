"""What stands behind a finding: meetings, partners, papers, the circle and the way to a leader."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.errors import NotFoundError
from graph.measures import component_labels
from graph.model.ids import EventId, OrganisationId
from graph.network import Network
from services.isolation.scene import Scene
from services.policy import IsolationPolicy

_EVENTS = 8
_CIRCLE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One held event with those the organisation gave to or received from.

    Attributes
    ----------
    is_recent
        Whether it lies in the window.
    is_vertical
        Whether the others are all above it or its own service, so that it is no tie of equals.
    """

    event: EventId
    day: date
    others: tuple[OrganisationId, ...]
    is_recent: bool
    is_vertical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What can be checked by hand of one organisation on a day.

    Attributes
    ----------
    branch
        The branch that was asked about, if it follows this organisation; else None.
    meetings
        The newest held events up to the day, newest first.
    meetings_in_window
        How many there are in the window.
    partners
        Partners among equals in the window.
    papers
        With whom a pair, a tie or an agreement is in force.
    circle
        All that hang together with it in the window, itself among them; empty above forty.
    circle_size
        How many they are.
    way
        The shortest way to a leader, from the organisation to the leader; empty if there is none.
    """

    organisation: OrganisationId
    branch: OrganisationId | None
    since: date
    meetings: tuple[Meeting, ...]
    meetings_in_window: int
    partners: tuple[OrganisationId, ...]
    papers: tuple[OrganisationId, ...]
    circle: tuple[OrganisationId, ...]
    circle_size: int
    way: tuple[OrganisationId, ...]


def prove(network: Network, policy: IsolationPolicy, *, day: date, organisation: str) -> Proof:
    """Gather what the findings of an organisation stand on; of a branch that follows, its parent's.

    Parameters
    ----------
    network
        Whole network, not only what holds on `day`.

    Raises
    ------
    NotFoundError
        If there is no such organisation, or it does not work on the day.

    Notes
    -----
    The way is found breadth first, at each step by code, so that it is the first of the shortest.
    """
    scene = Scene.of(network, policy, day=day)
    nodes = scene.nodes
    asked = network.organisation(organisation).id
    organisation = scene.follows.get(asked, asked)
    v = nodes.number.get(organisation)
    if v is None:
        name = network.name_of.get(organisation, organisation)
        raise NotFoundError("isolation_page.not_on_day", organisation=name, day=day)
    labels = component_labels(len(nodes), scene.low, scene.high)
    circle = np.flatnonzero(labels == labels[v]).tolist()
    meetings = _meetings(scene, v)
    return Proof(
        organisation=OrganisationId(organisation),
        branch=asked if asked in scene.follows else None,
        since=scene.since,
        meetings=tuple(meetings[:_EVENTS]),
        meetings_in_window=sum(one.is_recent for one in meetings),
        partners=_codes(scene, _other_ends(scene.low, scene.high, v)),
        papers=_codes(
            scene,
            _other_ends(
                scene.paper.one[scene.paper.in_force], scene.paper.other[scene.paper.in_force], v
            ),
        ),
        circle=_codes(scene, circle) if len(circle) <= _CIRCLE else (),
        circle_size=len(circle),
        way=tuple(OrganisationId(nodes.codes[at]) for at in _way(scene, v)),
    )


def _codes(scene: Scene, numbers: Iterable[int]) -> tuple[OrganisationId, ...]:
    return tuple(OrganisationId(scene.nodes.codes[at]) for at in sorted(set(numbers)))


def _other_ends(one: np.ndarray, other: np.ndarray, v: int) -> list[int]:
    return [*other[one == v].tolist(), *one[other == v].tolist()]


def _meetings(scene: Scene, v: int) -> list[Meeting]:
    """Return all held events of a node, newest first."""
    life = scene.life
    mine = np.flatnonzero((life.giver == v) | (life.receiver == v))
    of: dict[int, list[int]] = {}
    for i in mine.tolist():
        of.setdefault(int(life.row[i]), []).append(i)
    keys = scene.network.events.keys
    made = []
    for row, entries in of.items():
        ends = [int(life.giver[i] + life.receiver[i]) - v for i in entries]
        held = life.day[entries[0]].astype(object)
        made.append(
            Meeting(
                event=EventId(keys[row]),
                day=held,
                others=_codes(scene, ends),
                is_recent=held >= scene.since,
                is_vertical=bool(life.vertical[entries].all()),
            )
        )
    return sorted(made, key=lambda one: (-one.day.toordinal(), one.event))


def _way(scene: Scene, v: int) -> list[int]:
    """Return the nodes from `v` to the nearest leader over ties of the window, or nothing."""
    leader = scene.nodes.leader
    beside: dict[int, list[int]] = {}
    for one, other in zip(scene.low.tolist(), scene.high.tolist(), strict=True):
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    before = {v: v}
    waiting = deque([v])
    while waiting:
        at = waiting.popleft()
        if leader[at]:
            way = [at]
            while way[-1] != v:
                way.append(before[way[-1]])
            return way[::-1]
        for other in sorted(beside.get(at, ())):
            if other not in before:
                before[other] = at
                waiting.append(other)
    return []
