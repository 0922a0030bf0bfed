"""One of two compared plans with the data it was made from: pairs, places, pins, loads."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.geo import IntArray
from graph.network import Network
from services.assignment.admissible import Candidates, Fails
from services.assignment.causes.cause import NeedKey
from services.assignment.compare import leaders_of_needs
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import AssignmentProblem, assignment_problem
from services.assignment.roster import NONE
from services.policy import AssignmentPolicy, read_stored_policy

Facts = tuple[tuple[int, int, bool, bool], ...]
"""Of each admissible offer of a pair: effective tenths of a km, points, kept, wished for."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A plan, and what its data say.

    Attributes
    ----------
    network
        The rows the plan was made from.
    leaders
        Leader of each covered need.
    """

    planned: PlannedAssignment
    network: Network
    policy: AssignmentPolicy
    problem: AssignmentProblem
    leaders: Mapping[NeedKey, str]

    @cached_property
    def needs(self) -> Mapping[NeedKey, int]:
        """Number of each need of the plan."""
        problem = self.problem
        codes, ways = problem.places.codes, problem.directions
        columns = (problem.needs.organisation.tolist(), problem.needs.direction.tolist())
        keys = zip(*columns, strict=True)
        return {(codes[one], ways[way]): n for n, (one, way) in enumerate(keys)}

    @cached_property
    def load(self) -> Counter[str]:
        """Needs that each leader takes."""
        return Counter(self.leaders.values())

    @cached_property
    def load_in(self) -> Counter[tuple[str, str]]:
        """Needs that each leader takes in each direction."""
        return Counter((leader, way) for (_, way), leader in self.leaders.items())

    @cached_property
    def covered(self) -> Counter[str]:
        """Needs of each mentee that have a leader."""
        return Counter(mentee for mentee, _ in self.leaders)

    def rule(self, need: NeedKey, leader: str) -> Fails | None:
        """Return the rule that the pair fails, or the best of its offers; None without an offer."""
        judged = self._judged(need, leader)
        if not len(judged.fails):
            return None
        passed = bool((judged.fails == Fails.NOTHING).any())
        return Fails.NOTHING if passed else Fails(int(judged.fails.max()))

    def facts(self, need: NeedKey, leader: str) -> Facts:
        """Return what the plan weighs of a pair, for each offer that is admissible."""
        pairs = self.problem.rules.admit(self._judged(need, leader))
        columns = (pairs.effective, pairs.points, pairs.kept, pairs.preferred)
        return tuple(sorted(zip(*(column.tolist() for column in columns), strict=True)))

    def pin(self, need: NeedKey) -> str | None:
        """Return the leader that is pinned to a need."""
        number = self.needs.get(need)
        if number is None or self.problem.pinned[number] == NONE:
            return None
        return self.problem.places.codes[int(self.problem.pinned[number])]

    def level(self, need: NeedKey) -> int:
        """Return how acute a need is."""
        return int(self.problem.needs.level[self.needs[need]])

    def overlooked(self, need: NeedKey) -> bool:
        """Return whether a need had no leader last year."""
        return bool(self.problem.overlooked[self.needs[need]])

    def places(self, leader: str, way: str) -> int:
        """Return how many needs of a direction a leader can take, over all its offers there."""
        offers = self._offers(leader, way)
        return min(int(self.problem.offers.places[offers].sum()), self.total(leader))

    def total(self, leader: str) -> int:
        """Return how many needs a leader can take over all directions."""
        at = self._leader(leader)
        return 0 if at is None else int(self.problem.leaders.places[at])

    def minimum(self, leader: str) -> int:
        """Return the least load a leader is to have."""
        at = self._leader(leader)
        return 0 if at is None else int(self.problem.leaders.minimum[at])

    def is_full(self, leader: str, way: str) -> bool:
        """Return whether a leader takes no more needs of a direction."""
        return self.load_in[leader, way] >= self.places(leader, way) or self.load[
            leader
        ] >= self.total(leader)

    def _leader(self, code: str) -> int | None:
        number = self.problem.places.number.get(code, NONE)
        at = np.flatnonzero(self.problem.leaders.organisation == number)
        return int(at[0]) if len(at) else None

    def _offers(self, leader: str, way: str) -> IntArray:
        """Return the valid offers of a leader in a direction."""
        found = self._all_offers(leader, way)
        return found[self.problem.offers.valid[found]]

    def _all_offers(self, leader: str, way: str) -> IntArray:
        problem = self.problem
        number = problem.places.number.get(leader, NONE)
        at = problem.directions.index(way) if way in problem.directions else NONE
        mine = problem.offers.organisation == number
        return np.flatnonzero(mine & (problem.offers.direction == at))

    def _judged(self, need: NeedKey, leader: str) -> Candidates:
        number = self.needs.get(need)
        offers = self._all_offers(leader, need[1])
        if number is None:
            offers = offers[:0]
        return self.problem.rules.judge(np.full(len(offers), number or 0, np.int64), offers)


def side_of(network: Network, planned: PlannedAssignment) -> Side:
    """Return a plan with the data of its day; `network` holds the rows it was made from.

    Raises
    ------
    InputError
        If the plan was not made from this network.
    """
    plan = planned.plan
    policy = read_stored_policy(plan.policy).assignment
    return Side(
        planned=planned,
        network=network,
        policy=policy,
        problem=assignment_problem(
            network, policy, school_year=plan.school_year, day=plan.as_of, scope=plan.scope
        ),
        leaders=leaders_of_needs(planned),
    )
