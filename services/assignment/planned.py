"""A plan with all its lines as one value, as computed or as read back from a network."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.model.plan import Assignment, BlockingGroup, GoalValue, OpenNeed, Plan
from graph.model.record import Record
from graph.network import Network


@dataclass(frozen=True, kw_only=True)
class PlannedAssignment:
    """A plan, ready to be stored.

    Attributes
    ----------
    goals
        Values reached, in the policy's order.
    assignments, open_needs, blocking_groups
        Sorted by key.
    """

    plan: Plan
    goals: tuple[GoalValue, ...]
    assignments: tuple[Assignment, ...]
    open_needs: tuple[OpenNeed, ...]
    blocking_groups: tuple[BlockingGroup, ...]

    @property
    def lines(self) -> tuple[Record, ...]:
        """All records besides the header."""
        return (*self.goals, *self.assignments, *self.open_needs, *self.blocking_groups)

    @property
    def records(self) -> tuple[Record, ...]:
        """The header and all its lines."""
        return (self.plan, *self.lines)

    @cached_property
    def group(self) -> Mapping[str, BlockingGroup]:
        """Blocking groups by their name."""
        return {group.group: group for group in self.blocking_groups}


def stored_plan(network: Network, plan_id: str) -> PlannedAssignment:
    """Return a plan with its lines from the network.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    plan = network.plan(plan_id)
    goals = network.lines_of("goal_value", plan_id)
    return PlannedAssignment(
        plan=plan,
        goals=tuple(sorted(goals, key=lambda goal: goal.position)),
        assignments=tuple(network.lines_of("assignment", plan_id)),
        open_needs=tuple(network.lines_of("open_need", plan_id)),
        blocking_groups=tuple(network.lines_of("blocking_group", plan_id)),
    )
