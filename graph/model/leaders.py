"""Leaders with their load, and whom they lead."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model.chart import ChartHead, TwinTable


class Load(StrEnum):
    """How many of a leader's places are taken."""

    OVER = "over"
    FULL = "full"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderRow:
    """A leader at the left; `places` are offered, `used` are taken, one for each pair."""

    code: str
    name: str
    municipality: str
    used: int
    places: int

    @property
    def load(self) -> Load:
        """Whether more are taken than offered, all, or fewer."""
        if self.used > self.places:
            return Load.OVER
        return Load.FULL if self.used == self.places else Load.FREE


@dataclass(frozen=True, slots=True, kw_only=True)
class MenteeRow:
    """A school at the right, or `n` of them in one row."""

    code: str
    name: str
    municipality: str
    n: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTie:
    """Who leads whom, and in which directions; `n` pairs where rows are folded."""

    leader: str
    mentee: str
    directions: tuple[str, ...] = ()
    n: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadersView:
    """Leaders and mentees in an order in which their ties cross little.

    Attributes
    ----------
    mentees
        Those of one municipality stand together.
    """

    head: ChartHead
    leaders: tuple[LeaderRow, ...]
    mentees: tuple[MenteeRow, ...]
    ties: tuple[LeadTie, ...]
    table: TwinTable
