"""Changes that give one open need a leader, and what puts them in order."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model.need import Offer
from services.assignment.advice.effects import GoalChange, order_of
from services.policy import COVERING_GOALS


class WayKind(StrEnum):
    """What is changed, the smallest change first."""

    TOTAL = "total"
    PLACE = "place"
    LIMIT = "limit"
    LIFT_BAN = "lift_ban"
    BEGIN = "begin"
    OWN_NEED = "own_need"
    MAX_KM = "max_km"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One change with which every best plan, or the one found anew, covers the need.

    Attributes
    ----------
    km
        New limit of the offer, or of the policy, where that is what changes; else None.
    more_km
        How much more that is than before.
    like
        Offer whose conditions a new one takes over.
    lost
        How many fewer of the other needs are covered with it.
    """

    kind: WayKind
    leader: str
    goals: tuple[GoalChange, ...]
    km: int | None = None
    more_km: int = 0
    like: Offer | None = None

    @property
    def lost(self) -> int:
        """Needs fewer than one more that are covered altogether."""
        covering = [goal for goal in self.goals if goal.name in COVERING_GOALS]
        if len(covering) < len(COVERING_GOALS):
            return 0  # a policy without one of them does not count what it covers
        return max(0, 1 - sum(goal.after[0] - goal.before[0] for goal in covering))

    @property
    def order(self) -> tuple[object, ...]:
        """What puts ways in order: those that cost others least, then the smallest change."""
        return (
            self.lost,
            list(WayKind).index(self.kind),
            self.more_km,
            order_of(self.goals),
            self.leader,
        )
