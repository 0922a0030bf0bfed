"""Who accompanies whom on a day, and who would be left without anybody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from services.isolation.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Curators:
    """Curators in force on a day, of organisations that are there and of communities in force.

    Attributes
    ----------
    people_of
        Object → its curators, sorted.
    objects_of
        Curator → what they accompany, sorted.
    capacity
        Curator → how many objects they can accompany; absent is no limit.
    works_at
        Person in force → the organisation.
    """

    people_of: Mapping[str, tuple[str, ...]]
    objects_of: Mapping[str, tuple[str, ...]]
    capacity: Mapping[str, int]
    works_at: Mapping[str, str]

    @classmethod
    def of(cls, scene: Scene) -> "Curators":
        """Read the curators of the day of `scene`; the person must be in force too."""
        network, at = scene.network, np.datetime64(scene.day, "D")
        people = network.people.where(network.people.in_force(at))
        works = dict(zip(people.keys, people.column("organisation"), strict=True))
        communities = network.communities.where(network.communities.in_force(at))
        objects = scene.nodes.number.keys() | set(communities.keys)
        rows = network.curators.where(network.curators.in_force(at))
        of: dict[str, set[str]] = {}
        has: dict[str, set[str]] = {}
        for who, what in zip(rows.column("curator"), rows.column("object"), strict=True):
            if who in works and what in objects:
                of.setdefault(what, set()).add(who)
                has.setdefault(who, set()).add(what)
        return cls(
            people_of={what: tuple(sorted(some)) for what, some in sorted(of.items())},
            objects_of={who: tuple(sorted(some)) for who, some in sorted(has.items())},
            capacity={
                who: most
                for who, most in zip(people.keys, people.column("capacity"), strict=True)
                if most is not None
            },
            works_at=works,
        )

    def alone_without(self, gone: Collection[str]) -> tuple[str, ...]:
        """Return the objects all of whose curators are among `gone`, sorted."""
        objects = {what for who in gone for what in self.objects_of.get(who, ())}
        return tuple(sorted(what for what in objects if set(self.people_of[what]) <= set(gone)))

    def deputies_of(self, what: str, gone: Collection[str]) -> tuple[str, ...]:
        """Return the curators of an object besides those who are gone."""
        return tuple(who for who in self.people_of.get(what, ()) if who not in gone)

    def is_overloaded(self, who: str) -> bool:
        """Return whether a curator already has more objects than they can accompany."""
        return who in self.capacity and len(self.objects_of.get(who, ())) > self.capacity[who]

    def staff_of(self, organisation: str) -> tuple[str, ...]:
        """Return the curators that work at an organisation, sorted."""
        return tuple(who for who in self.objects_of if self.works_at[who] == organisation)
