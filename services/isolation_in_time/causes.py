"""What makes an organisation fall out between two days, or come back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.ids import EventId, OrganisationId
from services.isolation_in_time.warnings import PaperKind


class CauseKind(StrEnum):
    """What changed between two days, nearest to the organisation first."""

    EVENT_LAPSED = "event_lapsed"
    EVENT_HELD = "event_held"
    PAPER_ENDED = "paper_ended"
    PAPER_BEGUN = "paper_begun"
    PARTNER_CLOSED = "partner_closed"
    PARTNER_OPENED = "partner_opened"
    TIE_LAPSED = "tie_lapsed"
    TIE_MADE = "tie_made"
    LEADER_LOST = "leader_lost"
    LEADER_FOUND = "leader_found"
    FIRST_LEADERS = "first_leaders"
    NO_LEADERS = "no_leaders"
    NO_LONGER_NEW = "no_longer_new"
    OPENED = "opened"
    PAST_PAPERS = "past_papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One thing that appeared or went between the two days.

    Attributes
    ----------
    day
        Of an event its own; of a paper, an organisation or a leader the day it began or ended;
        of a tie of others the last event (lapsed) or the first new one (made). None where there is
        no day of it.
    organisations
        The partner; the ends of a tie; the leader.
    event
        Code of the event of an own tie.
    paper, key
        Kind and key of a paper.
    """

    kind: CauseKind
    day: date | None = None
    organisations: tuple[OrganisationId, ...] = ()
    event: EventId | None = None
    paper: PaperKind | None = None
    key: str | None = None
