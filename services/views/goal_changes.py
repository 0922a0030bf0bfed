"""Goals before and after: what gets better, what worse, and what a higher goal has decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from graph.model.choices import Sense
from services.assignment.compare import GoalNumber
from services.assignment.goals import GOALS
from services.policy import GoalName
from services.views.plan_view import BAND_KM

Side: TypeAlias = GoalNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BandChange:
    """How many pairs lie in one band of distance, before and after."""

    low: int
    high: int
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """One goal on both sides.

    Attributes
    ----------
    position
        Its place among the goals, from 1.
    before, after
        Its number, None where a side has no such goal or the goal has a number for each band.
    bands
        Bands of distance that differ, farthest first.
    is_better
        Whether the second side is better; None if they are equal or cannot be compared.
    matters
        Whether no higher goal differs already: a lower one never outweighs a higher.
    """

    position: int
    name: str
    before: int | None
    after: int | None
    bands: tuple[BandChange, ...]
    is_better: bool | None
    matters: bool

    @property
    def differs(self) -> bool:
        """Whether the two sides differ."""
        return bool(self.bands) or self.before != self.after


def goal_changes(
    goals: Iterable[tuple[str, Side, Side]], *, band_km: int = BAND_KM
) -> tuple[GoalChange, ...]:
    """Return goals with their numbers on both sides, in the order given.

    Parameters
    ----------
    goals
        (name, before, after); vectors begin with the farthest band and end with band 0.

    Examples
    --------
    >>> first, second = goal_changes([("pairs_kept", 3, 2), ("points", 10, 12)])
    >>> first.is_better, first.matters, second.matters
    (False, True, False)
    """
    found = []
    is_decided = False
    for position, (name, before, after) in enumerate(goals, start=1):
        one = _change(position, name, before, after, band_km=band_km, matters=not is_decided)
        is_decided = is_decided or one.differs
        found.append(one)
    return tuple(found)


def _change(
    position: int, name: str, before: Side, after: Side, *, band_km: int, matters: bool
) -> GoalChange:
    first, second = _aligned(before, after)
    is_vector = isinstance(before, list) or isinstance(after, list)
    is_better = None
    if before is not None and after is not None and first != second:
        is_better = (second > first) == (GOALS[GoalName(name)].sense is Sense.MAX)
    return GoalChange(
        position=position,
        name=name,
        before=None if isinstance(before, list) else before,
        after=None if isinstance(after, list) else after,
        bands=_bands(first, second, band_km) if is_vector else (),
        is_better=is_better,
        matters=matters,
    )


def _aligned(before: Side, after: Side) -> tuple[list[int], list[int]]:
    """Return both sides as lists of one length, so that equal bands stand at equal positions."""
    sides = [
        side if isinstance(side, list) else [] if side is None else [side]
        for side in (before, after)
    ]
    longest = max(map(len, sides))
    first, second = ([0] * (longest - len(side)) + side for side in sides)
    return first, second


def _bands(first: list[int], second: list[int], band_km: int) -> tuple[BandChange, ...]:
    last = len(first) - 1
    return tuple(
        BandChange(low=(last - i) * band_km, high=(last - i + 1) * band_km, before=a, after=b)
        for i, (a, b) in enumerate(zip(first, second, strict=True))
        if a != b
    )
