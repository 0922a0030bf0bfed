"""What is found about isolated organisations: kinds, sentences, the whole report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from graph.model.ids import EventId, MunicipalityId, OrganisationId, Revision
from graph.texts import Message, message
from services.isolation.evidence import Evidence
from services.isolation.kinds import NO_WORKING_TIE, WATCHED, Kind, listed_under


class Teller(Protocol):
    """Says what is found, and what to do about it."""

    def sentence(self, organisation: OrganisationId, evidence: Evidence) -> Message:
        """Say why the organisation is listed."""

    def step(self, organisation: OrganisationId, evidence: Evidence) -> Message:
        """Say what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One organisation with everything that isolates it.

    Sentences are made when somebody asks for them: of ten thousand findings a page shows a few.

    Attributes
    ----------
    evidence
        Kind → what was measured, heaviest kind first.
    teller
        Makes the sentences.
    hole
        Whether nobody in its municipality reported any event in the window.
    """

    organisation: OrganisationId
    municipality: MunicipalityId
    evidence: Mapping[Kind, Evidence]
    teller: Teller = field(repr=False, compare=False)
    hole: bool = False

    @cached_property
    def sentences(self) -> Mapping[Kind, Message]:
        """Kind → why, heaviest kind first."""
        return {
            kind: self.teller.sentence(self.organisation, evidence)
            for kind, evidence in self.evidence.items()
        }

    @cached_property
    def next_step(self) -> Message:
        """What to do about the kind it is listed under."""
        return self.step_of(self.listed)

    def step_of(self, kind: Kind) -> Message:
        """Say what to do about one of its kinds."""
        step = self.teller.step(self.organisation, self.evidence[kind])
        return message("isolation.step.after_report", step=step) if self.hole else step

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds, heaviest first."""
        return tuple(self.evidence)

    @property
    def headline(self) -> Kind:
        """The heaviest kind."""
        return next(iter(self.evidence))

    @property
    def has_no_working_tie(self) -> bool:
        """Whether the headline says that there is nobody to work with."""
        return self.headline in NO_WORKING_TIE

    @property
    def is_at_risk(self) -> bool:
        """Whether any kind is a danger, and none means that there is nobody to work with."""
        return not self.has_no_working_tie and self.listed not in WATCHED

    @property
    def listed(self) -> Kind:
        """The kind under which lists show it: the heaviest danger, else the headline."""
        return listed_under(self.evidence)

    @property
    def reason(self) -> Message:
        """Why lists show it: the sentence of the kind it is listed under."""
        return self._told(self.listed)

    @property
    def text(self) -> Message:
        """Why the organisation is listed: the sentence of the headline."""
        return self._told(self.headline)

    def _told(self, kind: Kind) -> Message:
        reason = self.teller.sentence(self.organisation, self.evidence[kind])
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
        How many organisations have an offer in force; without any, ways to them are not judged.
    hops
        Most hops to a leader that are still near.
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
    hops: int
    revision: Revision
    judged: int
    leaders: int
    counts: Mapping[Kind, int | None]
    findings: tuple[Finding, ...]
    reporting_holes: tuple[ReportingHole, ...]
    new: tuple[OrganisationId, ...]
    unmarked_events: tuple[EventId, ...]
    remarks: tuple[Message, ...]
