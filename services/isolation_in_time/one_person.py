"""Whose ties all go through one person: a curator, or the partner's only contact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from graph.model.ids import OrganisationId, PersonId
from services.isolation.scene import Scene
from services.isolation_in_time.warnings import OnePerson, Through

_K = TypeVar("_K", int, str)


def through_one_person(scene: Scene) -> Mapping[str, OnePerson]:
    """Return organisation → the one person behind all its events among equals in the window.

    The records name no person at an event, a pair or an agreement. Who stands behind an event is
    told by who is on record otherwise. Rules: (1) who accompanies the community of the event as a
    curator, or accompanies one end and accompanies or works at the other; (2) where there is no
    such curator, the only contact of the partner; a partner with several contacts or none has
    nobody; (3) people and curators count who are there on the day; (4) nobody stands behind the
    ties of the organisation that the person works at; (5) the ties go through one person if the
    same person, and nobody else, stands behind each of them.
    """
    people = _People.of(scene)
    nodes, equal = scene.nodes, scene.equal
    community = scene.network.events.column("community")
    behind: dict[int, set[PersonId]] = {}
    through: dict[int, Through] = {}
    partners: dict[int, set[int]] = {}
    unknown: set[int] = set()
    entries = zip(equal.giver.tolist(), equal.receiver.tolist(), equal.row.tolist(), strict=True)
    for giver, receiver, row in entries:
        for v, other in ((giver, receiver), (receiver, giver)):
            partners.setdefault(v, set()).add(other)
            if v in unknown or not nodes.judged[v]:
                continue
            # RULES 1 AND 2
            who = people.curators_of(v, other, community[row])
            how = Through.CURATOR if who else Through.CONTACT
            # RULE 4
            who = (who or people.contact_of(other)) - people.working_at(v)
            known = behind.setdefault(v, set())
            known |= who
            # RULE 5
            if len(who) != 1 or len(known) != 1:
                unknown.add(v)
            elif through.get(v) is not Through.CURATOR:
                through[v] = how
    return {
        nodes.codes[v]: OnePerson(
            person=min(behind[v]),
            through=through[v],
            partners=tuple(OrganisationId(nodes.codes[u]) for u in sorted(partners[v])),
        )
        for v in sorted(behind.keys() - unknown)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """Who works where, who is a contact, and who accompanies what, on the day."""

    works_at: Mapping[int, frozenset[PersonId]]
    contacts: Mapping[int, frozenset[PersonId]]
    accompanying: Mapping[int, frozenset[PersonId]]
    of_community: Mapping[str, frozenset[PersonId]]

    @classmethod
    def of(cls, scene: Scene) -> "_People":
        # RULE 3
        at, number = np.datetime64(scene.day, "D"), scene.nodes.number
        people = scene.network.people
        works, is_contact = people.column("organisation"), people.column("is_contact")
        here = [
            (PersonId(people.keys[i]), number[works[i]], bool(is_contact[i]))
            for i in np.flatnonzero(people.in_force(at)).tolist()
            if works[i] in number
        ]
        known = {person for person, _, _ in here}
        table = scene.network.curators
        who, what = table.column("curator"), table.column("object")
        objects = [
            (who[i], what[i])
            for i in np.flatnonzero(table.in_force(at)).tolist()
            if who[i] in known and what[i]
        ]
        return cls(
            works_at=_grouped((v, person) for person, v, _ in here),
            contacts=_grouped((v, person) for person, v, is_one in here if is_one),
            accompanying=_grouped((number[of], p) for p, of in objects if of in number),
            of_community=_grouped((of, p) for p, of in objects if of not in number),
        )

    def curators_of(self, v: int, other: int, community: str | None) -> frozenset[PersonId]:
        """Return the curators who bring two organisations together."""
        nobody: frozenset[PersonId] = frozenset()
        mine, theirs = self.accompanying.get(v, nobody), self.accompanying.get(other, nobody)
        both = (mine & (theirs | self.working_at(other))) | (theirs & self.working_at(v))
        return both | self.of_community.get(community or "", nobody)

    def contact_of(self, v: int) -> frozenset[PersonId]:
        """Return the only contact of an organisation, or nobody."""
        found = self.contacts.get(v, frozenset())
        return found if len(found) == 1 else frozenset()

    def working_at(self, v: int) -> frozenset[PersonId]:
        """Return who works at an organisation."""
        return self.works_at.get(v, frozenset())


def _grouped(entries: Iterable[tuple[_K, PersonId]]) -> dict[_K, frozenset[PersonId]]:
    found: dict[_K, set[PersonId]] = {}
    for key, person in entries:
        found.setdefault(key, set()).add(person)
    return {key: frozenset(some) for key, some in found.items()}
