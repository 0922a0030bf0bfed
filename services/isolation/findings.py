"""What is found about isolated organisations: kinds, evidence, sentences, the whole report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from graph.model.ids import EventId, MunicipalityId, OrganisationId, PersonId, Revision
from graph.texts import Message
from services.isolation.kinds import NO_WORKING_TIE, Kind


@dataclass(frozen=True, slots=True)
class NoTie:
    """K1: never an event, a paper or a membership."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed:
    """K2: the last event was before the window."""

    last_event: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyPaper:
    """K3: codes of the partners, then ``community:CODE``; no event in the window."""

    paper: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """K4: so many organisations hold together, and none of them is a leader."""

    component_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOn:
    """K6: without any one of `all`, nearest first, no leader is reached."""

    depends_on: OrganisationId
    all: tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNeeds:
    """K8: directions of need without an event in the window.

    Attributes
    ----------
    with_leader
        Those that a pair in force covers.
    reachable
        Those that could arrive along events from a leader who offers them.
    """

    directions: tuple[str, ...]
    with_leader: tuple[str, ...]
    reachable: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCurator:
    """K9: nobody is appointed, the appointment has ended, or the curator never met them."""

    curator: PersonId | None
    reason: Literal["none", "ended", "nominal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePartner:
    """K15: `events` of the `of` events in the window were with `partner`."""

    partner: OrganisationId
    events: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyVertical:
    """K17: all events of the window came from the institute, an authority or the own service."""

    events: int
    last_event: date


Evidence: TypeAlias = (
    NoTie
    | Lapsed
    | OnlyPaper
    | CutOff
    | HangsOn
    | UnmetNeeds
    | NoCurator
    | OnePartner
    | OnlyVertical
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One organisation with everything that isolates it.

    Attributes
    ----------
    evidence
        Kind → what was measured, heaviest kind first.
    sentences
        Kind → why, in the same order.
    next_step
        What to do about the heaviest kind.
    hole
        Whether nobody in its municipality reported any event in the window.
    """

    organisation: OrganisationId
    municipality: MunicipalityId
    evidence: Mapping[Kind, Evidence]
    sentences: Mapping[Kind, Message]
    next_step: Message
    hole: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds, heaviest first."""
        return tuple(self.evidence)

    @property
    def headline(self) -> Kind:
        """The heaviest kind."""
        return self.kinds[0]

    @property
    def has_no_working_tie(self) -> bool:
        """Whether the headline says that there is nobody to work with."""
        return self.headline in NO_WORKING_TIE

    @property
    def text(self) -> Message:
        """Why the organisation is listed: the sentence of the headline."""
        reason = self.sentences[self.headline]
        return Message("isolation.hole", {"reason": reason}) if self.hole else reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingHole:
    """A municipality of several judged organisations none of which has any event."""

    municipality: MunicipalityId
    judged: int
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationReport:
    """Who is isolated on a day, and how.

    Attributes
    ----------
    judged
        How many organisations were looked at.
    leaders
        How many organisations have an offer in force; without any, K4 and K6 are not judged.
    counts
        Every kind → number of organisations, or None if it is not computed.
    findings
        Sorted by code.
    new
        Organisations younger than the window that would otherwise be found without ties.
    unmarked_events
        Planned events whose day has passed without a word; they count for nothing.
    remarks
        What the reader has to know of the whole.
    """

    as_of: date
    window_months: int
    revision: Revision
    judged: int
    leaders: int
    counts: Mapping[Kind, int | None]
    findings: tuple[Finding, ...]
    reporting_holes: tuple[ReportingHole, ...]
    new: tuple[OrganisationId, ...]
    unmarked_events: tuple[EventId, ...]
    remarks: tuple[Message, ...]
