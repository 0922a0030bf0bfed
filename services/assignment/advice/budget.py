"""Where to open several new places, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from graph.geo import IntArray
from services.assignment.advice.places import OneMore, usable
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE, BoolArray
from services.assignment.whatif.prepared import WhatIfBase
from services.assignment.whatif.rerouting import Rerouting
from services.assignment.whatif.vectors import unpacked, without_last


def spend(base: WhatIfBase, places: int) -> Iterator[tuple[IntArray, OneMore]]:
    """Yield the totals of the goals before each step, and the best place to open next.

    A place is opened at an offer and at its leader together. Then the value of places is a gross
    substitute: the best `k` places are the best `k` - 1 and one more, so that step `k` is the best
    of all ways to spend `k` places. It ends early where no place changes any goal.

    Parameters
    ----------
    base
        The plan, with at least `places` spare places for each leader.

    Notes
    -----
    The plan is rerouted from step to step. What each place can bring at most is known from one
    search, and by the same theorem it is no more than the place was found to bring before; so
    only those offers are tried whose bound is better than what others bring truly.

    References
    ----------
    K. Murota, *Discrete Convex Analysis*, SIAM, 2003, chapter 11.
    """
    opens = usable(base.problem)
    together = all(bool(some.all()) for some in opens)
    flowing, totals = base.flowing, base.totals[:-1]
    known: dict[int, int] = {}
    for _ in range(places):
        step = _best(base, flowing, opens, known if together else {})
        if step is None:
            return
        yield totals, step.one
        flowing, totals = step.flowing, totals + step.one.change


def with_place(problem: AssignmentProblem, one: OneMore) -> AssignmentProblem:
    """Return the problem with the place that an advice speaks of."""
    leaders, offers = problem.leaders.places.copy(), problem.offers.places.copy()
    leaders[one.leader] += 1
    if one.offer != NONE:
        offers[one.offer] += 1
    return replace(
        problem,
        leaders=replace(problem.leaders, places=leaders),
        offers=replace(problem.offers, places=offers),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Step:
    """A place that was opened, and the flow after it."""

    one: OneMore
    flowing: Rerouting


def _best(
    base: WhatIfBase, now: Rerouting, opens: tuple[BoolArray, BoolArray], known: dict[int, int]
) -> _Step | None:
    """Return the place that brings most, the first by leader and row among equals.

    Parameters
    ----------
    known
        What places were found to change the cost by; those tried now are added.
    """
    offers, (opens_offer, opens_leader) = base.problem.offers, opens
    queue: list[tuple[int, int, int, int, _Step | None]] = [
        (
            without_last(max(bound, known.get(offer, bound))),
            int(offers.leader[offer]),
            int(offers.row[offer]),
            offer,
            None,
        )
        for offer, bound in now.bounds_of_places().items()
    ]
    heapify(queue)
    while queue:
        change, leader, row, offer, step = heappop(queue)
        if change >= 0:
            return None
        if step is not None:
            return step
        flowing = now.copy()
        flowing.change = 0
        if opens_leader[leader]:
            flowing.change_total(leader, 1)
        if opens_offer[offer]:
            flowing.change_room(offer, 1)
        known[offer] = flowing.change
        brings = unpacked([flowing.change], len(base.costs))[:-1, 0].tolist()
        one = OneMore(leader=leader, offer=offer, change=tuple(brings))
        step = _Step(one=one, flowing=flowing)
        heappush(queue, (without_last(flowing.change), leader, row, offer, step))
    return None
