"""Emergency answers of a drill as rows of a page: who takes over what, who stands in for whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.organisation import Person
from services.views.drill_view import Document, Subject, build_subject
from services.views.index import NetworkIndex

_NAMED = 5
"""Organisations that a row names of those it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """Who takes over from what goes, for one that loses it.

    Attributes
    ----------
    to
        None if nobody does.
    """

    who: Subject
    to: Subject | None
    km: float | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """An organisation that stands in for the one that goes, and for whom.

    Attributes
    ----------
    to
        None for those whom nobody can stand in for.
    contact
        Whom to call there.
    whose
        The first few that it stands in for; `n` is how many they are.
    km
        To the farthest of them, None if no distance is known.
    """

    to: Subject | None
    contact: Person | None
    whose: tuple[Subject, ...]
    n: int
    km: float | None


def build_take_overs(index: NetworkIndex, lines: Iterable[Document]) -> tuple[TakeOver, ...]:
    """Return which curator takes which object, for the lines of an emergency answer."""
    return tuple(
        TakeOver(
            who=build_subject(index, line["object"]),
            to=build_subject(index, line["to"]) if line["to"] else None,
            km=line["km"],
            text=line["text"],
        )
        for line in lines
    )


def build_stand_ins(index: NetworkIndex, lines: Iterable[Document]) -> tuple[StandIn, ...]:
    """Return who stands in for whom, the one with most to do first, nobody last."""
    groups: dict[str, list[Document]] = {}
    for line in lines:
        groups.setdefault(line["to"] or "", []).append(line)
    return tuple(
        StandIn(
            to=build_subject(index, to) if to else None,
            contact=index.contact_of(to) if to else None,
            whose=tuple(build_subject(index, line["who"]) for line in some[:_NAMED]),
            n=len(some),
            km=max((line["km"] for line in some if line["km"] is not None), default=None),
        )
        for to, some in sorted(groups.items(), key=lambda g: (not g[0], -len(g[1]), g[0]))
    )
