"""Why a need has no leader: one reason for each open need, and who would be nearest."""

from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from graph.model.choices import OpenReason
from services.assignment.admissible import UNKNOWN, Fails
from services.assignment.problem import AssignmentProblem
from services.assignment.progress import Tell, counted, silent
from services.assignment.roster import NONE, BoolArray
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
_AT_ONCE = 500
"""Open needs that are judged together; with more, their pairs would fill the memory."""


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


def open_needs(
    problem: AssignmentProblem, given: IntArray, tell: Tell = silent
) -> tuple[list[Open], list[Shortage]]:
    """Give the reason of each open need, and the shortages behind them.

    `given` is the offer of each need, `NONE` for an open one.

    1. Nobody has an offer of the direction. 2. No pair is admissible: the rule that the pair
    which came farthest fails. 3. The mentee has its maximum. 4. Every admissible offer is full.
    5. A place is free, but earlier goals are better served without it.
    """
    needs = problem.needs
    open_ = np.flatnonzero(given == NONE)
    covered = np.bincount(needs.mentee[given != NONE], minlength=len(needs.mentees))
    at_limit = covered[needs.mentee] >= problem.policy.max_needs_per_mentee
    facts = _facts(problem, open_, full_offers(problem, given), tell)
    short = open_[facts.has_pair & ~facts.has_free & ~at_limit[open_]]
    groups = shortages(problem, given, short)
    group_of = {need: g for g, group in enumerate(groups) for need in group.open}
    found = []
    for i, n in enumerate(open_.tolist()):
        offer = int(facts.nearest[i])
        if offer == NONE:
            reason = OpenReason.NO_OFFER
        elif not facts.has_pair[i]:
            reason = _OF_RULE[Fails(int(facts.farthest[i]))]
        elif at_limit[n]:
            reason = OpenReason.LIMIT_OF_MENTEE
        elif n in group_of:
            reason = OpenReason.NO_PLACE
        else:
            reason = OpenReason.NOT_SELECTED
        found.append(
            Open(
                need=n,
                reason=reason,
                offer=offer,
                km=int(facts.km[i]),
                group=group_of.get(n, NONE),
            )
        )
    return found, groups


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Facts:
    """What all offers of its direction say of each open need.

    `farthest` is the rule that the pair which came farthest fails; `nearest` the offer of the
    nearest of these pairs, `NONE` without one, and `km` its distance.
    """

    has_pair: BoolArray
    has_free: BoolArray
    farthest: IntArray
    nearest: IntArray
    km: IntArray


def _facts(problem: AssignmentProblem, open_: IntArray, full: BoolArray, tell: Tell) -> _Facts:
    """Judge open needs with every offer, some needs at a time.

    Admissible pairs are best; else those that came farthest through the rules. Among them the
    least known distance decides, then the smaller code of the leader.
    """
    size = len(open_)
    has_free = np.zeros(size, bool)
    best = np.zeros(size, np.int64)
    nearest, km = np.full(size, NONE, np.int64), np.full(size, UNKNOWN, np.int64)
    starts = range(0, size, _AT_ONCE)
    for start in counted(starts, len(starts), "progress.reasons", tell):
        rows = open_[start : start + _AT_ONCE]
        judged = problem.rules.all_of(rows)
        at = start + np.searchsorted(rows, judged.need)
        good = judged.fails == Fails.NOTHING
        has_free[at[good & ~full[judged.offer]]] = True
        rank = np.where(good, len(Fails), judged.fails)
        np.maximum.at(best, at, rank)
        far = np.where(judged.km == UNKNOWN, _NO_KM, judged.km)
        some = np.flatnonzero(rank == best[at])
        leader = problem.offers.organisation[judged.offer[some]]
        order = some[np.lexsort((leader, far[some], at[some]))]
        first = order[np.flatnonzero(np.diff(at[order], prepend=NONE))]
        nearest[at[first]], km[at[first]] = judged.offer[first], judged.km[first]
    return _Facts(
        has_pair=best == len(Fails),
        has_free=has_free,
        farthest=best,
        nearest=nearest,
        km=km,
    )
