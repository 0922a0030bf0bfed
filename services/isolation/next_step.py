"""What to do about an isolated organisation: the next concrete step, as a message."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from graph.texts import Message, message
from services.isolation.findings import (
    Evidence,
    HangsOn,
    Lapsed,
    NoCurator,
    OnePartner,
    OnlyPaper,
    UnmetNeeds,
)
from services.isolation.near import NearLeader, NearLeaders
from services.isolation.nodes import NOBODY
from services.isolation.scene import Scene
from services.isolation.sentences import Wording


class Advisor:
    """Knows who could be called, met or proposed.

    Parameters
    ----------
    needs
        Node → direction → level of the declared needs.
    paired
        (Node, direction) → leaders of the pairs in force.
    askers
        Nodes that will be asked about.
    """

    def __init__(
        self,
        scene: Scene,
        wording: Wording,
        needs: Mapping[int, Mapping[str, int]],
        paired: Mapping[tuple[int, str], Sequence[int]],
        askers: Sequence[int],
    ) -> None:
        self._scene = scene
        self._wording = wording
        self._needs = needs
        self._paired = paired
        self._near = NearLeaders(scene, askers)

    def step(self, v: int, evidence: Evidence) -> Message:
        """Return the step that answers `evidence`, in at most two sentences."""
        match evidence:
            case Lapsed():
                partner = self._named(v, self._last_partner(v))
                answer = message("isolation.step.resume", partner=partner)
            case OnlyPaper():
                answer = self._first_event(v, evidence)
            case UnmetNeeds():
                answer = self._leaders(v, evidence.directions, equals_only=False)
            case NoCurator():
                answer = self._curator(v, evidence)
            case HangsOn():
                answer = self._second(v, [self._scene.nodes.number[x] for x in evidence.all])
            case OnePartner():
                answer = self._second(v, self._partners(v))
            case _:
                answer = self._leaders(v, self._needs.get(v, {}), equals_only=True)
        return answer

    def _leaders(self, v: int, directions: Iterable[str], *, equals_only: bool) -> Message:
        """Send to the leader of a pair, else to the nearest leaders, the most acute need first.

        A need may be met from above; a way to leaders is made by equals only.
        """
        levels = self._needs.get(v, {})
        wanted = sorted(directions, key=lambda d: (-levels.get(d, 0), d))
        for direction in wanted:
            named = self._wording.quoted(direction)
            if (v, direction) in self._paired:
                leader = self._named(v, min(self._paired[v, direction]))
                return message("isolation.step.pair", leader=leader, direction=named)
            near = self._near.nearest(v, direction, equals_only=equals_only)
            if near:
                return message(
                    "isolation.step.leaders", direction=named, leaders=self._shown(v, near)
                )
        if wanted:
            return message("isolation.step.no_offer", direction=self._wording.quoted(wanted[0]))
        near = self._near.nearest(v, None, equals_only=equals_only)
        if not near:
            return message("isolation.step.ask")
        return message("isolation.step.ask_near", leaders=self._shown(v, near))

    def _second(self, v: int, avoid: Iterable[int]) -> Message:
        """Propose leaders besides those the organisation already leans on."""
        known = frozenset(avoid)
        levels = self._needs.get(v, {})
        for direction in (*sorted(levels, key=lambda d: (-levels[d], d)), None):
            near = self._near.nearest(v, direction, avoid=known)
            if near:
                return message("isolation.step.second", leaders=self._shown(v, near))
        return message("isolation.step.second_none")

    def _first_event(self, v: int, evidence: OnlyPaper) -> Message:
        first = evidence.paper[0]
        code = (
            "isolation.step.community" if first.startswith("community:") else "isolation.step.meet"
        )
        return message(code, partner=self._wording.quoted(first, seen_from=v))

    def _curator(self, v: int, evidence: NoCurator) -> Message:
        if evidence.reason == "nominal" and evidence.curator is not None:
            return message("isolation.step.visit", curator=self._wording.name_of(evidence.curator))
        above = self._who_appoints(v)
        if above is None:
            return message("isolation.step.appoint")
        contact = self._contact_of(above)
        if contact is None:
            return message("isolation.step.appoint_at", organisation=self._named(v, above))
        return message(
            "isolation.step.appoint_call",
            organisation=self._named(v, above),
            contact=self._wording.name_of(contact),
        )

    def _who_appoints(self, v: int) -> int | None:
        """Return the service of an organisation; of a service the institute it names, or any."""
        nodes = self._scene.nodes
        named = int(nodes.own_service[v])
        if named >= 0:
            return named
        if named == NOBODY:
            return None
        if not nodes.service[v]:
            near = nodes.service & (nodes.municipality == nodes.municipality[v])
            return int(np.argmax(near)) if near.any() else None
        return int(np.argmax(nodes.institute)) if nodes.institute.any() else None

    def _contact_of(self, organisation: int) -> str | None:
        people = self._scene.network.people
        here = people.in_force(np.datetime64(self._scene.day, "D"))
        code = self._scene.nodes.codes[organisation]
        works, is_contact = people.column("organisation"), people.column("is_contact")
        return next(
            (
                people.keys[i]
                for i in np.flatnonzero(here).tolist()
                if works[i] == code and is_contact[i]
            ),
            None,
        )

    def _last_partner(self, v: int) -> int:
        """Return with whom the last event was; of several, the first by code."""
        life = self._scene.life
        mine = life.where((life.giver == v) | (life.receiver == v))
        last = mine.where(mine.day == mine.day.max())
        return int(np.where(last.giver == v, last.receiver, last.giver).min())

    def _partners(self, v: int) -> list[int]:
        equal = self._scene.equal
        both = [equal.receiver[equal.giver == v], equal.giver[equal.receiver == v]]
        partners: list[int] = np.concatenate(both).tolist()
        return partners

    def _named(self, v: int, other: int) -> Message:
        return self._wording.quoted(self._scene.nodes.codes[other], seen_from=v)

    def _shown(self, v: int, near: Sequence[NearLeader]) -> tuple[Message, ...]:
        """Name leaders with municipality where it differs, distance and free places."""
        nodes = self._scene.nodes
        shown = []
        for leader in near:
            who = self._wording.quoted(nodes.codes[leader.number])
            how = (_distance(leader), _places(leader))
            place = int(nodes.municipality[leader.number])
            if place == nodes.municipality[v]:
                shown.append(message("isolation.near", who=who, how=how))
            else:
                of = self._wording.name_of(nodes.municipalities[place])
                shown.append(message("isolation.near.elsewhere", who=who, of=of, how=how))
        return tuple(shown)


def _distance(leader: NearLeader) -> Message:
    if leader.km is None:
        return message("isolation.near.unknown")
    return message("isolation.near.km", km=leader.km)


def _places(leader: NearLeader) -> Message:
    if not leader.free:
        return message("isolation.near.full")
    return message("isolation.near.free", n=leader.free)
