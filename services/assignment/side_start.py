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
from services.assignment.side_model import side_model
from services.assignment.side_rules import Count, SideRules
from services.assignment.side_stage import Face


def start_of(flow: Solved, rules: SideRules, left_s: Callable[[], float]) -> IntArray:
    """Return pairs that keep the rules, as many first goals as good as can be had quickly.

    Raises
    ------
    InputError
        If no plan keeps the rules; the sentence names the least number that is forced.
    ConflictError
        If the time was over before a plan was found.
    """
    problem = flow.market.problem
    if rules.counts:
        found = _with_goals_before(flow, rules, rules.counts[0])
        if found is not None:
            return found
    if not rules.counts or rules.counts[0].name != "changes":
        _check_pins(problem, rules.max_leaders)
        return _repaired(problem, rules, _with_few_leaders(flow, rules.max_leaders))
    _check_pins(problem, rules.max_leaders)
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


def _with_few_leaders(flow: Solved, most: int | None) -> IntArray:
    """Return the pairs of flows in which ever more mentees keep to their first leaders.

    Each mentee with more than `most` leaders keeps the pinned ones, then those with which it has
    most pairs, and the flow is solved again without the others, until no mentee has more.
    """
    market, problem = flow.market, flow.market.problem
    if most is None:
        return flow.pair
    goals = [GOALS[name].costs(market) for name in problem.policy.goals]
    pairs, size = problem.pairs, max(1, len(problem.leaders))
    tie = problem.needs.mentee[pairs.need] * size + problem.offers.leader[pairs.offer]
    allowed = np.ones(len(pairs), bool)
    found = flow.pair
    while True:
        used = found[found != NONE]
        mine, at, times = np.unique(tie[used], return_inverse=True, return_counts=True)
        pins = np.bincount(at, weights=problem.pinned[pairs.need[used]] != NONE)
        times = times + len(pairs) * pins
        order = np.lexsort((mine, -times, mine // size))
        mine = mine[order]
        owner = mine // size
        first = np.searchsorted(owner, owner)
        many = np.unique(owner[np.arange(len(owner)) - first >= most])
        if not len(many):
            return found
        kept = mine[np.arange(len(owner)) - first < most]
        allowed &= ~np.isin(tie // size, many) | np.isin(tie, kept)
        at = np.flatnonzero(allowed)
        fewer = replace(market, problem=replace(problem, pairs=pairs.take(at)))
        costs = [
            [replace(c, pair=None if c.pair is None else c.pair[at]) for c in g] for g in goals
        ]
        chosen = assign_by(fewer, costs).pair
        found = np.where(chosen == NONE, NONE, at[chosen])


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
    begin = _repaired(problem, others, flow.pair)
    face = Face(model, model.columns_of(begin), left_s)
    bound = face.minimise(model.cost(Cost(pair=changes.pair))).bound + changes.start
    found = model.chosen(face.x)
    if changes.of(found) <= changes.most:
        return found
    if bound > changes.most:
        _refuse(changes, bound)
    raise ConflictError("side.not_in_time", most=changes.most)


def _repaired(problem: AssignmentProblem, rules: SideRules, pair: IntArray) -> IntArray:
    """Return a plan without the pairs that break the rules; pins stay.

    Raises
    ------
    InputError
        If the pins alone lie over the border too often.
    """
    found = pair.copy()
    pinned = problem.pinned != NONE
    if rules.max_leaders is not None:
        _few_leaders(problem, found, rules.max_leaders)
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


def _check_pins(problem: AssignmentProblem, most: int | None) -> None:
    """Refuse pins of one mentee to more than `most` leaders."""
    needs = problem.needs
    for mentee in np.unique(needs.mentee[problem.pinned != NONE]).tolist():
        some = np.unique(problem.pinned[(needs.mentee == mentee) & (problem.pinned != NONE)])
        if most is not None and len(some) > most:
            name = problem.network.name_of[problem.places.codes[needs.mentees[mentee]]]
            raise InputError("side.pins_over_leaders", n=most, mentee=name)


def _few_leaders(problem: AssignmentProblem, found: IntArray, most: int) -> None:
    """Take from each mentee the pairs with more than `most` leaders, pinned ones last."""
    pinned = problem.pinned != NONE
    taken: dict[int, set[int]] = {}
    for need in np.argsort(~pinned, kind="stable").tolist():
        if found[need] == NONE:
            continue
        leader = int(problem.offers.leader[problem.pairs.offer[found[need]]])
        mine = taken.setdefault(int(problem.needs.mentee[need]), set())
        if leader not in mine and len(mine) == most:
            found[need] = NONE
        else:
            mine.add(leader)
