"""The ten questions that people ask about isolation, each with its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

from graph.network import Network
from graph.texts import Message
from services.isolation.detect import find_isolated
from services.isolation.findings import Finding, IsolationReport
from services.isolation.kinds import Kind
from services.isolation.overlooked import Entry, Overlooked, find_overlooked
from services.isolation.rows import ROW_OF, Row
from services.policy import IsolationPolicy

ASLEEP_MONTHS = 4
"""A tie on paper without a meeting for so long sleeps."""


class Question(StrEnum):
    """One of the ten, in the order in which people ask them."""

    NONE = "none"
    PLANNED = "planned"
    ASLEEP = "asleep"
    NEED = "need"
    IDLE = "idle"
    BRANCH = "branch"
    HANGS = "hangs"
    CLOSED = "closed"
    ONE_WAY = "one_way"
    LOST = "lost"


class Listed(Protocol):
    """One line of a list; its sentences are made when somebody asks for them."""

    @property
    def code(self) -> str:
        """Code of an organisation; of a municipality or community among the closed ones."""

    @property
    def text(self) -> Message:
        """Why it is listed."""

    @property
    def step(self) -> Message:
        """What to do."""


@dataclass(frozen=True, slots=True)
class OfKind:
    """A line that a kind of isolation answers."""

    finding: Finding
    kind: Kind

    @property
    def code(self) -> str:
        """Code of the organisation."""
        return self.finding.organisation

    @property
    def text(self) -> Message:
        """The sentence of the kind."""
        return self.finding.sentences[self.kind]

    @property
    def step(self) -> Message:
        """The step of the kind."""
        return self.finding.step_of(self.kind)


Answers: TypeAlias = Mapping[Question, Sequence[Listed]]
"""Question → its list, sorted by code."""


def answers_of(
    report: IsolationReport,
    asleep: IsolationReport,
    overlooked: Mapping[Overlooked, tuple[Entry, ...]],
) -> Answers:
    """Return the list of each question.

    Parameters
    ----------
    asleep
        The report of the same day with a window of `ASLEEP_MONTHS`.
    """

    def of_kind(kind: Kind, found: IsolationReport = report) -> Sequence[Listed]:
        return [OfKind(one, kind) for one in found.findings if kind in one.evidence]

    hang = [OfKind(one, one.listed) for one in report.findings if ROW_OF[one.listed] is Row.HANGS]
    return {
        Question.NONE: of_kind(Kind.K1),
        Question.PLANNED: overlooked[Overlooked.PLANNED],
        Question.ASLEEP: of_kind(Kind.K3B, asleep),
        Question.NEED: of_kind(Kind.K8),
        Question.IDLE: overlooked[Overlooked.IDLE],
        Question.BRANCH: overlooked[Overlooked.BRANCH],
        Question.HANGS: hang,
        Question.CLOSED: overlooked[Overlooked.CLOSED],
        Question.ONE_WAY: of_kind(Kind.K12),
        Question.LOST: overlooked[Overlooked.LOST],
    }


def ask_all(network: Network, policy: IsolationPolicy, *, day: date) -> Answers:
    """Answer the ten questions on `day`.

    Parameters
    ----------
    network
        Whole network, not only what holds on `day`.

    Examples
    --------
    >>> answers = ask_all(Network.of([]), IsolationPolicy(), day=date(2026, 8, 24))
    >>> len(answers), any(answers.values())
    (10, False)
    """
    return answers_of(
        find_isolated(network, policy, day=day),
        find_isolated(network, policy.asked(window_months=ASLEEP_MONTHS), day=day),
        find_overlooked(network, policy, day=day),
    )
