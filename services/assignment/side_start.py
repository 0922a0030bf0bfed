"""A plan to begin with that keeps the side rules, or the proof that there is none."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from graph.errors import ConflictError, InputError
from graph.geo import IntArray
from services.assignment.assign import Solved, assign_by
from services.assignment.goals import GOALS, Cost
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE
from services.assignment.side_fill import filled
from services.assignment.side_model import side_model
from services.assignment.side_pins import check_pins
from services.assignment.side_rules import Count, SideRules
from services.assignment.side_stage import Face
from services.assignment.side_tighter import within_limits


def start_of(flow: Solved, rules: SideRules, left_s: Callable[[], float]) -> IntArray:
    """Return pairs that keep the rules, as many first goals as good as can be had quickly.

    Raises
    ------
    InputError
        If no plan keeps the rules; the sentence names the least number that is forced, or, where
        the time was over before it was found, one that it is not below.
    ConflictError
        If the time was over before a plan was found.
    """
    problem = flow.market.problem
    if rules.counts:
        found = _with_goals_before(flow, rules, rules.counts[0])
        if found is not None:
            return found
    check_pins(flow, rules)
    if not rules.counts or rules.counts[0].name != "changes":
        within = _repaired(problem, rules, within_limits(flow, rules, left_s))
        return filled(problem, rules, within)
    changes = rules.counts[0]
    others = replace(rules, counts=rules.counts[1:])
    return _few_changes(flow, others, changes, left_s)


def _with_goals_before(flow: Solved, rules: SideRules, count: Count) -> IntArray | None:
    """Return the plan with most goals as good as in the flow, found by flows alone.

    Raises
    ------
    InputError
        If even the least count is above what is allowed.
    """
    goals = [GOALS[name].costs(flow.market) for name in flow.market.problem.policy.goals]

    def after(ahead: int) -> IntArray:
        counted = [Cost(pair=count.pair)]
        return assign_by(flow.market, [*goals[:ahead], counted, *goals[ahead:]]).pair

    best = after(0)
    if count.of(best) > count.most:
        _refuse(count, count.of(best))
    low, high = 0, len(goals)
    while high - low > 1:
        middle = (low + high) // 2
        found = after(middle)
        if count.of(found) <= count.most:
            low, best = middle, found
        else:
            high = middle
    return best if rules.kept_by(flow.market.problem, best) else None


def _refuse(count: Count, least: int) -> None:
    """Refuse a limit that no plan keeps."""
    if count.name == "changes":
        raise InputError("side.changes_forced", n=least, most=count.most)
    raise InputError("side.border_forced", n=least, most=count.most)


def _few_changes(
    flow: Solved, others: SideRules, changes: Count, left_s: Callable[[], float]
) -> IntArray:
    """Return the plan that keeps the other rules with the fewest changes."""
    problem = flow.market.problem
    model = side_model(flow.market, others)
    begin = _repaired(problem, others, within_limits(flow, others, left_s))
    face = Face(model, model.columns_of(begin), left_s)
    bound = face.minimise(model.cost(Cost(pair=changes.pair))).bound + changes.start
    found = model.chosen(face.x)
    least = changes.of(found)
    if least <= changes.most:
        return found
    if bound == least:
        _refuse(changes, least)
    if bound > changes.most:  # the time was over: fewer are impossible, so many may not be enough
        raise InputError("side.changes_at_least", n=bound, most=changes.most)
    raise ConflictError("side.not_in_time", most=changes.most)


def _repaired(problem: AssignmentProblem, rules: SideRules, pair: IntArray) -> IntArray:
    """Return a plan without the pairs over the border that are too many; pins stay.

    Raises
    ------
    InputError
        If the pins alone lie over the border too often.
    """
    found = pair.copy()
    pinned = problem.pinned != NONE
    for count in rules.counts:
        if count.name == "changes":
            continue
        used = np.flatnonzero((found != NONE) & ~pinned)
        over = used[count.pair[found[used]] > 0]
        surplus = count.of(found) - count.most
        if surplus > len(over):
            _refuse(count, count.of(found) - len(over))
        found[over[: max(0, surplus)]] = NONE
    return found
