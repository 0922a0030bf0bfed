"""Advice about a plan as rows for a page: where a place helps, and who moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.assignment.adjustment import Adjustment, AdjustmentKind
from services.views.goal_changes import GoalChange, goal_changes
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAdvice:
    """One more place and what it changes.

    Attributes
    ----------
    direction
        Name of the direction; empty for a place in the leader's total alone.
    changes
        Goals that differ, the most important first.
    tried
        The adjustment that tries it, in its text form; empty if it cannot be tried.
    """

    who: Who
    direction: str
    changes: tuple[GoalChange, ...]
    tried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedNeed:
    """A need whose leader differs; None is no leader."""

    mentee: Who
    direction: str
    before: Who | None
    after: Who | None


def place_rows(index: NetworkIndex, document: Iterable[Document]) -> tuple[PlaceAdvice, ...]:
    """Return the places of an advice that change anything, best first."""
    return tuple(
        PlaceAdvice(
            who=build_who(index, line["leader"]),
            direction=index.name_of.get(line["direction"], line["direction"] or ""),
            changes=differing(line["goals"]),
            tried=_tried(line),
        )
        for line in document
        if line["first_goal_changed"]
    )


def moved_rows(index: NetworkIndex, document: Iterable[Document]) -> tuple[MovedNeed, ...]:
    """Return the needs whose leader differs, as a document lists them."""
    return tuple(
        MovedNeed(
            mentee=build_who(index, line["mentee"]),
            direction=index.name_of.get(line["direction"], line["direction"]),
            before=build_who(index, line["from"]) if line["from"] else None,
            after=build_who(index, line["to"]) if line["to"] else None,
        )
        for line in document
    )


def differing(document: Iterable[Document]) -> tuple[GoalChange, ...]:
    """Return the goals of a document that differ, in their order."""
    goals = ((goal["name"], goal["before"], goal["after"]) for goal in document)
    return tuple(goal for goal in goal_changes(goals) if goal.differs)


def _tried(line: Document) -> str:
    if line["direction"] is None:
        return ""
    return str(
        Adjustment(
            kind=AdjustmentKind.PLACES,
            leader=line["leader"],
            direction=line["direction"],
            places=1,
        )
    )
