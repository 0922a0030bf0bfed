"""What a site for everyone says besides its map: leaders and events, without people."""

from dataclasses import dataclass

from graph.model.ids import Day
from graph.model.public_view import PublicView


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLeader:
    """An organisation that helps others, and with what."""

    name: str
    municipality: str
    settlement: str
    directions: tuple[str, ...]
    mentees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvent:
    """An event of the school year.

    Attributes
    ----------
    is_ahead
        It has not been held yet.
    """

    date: Day
    name: str
    format: str
    host: str
    directions: tuple[str, ...]
    is_ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSite:
    """Everything the site shows.

    Attributes
    ----------
    leaders
        By municipality and name.
    events
        Those ahead first, the nearest on top; then those held, the newest on top.
    """

    map: PublicView
    leaders: tuple[PublicLeader, ...]
    events: tuple[PublicEvent, ...]
