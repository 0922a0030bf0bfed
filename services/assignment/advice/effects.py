"""What changes in the goals, as plain values and as parts of sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.choices import Sense
from graph.texts import Message, message
from services.assignment.compare import GoalNumber
from services.assignment.goals import GOALS, VECTOR_GOALS
from services.policy import AssignmentPolicy, GoalName

_HARD_TO_PICTURE = frozenset({GoalName.OPEN_NEEDS_SQUARED, GoalName.LOAD_SQUARED})
"""Goals that a sentence names only if they change first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """A goal before and after; lists of bands end with the nearest and may differ in length."""

    name: GoalName
    before: tuple[int, ...]
    after: tuple[int, ...]
    band_km: int

    @property
    def change(self) -> tuple[int, ...]:
        """Return what each number changes by, bands aligned at the nearest."""
        one, other = self._aligned()
        return tuple(b - a for a, b in zip(one, other, strict=True))

    @property
    def is_better(self) -> bool:
        """Whether the goal, which must have changed, is reached better than before."""
        first = next(step for step in self.change if step)
        return (first > 0) == (GOALS[self.name].sense is Sense.MAX)

    @property
    def effect(self) -> Message:
        """What the goal was and becomes; of bands the farthest that changes."""
        at = next(i for i, step in enumerate(self.change) if step)
        one, other = self._aligned()
        band = len(one) - 1 - at
        return message(
            f"advice.effect.{self.name.value}",
            before=one[at],
            after=other[at],
            from_km=band * self.band_km,
            to_km=(band + 1) * self.band_km,
        )

    def _aligned(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return both, the shorter with farther bands that nobody is in."""
        size = max(len(self.before), len(self.after))
        return (0,) * (size - len(self.before)) + self.before, (0,) * (
            size - len(self.after)
        ) + self.after


def changes_of(
    policy: AssignmentPolicy, before: Iterable[Sequence[int]], after: Iterable[Sequence[int]]
) -> list[GoalChange]:
    """Return each goal of a policy with its values before and after, changed or not."""
    return [
        GoalChange(name=name, before=tuple(old), after=tuple(new), band_km=policy.band_km)
        for name, old, new in zip(policy.goals, before, after, strict=True)
    ]


def effects_of(changes: Iterable[GoalChange]) -> list[tuple[GoalChange, Message]]:
    """Return the goals that change and can be pictured, the first one in any case."""
    moved = [one for one in changes if any(one.change)]
    return [
        (one, one.effect)
        for i, one in enumerate(moved)
        if not i or one.name not in _HARD_TO_PICTURE
    ]


def first_changed(changes: Iterable[GoalChange]) -> str | None:
    """Return the name of the first goal that changes."""
    return next((one.name.value for one in changes if any(one.change)), None)


def goals_document(changes: Iterable[GoalChange]) -> list[dict[str, Any]]:
    """Return goals as plain values."""
    return [
        {
            "name": one.name.value,
            "before": number_of(one.name, one.before),
            "after": number_of(one.name, one.after),
            "change": number_of(one.name, one.change),
        }
        for one in changes
    ]


def number_of(name: GoalName, value: Sequence[int]) -> GoalNumber:
    """Return the value of a goal as documents write it."""
    return list(value) if name in VECTOR_GOALS else value[0]
