"""What a plan, as it stands or as it would become, comes to: figures for a meeting."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.choices import AssignmentMode, OpenReason
from graph.model.ids import PlanId
from graph.network import Network
from services.assignment.adjusted import adjusted_changes
from services.assignment.adjustment import Adjustment
from services.assignment.compare import (
    GoalNumber,
    Step,
    goal_number,
    leaders_of_needs,
    steps_between,
)
from services.assignment.job import Compute
from services.assignment.planned import PlannedAssignment
from services.assignment.redraft.replan import here, replan

_TRIED = PlanId("tried")
"""Code of a plan that is never stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Figures of one plan beside the plan it is weighed against.

    Attributes
    ----------
    goals
        Name and value of each goal, in the policy's order.
    open_by_reason
        Reason → open needs, the most frequent first.
    leaders, most_load
        Leaders with somebody to help, and the most needs that one of them has.
    mean_km, farthest_km
        Of trips with a known distance, None if there are none.
    kept
        Needs with the same leader as in the other plan.
    steps
        Needs whose leader, or its absence, differs.
    """

    goals: tuple[tuple[str, GoalNumber], ...]
    covered: int
    open: int
    open_by_reason: tuple[tuple[OpenReason, int], ...]
    leaders: int
    most_load: int
    mean_km: float | None
    farthest_km: float | None
    kept: int
    steps: tuple[Step, ...]


def outcome_of(planned: PlannedAssignment, base: PlannedAssignment) -> Outcome:
    """Return the figures of a plan, weighed against `base`."""
    before, now = leaders_of_needs(base), leaders_of_needs(planned)
    load = Counter(now.values())
    reasons = Counter(need.reason for need in planned.open_needs)
    trips = [
        line.distance_km
        for line in planned.assignments
        if line.mode is AssignmentMode.ON_SITE and line.distance_km is not None
    ]
    return Outcome(
        goals=tuple((goal.name, goal_number(goal)) for goal in planned.goals),
        covered=len(planned.assignments),
        open=len(planned.open_needs),
        open_by_reason=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        leaders=len(load),
        most_load=max(load.values(), default=0),
        mean_km=round(sum(trips) / len(trips), 1) if trips else None,
        farthest_km=max(trips, default=None),
        kept=sum(now.get(need) == leader for need, leader in before.items()),
        steps=steps_between(before, now),
    )


def tried(
    network: Network,
    planned: PlannedAssignment,
    adjustments: Sequence[Adjustment],
    compute: Compute = here,
) -> PlannedAssignment:
    """Return the best plan after adjustments that moves the fewest; nothing is stored.

    Parameters
    ----------
    network
        The network the plan was made on.
    compute
        Calculates and checks the plan, such as in a process of its own.

    Raises
    ------
    NotFoundError
        If an organisation or direction is not known.
    InputError
        If adjustments contradict each other or rows of the network, or cannot be kept.
    """
    plan = planned.plan
    changes = adjusted_changes(
        network,
        adjustments,
        day=plan.as_of,
        school_year=plan.school_year,
        reason=plan.id,
        author=plan.id,
    )
    changed = network.after(changes, network.revision)
    return replan(changed, planned, id_=_TRIED, compute=compute)
