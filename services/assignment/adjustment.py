"""What a planner tries on a plan: one pin, ban or wish, or places more or less."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import InputError
from graph.model.ids import DirectionId, OrganisationId

_SEPARATOR = ":"
"""Codes never hold it, so that parts need no quoting."""

MOST_ADJUSTMENTS = 50
"""Tried, kept or stored at once, whoever asks."""


class AdjustmentKind(StrEnum):
    """What is tried."""

    PIN = "pin"
    BAN = "ban"
    PREFER = "prefer"
    PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One change of the data a plan is made from.

    Attributes
    ----------
    mentee
        Of a pin, ban or wish; None for places.
    direction
        None is every direction; places always name one.
    places
        Places more (or, negative, less) at the offer and at the leader's total; else 0.
    """

    kind: AdjustmentKind
    leader: OrganisationId
    mentee: OrganisationId | None = None
    direction: DirectionId | None = None
    places: int = 0

    def __str__(self) -> str:
        """Return the text that `read_adjustment` reads back, such as ``pin:s-1:s-7:math``."""
        if self.kind is AdjustmentKind.PLACES:
            parts = [self.kind, self.leader, self.direction or "", f"{self.places:+d}"]
        else:
            parts = [self.kind, self.leader, self.mentee or "", self.direction or ""]
        return _SEPARATOR.join(parts).rstrip(_SEPARATOR)


def read_adjustment(text: str) -> Adjustment:
    """Read ``pin:LEADER:MENTEE[:DIRECTION]``, or ``places:LEADER:DIRECTION:+1``.

    Raises
    ------
    InputError
        If the text is of neither shape, or names no places or none that matter.

    Examples
    --------
    >>> read_adjustment("places:s-1:math:-2").places
    -2
    >>> str(read_adjustment("ban:s-1:s-7"))
    'ban:s-1:s-7'
    """
    kind, *parts = (part.strip() for part in text.split(_SEPARATOR))
    leader, second, third = [*parts, "", "", ""][:3]
    if kind == AdjustmentKind.PLACES and leader and second and len(parts) == len("LDN"):
        return Adjustment(
            kind=AdjustmentKind.PLACES,
            leader=OrganisationId(leader),
            direction=DirectionId(second),
            places=_places(third, text),
        )
    pairwise = {AdjustmentKind.PIN, AdjustmentKind.BAN, AdjustmentKind.PREFER}
    if kind in pairwise and leader and second and len(parts) <= len("LMD"):
        return Adjustment(
            kind=AdjustmentKind(kind),
            leader=OrganisationId(leader),
            mentee=OrganisationId(second),
            direction=DirectionId(third) if third else None,
        )
    raise InputError("adjust.unreadable", text=text)


def require_some(adjustments: Collection[object]) -> None:
    """Let through from one adjustment to `MOST_ADJUSTMENTS`.

    Raises
    ------
    InputError
        If there are none, or more.

    Examples
    --------
    >>> require_some(["ban:s-1:s-7"])
    """
    if not 0 < len(adjustments) <= MOST_ADJUSTMENTS:
        raise InputError("adjust.how_many", most=MOST_ADJUSTMENTS)


def _places(text: str, whole: str) -> int:
    try:
        places = int(text)
    except ValueError:
        raise InputError("adjust.places_unreadable", text=whole) from None
    if places == 0:
        raise InputError("adjust.places_unreadable", text=whole)
    return places
