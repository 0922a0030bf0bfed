"""Open needs that still fit into a plan with side rules, given their pairs one after the other."""

from collections import defaultdict

import numpy as np

from graph.geo import IntArray
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE
from services.assignment.side_limits import ties_of
from services.assignment.side_rules import SideRules


def filled(problem: AssignmentProblem, rules: SideRules, chosen: IntArray) -> IntArray:
    """Return a plan with all pairs of `chosen`, to which no pair can be added within the rules.

    Needs come in the order of their level, first those of mentees without a leader; each takes
    the pair with the fewest hours that fits. Rules that count changes or pairs over a border are
    kept too.
    """
    room = _Room(problem, rules, chosen)
    found = chosen.copy()
    needs, pairs = problem.needs, problem.pairs
    start = np.searchsorted(pairs.need, np.arange(len(needs) + 1)).tolist()
    hours = np.zeros(len(pairs), np.int64)
    if rules.hours is not None:
        hours = rules.hours.of_offer[pairs.offer]
    served = np.isin(needs.mentee, needs.mentee[chosen != NONE])
    open_ = np.flatnonzero(chosen == NONE)
    for need in open_[np.lexsort((open_, served[open_], -needs.level[open_]))].tolist():
        own = np.arange(start[need], start[need + 1])
        for pair in own[np.argsort(hours[own], kind="stable")].tolist():
            if room.takes(pair):
                found[need] = pair
                break
    return found


class _Room:
    """What is left of every limit."""

    def __init__(self, problem: AssignmentProblem, rules: SideRules, chosen: IntArray) -> None:
        self._rules = rules
        pairs, offers, leaders = problem.pairs, problem.offers, problem.leaders
        self._offer = pairs.offer.tolist()
        self._leader = offers.leader[pairs.offer].tolist()
        self._mentee = problem.needs.mentee[pairs.need].tolist()
        self._tie = ties_of(problem).tolist()
        self._of_offer = offers.places.tolist()
        self._of_leader = leaders.places.tolist()
        most = problem.policy.max_needs_per_mentee
        self._of_mentee: dict[int, int] = defaultdict(lambda: most)
        self._ties: set[int] = set()
        few = rules.max_leaders
        self._leaders: dict[int, int] = defaultdict(lambda: len(leaders) if few is None else few)
        mentees = leaders.places if rules.mentees is None else rules.mentees
        self._mentees = mentees.tolist()
        self._hours = [] if rules.hours is None else rules.hours.most.tolist()
        self._counts = [count.most - count.start for count in rules.counts]
        for pair in chosen[chosen != NONE].tolist():
            self._take(pair)

    def takes(self, pair: int) -> bool:
        """Take a pair if it fits."""
        offer, leader, mentee = self._offer[pair], self._leader[pair], self._mentee[pair]
        left = min(self._of_offer[offer], self._of_leader[leader], self._of_mentee[mentee])
        fits: bool = left > 0
        if self._tie[pair] not in self._ties:
            fits = fits and min(self._leaders[mentee], self._mentees[leader]) > 0
        if self._rules.hours is not None:
            fits = fits and int(self._rules.hours.of_offer[offer]) <= self._hours[leader]
        for room, count in zip(self._counts, self._rules.counts, strict=True):
            fits = fits and int(count.pair[pair]) <= room
        if fits:
            self._take(pair)
        return fits

    def _take(self, pair: int) -> None:
        offer, leader, mentee = self._offer[pair], self._leader[pair], self._mentee[pair]
        self._of_offer[offer] -= 1
        self._of_leader[leader] -= 1
        self._of_mentee[mentee] -= 1
        if self._tie[pair] not in self._ties:
            self._ties.add(self._tie[pair])
            self._leaders[mentee] -= 1
            self._mentees[leader] -= 1
        if self._rules.hours is not None:
            self._hours[leader] -= int(self._rules.hours.of_offer[offer])
        for i, count in enumerate(self._rules.counts):
            self._counts[i] -= int(count.pair[pair])
