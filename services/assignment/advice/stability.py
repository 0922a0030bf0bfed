"""The stability curve: what coverage can be had with so many changes to what is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.errors import ConflictError, InputError
from graph.model.choices import PlanStatus
from graph.model.plan import Plan
from graph.network import Network
from graph.texts import message
from graph.valid_time import previous
from services.assignment.advice.anew import problem_of
from services.assignment.assign import Solved, assign, assign_by
from services.assignment.goals import GOALS, Cost
from services.assignment.past import FINAL, leaders_of_pairs
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import written_out_in_full
from services.assignment.progress import Tell
from services.assignment.side_base import age_of
from services.assignment.side_plan import keep_side_rules
from services.assignment.side_rules import Changes, Count, has_side_rules, side_rules
from services.policy import COVERING_GOALS, GoalName, read_stored_policy

STABILITY_S = 60.0
"""Seconds for a whole curve; points that are left then are left out, which is said."""
_GRID = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_COVERAGE = frozenset({*COVERING_GOALS, GoalName.MENTEES_WITH_LEADER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What changes are counted against: a plan, or the pairs of last year where `plan` is None."""

    plan: str | None
    leaders: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The best coverage with at most `changes` changes; `by_flow` tells how it was found."""

    changes: int
    values: tuple[int, ...]
    proved: bool
    by_flow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Points from the least number of changes to the one where nothing improves any more.

    Attributes
    ----------
    goals
        The goals of coverage, in the policy's order; `Point.values` follows it.
    is_whole
        False where the time was over before all points were found.
    """

    base: Base
    goals: tuple[GoalName, ...]
    points: tuple[Point, ...]
    is_whole: bool


def start_of_curve(newest: Network, network: Network, plan: Plan) -> Base:
    """Return what the changes of a plan are counted against.

    The approved or ordered plan of its year and scope, else the newest draft older than it, else
    the final plan of last year, else the pairs of last year.

    Parameters
    ----------
    newest
        The network with all plans.
    network
        The network the plan was made on.
    """
    others = [p for p in newest.plans if p.id != plan.id and p.scope == plan.scope]
    own = [p for p in others if p.school_year == plan.school_year]
    final = [p for p in own if p.status in FINAL]
    drafts = [p for p in own if p.status is PlanStatus.DRAFT and age_of(p) < age_of(plan)]
    last = [p for p in others if p.school_year == previous(plan.school_year) and p.status in FINAL]
    for some in (final, drafts, last):
        if some:
            base = max(some, key=age_of)
            lines = newest.lines_of("assignment", base.id)
            leaders = {(line.mentee, line.direction): line.leader for line in lines}
            return Base(plan=base.id, leaders=leaders)
    return Base(plan=None, leaders=leaders_of_pairs(network, previous(plan.school_year)))


def stability(
    network: Network,
    planned: PlannedAssignment,
    base: Base,
    *,
    left_s: Callable[[], float],
    tell: Tell,
) -> Curve:
    """Return the best coverage with at most 0, 1, 2, 5, 10, 20 … changes to a base.

    A change is a need whose leader, or its absence, differs from the base.

    Parameters
    ----------
    left_s
        Seconds that are left.
    tell
        Hears which point is being looked for.

    Raises
    ------
    InputError
        If the plan's policy has other side rules.

    Notes
    -----
    The count of changes is a cost like any other. Put before, between and behind the goals, it
    gives by flows alone the corners of the curve: the least number of changes at all, and the
    least with which the first goals are as good as they can be. Between two corners a row of a
    mixed-integer programme holds the count, see `services.assignment.side_solve`; what HiGHS
    cannot close is not called proved.
    """
    plan = planned.plan
    policy = read_stored_policy(plan.policy).assignment
    if has_side_rules(policy, None):
        raise InputError("advice.stability_rules", plan=plan.id)
    goals = tuple(name for name in policy.goals if name in _COVERAGE)
    problem = written_out_in_full(problem_of(network, plan, replace(policy, goals=goals)))
    flow = assign(problem)
    wanted = Changes(most=0, base=base.plan or "", leaders=base.leaders)
    count = side_rules(problem, wanted).counts[0]
    points = _corners(flow, count, tell)
    low, high = min(points), max(points)
    is_whole = True
    for k in _GRID:
        if not low < k < high or k in points:
            continue
        same = _between_equals(points, k)
        if same is not None:
            points[k] = same
            continue
        if left_s() <= 0:
            is_whole = False
            break
        tell(message("advice.stability.working", n=k))
        try:
            points[k] = _searched(flow, replace(wanted, most=k), left_s)
        except ConflictError:  # the time was over before any plan was found
            is_whole = False
            break
    found = tuple(points[k] for k in sorted(points))
    return Curve(base=base, goals=goals, points=found, is_whole=is_whole)


def _corners(flow: Solved, count: Count, tell: Tell) -> dict[int, Point]:
    """Return the points that flows find, by their number of changes."""
    market = flow.market
    goals = [GOALS[name].costs(market) for name in market.problem.policy.goals]
    points: dict[int, Point] = {}
    for ahead in range(len(goals) + 1):
        tell(message("advice.stability.corner", n=ahead))
        order = [*goals[:ahead], [Cost(pair=count.pair)], *goals[ahead:]]
        found = assign_by(market, order)
        totals = (*found.totals[:ahead], *found.totals[ahead + 1 :])
        point = Point(
            changes=count.start + found.totals[ahead],
            values=_values(flow, totals),
            proved=True,
            by_flow=True,
        )
        points.setdefault(point.changes, point)
    return points


def _between_equals(points: Mapping[int, Point], k: int) -> Point | None:
    """Return the point of `k` where the points around it are equal, and so is what is between."""
    before = points[max(other for other in points if other < k)]
    after = points[min(other for other in points if other > k)]
    return replace(before, changes=k) if before.values == after.values and before.proved else None


def _searched(flow: Solved, changes: Changes, left_s: Callable[[], float]) -> Point:
    side = keep_side_rules(flow, changes, left_s)
    solved, proved = (flow, True) if side is None else (side.solved, all(side.proved))
    values = _values(flow, solved.totals)
    return Point(changes=changes.most, values=values, proved=proved, by_flow=False)


def _values(flow: Solved, totals: Sequence[int]) -> tuple[int, ...]:
    """Return the value of each goal of coverage; each has one component."""
    names = flow.market.problem.policy.goals
    return tuple(
        GOALS[name].values((total,), flow.market)[0]
        for name, total in zip(names, totals, strict=True)
    )
