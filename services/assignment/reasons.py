"""Why a need has no leader: one reason for each open need, and who would be nearest."""

from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from graph.model.choices import OpenReason
from services.assignment.admissible import UNKNOWN, Fails
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE
from services.assignment.shortage import Shortage, full_offers, shortages

_OF_RULE = {
    Fails.SAME_ENTITY: OpenReason.SAME_ENTITY,
    Fails.EXPIRED: OpenReason.EXPIRED,
    Fails.FORBIDDEN: OpenReason.FORBIDDEN,
    Fails.LEADER_NEEDS_HELP: OpenReason.LEADER_NEEDS_HELP,
    Fails.TOO_FAR: OpenReason.TOO_FAR,
    Fails.OUTSIDE_REACH: OpenReason.OUTSIDE_REACH,
}
_NO_KM = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An open need: its number, the reason, and the nearest offer of those that came farthest.

    Attributes
    ----------
    offer
        Number of the offer, `NONE` if nobody offers the direction.
    km
        Distance to it in tenths of a km, `UNKNOWN` if it is not known.
    group
        Number of its shortage, `NONE` for other reasons.
    """

    need: int
    reason: OpenReason
    offer: int
    km: int
    group: int


def open_needs(problem: AssignmentProblem, pair: IntArray) -> tuple[list[Open], list[Shortage]]:
    """Give the reason of each open need, and the shortages behind them.

    1. Nobody has an offer of the direction. 2. No pair is admissible: the rule that the pair
    which came farthest fails. 3. The mentee has its maximum. 4. Every admissible offer is full.
    5. A place is free, but earlier goals are better served without it.
    """
    needs, pairs = problem.needs, problem.pairs
    open_ = np.flatnonzero(pair == NONE)
    covered = np.bincount(needs.mentee[pair != NONE], minlength=len(needs.mentees))
    at_limit = covered[needs.mentee] >= problem.policy.max_needs_per_mentee
    has_pair = np.bincount(pairs.need, minlength=len(needs)) > 0
    full = full_offers(problem, pair)
    has_free = np.bincount(pairs.need[~full[pairs.offer]], minlength=len(needs)) > 0
    short = open_[has_pair[open_] & ~at_limit[open_] & ~has_free[open_]]
    groups = shortages(problem, pair, short)
    group_of = {need: g for g, group in enumerate(groups) for need in group.open}
    farthest, nearest = _nearest(problem)
    found = []
    for n in open_.tolist():
        at = int(nearest[n])
        if at == NONE:
            reason = OpenReason.NO_OFFER
        elif not has_pair[n]:
            reason = _OF_RULE[Fails(int(farthest[n]))]
        elif at_limit[n]:
            reason = OpenReason.LIMIT_OF_MENTEE
        elif n in group_of:
            reason = OpenReason.NO_PLACE
        else:
            reason = OpenReason.NOT_SELECTED
        all_ = problem.candidates
        found.append(
            Open(
                need=n,
                reason=reason,
                offer=NONE if at == NONE else int(all_.offer[at]),
                km=UNKNOWN if at == NONE else int(all_.km[at]),
                group=group_of.get(n, NONE),
            )
        )
    return found, groups


def _nearest(problem: AssignmentProblem) -> tuple[IntArray, IntArray]:
    """Return for each need the rule its best pairs fail, and the nearest of these pairs.

    Admissible pairs are best; else those that came farthest through the rules. Among them the
    least known distance decides, then the smaller code of the leader.
    """
    all_, size = problem.candidates, len(problem.needs)
    good = all_.fails == Fails.NOTHING
    rank = np.where(good, len(Fails), all_.fails)
    best = np.zeros(size, np.int64)
    np.maximum.at(best, all_.need, rank)
    km = np.where(all_.km == UNKNOWN, _NO_KM, all_.km)
    leader = problem.offers.organisation[all_.offer]
    candidates = np.flatnonzero(rank == best[all_.need])
    order = candidates[np.lexsort((leader[candidates], km[candidates], all_.need[candidates]))]
    nearest = np.full(size, NONE, np.int64)
    first = np.flatnonzero(np.diff(all_.need[order], prepend=NONE))
    nearest[all_.need[order[first]]] = order[first]
    return best, nearest
