"""What accepted ties change at once, and what once each has had its first meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model.changes import Change
from graph.model.ids import Revision
from graph.network import Network
from graph.texts import Message, message
from services.isolation.detect import find_isolated
from services.isolation.findings import IsolationReport
from services.isolation.kinds import HEADLINE_ORDER, Kind
from services.policy import IsolationPolicy
from services.repair.accepting.accepted import Acceptance
from services.repair.effect import with_events
from services.repair.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """A number now, as soon as the papers are there, and after the first meetings."""

    now: int
    at_once: int
    after: int

    @property
    def differ(self) -> bool:
        """Whether anything changes at all."""
        return not self.now == self.at_once == self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Stages of everybody without a working tie, and of each kind that changes, heaviest first."""

    without_tie: Stages
    kinds: tuple[tuple[Kind, Stages], ...]


def weaker_after(stages: Mapping[Kind, Stages]) -> tuple[Message, ...]:
    """Say what the shortest ties make weaker: chains far from a leader, and who hangs on one tie.

    Parameters
    ----------
    stages
        Numbers of the kinds; what is not there does not change.
    """
    told = ((Kind.K7, "accept.weak.far"), (Kind.K5, "accept.weak.hanging"))
    return tuple(
        message(code, n=one.after, now=one.now)
        for kind, code in told
        if (one := stages.get(kind)) is not None and one.after > one.now
    )


def stages_of_proposal(
    network: Network, policy: IsolationPolicy, proposal: Proposal, now: IsolationReport
) -> Mapping[Kind, Stages]:
    """Count the findings of `now`, and with one event for each proposed tie; no paper is written.

    Parameters
    ----------
    now
        Made from `network` on the day of the proposal.
    """
    ends = [(tie.one, tie.other) for tie in proposal.ties]
    alive, _ = with_events(network, ends, proposal.as_of)
    after = find_isolated(alive, policy, day=proposal.as_of)
    return {kind: _stages(now, now, after, kind) for kind in HEADLINE_ORDER}


def look_ahead(
    network: Network, policy: IsolationPolicy, accepted: Acceptance, changes: Sequence[Change]
) -> Outlook:
    """Count the findings now, with the accepted changes, and with one event for each tie.

    Parameters
    ----------
    changes
        Made by `accepted_changes`; a pinned pair is no paper before its order.

    Notes
    -----
    The whole detector runs three times, on the first day of the new rows.
    """
    ends = [(tie.one, tie.other) for tie in accepted.chosen]
    written = network.after(changes, Revision(network.revision + 1)) if changes else network
    alive, _ = with_events(written, ends, accepted.day)
    now, at_once, after = (
        find_isolated(one, policy, day=accepted.day) for one in (network, written, alive)
    )
    stages = [(kind, _stages(now, at_once, after, kind)) for kind in HEADLINE_ORDER]
    return Outlook(
        without_tie=Stages(now=_alone(now), at_once=_alone(at_once), after=_alone(after)),
        kinds=tuple((kind, one) for kind, one in stages if one.differ),
    )


def _stages(
    now: IsolationReport, at_once: IsolationReport, after: IsolationReport, kind: Kind
) -> Stages:
    return Stages(
        now=now.counts[kind] or 0,
        at_once=at_once.counts[kind] or 0,
        after=after.counts[kind] or 0,
    )


def _alone(report: IsolationReport) -> int:
    return sum(finding.has_no_working_tie for finding in report.findings)
