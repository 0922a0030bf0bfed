"""The best other leaders for one need, each with its exact effect on everybody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from graph.errors import InputError, NotFoundError
from graph.geo import IntArray
from graph.model.choices import Sense
from services.assignment.advice.effects import changes_of
from services.assignment.advice.swaps import Vector
from services.assignment.goals import GOALS
from services.assignment.roster import NONE
from services.assignment.whatif.anew import problem_with_only
from services.assignment.whatif.answer import WhatIf, settled, solved_anew
from services.assignment.whatif.prepared import WhatIfBase
from services.assignment.whatif.rerouting import NoWayError
from services.assignment.whatif.trial import Trial

BEST = 3
"""How many other leaders are named for a need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another leader for a need: the pair of the two, and the plan that holds it.

    Attributes
    ----------
    pair
        Number of the pair in the problem, the nearest if the leader has several offers.
    """

    leader: str
    pair: int
    answer: WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """What else could be done for one need.

    Attributes
    ----------
    leader
        Who leads it in the plan, None for an open need.
    is_pinned
        Whether it is pinned to this leader, so that no other may be had.
    without
        The plan in which this leader does not lead it, None for an open or pinned need.
    best
        At most `BEST` other leaders, the one that changes the goals least first.
    others
        How many other leaders could lead the need.
    """

    direction: str
    leader: str | None
    is_pinned: bool
    without: WhatIf | None
    best: tuple[Alternative, ...]
    others: int


def alternatives(base: WhatIfBase, mentee: str, direction: str | None) -> list[Alternatives]:
    """Return the best other leaders for a need of a mentee, or for each of its needs.

    Raises
    ------
    NotFoundError
        If the organisation or the direction is not known.
    InputError
        If the mentee has no such need in the plan.
    """
    problem, network = base.problem, base.network
    number = problem.places.number[network.organisation(mentee).id]
    if direction is not None and network.directions.get(direction) is None:
        raise NotFoundError("adjust.direction_unknown", direction=direction)
    asked = problem.needs.organisation == number
    if direction is not None:
        asked &= problem.needs.direction == problem.directions.index(direction)
    if not asked.any():
        raise InputError("whatif.no_need", mentee=network.name_of.get(mentee, mentee))
    return [_of_need(base, need) for need in np.flatnonzero(asked).tolist()]


def _of_need(base: WhatIfBase, need: int) -> Alternatives:
    problem = base.problem
    chosen = int(base.chosen[need])
    leader = None if chosen == NONE else int(problem.offers.organisation[_offer(base, chosen)])
    others = _other_leaders(base, need, leader)
    is_pinned = bool(problem.pinned[need] != NONE)
    ban = None
    if leader is not None and not is_pinned:
        ban = _tried(
            base, need, [pair for pairs in others.values() for pair in pairs], forced=False
        )
    codes = problem.places.codes
    return Alternatives(
        direction=problem.directions[problem.needs.direction[need]],
        leader=None if leader is None else codes[leader],
        is_pinned=is_pinned,
        without=ban,
        best=tuple(_best(base, need, others)),
        others=len(others),
    )


def _other_leaders(base: WhatIfBase, need: int, leader: int | None) -> dict[int, list[int]]:
    """Return the admissible pairs of a need by leader, without the one it has."""
    pairs = base.problem.pairs
    first, last = np.searchsorted(pairs.need, [need, need + 1]).tolist()
    found: dict[int, list[int]] = defaultdict(list)
    for pair in range(first, last):
        who = int(base.problem.offers.organisation[_offer(base, pair)])
        if who != leader:
            found[who].append(pair)
    return found


def _best(base: WhatIfBase, need: int, others: Mapping[int, list[int]]) -> Iterator[Alternative]:
    """Yield the other leaders that change the goals least.

    The reduced cost of a pair is what the goals lose at least, since the way back costs nothing
    or more. So only leaders are tried whose bound is below what others cost truly.
    """
    queue: list[tuple[Vector, int, int, int, WhatIf | None]] = []
    for who, pairs in others.items():
        bound = min(_key(base, base.values(base.totals + _reduced(base, pair))) for pair in pairs)
        heappush(queue, (bound, 0, 0, who, None))
    found = 0
    while queue and found < BEST:
        _, _, _, who, answer = heappop(queue)
        if answer is not None:
            found += 1
            near = min(others[who], key=lambda pair: int(base.problem.pairs.effective[pair]))
            yield Alternative(leader=base.problem.places.codes[who], pair=near, answer=answer)
            continue
        tried = _tried(base, need, others[who], forced=True)
        if tried is not None:
            key = _key(base, [goal.after for goal in tried.goals])
            heappush(queue, (key, 1, len(tried.steps), who, tried))


def _tried(base: WhatIfBase, need: int, pairs: list[int], *, forced: bool) -> WhatIf | None:
    """Return the plan in which a need has one of these pairs, or perhaps none if not `forced`.

    What is not proved by its prices is solved anew, as in `what_if`.
    """
    trial = Trial(base)
    try:
        trial.keep_only(need, pairs, forced=forced)
    except NoWayError:
        return None
    answer = settled(trial)
    if answer is not None:
        return answer
    return solved_anew(base, problem_with_only(base, need, pairs, forced=forced))


def _reduced(base: WhatIfBase, pair: int) -> IntArray:
    """Return the reduced cost of each component of a pair."""
    arcs, at = base.arcs, base.arcs.at["pair"].start + pair
    own = np.array([cost[at] for cost in base.costs], np.int64)
    reduced: IntArray = own + base.potentials[:, arcs.tail[at]] - base.potentials[:, arcs.head[at]]
    return reduced


def _key(base: WhatIfBase, after: Iterable[Sequence[int]]) -> Vector:
    """Return the change of all goals so that less is better."""
    before = [goal.values for goal in base.planned.goals]
    return tuple(
        step if GOALS[goal.name].sense is Sense.MIN else -step
        for goal in changes_of(base.problem.policy, before, after)
        for step in goal.change
    )


def _offer(base: WhatIfBase, pair: int) -> int:
    return int(base.problem.pairs.offer[pair])
