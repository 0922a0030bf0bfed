"""Causes that speak of two plans as a whole: rules, goals, day, scope, data."""

from collections.abc import Iterator
from dataclasses import fields

from graph.errors import InputError
from graph.texts import Message, message
from services.assignment.causes.cause import Cause
from services.assignment.causes.side import Side
from services.assignment.moved import moved_since
from services.assignment.side_record import split_record
from services.policy import AssignmentPolicy


def rules_differ(a: Side, b: Side) -> Cause | None:
    """Return the first thing in which the questions of two plans differ, if one does.

    School year, scope, day, limit of changes, order of goals, other lines of the policy.
    """
    one, two = a.planned.plan, b.planned.plan
    if one.school_year != two.school_year:
        said = message("cause.year", before=one.school_year, after=two.school_year)
        return Cause(code="year", said=said)
    if one.scope != two.scope:
        return Cause(code="scope", said=message("cause.scope"))
    if one.as_of != two.as_of:
        return Cause(code="day", said=message("cause.day", before=one.as_of, after=two.as_of))
    before, after = _limit(a), _limit(b)
    if before != after:
        return Cause(code="changes", said=_changes(before, after))
    if a.policy.goals != b.policy.goals:
        return Cause(code="goals", said=message("cause.goals"))
    lines = tuple(_lines(a.policy, b.policy))
    return Cause(code="policy", said=message("cause.policy", lines=lines)) if lines else None


def data_differ(a: Side, b: Side) -> Cause:
    """Return the cause of lines that no need, pair or place of their own explains.

    Rows that a plan reads and that differ elsewhere; without them, goals that are not proved, so
    that two runs may end at different plans.
    """
    moved = moved_since(b.planned.plan, a.network, b.network)
    if moved.code != "plan.moved.nothing":
        return Cause(code="data", said=message("cause.data", moved=moved))
    unsure = [
        side.planned.plan.id
        for side in (a, b)
        if not all(goal.proved for goal in side.planned.goals)
    ]
    if unsure:
        return Cause(code="not_proved", said=message("cause.not_proved", plan=unsure[0]))
    return Cause(code="none", said=message("cause.none"))


def _limit(side: Side) -> tuple[int, str] | None:
    """Return the most changes a plan was asked to keep to, and the plan they are counted from."""
    try:
        record, _ = split_record(side.planned.plan.certificate)
    except InputError:
        return None
    if record is None or record.most_changes is None or record.base is None:
        return None
    return record.most_changes, record.base


def _changes(before: tuple[int, str] | None, after: tuple[int, str] | None) -> Message:
    if after is not None:
        return message("cause.changes", n=after[0], base=after[1])
    n, base = before or (0, "")
    return message("cause.changes_before", n=n, base=base)


def _lines(one: AssignmentPolicy, two: AssignmentPolicy) -> Iterator[Message]:
    for field in fields(AssignmentPolicy):
        before, after = getattr(one, field.name), getattr(two, field.name)
        if before != after:
            yield message("cause.policy_line", line=field.name, before=before, after=after)
