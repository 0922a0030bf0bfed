"""Advice about a plan as rows for a page: where a place helps, and who moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from graph.model.ids import DirectionId, OrganisationId
from services.assignment.adjustment import Adjustment, AdjustmentKind
from services.assignment.advice.ways import WayKind
from services.policy import GoalName
from services.views.distance import find_distance_km
from services.views.goal_changes import BandChange, GoalChange, goal_changes
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who

Document = Mapping[str, Any]
_TRIPS = 8
_COVERED = frozenset(
    {
        GoalName.NEEDS_OF_LEVEL_3_COVERED,
        GoalName.NEEDS_OF_LEVEL_2_COVERED,
        GoalName.NEEDS_OF_LEVEL_1_COVERED,
    }
)


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
    """A need whose leader differs; None is no leader.

    Attributes
    ----------
    km
        To the leader after; None if there is none, or the distance is not known.
    """

    mentee: Who
    direction: str
    before: Who | None
    after: Who | None
    km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """What can be reached with so many changes.

    Attributes
    ----------
    covered
        Needs with a leader.
    proved
        Whether no plan of as few changes is better.
    """

    changes: int
    covered: int
    text: str
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A need whose leader is nearer, or farther, for the sake of the farthest trips."""

    mentee: Who
    direction: str
    fair_km: float
    plain_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPrice:
    """The price of fairness.

    Attributes
    ----------
    bands
        Pairs by distance with the goal and without it, farthest first, where they differ.
    nearer, farther
        The first trips that become shorter, and longer; `nearer_total` and `farther_total` are
        how many there are.
    """

    bands: tuple[BandChange, ...]
    nearer: tuple[Trip, ...]
    nearer_total: int
    farther: tuple[Trip, ...]
    farther_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """One change that would give an open need a leader.

    Attributes
    ----------
    tried
        The adjustment that tries it; empty if it cannot be tried.
    """

    text: str
    tried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Needs that have fewer places than they are.

    Attributes
    ----------
    supplies
        Leaders that have places for them, with how many; whether their total is what limits them.
    """

    text: str
    needs: int
    places: int
    short_by: int
    supplies: tuple[tuple[Who, int, bool], ...]


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
            km=_km(index, line["mentee"], line["to"]),
        )
        for line in document
    )


def _km(index: NetworkIndex, mentee: str, leader: str | None) -> float | None:
    one, other = (index.network.organisations.get(code or "") for code in (mentee, leader))
    return find_distance_km(index.network, one, other) if one and other else None


def curve_points(document: Iterable[Document]) -> tuple[CurvePoint, ...]:
    """Return the points of a stability curve, fewest changes first."""
    return tuple(
        CurvePoint(
            changes=point["changes"],
            covered=sum(goal["value"] for goal in point["goals"] if goal["name"] in _COVERED),
            text=point["text"],
            proved=point["proved"],
        )
        for point in document
    )


def fair_price(index: NetworkIndex, document: Document) -> FairPrice:
    """Return the price of fairness as tables."""
    width = document["band_km"]
    pairs = zip_longest(document["without"]["bands"], document["with"]["bands"], fillvalue=0)
    bands = [
        BandChange(low=i * width, high=(i + 1) * width, before=plain, after=fair)
        for i, (plain, fair) in enumerate(pairs)
        if plain != fair
    ]
    return FairPrice(
        bands=tuple(reversed(bands)),
        nearer=tuple(_trip(index, one) for one in document["nearer"][:_TRIPS]),
        nearer_total=len(document["nearer"]),
        farther=tuple(_trip(index, one) for one in document["farther"][:_TRIPS]),
        farther_total=len(document["farther"]),
    )


def _trip(index: NetworkIndex, line: Document) -> Trip:
    return Trip(
        mentee=build_who(index, line["mentee"]),
        direction=index.name_of.get(line["direction"], line["direction"]),
        fair_km=line["with"]["km"],
        plain_km=line["without"]["km"],
    )


def ways_for(document: Iterable[Document], direction: str) -> tuple[WayOut, ...]:
    """Return what would give the need of a direction a leader, best first."""
    return tuple(
        WayOut(
            text=way["text"],
            tried=_place(way["leader"], DirectionId(direction))
            if way["kind"] == WayKind.PLACE
            else "",
        )
        for need in document
        if need["direction"] == direction
        for way in need["ways"]
    )


def who_instead(document: Iterable[Document], direction: str) -> str:
    """Return the sentence who would take a new place instead of the need; empty if nobody."""
    found = (need["instead"] for need in document if need["direction"] == direction)
    return next((one["text"] for one in found if one), "")


def shortages_of(index: NetworkIndex, document: Iterable[Document]) -> tuple[Shortage, ...]:
    """Return the shortages of a plan, each with the leaders that have places, most places first."""
    return tuple(
        Shortage(
            text=group["text"],
            needs=group["needs"],
            places=group["places"],
            short_by=group["short_by"],
            supplies=tuple(
                (build_who(index, one["leader"]), one["places"], one["total"] < one["offered"])
                for one in sorted(group["leaders"], key=lambda o: (-o["places"], o["leader"]))
                if one["places"]
            ),
        )
        for group in document
    )


def differing(document: Iterable[Document]) -> tuple[GoalChange, ...]:
    """Return the goals of a document that differ, in their order."""
    goals = ((goal["name"], goal["before"], goal["after"]) for goal in document)
    return tuple(goal for goal in goal_changes(goals) if goal.differs)


def _tried(line: Document) -> str:
    has_offer = line.get("offer_from") is not None
    return _place(line["leader"], line["direction"]) if has_offer else ""


def _place(leader: OrganisationId, direction: DirectionId) -> str:
    one = Adjustment(kind=AdjustmentKind.PLACES, leader=leader, direction=direction, places=1)
    return str(one)
