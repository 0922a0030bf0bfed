"""What is lost when one leader, curator, service or tie goes: who, and of what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.errors import InputError, NotFoundError
from graph.measures import Ints
from services.drills.ground import Ground


class DrillKind(StrEnum):
    """What goes."""

    LEADER = "leader"
    CURATOR = "curator"
    SERVICE = "service"
    ORGANISATION = "organisation"
    TIE = "tie"


class What(StrEnum):
    """What somebody loses."""

    WAY = "way"
    NEAR = "near"
    PAIR = "pair"
    CURATOR = "curator"
    DEPUTY = "deputy"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing that one organisation or community loses.

    Attributes
    ----------
    who
        Code of who loses.
    hops
        Steps to the leader that was near, for `What.NEAR`.
    direction
        Direction of the pair, for `What.PAIR`.
    instead
        Who is left to help: leaders of other pairs in the direction, or other curators.
    """

    who: str
    what: What
    hops: int | None = None
    direction: str | None = None
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """What one thing that goes takes along.

    Attributes
    ----------
    of
        Code of what goes; both ends of a tie.
    losses
        In the order of `What`, then by code and direction.
    """

    kind: DrillKind
    of: tuple[str, ...]
    losses: tuple[Loss, ...]

    def count(self, what: What) -> int:
        """Return how many different organisations or communities lose this."""
        return len({loss.who for loss in self.losses if loss.what is what})


def drill_leader(ground: Ground, code: str) -> Drill:
    """Return what is lost without a leader, in two ways.

    If it leaves the role and its ties stay: who has no leader within `ground.hops` any more, and
    which pairs in force end. If it disappears with its ties: who reaches no leader at all.

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    InputError
        If it is not there on the day, or offers nothing.
    """
    v = number_of(ground, code)
    nodes = ground.scene.nodes
    if not nodes.leader[v]:
        raise InputError("drill.no_leader", leader=ground.scene.network.name_of.get(code, code))
    near = [
        Loss(who=nodes.codes[w], what=What.NEAR, hops=int(ground.nearest.hops[w]))
        for w in ground.near_only(v).tolist()
    ]
    pairs = [
        Loss(
            who=nodes.codes[mentee],
            what=What.PAIR,
            direction=direction,
            instead=tuple(sorted({nodes.codes[x] for x in leaders if x != v})),
        )
        for (mentee, direction), leaders in ground.pairs.items()
        if v in leaders
    ]
    cut_off = _cut_off(ground, ground.hanging_on(v))
    return _drill(DrillKind.LEADER, (code,), [*cut_off, *near, *pairs])


def drill_service(ground: Ground, code: str) -> Drill:
    """Return what is lost when a methodical service closes.

    Who reaches no leader any more, whose only own service it was, and who loses the curators that
    work there.

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    InputError
        If it is not there on the day, or is no methodical service.
    """
    v = number_of(ground, code)
    nodes = ground.scene.nodes
    if not nodes.service[v]:
        raise InputError("drill.no_service", service=ground.scene.network.name_of.get(code, code))
    served = [
        Loss(who=nodes.codes[w], what=What.SERVICE) for w in ground.served_only_by(v).tolist()
    ]
    return _drill(DrillKind.SERVICE, (code,), [*_gone(ground, v), *served])


def drill_organisation(ground: Ground, code: str) -> Drill:
    """Return what is lost when an organisation disappears with its ties and its people.

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    InputError
        If it is not there on the day.
    """
    v = number_of(ground, code)
    return _drill(DrillKind.ORGANISATION, (code,), _gone(ground, v))


def drill_curator(ground: Ground, code: str) -> Drill:
    """Return what is lost when a curator leaves: who has no other, and whose other has too much.

    Raises
    ------
    NotFoundError
        If there is no such person.
    """
    if ground.scene.network.people.get(code) is None:
        raise NotFoundError("drill.person_unknown", person=code)
    return _drill(DrillKind.CURATOR, (code,), _without_curators(ground, (code,)))


def drill_tie(ground: Ground, one: str, other: str) -> Drill:
    """Return who reaches no leader any more when two organisations stop working together.

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    InputError
        If one is not there on the day, or no event of equals joins them in the window.
    """
    a, b = sorted((number_of(ground, one), number_of(ground, other)))
    found = np.flatnonzero((ground.low == a) & (ground.high == b)).tolist()
    if not found:
        names = ground.scene.network.name_of
        raise InputError("drill.no_tie", one=names.get(one, one), other=names.get(other, other))
    codes, lost = ground.scene.nodes.codes, ground.ties.cut_off(found[0])
    lost = lost[ground.scene.nodes.judged[lost]]
    return _drill(DrillKind.TIE, (codes[a], codes[b]), _cut_off(ground, lost))


def drilled(ground: Ground, kind: DrillKind, of: str) -> Drill:
    """Return what goes with one thing; a tie is two codes with a colon between them.

    Raises
    ------
    NotFoundError
        If there is no such organisation or person.
    InputError
        If what is named is not of its kind, or not there on the day.
    """
    if kind is not DrillKind.TIE:
        return _ONE[kind](ground, of)
    one, colon, other = of.partition(":")
    if not (one and colon and other):
        raise InputError("drill.tie_form", value=of)
    return drill_tie(ground, one, other)


def number_of(ground: Ground, code: str) -> int:
    """Return the node of an organisation.

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    InputError
        If it is not there on the day.
    """
    one = ground.scene.network.organisation(code)
    number = ground.scene.nodes.number.get(code)
    if number is None:
        raise InputError("drill.not_there", organisation=one.name, date=ground.scene.day)
    return number


def _gone(ground: Ground, v: int) -> list[Loss]:
    """Return who loses the way to a leader, or its curators, when an organisation is gone."""
    code = ground.scene.nodes.codes[v]
    curators = _without_curators(ground, ground.curators.staff_of(code))
    own = [loss for loss in curators if loss.who != code]
    return [*_cut_off(ground, ground.hanging_on(v)), *own]


def _cut_off(ground: Ground, nodes: Ints | Iterable[int]) -> list[Loss]:
    codes = ground.scene.nodes.codes
    return [Loss(who=codes[int(w)], what=What.WAY) for w in nodes]


def _without_curators(ground: Ground, gone: Collection[str]) -> list[Loss]:
    """Return who has no curator any more, and who only curators with too much already."""
    curators = ground.curators
    alone = set(curators.alone_without(gone))
    losses = [Loss(who=what, what=What.CURATOR) for what in alone]
    for what in {what for who in gone for what in curators.objects_of.get(who, ())} - alone:
        deputies = curators.deputies_of(what, gone)
        if all(curators.is_overloaded(who) for who in deputies):
            losses.append(Loss(who=what, what=What.DEPUTY, instead=deputies))
    return losses


def _drill(kind: DrillKind, of: tuple[str, ...], losses: Iterable[Loss]) -> Drill:
    order = {what: i for i, what in enumerate(What)}
    return Drill(
        kind=kind,
        of=of,
        losses=tuple(
            sorted(losses, key=lambda loss: (order[loss.what], loss.who, loss.direction or ""))
        ),
    )


_ONE = {
    DrillKind.LEADER: drill_leader,
    DrillKind.CURATOR: drill_curator,
    DrillKind.SERVICE: drill_service,
    DrillKind.ORGANISATION: drill_organisation,
}
