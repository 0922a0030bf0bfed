"""What a plan document says of its side rules: changes made, bounds, gaps, who proved what."""

from collections.abc import Sequence
from typing import Any

from graph.network import Network
from graph.texts import Message, message
from services.assignment.planned import PlannedAssignment
from services.assignment.side_record import split_record
from services.policy import read_stored_policy


def side_document(network: Network, planned: PlannedAssignment) -> dict[str, Any]:
    """Return the part ``side_rules`` of a plan's document, nothing for a plan without any.

    `proved_by` is ``certificate`` where the independent check proves the goal, ``highs`` where
    the solver's bound does, and None where a gap is open.
    """
    record, _ = split_record(planned.plan.certificate)
    if record is None:
        return {}
    changes = None
    if record.base is not None:
        now, before = (
            {(line.mentee, line.direction): line.leader for line in lines}
            for lines in (planned.assignments, network.lines_of("assignment", record.base))
        )
        open_ = {(line.mentee, line.direction) for line in planned.open_needs}
        changes = sum(before.get(key) != now.get(key) for key in now.keys() | open_)
    goals = []
    for number, (goal, bound) in enumerate(zip(planned.goals, record.bounds, strict=True)):
        by = "certificate" if number < record.by_flow else "highs"
        goals.append(
            {
                "name": goal.name,
                "bound": list(bound) if goal.is_vector else bound[0],
                "gap": gap_of(goal.values, bound),
                "proved_by": by if goal.proved else None,
            }
        )
    told = {"max_changes": record.most_changes, "base": record.base, "changes": changes}
    return {"side_rules": {**told, "goals": goals}}


def rules_said(planned: PlannedAssignment) -> tuple[Message, ...]:
    """Return the side rules that a plan keeps, in words."""
    record, _ = split_record(planned.plan.certificate)
    if record is None:
        return ()
    policy = read_stored_policy(planned.plan.policy).assignment
    said = []
    if policy.places_by_mentees:
        said.append(message("side.rule.mentees"))
    if policy.max_hours_per_leader is not None:
        said.append(message("side.rule.hours", n=policy.max_hours_per_leader))
    if policy.max_leaders_per_mentee is not None:
        said.append(message("side.rule.leaders", n=policy.max_leaders_per_mentee))
    if policy.max_border_pairs is not None:
        said.append(message("side.rule.border", n=policy.max_border_pairs))
    if record.base is not None and record.most_changes is not None:
        said.append(message("side.rule.changes", n=record.most_changes, base=record.base))
    return tuple(said)


def gap_of(values: Sequence[int], bound: Sequence[int]) -> float:
    """Return how far a value is from its bound, as a share of the value; 0 is none.

    Of a vector the first number counts that differs.

    Examples
    --------
    >>> gap_of((199,), (200,))
    0.005
    >>> gap_of((0, 4, 9), (0, 3, 0))
    0.25
    """
    for value, limit in zip(values, bound, strict=True):
        if value != limit:
            return round(abs(value - limit) / max(1, abs(value)), 4)
    return 0.0
