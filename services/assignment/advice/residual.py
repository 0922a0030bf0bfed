"""A stored plan as a flow: what could still move, and at what cost of each goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.errors import ConflictError
from graph.geo import IntArray
from graph.model.changes import put
from graph.model.need import Offer
from graph.network import Network
from services.assignment.advice.distances import LengthNetwork
from services.assignment.advice.effects import changes_of
from services.assignment.arcs import Arcs, arcs_of
from services.assignment.goals import GOALS
from services.assignment.market import Market, market_of
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.assignment.roster import NONE
from services.assignment.side_record import split_record
from services.policy import read_stored_policy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """A best plan of a problem, with one place more for each leader that nothing uses yet.

    Attributes
    ----------
    problem
        The problem as it is, without the places more.
    chosen
        Pair of each need, `NONE` for an open need.
    arcs, costs, flow
        The plan's flow on arcs that include the places more.
    spare
        Arc of the place more of each leader, `NONE` where more places than needs are there.
    components
        Number of components of each goal, in the policy's order.
    """

    problem: AssignmentProblem
    market: Market
    chosen: IntArray
    arcs: Arcs
    costs: IntArray
    flow: IntArray
    spare: IntArray
    components: tuple[int, ...]

    @property
    def totals(self) -> IntArray:
        """Total of each component of each goal."""
        totals: IntArray = self.costs @ self.flow
        return totals

    def values(self, totals: IntArray) -> list[tuple[int, ...]]:
        """Return the value of each goal from the totals of all components."""
        found, start = [], 0
        for name, count in zip(self.problem.policy.goals, self.components, strict=True):
            some: Sequence[int] = totals[start : start + count].tolist()
            found.append(GOALS[name].values(some, self.market))
            start += count
        return found

    def residual(self) -> LengthNetwork:
        """Return where flow can be added, and where it can be taken back, without spare places."""
        arcs = self.arcs
        room = arcs.capacity - self.flow
        room[self.spare[self.spare != NONE]] = 0
        forth = np.flatnonzero((room > 0) & ~arcs.forced)
        back = np.flatnonzero((self.flow > 0) & ~arcs.forced)
        return LengthNetwork(
            nodes=arcs.nodes,
            tail=np.concatenate([arcs.tail[forth], arcs.head[back]]),
            head=np.concatenate([arcs.head[forth], arcs.tail[back]]),
            length=np.concatenate([self.costs[:, forth], -self.costs[:, back]], axis=1),
        )


def standing_of(
    network: Network, planned: PlannedAssignment, begun: Iterable[Offer] = ()
) -> Standing:
    """Return a plan as the flow it is on the network it was made on.

    Parameters
    ----------
    begun
        Offers without a place to add to the network; the plan stays the best one.

    Raises
    ------
    ConflictError
        If not every goal is proved, side rules keep the plan from the best flow, or the goals of
        the plan are not those of its pairs.
    """
    plan = planned.plan
    record, _ = split_record(plan.certificate)
    is_flow = record is None or record.by_flow == len(planned.goals)
    if not is_flow or not all(goal.proved for goal in planned.goals):
        raise ConflictError("advice.not_proved", plan=plan.id)
    problem = written_out_in_full(
        assignment_problem(
            network.after(put(begun), network.revision),
            read_stored_policy(plan.policy).assignment,
            school_year=plan.school_year,
            day=plan.as_of,
            scope=plan.scope,
        )
    )
    now = standing(problem, chosen_pairs(problem, planned))
    own, values = [goal.values for goal in planned.goals], now.values(now.totals)
    if any(any(goal.change) for goal in changes_of(problem.policy, own, values)):
        raise ConflictError("advice.other_data", plan=plan.id)
    return now


def standing(problem: AssignmentProblem, chosen: IntArray) -> Standing:
    """Return a choice of pairs as a flow."""
    leaders = problem.leaders
    wider = replace(problem, leaders=replace(leaders, places=leaders.places + 1))
    market = market_of(wider)
    per_goal = [GOALS[name].costs(market) for name in problem.policy.goals]
    arcs = arcs_of(market)
    costs = arcs.prices([cost for some in per_goal for cost in some])
    units = market.leader_units
    extra = np.flatnonzero(units.number == leaders.places[units.owner] + 1)
    spare = np.full(len(leaders), NONE, np.int64)
    spare[units.owner[extra]] = arcs.at["leader"].start + extra
    return Standing(
        problem=problem,
        market=market,
        chosen=chosen,
        arcs=arcs,
        costs=np.array(costs, np.int64).reshape(len(costs), len(arcs.tail)),
        flow=arcs.flow_of(chosen),
        spare=spare,
        components=tuple(len(some) for some in per_goal),
    )


def chosen_pairs(problem: AssignmentProblem, planned: PlannedAssignment) -> IntArray:
    """Return the pair of each need in a plan, as numbers of the problem it was made from.

    Raises
    ------
    ConflictError
        If the plan holds a pair that is not admissible in this problem.
    """
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    keys = problem.network.offers.keys
    number = {key: o for o, key in enumerate(keys[row] for row in problem.offers.row.tolist())}
    asked = zip(needs.organisation.tolist(), needs.direction.tolist(), strict=True)
    need_at = {(codes[mentee], ways[way]): n for n, (mentee, way) in enumerate(asked)}
    size = max(1, len(problem.offers))
    code = problem.pairs.need * size + problem.pairs.offer
    chosen = np.full(len(needs), NONE, np.int64)
    for line in planned.assignments:
        need = need_at.get((line.mentee, line.direction), NONE)
        offer = number.get(f"{line.leader}|{line.direction}|{line.offer_from.isoformat()}", NONE)
        at = int(np.searchsorted(code, need * size + offer))
        if NONE in (need, offer) or at == len(code) or code[at] != need * size + offer:
            raise ConflictError("advice.other_data", plan=planned.plan.id)
        chosen[need] = at
    return chosen
