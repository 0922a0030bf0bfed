"""The cause of every line in which two plans differ."""

from services.assignment.causes.cause import Cause, NeedKey
from services.assignment.causes.chain import follow
from services.assignment.causes.direct import direct_cause
from services.assignment.causes.general import data_differ, rules_differ
from services.assignment.causes.records import ChangedRecords
from services.assignment.causes.side import Side
from services.assignment.compare import Comparison, Step
from services.assignment.moved import moved_names


def causes_of(comparison: Comparison, a: Side, b: Side) -> dict[NeedKey, Cause]:
    """Return the cause of each line of a comparison, by its need.

    1. What changed for the line itself, see `direct_cause`. 2. Another line with a cause, from
    which this one follows, see `follow`. 3. What the plans were asked otherwise: year, scope, day,
    limit of changes, goals, policy. 4. Rows that differ elsewhere. A line has one cause, the first
    of these; two plans of equal data and rules have no lines.

    Parameters
    ----------
    a, b
        The two plans of the comparison, each with the rows it was made from.
    """
    steps: dict[NeedKey, Step] = {
        (step.mentee, step.direction): step
        for step in (*comparison.moved, *comparison.new, *comparison.ended)
    }
    if not steps:
        return {}
    names = moved_names((a.planned.plan, a.network), (b.planned.plan, b.network))
    records = ChangedRecords(names, a.network, b.network)
    asked = rules_differ(a, b)
    said = None if asked is None else asked.said
    direct = {
        key: cause
        for key, step in steps.items()
        if (cause := direct_cause(step, a, b, records, said)) is not None
    }
    found = follow(steps, direct, a, b)
    if len(found) < len(steps):
        rest = asked or data_differ(a, b)
        found |= dict.fromkeys(steps.keys() - found.keys(), rest)
    return found
