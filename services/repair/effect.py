"""What each proposed tie is good for: the kinds that would stay without it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.measures import Mask
from graph.model.changes import Change
from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId
from graph.network import Network
from services.isolation import support
from services.isolation.detect import judge, without_the_new
from services.isolation.kinds import Kind
from services.isolation.life import Life
from services.isolation.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Kinds that somebody keeps without the tie, heaviest first, and how many organisations do."""

    removes: tuple[Kind, ...]
    gains: int


def with_events(
    network: Network, ties: Sequence[tuple[OrganisationId, OrganisationId]], day: date
) -> tuple[Network, list[str]]:
    """Return the network in which each tie had one event on `day`, and the keys of the events."""
    taken = set(network.events.keys)
    prefix = "repair"
    while any(key.startswith(prefix) for key in taken):
        prefix += "+"
    events = [
        Event(
            id=EventId(f"{prefix}{i}"), date=day, name=prefix, host=one, participants=((o, None),)
        )
        for i, (one, o) in enumerate(ties)
    ]
    changes = [Change(before=None, after=event) for event in events]
    return network.after(changes, network.revision), [event.key for event in events]


def effects(
    before: Scene, ties: Sequence[tuple[OrganisationId, OrganisationId]]
) -> tuple[Effect, ...]:
    """Return what each tie adds to the whole proposal, each tie living by one event on the day.

    Notes
    -----
    The whole detector runs once for each tie, on all ties but this one.
    """
    if not ties:
        return ()
    network, keys = with_events(before.network, ties, before.day)
    after = Scene.of(network, before.policy, day=before.day)
    lost = _kinds(before) - _kinds(after)
    found = []
    for key in keys:
        kept = lost & _kinds(_less(after, network.events.position(key)))
        removes = sorted({kind for _, kind in kept}, key=lambda kind: kind.rank)
        found.append(Effect(removes=tuple(removes), gains=len({v for v, _ in kept})))
    return tuple(found)


def _kinds(scene: Scene) -> set[tuple[int, Kind]]:
    found = judge(scene, support.declared_needs(scene), support.paired_leaders(scene))
    return {(v, kind) for kind, of in without_the_new(found, scene.nodes).items() for v in of}


def _less(scene: Scene, row: int | None) -> Scene:
    """Return the scene without the event of one row."""

    def others(life: Life) -> Life:
        mask: Mask = np.asarray(life.row != row)
        return life.where(mask)

    return replace(
        scene,
        life=others(scene.life),
        recent=others(scene.recent),
        equal=others(scene.equal),
    )
