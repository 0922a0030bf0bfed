"""Where everybody stands on a day: who has no working tie, and which kinds are found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from services.isolation import contacts, structure
from services.isolation.detect import Found, judge, without_the_new
from services.isolation.evidence import Evidence
from services.isolation.kinds import HEADLINE_ORDER, NO_WORKING_TIE, Kind
from services.isolation.scene import Scene
from services.isolation.support import declared_needs, paired_leaders

Lost: TypeAlias = dict[str, tuple[Kind, Evidence]]
"""Code of an organisation without a working tie → the heaviest reason."""


def without_working_tie(scene: Scene, *, spare_new: bool = True) -> Lost:
    """Return who has no working tie, by the heaviest of its kinds; the other kinds are not asked.

    Parameters
    ----------
    spare_new
        Whether an organisation that began inside the window is left out, as reports do.
    """
    found: Found = {
        Kind.K1: contacts.without_any_tie(scene),
        Kind.K2: contacts.lapsed(scene),
        Kind.K3: contacts.only_on_paper(scene),
        Kind.K17: contacts.only_vertical(scene),
    }
    if scene.nodes.leader.any():
        found[Kind.K4] = structure.cut_off(scene)
    if spare_new:
        found = without_the_new(found, scene.nodes)
    lost: Lost = {}
    for kind in NO_WORKING_TIE:
        for v, evidence in found.get(kind, {}).items():
            lost.setdefault(scene.nodes.codes[v], (kind, evidence))
    return dict(sorted(lost.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many organisations each kind holds on a day.

    Attributes
    ----------
    judged, leaders
        How many organisations were looked at, and how many are leaders.
    without_tie
        How many have no working tie.
    counts
        Every kind → number of organisations, or None if it is not computed.
    since
        First day of the window.
    """

    day: date
    since: date
    judged: int
    leaders: int
    without_tie: int
    counts: dict[Kind, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """What is found on a day, without words.

    Attributes
    ----------
    codes
        Kind → organisations; a kind that is not computed is left out.
    """

    scene: Scene
    codes: Mapping[Kind, frozenset[str]]

    @property
    def tally(self) -> Tally:
        """The numbers of it."""
        nodes = self.scene.nodes
        lost = {code for kind in NO_WORKING_TIE for code in self.codes.get(kind, ())}
        return Tally(
            day=self.scene.day,
            since=self.scene.since,
            judged=int(nodes.judged.sum()),
            leaders=int(nodes.leader.sum()),
            without_tie=len(lost),
            counts={
                kind: len(self.codes[kind]) if kind in self.codes else None
                for kind in HEADLINE_ORDER
            },
        )


def find_kinds(scene: Scene) -> Kinds:
    """Find every kind but K13 as `services.isolation.detect.find_isolated` does, without words.

    K13 compares organisations with others of the same day: its counts of several days say nothing
    about each other.

    Examples
    --------
    >>> from graph.network import Network
    >>> from services.policy import IsolationPolicy
    >>> scene = Scene.of(Network.of([]), IsolationPolicy(), day=date(2026, 8, 24))
    >>> find_kinds(scene).tally.without_tie
    0
    """
    found = judge(scene, declared_needs(scene), paired_leaders(scene), watched=False)
    codes = scene.nodes.codes
    return Kinds(
        scene=scene,
        codes={
            kind: frozenset(codes[v] for v in of)
            for kind, of in without_the_new(found, scene.nodes).items()
        },
    )
