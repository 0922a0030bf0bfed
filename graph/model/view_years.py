"""What a map knows of other school years: who was there, with which ties, and what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.model.ids import SchoolYear
from graph.model.view import NetworkView, ShownTie


class Change(StrEnum):
    """What may have become of organisations and of working ties since the year before."""

    NEW = "new"
    ENDED = "ended"
    JOINED = "joined"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownYear:
    """The network of one school year, on the same day of the year as the map.

    Attributes
    ----------
    since
        The year it is compared with, the one before in the list; None for the first.
    changes
        How many working ties and organisations came and went since then.
    """

    name: SchoolYear
    view: NetworkView
    since: SchoolYear | None
    changes: Mapping[Change, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """The school years around a map.

    Attributes
    ----------
    ground
        All organisations and ties of all times: positions come from it, and so no organisation
        moves from year to year.
    alone
        Who has no working tie in it, no pair in a plan and no event in company.
    lately
        (leader, mentee) by the latest leader of each mentee.
    years
        In order of time; the one at `now` is that of the map itself.
    """

    ground: NetworkView
    alone: frozenset[str]
    lately: frozenset[tuple[str, str]]
    years: tuple[ShownYear, ...]
    now: int


def tie_key(tie: ShownTie) -> tuple[str, str, str]:
    """Return kind and ends of a tie; where no end helps the other, in the order of the codes."""
    ends = (tie.source, tie.target)
    return (tie.kind.value, *(ends if tie.kind.is_directed else sorted(ends)))
