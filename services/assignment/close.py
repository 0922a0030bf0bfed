"""Among plans equal in all goals, the one that moves the fewest needs from a plan that stands."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from services.assignment.assign import Solved, assign_by
from services.assignment.goals import GOALS, Cost
from services.assignment.market import market_of
from services.assignment.problem import AssignmentProblem
from services.assignment.progress import Tell, silent
from services.assignment.roster import NONE


def assign_close(
    problem: AssignmentProblem, before: Mapping[tuple[str, str], str], tell: Tell = silent
) -> Solved:
    """Choose pairs so that the goals are reached in their order, then move as few as possible.

    The moves are one more stage behind all goals. Its prices are not kept: those of the goals
    prove the goals for every plan that is best in them.

    Parameters
    ----------
    problem
        Written out in full.
    before
        Leader of each covered need, by (mentee, direction), in the plan that stands.

    Raises
    ------
    InputError
        If the pins cannot all be kept at once.
    """
    market = market_of(problem)
    goals = [GOALS[name].costs(market) for name in problem.policy.goals]
    solved = assign_by(market, [*goals, [changes_from(problem, before)]], tell, moves_last=True)
    return replace(
        solved,
        totals=solved.totals[:-1],
        components=solved.components[:-1],
        mentee_price=solved.mentee_price[:-1],
        need_price=solved.need_price[:-1],
        offer_price=solved.offer_price[:-1],
        leader_price=solved.leader_price[:-1],
    )


def changes_from(problem: AssignmentProblem, before: Mapping[tuple[str, str], str]) -> Cost:
    """Return what counts changes: -1 for a leader who stays, 1 for a need that was open.

    A need that had a leader is a change unless the same leader stays, so the total is, up to a
    constant, the number of needs whose leader or its absence differs.
    """
    needs, number = problem.needs, problem.places.number
    codes, ways = problem.places.codes, problem.directions
    keys = zip(needs.organisation.tolist(), needs.direction.tolist(), strict=True)
    leaders = (before.get((codes[who], ways[what]), "") for who, what in keys)
    had = np.array([number.get(leader, NONE) for leader in leaders], np.int64)
    pairs = problem.pairs
    stays = problem.offers.organisation[pairs.offer] == had[pairs.need]
    return Cost(need=(had == NONE).astype(np.int64), pair=-stays.astype(np.int64))
