"""What an advice changes: each goal before and after, for programs and in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.model.choices import Sense
from graph.network import Network
from graph.texts import Message, message
from services.assignment.compare import GoalNumber
from services.assignment.goals import GOALS, VECTOR_GOALS
from services.policy import AssignmentPolicy, GoalName

_TOLD = 3  # goals that a sentence names: those that change first matter most
_HARD_TO_PICTURE = frozenset({GoalName.OPEN_NEEDS_SQUARED, GoalName.LOAD_SQUARED})
"""Goals that a sentence names only if they change first."""

Rank: TypeAlias = tuple[tuple[int, int, int], ...]


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
    def worth(self) -> tuple[int, ...]:
        """Return the change of each number; less is better."""
        sign = -1 if GOALS[self.name].sense is Sense.MAX else 1
        return tuple(sign * step for step in self.change)

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
            "advice.effect_band" if self.name in VECTOR_GOALS else "advice.effect",
            goal=message(f"plan.goal.{self.name.value}"),
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
) -> tuple[GoalChange, ...]:
    """Return each goal of a policy with its values before and after, changed or not."""
    return tuple(
        GoalChange(name=name, before=tuple(old), after=tuple(new), band_km=policy.band_km)
        for name, old, new in zip(policy.goals, before, after, strict=True)
    )


def effects_of(changes: Iterable[GoalChange]) -> list[tuple[GoalChange, Message]]:
    """Return the goals that change and can be pictured, the first one in any case."""
    moved = [one for one in changes if any(one.change)]
    return [
        (one, one.effect)
        for i, one in enumerate(moved)
        if not i or one.name not in _HARD_TO_PICTURE
    ]


def first_effects(changes: Iterable[GoalChange]) -> tuple[Message, ...]:
    """Tell the first changes, as many as a sentence can hold."""
    return tuple(effect for _, effect in effects_of(changes)[:_TOLD])


def order_of(changes: Iterable[GoalChange]) -> tuple[Rank, ...]:
    """Return what puts changes in the policy's order, best first; bands from the farthest.

    Examples
    --------
    >>> policy = AssignmentPolicy(goals=(GoalName.DISTANCE_BANDS,))
    >>> short, long = ((0, 1), (0, 2)), ((0, 0, 1), (1, 0, 1))
    >>> one, other = (changes_of(policy, [a], [b]) for a, b in (short, long))
    >>> order_of(one) < order_of(other)
    True
    """
    return tuple(_rank(one.worth) for one in changes)


def _rank(worth: Sequence[int]) -> Rank:
    """Return the places counted from the end where something changes: better, nothing, worse."""
    numbered = ((len(worth) - i, value) for i, value in enumerate(worth) if value)
    signs = ((1, at, value) if value > 0 else (-1, -at, value) for at, value in numbered)
    return (*signs, (0, 0, 0))


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


def municipality_of(network: Network, code: str) -> str:
    """Return the name of an organisation's municipality."""
    home = network.organisation(code).municipality
    return network.name_of.get(home, home)
