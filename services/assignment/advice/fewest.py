"""The plan of changed data that moves the fewest: what is left when somebody leaves or refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.errors import InputError
from graph.geo import IntArray
from graph.model.ids import SchoolYear
from graph.network import Network
from services.assignment.arcs import arcs_of
from services.assignment.close import changes_from
from services.assignment.compare import Step, leaders_of_needs, steps_between
from services.assignment.flow import FlowProblem, solve
from services.assignment.goals import GOALS, Cost
from services.assignment.market import Market, market_of
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.assignment.roster import NONE
from services.policy import COVERING_GOALS, AssignmentPolicy, GoalName, read_stored_policy

_FIRST = frozenset({*COVERING_GOALS, GoalName.MENTEES_WITH_LEADER})
"""Goals that are worth moving somebody for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """The plan that takes the place of another one.

    Attributes
    ----------
    assignments
        (leader, mentee, direction), sorted.
    open_needs
        (mentee, direction), sorted.
    steps
        Needs whose leader, or its absence, differs from the plan, those of who leaves among
        them; sorted by mentee and direction.
    goals
        Name and value of each goal of the policy, in its order.
    """

    assignments: tuple[tuple[str, str, str], ...]
    open_needs: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    goals: tuple[tuple[GoalName, tuple[int, ...]], ...]

    @property
    def changes(self) -> int:
        """Steps of needs that the new plan knows; a need that is no more is no change."""
        known = {*self.open_needs, *((mentee, way) for _, mentee, way in self.assignments)}
        return sum((step.mentee, step.direction) in known for step in self.steps)


def with_fewest_changes(network: Network, planned: PlannedAssignment) -> Replacement:
    """Return the plan of `network` that takes the place of `planned` and moves the fewest.

    First the goals of coverage, in the policy's order: needs of level 3, mentees with a leader,
    needs of levels 2 and 1. Then as few needs as possible whose leader differs from the plan.
    Then the other goals.

    Parameters
    ----------
    network
        The network with what has changed; `planned` need not be possible on it any more.

    Raises
    ------
    InputError
        If no need is in work, or a pin cannot be kept.
    """
    plan = planned.plan
    return fewest_changes(
        network,
        leaders_of_needs(planned),
        policy=read_stored_policy(plan.policy).assignment,
        school_year=plan.school_year,
        day=plan.as_of,
        scope=plan.scope,
    )


def fewest_changes(
    network: Network,
    before: Mapping[tuple[str, str], str],
    *,
    policy: AssignmentPolicy,
    school_year: SchoolYear,
    day: date,
    scope: str,
) -> Replacement:
    """Return the plan of `network` that moves the fewest from what is `before`.

    As `with_fewest_changes`, for any (mentee, direction) → leader and any policy.

    Raises
    ------
    InputError
        If no need is in work, or a pin cannot be kept.
    """
    problem = written_out_in_full(
        assignment_problem(network, policy, school_year=school_year, day=day, scope=scope)
    )
    market = market_of(problem)
    given, values = _solved(market, changes_from(problem, before))
    codes, needs = problem.places.codes, problem.needs
    keys = [_need_key(problem, need) for need in range(len(needs))]
    now = {
        keys[need]: codes[problem.offers.organisation[offer]]
        for need, offer in enumerate(given.tolist())
        if offer != NONE
    }
    return Replacement(
        assignments=tuple(sorted((who, *need) for need, who in now.items())),
        open_needs=tuple(sorted(key for key in keys if key not in now)),
        steps=steps_between(before, now),
        goals=values,
    )


def _solved(
    market: Market, changes: Cost
) -> tuple[IntArray, tuple[tuple[GoalName, tuple[int, ...]], ...]]:
    """Return the offer of each need and the values of the goals."""
    names = market.problem.policy.goals
    first = [name for name in names if name in _FIRST]
    rest = [name for name in names if name not in _FIRST]
    costs = {name: GOALS[name].costs(market) for name in names}
    order = [cost for name in first for cost in costs[name]]
    order += [changes, *(cost for name in rest for cost in costs[name])]
    arcs = arcs_of(market)
    found = solve(
        FlowProblem(
            nodes=arcs.nodes,
            tail=arcs.tail,
            head=arcs.head,
            capacity=arcs.capacity,
            costs=arcs.prices(order),
            forced=arcs.forced,
        )
    )
    if found is None:
        raise InputError("plan.pins_do_not_fit")
    values = tuple(
        (
            name,
            GOALS[name].values(
                [int((cost * found.flow).sum()) for cost in arcs.prices(costs[name])], market
            ),
        )
        for name in names
    )
    return arcs.offers_given(found.flow), values


def _need_key(problem: AssignmentProblem, need: int) -> tuple[str, str]:
    needs = problem.needs
    return (
        problem.places.codes[needs.organisation[need]],
        problem.directions[needs.direction[need]],
    )
