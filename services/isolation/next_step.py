"""What to do about an isolated organisation: the next concrete step, as a message."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from graph.texts import Message, message
from services.isolation.company import Company
from services.isolation.evidence import (
    AboutToLapse,
    BusyCurator,
    ClosedCircle,
    Evidence,
    FarAway,
    FewPartners,
    HangsOn,
    HangsOnTie,
    Lapsed,
    NoCurator,
    NoTie,
    OfLife,
    OfShape,
    OfWays,
    OnePartner,
    OneWay,
    OnlyPaper,
    OnlyVertical,
    PaperTies,
    Periphery,
    UnmetNeeds,
)
from services.isolation.near import NearLeader, NearLeaders
from services.isolation.nodes import NOBODY
from services.isolation.scene import Scene
from services.isolation.sentences import Wording

_REMEMBERED = 4_096  # distances and numbers of places that are said again and again


class Advisor:
    """Knows who could be called, met or proposed.

    Parameters
    ----------
    needs
        Node → direction → level of the declared needs.
    paired
        (Node, direction) → leaders of the pairs in force.
    """

    def __init__(
        self,
        scene: Scene,
        wording: Wording,
        needs: Mapping[int, Mapping[str, int]],
        paired: Mapping[tuple[int, str], Sequence[int]],
    ) -> None:
        self._scene = scene
        self._wording = wording
        self._needs = needs
        self._paired = paired
        self._near = NearLeaders(scene, needs)

    @cached_property
    def _company(self) -> Company:
        return Company(self._scene)

    def step(self, v: int, evidence: Evidence) -> Message:
        """Return the step that answers `evidence`, in at most two sentences."""
        match evidence:
            case UnmetNeeds():
                return self._leaders(v, evidence.directions, equals_only=False)
            case NoCurator():
                return self._curator(v, evidence)
            case BusyCurator():
                return message("isolation.step.relieve", curator=self._name(evidence.curator))
            case Periphery() | OneWay() | FewPartners() | ClosedCircle() | OnePartner():
                return self._for_shape(v, evidence)
            case NoTie() | Lapsed() | AboutToLapse() | OnlyPaper() | PaperTies() | OnlyVertical():
                return self._for_life(v, evidence)
            case _:
                return self._for_ways(v, evidence)

    def _for_life(self, v: int, evidence: OfLife) -> Message:
        match evidence:
            case Lapsed():
                partner = self._named(v, self._company.last_partner(v))
                return message("isolation.step.resume", partner=partner)
            case AboutToLapse():
                partner = self._named(v, self._company.last_partner(v))
                return message("isolation.step.keep", partner=partner)
            case OnlyPaper():
                return self._first_event(v, evidence)
            case PaperTies():
                partner = self._wording.quoted(evidence.partners[0], seen_from=v)
                return message("isolation.step.revive", partner=partner)
            case _:
                return self._leaders(v, self._needs.get(v, {}), equals_only=True)

    def _for_ways(self, v: int, evidence: OfWays) -> Message:
        number = self._scene.nodes.number
        match evidence:
            case HangsOn():
                return self._second(v, [number[x] for x in evidence.all])
            case HangsOnTie():
                ends = {number[x] for tie in evidence.all for x in tie}
                return self._second(v, ends - {v})
            case FarAway():
                return self._besides(v, (), "remote", otherwise="ask")
            case _:
                return self._leaders(v, self._needs.get(v, {}), equals_only=True)

    def _for_shape(self, v: int, evidence: OfShape) -> Message:
        match evidence:
            case OnePartner():
                return self._second(v, self._company.partners(v))
            case OneWay():
                return message(f"isolation.step.only_{evidence.direction}")
            case ClosedCircle():
                nodes = self._scene.nodes
                here = nodes.leader & (nodes.municipality == nodes.municipality[v])
                beside = np.flatnonzero(here).tolist()
                return self._besides(v, beside, "outside", otherwise="outside_none")
            case _:
                partners = self._company.partners(v)
                return self._besides(v, partners, "wider", otherwise="wider_none")

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
        return self._besides(v, avoid, "second", otherwise="second_none")

    def _besides(self, v: int, avoid: Iterable[int], step: str, *, otherwise: str) -> Message:
        """Propose leaders besides those to avoid, the most acute need first, or say otherwise."""
        known = frozenset(avoid)
        levels = self._needs.get(v, {})
        for direction in (*sorted(levels, key=lambda d: (-levels[d], d)), None):
            near = self._near.nearest(v, direction, avoid=known)
            if near:
                return message(f"isolation.step.{step}", leaders=self._shown(v, near))
        return message(f"isolation.step.{otherwise}")

    def _first_event(self, v: int, evidence: OnlyPaper) -> Message:
        first = evidence.paper[0]
        code = (
            "isolation.step.community" if first.startswith("community:") else "isolation.step.meet"
        )
        return message(code, partner=self._wording.quoted(first, seen_from=v))

    def _curator(self, v: int, evidence: NoCurator) -> Message:
        if evidence.reason == "nominal" and evidence.curator is not None:
            return message("isolation.step.visit", curator=self._name(evidence.curator))
        above = self._who_appoints(v)
        if above is None:
            return message("isolation.step.appoint")
        contact = self._contact_of(above)
        if contact is None:
            return message("isolation.step.appoint_at", organisation=self._named(v, above))
        return message(
            "isolation.step.appoint_call",
            organisation=self._named(v, above),
            contact=self._name(contact),
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

    def _name(self, code: str) -> str:
        return self._wording.name_of(code)

    def _named(self, v: int, other: int) -> Message:
        return self._wording.quoted(self._scene.nodes.codes[other], seen_from=v)

    def _shown(self, v: int, near: Sequence[NearLeader]) -> tuple[Message, ...]:
        """Name leaders with municipality where it differs, distance and free places."""
        nodes = self._scene.nodes
        shown = []
        for leader in near:
            who = self._wording.quoted(nodes.codes[leader.number])
            how = (_distance(leader.km), _places(leader.free))
            place = int(nodes.municipality[leader.number])
            if place == nodes.municipality[v]:
                shown.append(message("isolation.near", who=who, how=how))
            else:
                of = self._wording.name_of(nodes.municipalities[place])
                shown.append(message("isolation.near.elsewhere", who=who, of=of, how=how))
        return tuple(shown)


@lru_cache(_REMEMBERED)
def _distance(km: float | None) -> Message:
    if km is None:
        return message("isolation.near.unknown")
    return message("isolation.near.km", km=km)


@lru_cache(_REMEMBERED)
def _places(free: int) -> Message:
    if not free:
        return message("isolation.near.full")
    return message("isolation.near.free", n=free)
