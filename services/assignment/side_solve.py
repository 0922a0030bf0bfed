"""Plans that keep side rules, best in the policy's goals, one after the other, with bounds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from graph.texts import message
from services.assignment.assign import Solved, assign_by
from services.assignment.goals import GOALS, Cost
from services.assignment.progress import Tell, silent
from services.assignment.side_model import SideModel, side_model
from services.assignment.side_rules import SideRules
from services.assignment.side_stage import Face
from services.assignment.side_tighter import Flows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SideSolved:
    """A plan that keeps the side rules.

    Attributes
    ----------
    solved
        Pairs and totals; the prices are those of the flow without the rules.
    bounds
        For each component of the goals: no plan that is equal in the earlier ones has less.
    """

    solved: Solved
    bounds: tuple[int, ...]


def solve_side(
    flow: Solved,
    rules: SideRules,
    start: IntArray,
    left_s: Callable[[], float],
    tell: Tell = silent,
) -> SideSolved:
    """Improve `start` until no plan that keeps the rules is better, or the time is over.

    Parameters
    ----------
    flow
        The best plan without the rules: its goals bound those of every plan.
    start
        Pairs that keep the rules, one number a need.
    left_s
        Seconds that are left.

    Notes
    -----
    1. As far as `start` is as good as the flow, goal by goal, the flow's prices say in whole
    numbers which pairs an optimum can use: no search is needed. 2. Then component by component by
    `side_stage.Face`. 3. A flow for the one goal alone bounds it where the time was over; where
    partners are counted, it comes first, since the relaxation takes seconds.
    """
    market = flow.market
    model = side_model(market, rules)
    per_goal = [GOALS[name].costs(market) for name in market.problem.policy.goals]
    costs = [cost for some in per_goal for cost in some]
    goal_of = [i for i, some in enumerate(per_goal, 1) for _ in some]
    rows = [model.cost(cost) for cost in costs]
    face = Face(model, model.columns_of(start), left_s, Flows(flow, rules))
    equal = _equal(rows, face.x, flow.totals)
    _as_the_flow(face, model, flow, costs[:equal])
    bounds = list(flow.totals[:equal])
    for row, cost, goal in zip(rows[equal:], costs[equal:], goal_of[equal:], strict=True):
        tell(message("progress.side", goal=goal, n=len(per_goal)))
        alone = assign_by(market, [[cost]]).totals[0] if len(model.ties) else None
        bound = face.minimise(row, alone).bound
        if alone is None and bound < int(row @ face.x):
            bound = max(bound, assign_by(market, [[cost]]).totals[0])
        bounds.append(bound)
    solved = flow.with_pairs(model.chosen(face.x), totals=tuple(int(row @ face.x) for row in rows))
    return SideSolved(solved=solved, bounds=tuple(bounds))


def _equal(rows: list[IntArray], x: IntArray, totals: tuple[int, ...]) -> int:
    """Return how many components, from the first on, are as good as those of the flow."""
    for i, (row, total) in enumerate(zip(rows, totals, strict=True)):
        if int(row @ x) != total:
            return i
    return len(rows)


def _as_the_flow(face: Face, model: SideModel, flow: Solved, costs: list[Cost]) -> None:
    """Keep to plans as good as the flow in the first components, by the flow's prices.

    An arc whose vector of reduced costs is above 0 carries nothing in any such plan, one below 0
    all it can.
    """
    market = model.market
    pairs, needs, offers = market.problem.pairs, market.problem.needs, market.problem.offers
    taking, giving = market.mentee_units, market.leader_units
    live = np.flatnonzero(offers.valid)
    sign = np.zeros(model.size - len(model.ties), np.int64)
    of_need, of_offer = np.zeros(len(needs), np.int64), np.zeros(len(live), np.int64)
    for k, cost in enumerate(costs):
        mentee, need = flow.mentee_price[k], flow.need_price[k]
        offer, leader = flow.offer_price[k], flow.leader_price[k]
        arcs = [
            need[pairs.need] - offer[pairs.offer] + _or_zero(cost.pair, len(pairs)),
            _or_zero(cost.mentee, len(taking)) - mentee[taking.owner],
            _or_zero(cost.leader, len(giving)) + leader[giving.owner],
        ]
        sign = np.where(sign == 0, np.sign(np.concatenate(arcs)), sign)
        own = _or_zero(cost.need, len(needs)) + mentee[needs.mentee] - need
        of_need = np.where(of_need == 0, np.sign(own), of_need)
        own = offer[live] - leader[offers.leader[live]]
        of_offer = np.where(of_offer == 0, np.sign(own), of_offer)
    of_need[market.problem.pinned >= 0] = 0
    face.high[: len(sign)][sign > 0] = 0
    face.low[: len(sign)][sign < 0] = 1
    face.tighten(np.flatnonzero(of_need), (of_need[of_need != 0] < 0).astype(np.int64))
    full = np.where(of_offer < 0, offers.places[live], 0)
    face.tighten(len(needs) + live[of_offer != 0], full[of_offer != 0])


def _or_zero(part: IntArray | None, size: int) -> IntArray:
    return np.zeros(size, np.int64) if part is None else part
