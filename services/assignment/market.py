"""What goals put prices on: needs taken and places given one by one, and trips of pairs."""

from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from services.assignment.admissible import TENTHS
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Units:
    """Places taken one after the other, since some costs rise with each.

    Attributes
    ----------
    owner
        Number of the mentee, or of the leader.
    number
        1 for the first need or place of the owner, 2 for the second …
    """

    owner: IntArray
    number: IntArray

    def __len__(self) -> int:
        return len(self.owner)

    def take(self, which: BoolArray) -> "Units":
        """Return some of the units."""
        return Units(owner=self.owner[which], number=self.number[which])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trips:
    """What pairs cost: the written pairs, then the arcs of the hubs; see `Pairs`."""

    effective: IntArray
    points: IntArray
    kept: BoolArray
    preferred: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """A problem with the units of its mentees and leaders, and its trips; goals price them.

    Attributes
    ----------
    declared
        Needs in work of each mentee.
    bands
        Bands of effective distance that trips have, farthest first.
    """

    problem: AssignmentProblem
    declared: IntArray
    mentee_units: Units
    leader_units: Units
    trips: Trips
    bands: tuple[int, ...]


def market_of(problem: AssignmentProblem) -> Market:
    """Return the problem with the units its mentees and leaders can take.

    A mentee takes at most what it declares and what the policy allows; a leader at most its
    places, of which more than there are needs are never used.
    """
    declared = np.bincount(problem.needs.mentee, minlength=len(problem.needs.mentees))
    most = np.minimum(declared, problem.policy.max_needs_per_mentee)
    room = np.minimum(problem.leaders.places, len(problem.needs))
    trips = _trips(problem)
    band = trips.effective // (problem.policy.band_km * TENTHS)
    return Market(
        problem=problem,
        declared=declared.astype(np.int64),
        mentee_units=_units(most.astype(np.int64)),
        leader_units=_units(room),
        trips=trips,
        bands=tuple(np.flatnonzero(np.bincount(band))[::-1].tolist()),
    )


def _trips(problem: AssignmentProblem) -> Trips:
    pairs, hubs = problem.pairs, problem.hubs
    remote = np.full(len(hubs.offer), problem.policy.remote_km * TENTHS)
    plain = np.zeros(len(hubs.offer), bool)
    return Trips(
        effective=np.concatenate([pairs.effective, remote]),
        points=np.concatenate([pairs.points, hubs.points]),
        kept=np.concatenate([pairs.kept, plain]),
        preferred=np.concatenate([pairs.preferred, plain]),
    )


def _units(count: IntArray) -> Units:
    owner = np.repeat(np.arange(len(count)), count)
    first = np.repeat(np.cumsum(count) - count, count)
    return Units(owner=owner, number=np.arange(len(owner)) - first + 1)
