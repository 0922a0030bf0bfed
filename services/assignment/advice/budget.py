"""Where to open several new places, one after the other."""

from collections.abc import Iterator
from dataclasses import replace

from services.assignment.advice.places import OneMore, one_more_place
from services.assignment.advice.residual import Standing, standing
from services.assignment.assign import assign
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE


def spend(first: Standing, places: int) -> Iterator[tuple[Standing, OneMore]]:
    """Yield the plan before each step, and the best place to open next.

    A place is opened at an offer and at its leader together. Then the value of places is a gross
    substitute: the best `k` places are the best `k` - 1 and one more, so that step `k` is the best
    of all ways to spend `k` places. It ends early where no place changes any goal.

    Raises
    ------
    ArithmeticError
        If the plan is not the best of its problem.

    References
    ----------
    K. Murota, *Discrete Convex Analysis*, SIAM, 2003, chapter 11.
    """
    now = first
    for _ in range(places):
        best = next((one for one in one_more_place(now) if one.offer != NONE), None)
        if best is None or not any(best.change):
            return
        yield now, best
        problem = with_place(now.problem, best)
        now = standing(problem, assign(problem).pair)


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
