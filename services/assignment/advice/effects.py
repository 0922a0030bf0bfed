"""What an advice changes: each goal before and after, for programs and in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.model.choices import Sense
from graph.network import Network
from graph.texts import Message, message
from services.assignment.compare import GoalNumber
from services.assignment.goals import GOALS, VECTOR_GOALS
from services.policy import GoalName

_TOLD = 3  # goals that a sentence names: those that change first matter most
_HARD_TO_PICTURE = frozenset({GoalName.OPEN_NEEDS_SQUARED, GoalName.LOAD_SQUARED})
"""Goals that a sentence names only if they change first."""

Rank: TypeAlias = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """The value of a goal in two best plans; both are as long as each other."""

    name: GoalName
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def is_change(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after

    @property
    def worth(self) -> tuple[int, ...]:
        """Change of each number of the value; less is better."""
        sign = -1 if GOALS[self.name].sense is Sense.MAX else 1
        return tuple(sign * (b - a) for a, b in zip(self.before, self.after, strict=True))


def changes_of(
    names: Iterable[GoalName],
    before: Iterable[Sequence[int]],
    after: Iterable[Sequence[int]],
) -> tuple[GoalChange, ...]:
    """Return the goals of two plans side by side.

    Where one plan has farther bands to choose from than the other, both lists begin with the
    farthest that is used, or at least with the first of `before`.
    """
    found = []
    for name, old, new in zip(names, before, after, strict=True):
        used = next((i for i, value in enumerate(new) if value), len(new))
        size = max(len(old), len(new) - used)
        found.append(GoalChange(name=name, before=_sized(old, size), after=_sized(new, size)))
    return tuple(found)


def _sized(value: Sequence[int], size: int) -> tuple[int, ...]:
    """Return a list of bands with zeros before it, or less of them."""
    return (0,) * (size - len(value)) + tuple(value[max(0, len(value) - size) :])


def order_of(goals: Iterable[GoalChange]) -> tuple[Rank, ...]:
    """Return what puts changes in the policy's order, best first; bands from the farthest.

    Examples
    --------
    >>> short, long = ((0, 1), (0, 2)), ((0, 0, 1), (1, 0, 1))
    >>> one, other = (changes_of([GoalName.DISTANCE_BANDS], [a], [b]) for a, b in (short, long))
    >>> order_of(one) < order_of(other)
    True
    """
    return tuple(_rank(goal.worth) for goal in goals)


def _rank(worth: Sequence[int]) -> Rank:
    """Return the places counted from the end where something changes: better, nothing, worse."""
    numbered = ((len(worth) - i, value) for i, value in enumerate(worth) if value)
    signs = ((1, at, value) if value > 0 else (-1, -at, value) for at, value in numbered)
    return (*signs, (0, 0, 0))


def goals_document(goals: Iterable[GoalChange]) -> list[dict[str, Any]]:
    """Return goals before and after as plain values."""
    return [
        {
            "name": goal.name.value,
            "before": number_of(goal.name, goal.before),
            "after": number_of(goal.name, goal.after),
            "change": number_of(
                goal.name, [b - a for a, b in zip(goal.before, goal.after, strict=True)]
            ),
        }
        for goal in goals
    ]


def first_changed(goals: Iterable[GoalChange]) -> str | None:
    """Return the name of the first goal that changes, None if none does."""
    return next((goal.name.value for goal in goals if goal.is_change), None)


def effects_of(goals: Iterable[GoalChange], band_km: int) -> tuple[Message, ...]:
    """Tell the first changes; of bands the farthest that changes."""
    moved = [goal for goal in goals if goal.is_change]
    told = [
        _effect(goal, band_km)
        for i, goal in enumerate(moved)
        if not i or goal.name not in _HARD_TO_PICTURE
    ]
    return tuple(told[:_TOLD])


def _effect(goal: GoalChange, band_km: int) -> Message:
    both = enumerate(zip(goal.before, goal.after, strict=True))
    at = next(i for i, (a, b) in both if a != b)
    band = len(goal.before) - 1 - at
    return message(
        f"advice.effect.{goal.name.value}",
        before=goal.before[at],
        after=goal.after[at],
        from_km=band * band_km,
        to_km=(band + 1) * band_km,
    )


def number_of(name: GoalName, value: Sequence[int]) -> GoalNumber:
    """Return the value of a goal as documents write it."""
    return list(value) if name in VECTOR_GOALS else value[0]


def municipality_of(network: Network, code: str) -> str:
    """Return the name of an organisation's municipality."""
    home = network.organisation(code).municipality
    return network.name_of.get(home, home)
