"""What long work says of itself on its way; who asked for it decides whether anybody hears."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias, TypeVar

from graph.texts import Message, message

T = TypeVar("T")
Tell: TypeAlias = Callable[[Message], None]
"""Hears where the work is."""


def silent(said: Message) -> None:
    """Hear nothing."""
    del said


def counted(items: Iterable[T], n: int, code: str, tell: Tell) -> Iterator[T]:
    """Yield `items`, of which there are `n`, and say before each how many are done.

    Examples
    --------
    >>> said = []
    >>> list(counted("ab", 2, "progress.pairs", said.append))
    ['a', 'b']
    >>> [one.params for one in said]
    [{'done': 0, 'n': 2}, {'done': 1, 'n': 2}]
    """
    for done, item in enumerate(items):
        tell(message(code, done=done, n=n))
        yield item


def tell_goals(
    tell: Tell, components: Sequence[int], *, moves_last: bool = False
) -> Callable[[int, int], None]:
    """Return what says which goals a stage of the flow is about.

    Parameters
    ----------
    components
        Number of components of each goal; a stage is told its first and last component.
    moves_last
        Whether the last of them is no goal of the policy but counts moves.

    Examples
    --------
    >>> said = []
    >>> tell_goals(said.append, [1, 1, 3])(1, 3)
    >>> said[0].params
    {'first': 2, 'last': 3, 'n': 3}
    >>> tell_goals(said.append, [1, 1, 3, 1], moves_last=True)(5, 5)
    >>> said[1].code
    'progress.moves'
    """
    ends = list(accumulate(components))
    n = len(ends) - moves_last

    def at_stage(first: int, last: int) -> None:
        goals = [
            next(i for i, end in enumerate(ends, 1) if component < end)
            for component in (first, last)
        ]
        first_goal, last_goal = goals[0], min(goals[1], n)
        if first_goal > n:
            said = message("progress.moves")
        elif first_goal == last_goal:
            said = message("progress.goal", goal=first_goal, n=n)
        else:
            said = message("progress.goals", first=first_goal, last=last_goal, n=n)
        tell(said if goals[1] <= n or first_goal > n else message("progress.and_moves", goals=said))

    return at_stage
