"""What a comparison of two plans says to people, line by line."""

from collections.abc import Iterator, Mapping

from graph.network import Network
from graph.texts import Message, message
from services.assignment.compare import Comparison, GoalNumber, Step
from services.named import named_all


def comparison_lines(
    network: Network,
    comparison: Comparison,
    causes: Mapping[tuple[str, str], Message] | None = None,
) -> Iterator[Message]:
    """Yield the sentences: goals side by side, then each need whose leader differs.

    Parameters
    ----------
    causes
        What to say of the cause of a line, by mentee and direction.
    """
    known = causes or {}
    yield message("comparison.heading", a=comparison.a, b=comparison.b)
    for name, before, after in comparison.goals:
        yield _goal(name, before, after)
    yield message("comparison.kept", n=comparison.kept)
    for kind, steps in (
        ("moved", comparison.moved),
        ("new", comparison.new),
        ("ended", comparison.ended),
    ):
        if steps:
            yield message(f"comparison.{kind}", n=len(steps))
            for step in steps:
                line = step_line(network, step)
                cause = known.get((step.mentee, step.direction))
                because = message("comparison.line_because", line=line, cause=cause)
                yield line if cause is None else because


def number_shown(value: GoalNumber) -> int | str:
    """Return the value of a goal as a parameter of a sentence."""
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _goal(name: str, before: GoalNumber | None, after: GoalNumber | None) -> Message:
    goal = message(f"plan.goal.{name}")
    if after is None and before is not None:
        return message("comparison.goal_in_a", goal=goal, value=number_shown(before))
    if before is None and after is not None:
        return message("comparison.goal_in_b", goal=goal, value=number_shown(after))
    shown = [number_shown(value) for value in (before, after) if value is not None]
    code = "comparison.goal_same" if before == after else "comparison.goal_differs"
    return message(code, goal=goal, before=shown[0], after=shown[-1])


def step_line(network: Network, step: Step) -> Message:
    """Tell of one need which leader it had and has."""
    known = (code for code in (step.mentee, step.from_leader, step.to_leader) if code)
    names = named_all(network, known)
    kind = "new" if step.from_leader is None else "moved" if step.to_leader else "ended"
    return message(
        f"comparison.line_{kind}",
        mentee=names[step.mentee],
        direction=network.name_of.get(step.direction, step.direction),
        before=names.get(step.from_leader or "", step.from_leader),
        after=names.get(step.to_leader or "", step.to_leader),
    )
