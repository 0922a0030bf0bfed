"""A plan's problem on other data or by another policy, and its best solution."""

from dataclasses import dataclass, replace

from graph.model.changes import Change
from graph.model.need import Offer
from graph.model.plan import Plan
from graph.network import Network
from services.assignment.advice.effects import GoalChange, changes_of
from services.assignment.assign import Solved, assign, goal_values
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import AssignmentProblem, assignment_problem
from services.assignment.roster import NONE
from services.policy import AssignmentPolicy, read_stored_policy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Anew:
    """The best plan on changed data: its goals beside those of the plan, and who leads whom."""

    solved: Solved
    goals: tuple[GoalChange, ...]
    leaders: dict[tuple[str, str], str]


def problem_of(
    network: Network, plan: Plan, policy: AssignmentPolicy | None = None
) -> AssignmentProblem:
    """Return the problem of a plan on a network, by its own policy if no other is given.

    Raises
    ------
    InputError
        If a pin cannot be kept, or no need is left.
    """
    return assignment_problem(
        network,
        policy or read_stored_policy(plan.policy).assignment,
        school_year=plan.school_year,
        day=plan.as_of,
        scope=plan.scope,
    )


def solved_anew(
    network: Network, planned: PlannedAssignment, policy: AssignmentPolicy | None = None
) -> Anew:
    """Return the best plan on a network; the policy has the goals of the plan.

    Raises
    ------
    InputError
        If pins cannot be kept, or no need is left.
    """
    problem = problem_of(network, planned.plan, policy)
    solved = assign(problem)
    own = [goal.values for goal in planned.goals]
    return Anew(
        solved=solved,
        goals=changes_of(problem.policy, own, goal_values(solved)),
        leaders=leaders_in(solved),
    )


def leaders_in(solved: Solved) -> dict[tuple[str, str], str]:
    """Return (mentee, direction) of each covered need → its leader."""
    problem = solved.market.problem
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    asked = zip(needs.organisation.tolist(), needs.direction.tolist(), strict=True)
    return {
        (codes[mentee], ways[way]): codes[problem.offers.organisation[offer]]
        for (mentee, way), offer in zip(asked, solved.offer.tolist(), strict=True)
        if offer != NONE
    }


def with_offer(network: Network, offer: Offer, *, places: int = 1) -> Network:
    """Return the network with an offer that brings so many places, and its leader's total raised.

    The offer is new or has these places more. Without a total of its own, a leader has the places
    of its offers, and nothing is to raise.
    """
    leader = network.organisation(offer.organisation)
    changes = [Change(before=network.offers.get(offer.key), after=offer)]
    if leader.places_total is not None:
        wider = replace(leader, places_total=leader.places_total + places)
        changes.append(Change(before=leader, after=wider))
    return network.after(changes, network.revision)
