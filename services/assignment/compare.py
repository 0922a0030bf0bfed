"""Two plans side by side: goals, and what each need loses or gains."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.model.plan import GoalValue
from graph.network import Network
from services.assignment.planned import PlannedAssignment, stored_plan

GoalNumber: TypeAlias = int | list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A need whose leader differs; None is no leader."""

    mentee: str
    direction: str
    from_leader: str | None
    to_leader: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changes from plan `a` to plan `b`.

    Attributes
    ----------
    goals
        Name of each goal with its value in both, None where a plan has no such goal.
    kept
        Needs with the same leader in both.
    moved
        Needs with another leader.
    new, ended
        Needs with a leader in `b` only, and in `a` only.
    """

    a: str
    b: str
    goals: tuple[tuple[str, GoalNumber | None, GoalNumber | None], ...]
    kept: int
    moved: tuple[Step, ...]
    new: tuple[Step, ...]
    ended: tuple[Step, ...]


def compare_plans(network: Network, a: str, b: str) -> Comparison:
    """Compare two stored plans need by need; steps are sorted by mentee and direction.

    Raises
    ------
    NotFoundError
        If one of the plans does not exist.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from services.assignment.examples import tiny_network, tiny_plan
    >>> from graph.model.changes import put
    >>> first = tiny_plan()
    >>> second = replace(first.plan, id="q")
    >>> network = tiny_network().after(put((*first.records, second)), 1)
    >>> [(step.mentee, step.from_leader) for step in compare_plans(network, "p", "q").ended]
    [('b', 'a')]
    """
    first, second = stored_plan(network, a), stored_plan(network, b)
    before, after = leaders_of_needs(first), leaders_of_needs(second)
    steps = steps_between(before, after)
    return Comparison(
        a=first.plan.id,
        b=second.plan.id,
        goals=_side_by_side(first.goals, second.goals),
        kept=sum(after.get(need) == leader for need, leader in before.items()),
        moved=tuple(step for step in steps if step.from_leader and step.to_leader),
        new=tuple(step for step in steps if not step.from_leader),
        ended=tuple(step for step in steps if not step.to_leader),
    )


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as plain values for other programs."""
    return {
        "a": comparison.a,
        "b": comparison.b,
        "goals": [{"name": name, "a": one, "b": other} for name, one, other in comparison.goals],
        "kept": comparison.kept,
        "moved": steps_document(comparison.moved),
        "new": steps_document(comparison.new),
        "ended": steps_document(comparison.ended),
    }


def leaders_of_needs(planned: PlannedAssignment) -> dict[tuple[str, str], str]:
    """Return (mentee, direction) of each covered need → its leader."""
    return {(line.mentee, line.direction): line.leader for line in planned.assignments}


def steps_between(
    before: Mapping[tuple[str, str], str], after: Mapping[tuple[str, str], str]
) -> tuple[Step, ...]:
    """Return the needs whose leader, or its absence, differs, by mentee and direction."""
    return tuple(
        Step(mentee=need[0], direction=need[1], from_leader=old, to_leader=new)
        for need in sorted(before.keys() | after.keys())
        if (old := before.get(need)) != (new := after.get(need))
    )


def goal_number(goal: GoalValue) -> GoalNumber:
    """Return the value of a goal as documents write it."""
    return list(goal.values) if goal.is_vector else goal.values[0]


def _side_by_side(
    first: tuple[GoalValue, ...], second: tuple[GoalValue, ...]
) -> tuple[tuple[str, GoalNumber | None, GoalNumber | None], ...]:
    """Return the goals of the first plan in its order, then those of the second alone."""
    one, other = _numbers(first), _numbers(second)
    return tuple((name, one.get(name), other.get(name)) for name in {**one, **other})


def _numbers(goals: tuple[GoalValue, ...]) -> Mapping[str, GoalNumber]:
    return {goal.name: goal_number(goal) for goal in goals}


def steps_document(steps: tuple[Step, ...]) -> list[dict[str, str | None]]:
    """Return steps as plain values."""
    return [
        {
            "mentee": step.mentee,
            "direction": step.direction,
            "from": step.from_leader,
            "to": step.to_leader,
        }
        for step in steps
    ]
