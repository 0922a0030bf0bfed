"""What is asked of a repair, and what is proposed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.ids import OrganisationId, Revision
from services.isolation.kinds import Kind


class Goal(StrEnum):
    """What shall be true of every judged organisation once the proposed ties live."""

    REACH_LEADER = "reach_leader"
    CONNECTED = "connected"
    NO_CRITICAL_TIE = "no_critical_tie"
    HOPS = "hops"
    SECOND_LEADER = "second_leader"


class Minimise(StrEnum):
    """What is least; the other is least among what remains."""

    KM = "km"
    TIES = "ties"


class Reason(StrEnum):
    """Why an organisation cannot be served."""

    NO_CANDIDATE = "no_candidate"
    FORBIDDEN = "forbidden"
    CAPACITY = "capacity"
    NO_LEADER = "no_leader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A goal with its limits.

    Attributes
    ----------
    hops
        Most steps to a leader, for `Goal.HOPS`.
    capacity
        Most new ties of one organisation; None is no limit.
    leader_capacity
        The same for a leader; None is `capacity`.
    max_km
        Longest new tie, in km; None is no limit.
    neighbours
        Nearest organisations of each that may be tied to it; None chooses.
    """

    goal: Goal
    hops: int = 2
    minimise: Minimise = Minimise.KM
    capacity: int | None = None
    leader_capacity: int | None = None
    max_km: float | None = None
    neighbours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTie:
    """A tie that is proposed.

    Attributes
    ----------
    tenths
        Tenths of a kilometre; 0 where `unknown`.
    unknown
        Whether coordinates are missing, inside one municipality.
    revives
        Whether there is a paper between the two, and no event in the window.
    removes
        Kinds that somebody loses with the whole proposal and would keep without this tie.
    gains
        How many organisations do.
    """

    one: OrganisationId
    other: OrganisationId
    tenths: int
    unknown: bool
    revives: bool
    removes: tuple[Kind, ...]
    gains: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The ties that reach a goal, and who is left out.

    Attributes
    ----------
    tenths
        Length of all ties, in tenths of a km.
    bound_tenths, bound_ties
        Nothing below is possible among the candidates.
    proved
        Whether what is minimised first is at its bound.
    candidates
        How many pairs were looked at.
    left_out
        Judged organisations that the goal cannot be reached for, sorted, and why.
    """

    asked: Asked
    as_of: date
    window_months: int
    revision: Revision
    judged: int
    leaders: int
    ties: tuple[NewTie, ...]
    tenths: int
    bound_tenths: int
    bound_ties: int
    proved: bool
    candidates: int
    left_out: tuple[tuple[OrganisationId, Reason], ...]
