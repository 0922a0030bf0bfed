"""Find what is red for one curator: findings, needs, pairs and meetings, the heaviest first."""

from dataclasses import dataclass

from graph.errors import NotFoundError
from graph.model.organisation import Person
from graph.texts import Message, message
from services.isolation.findings import Finding, IsolationReport
from services.isolation.kinds import HEADLINE_ORDER
from services.isolation.scene import Scene
from services.red_list.reasons import Facts, Reason, Severity, What
from services.red_list.sight import Sight, sight_of

_NO_FINDING = len(HEADLINE_ORDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedRow:
    """One organisation with everything that is red at it, and the next step.

    Attributes
    ----------
    finding
        How it is isolated, if at all.
    """

    organisation: str
    sight: Sight
    finding: Finding | None
    reasons: tuple[Reason, ...]
    next_step: Message

    @property
    def severity(self) -> Severity:
        """How urgent the most urgent reason is."""
        return self.reasons[0].severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RedList:
    """What is red for one curator.

    Attributes
    ----------
    accompanied, in_sight
        Organisations that the curator accompanies, and all that come into sight.
    """

    person: Person
    scene: Scene
    accompanied: int
    in_sight: int
    rows: tuple[RedRow, ...]

    def count(self, severity: Severity) -> int:
        """Return how many organisations have this severity."""
        return sum(row.severity == severity for row in self.rows)  # templates give plain text


def red_list(
    scene: Scene, report: IsolationReport, person: str, *, facts: Facts | None = None
) -> RedList:
    """Return what is red for a curator on the day of `scene`, the most urgent first.

    An organisation that the curator accompanies is listed with whatever is red at it; another one
    in sight only if something is urgent there, or a meeting of it passed without a word. Who
    answers for a direction only is told of needs and pairs in this direction.

    Parameters
    ----------
    report
        Made from the same network, day and window.
    facts
        Of `scene`, to be shared by the lists of several curators; None gathers them.

    Raises
    ------
    NotFoundError
        If there is no such person.
    """
    who = scene.network.people.get(person)
    if who is None:
        raise NotFoundError("red_list.person_unknown", person=person)
    sight = sight_of(scene, person)
    found: dict[str, Finding] = {one.organisation: one for one in report.findings}
    facts = facts or Facts(scene)
    rows = []
    for v, seen in sight.items():
        code = scene.nodes.codes[v]
        finding = None if seen.directions else found.get(code)
        reasons = sorted(
            facts.reasons(code, seen, finding),
            key=lambda r: (r.severity.rank, list(What).index(r.what)),
        )
        if _is_listed(seen, reasons):
            rows.append(
                RedRow(
                    organisation=code,
                    sight=seen,
                    finding=finding,
                    reasons=tuple(reasons),
                    next_step=_step(code, reasons, finding, facts),
                )
            )
    return RedList(
        person=who,
        scene=scene,
        accompanied=sum(seen.is_own for seen in sight.values()),
        in_sight=len(sight),
        rows=tuple(sorted(rows, key=_order)),
    )


def _is_listed(seen: Sight, reasons: list[Reason]) -> bool:
    if seen.is_own:
        return bool(reasons)
    return any(r.severity is Severity.NOW or r.what is What.MEETING for r in reasons)


def _order(row: RedRow) -> tuple[int, bool, int, str]:
    rank = _NO_FINDING if row.finding is None else row.finding.listed.rank
    return (row.severity.rank, not row.sight.is_own, rank, row.organisation)


def _step(code: str, reasons: list[Reason], finding: Finding | None, facts: Facts) -> Message:
    """Return what answers the most urgent reason."""
    first = reasons[0]
    if first.what is What.NEED:
        return facts.find_leaders(code, first.of)
    if finding is not None and first.what is What.FINDING:
        return finding.next_step
    return message(f"red_list.step.{first.what}")
