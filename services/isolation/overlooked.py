"""Five lists beside the kinds: who is overlooked though no kind of isolation says so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from graph.measures import Mask
from graph.model.choices import PairStatus, PlanStatus
from graph.network import Network
from graph.texts import Message, message
from services.isolation.paper import standing_on
from services.isolation.scene import Scene
from services.policy import IsolationPolicy

_OPEN_PLANS = (PlanStatus.DRAFT, PlanStatus.APPROVED)
_NAMED = 3


class Overlooked(StrEnum):
    """One of the lists, in the order of a screen."""

    PLANNED = "planned"
    IDLE = "idle"
    BRANCH = "branch"
    CLOSED = "closed"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list.

    Attributes
    ----------
    code
        Of an organisation; of a municipality or community in the list of closed ones.
    text, step
        Why it is listed, and what to do.
    """

    code: str
    text: Message
    step: Message


def find_overlooked(
    network: Network, policy: IsolationPolicy, *, day: date
) -> Mapping[Overlooked, tuple[Entry, ...]]:
    """Find who is overlooked on `day`: five lists, each sorted by code.

    Rules: (1) *planned*: judged, without an event in the window and a paper in force, but named in
    a planned pair or in a plan that is no order yet; (2) *idle*: has places in force and leads
    nobody; (3) *branch*: met nobody in the window while the organisation it is a branch of did;
    (4) *closed*: a municipality or community with a tie in the window, but none to anybody outside
    (who has none at all is silent, not closed); (5) *lost*: follows an organisation that ended in
    the window, and has neither paper nor event with some of those that one had a paper with on its
    last day.

    Parameters
    ----------
    network
        Whole network, not only what holds on `day`.

    Examples
    --------
    >>> found = find_overlooked(Network.of([]), IsolationPolicy(), day=date(2026, 8, 24))
    >>> sorted(question.value for question in found)
    ['branch', 'closed', 'idle', 'lost', 'planned']
    """
    scene = Scene.of(network, policy, day=day)
    lists = {
        Overlooked.PLANNED: _only_planned(scene),
        Overlooked.IDLE: _idle_leaders(scene),
        Overlooked.BRANCH: _lone_branches(scene),
        Overlooked.CLOSED: (*_closed_municipalities(scene), *_closed_communities(scene)),
        Overlooked.LOST: _lost_partners(scene),
    }
    return {name: tuple(sorted(some, key=lambda one: one.code)) for name, some in lists.items()}


def _only_planned(scene: Scene) -> Iterator[Entry]:
    """RULE 1."""
    nodes, network = scene.nodes, scene.network
    held = scene.alive.copy()
    held[scene.paper.one[scene.paper.in_force]] = True
    held[scene.paper.other[scene.paper.in_force]] = True
    partners: dict[int, set[str]] = {}
    for leader, mentee in _planned_ends(network):
        for one, other in ((leader, mentee), (mentee, leader)):
            v = nodes.number.get(one)
            if v is not None and nodes.judged[v] and not held[v] and one != other:
                partners.setdefault(v, set()).add(other)
    for v, others in partners.items():
        yield Entry(
            code=nodes.codes[v],
            text=message("isolation_list.planned", n=len(others), partners=_named(scene, others)),
            step=message("isolation_list.planned.step"),
        )


def _planned_ends(network: Network) -> Iterator[tuple[str, str]]:
    pairs = network.pairs
    for leader, mentee, status in zip(
        *(pairs.column(name) for name in ("leader", "mentee", "status")), strict=True
    ):
        if status == PairStatus.PLANNED:
            yield leader, mentee
    open_plans = {plan.id for plan in network.plans if plan.status in _OPEN_PLANS}
    lines = network.assignments
    for leader, mentee, plan in zip(
        *(lines.column(name) for name in ("leader", "mentee", "plan")), strict=True
    ):
        if plan in open_plans:
            yield leader, mentee


def _idle_leaders(scene: Scene) -> Iterator[Entry]:
    """RULE 2."""
    network, at = scene.network, np.datetime64(scene.day, "D")
    offers = network.offers.where(network.offers.in_force(at))
    pairs = network.pairs.where(standing_on(network.pairs, at))
    leading = set(pairs.column("leader"))
    places: Counter[str] = Counter()
    directions: dict[str, set[str]] = {}
    for code, direction, n in zip(
        *(offers.column(name) for name in ("organisation", "direction", "places")), strict=True
    ):
        if n and code in scene.nodes.number and code not in leading:
            places[code] += n
            directions.setdefault(code, set()).add(direction)
    for code, n in places.items():
        yield Entry(
            code=code,
            text=message("isolation_list.idle", n=n, directions=_named(scene, directions[code])),
            step=message("isolation_list.idle.step"),
        )


def _lone_branches(scene: Scene) -> Iterator[Entry]:
    """RULE 3."""
    nodes, alive = scene.nodes, scene.alive
    table = scene.network.organisations
    for code, parent in zip(table.keys, table.column("parent"), strict=True):
        v, above = nodes.number.get(code), nodes.number.get(parent or "")
        if v is None or above is None or not nodes.judged[v]:
            continue
        if alive[above] and not alive[v]:
            yield Entry(
                code=code,
                text=message("isolation_list.branch", parent=_name(scene, nodes.codes[above])),
                step=message("isolation_list.branch.step", parent=_name(scene, nodes.codes[above])),
            )


def _closed_municipalities(scene: Scene) -> Iterator[Entry]:
    """RULE 4, for municipalities."""
    nodes = scene.nodes
    for number, code in enumerate(nodes.municipalities):
        n = _closed(scene, nodes.municipality == number)
        if n:
            yield Entry(
                code=code,
                text=message("isolation_list.closed.municipality", n=n),
                step=message("isolation_list.closed.municipality.step"),
            )


def _closed_communities(scene: Scene) -> Iterator[Entry]:
    """RULE 4, for communities."""
    members: dict[str, list[int]] = {}
    for v, code in zip(scene.paper.member.tolist(), scene.paper.community, strict=True):
        members.setdefault(code, []).append(v)
    for code, some in members.items():
        inside = np.zeros(len(scene.nodes), dtype=bool)
        inside[some] = True
        n = _closed(scene, inside)
        if n:
            yield Entry(
                code=code,
                text=message("isolation_list.closed.community", n=n),
                step=message("isolation_list.closed.community.step"),
            )


def _closed(scene: Scene, inside: Mask) -> int:
    """Return how many ties a group has inside if it has none to anybody outside, else 0."""
    low, high = inside[scene.low], inside[scene.high]
    return 0 if (low != high).any() else int((low & high).sum())


def _lost_partners(scene: Scene) -> Iterator[Entry]:
    """RULE 5."""
    table, nodes = scene.network.organisations, scene.nodes
    kept = _partners(scene)
    for code, heir, ended in zip(
        table.keys, table.column("successor"), table.column("to_date"), strict=True
    ):
        v = nodes.number.get(heir or "")
        if v is None or ended is None or not scene.since < ended <= scene.day:
            continue
        before = _papers_on(scene.network, code, ended - timedelta(days=1))
        lost = {one for one in before if one in nodes.number} - kept[v] - {nodes.codes[v]}
        if lost:
            yield Entry(
                code=nodes.codes[v],
                text=message(
                    "isolation_list.lost",
                    n=len(lost),
                    former=_name(scene, code),
                    partners=_named(scene, lost),
                ),
                step=message("isolation_list.lost.step"),
            )


def _partners(scene: Scene) -> dict[int, set[str]]:
    """Return whom each organisation has a paper in force or an event of the window with."""
    found: dict[int, set[str]] = {v: set() for v in range(len(scene.nodes))}
    paper, recent, codes = scene.paper, scene.recent, scene.nodes.codes
    for ones, others in (
        (paper.one[paper.in_force], paper.other[paper.in_force]),
        (recent.giver, recent.receiver),
    ):
        for one, other in zip(ones.tolist(), others.tolist(), strict=True):
            found[one].add(codes[other])
            found[other].add(codes[one])
    return found


def _papers_on(network: Network, code: str, day: date) -> set[str]:
    """Return with whom an organisation had a pair or a tie on a day."""
    at, found = np.datetime64(day, "D"), set()
    for table, first, second in (
        (network.pairs, "leader", "mentee"),
        (network.ties, "from_organisation", "to_organisation"),
    ):
        standing = table.where(standing_on(table, at))
        for one, other in zip(standing.column(first), standing.column(second), strict=True):
            if code in {one, other}:
                found.add(other if one == code else one)
    return found


def _named(scene: Scene, codes: Iterable[str]) -> tuple[Message, ...]:
    """Name the first few in quotation marks, and tell how many more there are."""
    known = sorted(codes)
    named = tuple(message("isolation.named", it=_name(scene, code)) for code in known[:_NAMED])
    if len(known) <= _NAMED:
        return named
    more = message("isolation.and_more", last=named[-1], n=len(known) - _NAMED)
    return (*named[:-1], more)


def _name(scene: Scene, code: str) -> str:
    return scene.network.name_of.get(code, code)
