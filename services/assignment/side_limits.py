"""Side rules about single mentees and leaders: how many partners, how many hours."""

from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray, round_half_up
from services.assignment.admissible import TENTHS
from services.assignment.goals import Cost
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE, BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hours:
    """Most hours of each leader: each pair takes those of its offer, all in tenths of an hour."""

    of_offer: IntArray
    most: IntArray

    def of(self, problem: AssignmentProblem, chosen: IntArray) -> IntArray:
        """Return the hours of each leader in a choice of pairs, one number a need."""
        offer = problem.pairs.offer[chosen[chosen != NONE]]
        total = np.zeros(len(problem.leaders), np.int64)
        np.add.at(total, problem.offers.leader[offer], self.of_offer[offer])
        return total

    def of_pins(self, problem: AssignmentProblem) -> Cost:
        """Return the hours of pinned pairs as a cost; the least of all is the least of each."""
        free = problem.pinned[problem.pairs.need] == NONE
        return Cost(pair=np.where(free, 0, self.of_offer[problem.pairs.offer]))


def hours_of(problem: AssignmentProblem) -> Hours | None:
    """Return the budget of hours that the policy gives each leader, or None.

    The hours of an offer are those of one assignment in a year; an offer without hours takes
    none. What final plans of other scopes have given is spent already.
    """
    most = problem.policy.max_hours_per_leader
    if most is None:
        return None
    offers = problem.offers
    column = problem.network.offers.column("hours")
    # What rounds a kilometre to tenths rounds an hour as well.
    of_offer = np.array([round_half_up(column[i] or 0) for i in offers.row.tolist()], np.int64)
    spent = np.zeros(len(problem.leaders), np.int64)
    live = offers.valid
    np.add.at(spent, offers.leader[live], (of_offer * problem.given)[live])
    return Hours(of_offer=of_offer, most=np.maximum(0, most * TENTHS - spent))


def ties_of(problem: AssignmentProblem) -> IntArray:
    """Return mentee and leader of each pair, as one number: `mentee × leaders + leader`."""
    pairs, size = problem.pairs, max(1, len(problem.leaders))
    ties: IntArray = problem.needs.mentee[pairs.need] * size
    ties += problem.offers.leader[pairs.offer]
    return ties


def partners(problem: AssignmentProblem, chosen: IntArray) -> tuple[IntArray, IntArray]:
    """Return how many different leaders each mentee has, and mentees each leader."""
    size = max(1, len(problem.leaders))
    both = np.unique(ties_of(problem)[chosen[chosen != NONE]])
    return (
        np.bincount(both // size, minlength=len(problem.needs.mentees)),
        np.bincount(both % size, minlength=len(problem.leaders)),
    )


def may_have_too_many(problem: AssignmentProblem, most: IntArray) -> BoolArray:
    """Return which leaders have places and pairs for more mentees than `most`."""
    size = max(1, len(problem.leaders))
    able = np.bincount(np.unique(ties_of(problem)) % size, minlength=len(most))
    too_many: BoolArray = np.minimum(able, problem.leaders.places) > most
    return too_many
