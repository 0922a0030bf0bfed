"""Who gives, who takes, who does both, and who neither: on paper and in events."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.measures import Mask
from graph.model.choices import OrganisationKind, TieKind
from services.isolation.paper import standing_on
from services.isolation.scene import Scene

_ONE_WAY = (TieKind.MUTUAL_INTERNSHIP, TieKind.METHODICAL_SUPPORT)
"""Ties whose first end gives; a mutual internship is two of them."""


class Part(StrEnum):
    """What an organisation does in the network."""

    BOTH = "both"
    GIVES = "gives"
    TAKES = "takes"
    NEITHER = "neither"


_GIVING = (Part.BOTH, Part.GIVES)
_TAKING = (Part.BOTH, Part.TAKES)


class Basis(StrEnum):
    """By what the part is told."""

    ANY = "any"
    EVENTS = "events"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """The part of one judged organisation."""

    organisation: str
    municipality: str
    kind: OrganisationKind
    events: Part
    paper: Part

    def part(self, basis: Basis = Basis.ANY) -> Part:
        """Return what it does; by default on paper and in events together."""
        if basis is Basis.EVENTS:
            return self.events
        if basis is Basis.PAPER:
            return self.paper
        does = (self.events, self.paper)
        return _part(
            gives=any(part in _GIVING for part in does),
            takes=any(part in _TAKING for part in does),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """The part of every judged organisation, by code."""

    organisations: tuple[Involved, ...]

    @property
    def without_any_part(self) -> tuple[str, ...]:
        """Organisations that neither give nor take, on paper nor in events."""
        return tuple(one.organisation for one in self.organisations if one.part() is Part.NEITHER)

    def counts(self, basis: Basis, by: str = "") -> dict[str, Counter[Part]]:
        """Return counts for each value of a field, or of all under ``""``."""
        found: dict[str, Counter[Part]] = {}
        for one in self.organisations:
            key = str(getattr(one, by)) if by else ""
            found.setdefault(key, Counter())[one.part(basis)] += 1
        return dict(sorted(found.items()))

    def total(self, basis: Basis) -> Counter[Part]:
        """Return counts of all."""
        return self.counts(basis).get("", Counter())


def involvement_of(scene: Scene, whose: Mask | None = None) -> Involvement:
    """Return what each judged organisation does on the day and in the window of `scene`.

    Those of `whose` are told, if it is given.

    Rules: (1) in events: gives who gave, takes who received, whoever it was with; (2) on paper:
    gives who has an offer in force, leads a pair in force, or stands first in a mutual internship
    or methodical support in force; takes who is the other end.
    """
    nodes, n = scene.nodes, len(scene.nodes)
    kinds = dict(
        zip(
            scene.network.organisations.keys,
            scene.network.organisations.column("kind"),
            strict=True,
        )
    )
    # RULE 1
    gives = np.bincount(scene.recent.giver, minlength=n) > 0
    takes = np.bincount(scene.recent.receiver, minlength=n) > 0
    # RULE 2
    gives_on_paper, takes_on_paper = _on_paper(scene)
    return Involvement(
        organisations=tuple(
            Involved(
                organisation=nodes.codes[v],
                municipality=nodes.municipalities[int(nodes.municipality[v])],
                kind=OrganisationKind(kinds[nodes.codes[v]]),
                events=_part(gives=bool(gives[v]), takes=bool(takes[v])),
                paper=_part(gives=bool(gives_on_paper[v]), takes=bool(takes_on_paper[v])),
            )
            for v in np.flatnonzero(nodes.judged if whose is None else whose).tolist()
        )
    )


def _on_paper(scene: Scene) -> tuple[Mask, Mask]:
    number, at = scene.nodes.number, np.datetime64(scene.day, "D")
    gives, takes = scene.nodes.leader.copy(), np.zeros(len(scene.nodes), dtype=bool)
    pairs, ties = scene.network.pairs, scene.network.ties
    ends = list(_standing(pairs.column("leader"), pairs.column("mentee"), standing_on(pairs, at)))
    one_way = np.array([kind in _ONE_WAY for kind in ties.column("kind")], dtype=bool)
    ends += _standing(
        ties.column("from_organisation"),
        ties.column("to_organisation"),
        standing_on(ties, at) & one_way,
    )
    for one, other in ends:
        if one != other and one in number and other in number:
            gives[number[one]] = True
            takes[number[other]] = True
    return gives, takes


def _standing(one: Sequence[str], other: Sequence[str], mask: Mask) -> list[tuple[str, str]]:
    return [(one[i], other[i]) for i in np.flatnonzero(mask).tolist()]


def _part(*, gives: bool, takes: bool) -> Part:
    if gives and takes:
        return Part.BOTH
    if gives:
        return Part.GIVES
    return Part.TAKES if takes else Part.NEITHER
