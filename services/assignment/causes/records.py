"""The rows behind a cause: those of the pair, the need or the leader that differ, by name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any

from graph.network import Network
from graph.texts import Message, message
from services.assignment.compare import Step
from services.assignment.moved import difference_of

_TOLD = 2
_PAIR = ("restriction", "offer", "own_need", "distance", "organisation")
_PLACES = ("offer", "organisation")
_OF: Mapping[str, tuple[str, ...]] = {
    "need_new": ("need", "organisation"),
    "need_gone": ("need", "organisation"),
    "pinned": ("restriction",),
    "unpinned": ("restriction",),
    "barred": _PAIR,
    "no_offer": ("offer",),
    "opened": _PAIR,
    "offer_new": ("offer",),
    "fewer_places": _PLACES,
    "more_places": _PLACES,
    "pair": ("restriction", "distance", "pair", "offer", "organisation"),
}
"""Which rows can be behind a cause, what decides most first."""
_READ: Mapping[str, frozenset[str]] = {
    "organisation": frozenset(
        {"kind", "municipality", "lat", "lon", "settlement_kind", "parent"}
        | {"from_date", "to_date", "places_total", "places_min"}
    ),
    "offer": frozenset({"places", "mode", "limit_km", "reach", "from_date", "to_date"}),
    "need": frozenset({"level", "in_work", "school_year"}),
}
"""Fields that a plan reads, of entities that have others too."""

_At = tuple[str, ...]


class ChangedRecords:
    """The records that differ between the data of two plans, found by what they speak of."""

    def __init__(self, names: list[tuple[str, str]], before: Network, after: Network) -> None:
        self._before, self._after = before, after
        self._at: dict[_At, list[tuple[str, str]]] = defaultdict(list)
        for name in names:
            record = after.find(*name) or before.find(*name)
            for at in _places_of(record):
                self._at[at].append(name)

    def behind(self, code: str, step: Step, leader: str | None) -> Message | None:
        """Name the records behind a cause of a line, at most two; None if there are none."""
        told: list[Message] = []
        for kind in _OF.get(code, ()):
            for at in _asked(kind, step, leader):
                for name in self._at.get(at, ()):
                    only = _READ.get(name[0])
                    said = difference_of(name, self._before, self._after, only)
                    told += [] if said is None else [said]
        if not told:
            return None
        return reduce(
            lambda first, rest: message("plan.moved.list", first=first, rest=rest), told[:_TOLD]
        )


def _places_of(record: Any) -> Iterator[_At]:
    """Yield what a record speaks of."""
    entity = record.entity
    if entity == "organisation":
        yield entity, record.id
    elif entity in ("need", "offer"):
        yield entity, record.organisation, record.direction
    elif entity in ("restriction", "pair"):
        yield entity, record.leader, record.mentee, record.direction or ""
    elif entity == "distance":
        yield entity, *sorted((record.from_organisation, record.to_organisation))


def _asked(kind: str, step: Step, leader: str | None) -> list[_At]:
    """Return what the records of a kind would have to speak of."""
    way, mentee, who = step.direction, step.mentee, leader or ""
    found: dict[str, list[_At]] = {
        "need": [("need", mentee, way)],
        "own_need": [("need", who, way)],
        "offer": [("offer", who, way)],
        "pair": [("pair", who, mentee, way)],
        "restriction": [("restriction", who, mentee, way), ("restriction", who, mentee, "")],
        "distance": [("distance", *sorted((who, mentee)))],
        "organisation": [("organisation", who), ("organisation", mentee)],
    }
    return found[kind]
