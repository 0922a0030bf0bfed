"""Which planned meetings have passed without a word, and whom to ask about each."""

from dataclasses import dataclass

import numpy as np

from graph.model.event import Event
from services.drills.curators import Curators
from services.isolation.nodes import EVERY_SERVICE, NOBODY
from services.isolation.scene import Scene
from services.isolation.unmarked import unmarked_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A meeting that is still marked as planned although its day is over.

    Attributes
    ----------
    days
        Days since it was to take place.
    organisations
        Who was to give, to host or to take part, sorted.
    contact
        Person to ask at the host, None if nobody of the host is known.
    curators
        Who accompanies the host or, if nobody does, its methodical service, sorted.
    """

    event: Event
    days: int
    organisations: tuple[str, ...]
    contact: str | None
    curators: tuple[str, ...]


def passed_meetings(scene: Scene) -> tuple[Passed, ...]:
    """Return the meetings that passed before the day of `scene` without a word, oldest first."""
    events, rows = scene.network.events, unmarked_rows(scene.network, scene.day)
    asked = _Asked(scene)
    found = []
    for event in (events[i] for i in rows):
        took_part = {event.host, *event.givers, *(code for code, _ in event.participants)}
        found.append(
            Passed(
                event=event,
                days=(scene.day - (event.end_date or event.date)).days,
                organisations=tuple(sorted(took_part)),
                contact=asked.contact_of(event.host),
                curators=asked.curators_of(event.host),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.days, one.event.id)))


class _Asked:
    """Knows whom to ask about an organisation."""

    def __init__(self, scene: Scene) -> None:
        self._nodes = scene.nodes
        self._curators = Curators.of(scene)
        people = scene.network.people
        self._contacts: dict[str, tuple[bool, bool, str]] = {}
        at = np.datetime64(scene.day, "D")
        for person in people.where(people.in_force(at)):
            rank = (not person.is_contact, not person.phone, person.id)
            known = self._contacts.get(person.organisation, rank)
            self._contacts[person.organisation] = min(rank, known)

    def contact_of(self, code: str) -> str | None:
        found = self._contacts.get(code)
        return None if found is None else found[2]

    def curators_of(self, code: str) -> tuple[str, ...]:
        own = self._curators.people_of.get(code)
        if own is not None:
            return own
        return tuple(
            sorted(
                {who for s in self._services(code) for who in self._curators.people_of.get(s, ())}
            )
        )

    def _services(self, code: str) -> list[str]:
        nodes, v = self._nodes, self._nodes.number.get(code, NOBODY)
        if v == NOBODY:
            return []
        named = int(nodes.own_service[v])
        if named != EVERY_SERVICE:
            return [] if named == NOBODY else [nodes.codes[named]]
        near = nodes.service & (nodes.municipality == nodes.municipality[v])
        return [nodes.codes[u] for u in np.flatnonzero(near).tolist()]
