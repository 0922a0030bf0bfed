"""What each proposed tie is good for: the kinds that would stay without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from graph.measures import Mask
from graph.model.changes import Change
from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId
from graph.network import Network
from services.isolation import contacts, likes, shape, structure, support
from services.isolation.detect import Found, without_the_new
from services.isolation.kinds import Kind
from services.isolation.scene import Scene
from services.repair.after import After
from services.repair.kept_by_cuts import kept_by_cuts
from services.repair.kept_nearby import kept_nearby
from services.repair.kept_on_ways import kept_on_ways


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

    Parameters
    ----------
    ties
        No two alike, none of a tied pair, none of one above and one below; the first end gives.

    Notes
    -----
    Equal to running the detector once on all ties but each, without doing so: the ties of the two
    ends decide most kinds, and those that ask for ways to a leader are found in the network with
    all ties, once for every tie at a time. A new event meets no need, moves nobody and frees no
    curator, so K7b, K8 and K10 stay. What K13 expects is taken from the network with all ties.
    """
    if not ties:
        return ()
    number, n = before.nodes.number, len(before.nodes)
    ends = np.array([(number[one], number[other]) for one, other in ties], dtype=np.int64)
    after = After(scene=before, one=ends[:, 0], other=ends[:, 1], before=_kinds(before))
    removes: list[list[Kind]] = [[] for _ in ties]
    gained = [np.empty(0, dtype=np.int64)]
    for kind, kept in chain(kept_nearby(after), kept_by_cuts(after), kept_on_ways(after)):
        keys = np.unique(kept.tie * n + kept.node)
        gained.append(keys)
        for i in np.unique(keys // n).tolist():
            removes[i].append(kind)
    gains = np.bincount(np.unique(np.concatenate(gained)) // n, minlength=len(ties))
    return tuple(
        Effect(removes=tuple(sorted(kinds, key=lambda kind: kind.rank)), gains=count)
        for kinds, count in zip(removes, gains.tolist(), strict=True)
    )


def _kinds(scene: Scene) -> Mapping[Kind, Mask]:
    """Return which nodes have each kind that a new event may end."""
    found: Found = {
        Kind.K1: contacts.without_any_tie(scene),
        Kind.K2: contacts.lapsed(scene),
        Kind.K2B: contacts.about_to_lapse(scene),
        Kind.K3: contacts.only_on_paper(scene),
        Kind.K3B: contacts.paper_ties(scene),
        Kind.K9: support.without_curator(scene, support.declared_needs(scene)),
        Kind.K11: shape.on_the_periphery(scene),
        Kind.K12: shape.one_way(scene),
        Kind.K13: likes.fewer_partners(scene) or {},
        Kind.K14: shape.in_closed_circle(scene),
        Kind.K15: contacts.one_partner(scene),
        Kind.K17: contacts.only_vertical(scene),
    }
    if scene.nodes.leader.any():
        cut = structure.cut_off(scene)
        found |= {
            Kind.K4: cut,
            Kind.K4B: structure.on_islands(scene, cut),
            Kind.K5: structure.hanging_on_tie(scene),
            Kind.K6: structure.hanging_on_one(scene),
            Kind.K7: structure.many_hops_away(scene),
            Kind.K16: structure.without_route_in_time(scene),
        }
    masks = {}
    for kind, of in without_the_new(found, scene.nodes).items():
        masks[kind] = np.zeros(len(scene.nodes), dtype=bool)
        masks[kind][list(of)] = True
    return masks
