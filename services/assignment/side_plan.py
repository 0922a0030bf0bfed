"""From the flow's plan to the plan that keeps the side rules, with what is proved of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.texts import message
from services.assignment.assign import Solved, goal_values
from services.assignment.progress import Tell, silent
from services.assignment.side_record import SideRecord
from services.assignment.side_rules import Changes, side_rules
from services.assignment.side_solve import SideSolved, solve_side
from services.assignment.side_start import start_of

PATIENCE_S = 30.0
"""Seconds that HiGHS may search for a plan; what is open then is said as a gap."""


def patient() -> float:
    """Give every search the same time, where nobody measures it."""
    return PATIENCE_S


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SidePlan:
    """A plan with side rules: pairs, whether each goal is proved, and the record of it."""

    solved: Solved
    proved: tuple[bool, ...]
    record: SideRecord


def keep_side_rules(
    flow: Solved, changes: Changes | None, left_s: Callable[[], float], tell: Tell = silent
) -> SidePlan | None:
    """Return the best plan that keeps the side rules, or None if there are none.

    Where the flow's plan keeps them, it is that plan.

    Raises
    ------
    InputError
        If no plan keeps the rules.
    ConflictError
        If the time was over before a plan was found.
    """
    problem = flow.market.problem
    rules = side_rules(problem, changes)
    if not rules:
        return None
    if rules.kept_by(problem, flow.pair):
        found = SideSolved(solved=flow, bounds=flow.totals)
    else:
        tell(message("progress.side_start"))
        found = solve_side(flow, rules, start_of(flow, rules, left_s), left_s, tell)
    bounds = goal_values(replace(found.solved, totals=found.bounds))
    proved: list[bool] = []
    by_flow, at, is_equal = 0, 0, True
    for count in found.solved.components:
        own, bound, free = (
            some[at : at + count] for some in (found.solved.totals, found.bounds, flow.totals)
        )
        at += count
        proved.append(own == bound and all(proved))
        is_equal &= own == free
        by_flow += is_equal
    record = SideRecord(
        most_changes=None if changes is None else changes.most,
        base=None if changes is None else changes.base,
        by_flow=by_flow,
        bounds=tuple(bounds),
    )
    return SidePlan(solved=found.solved, proved=tuple(proved), record=record)
