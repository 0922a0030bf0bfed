"""Lexicographic minimum-cost flow: arrays in, arrays out, no domain words.

Whole are whole-number vectors, most important component first. As many components as fit are
packed into one 64-bit cost and solved at once; the arcs that an optimum may use, the optimal
face, carry the next stage. That the packing kept the order is not assumed but checked on the
vectors of all arcs; where it did not, components get more bits.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from graph.geo import IntArray
from services.assignment.potentials import Whole, potentials_of
from services.assignment.roster import BoolArray

SOLVER_BITS = 61
"""Bits of a cost that the solver's own scaling by the number of nodes leaves room in."""
_LADDER = ((2, 3), (4, 5), (8, 8), (16, 16), None)
"""Bits that a component of the first half, and one of the second, has beyond those of its
largest cost; None solves each by itself. Prices of later components spread wider."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlowProblem:
    """A circulation with vector costs.

    Attributes
    ----------
    tail, head, capacity
        One entry an arc; nodes are 0 … `nodes` - 1.
    costs
        A cost of each arc for each component, most important first.
    forced
        Arcs that carry their whole capacity in every solution.
    """

    nodes: int
    tail: Whole
    head: Whole
    capacity: IntArray
    costs: Sequence[Whole]
    forced: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlowSolution:
    """Flow on each arc, potentials of shape (components, nodes), and stages it took."""

    flow: IntArray
    potentials: IntArray
    stages: int


def _unheard(first: int, last: int) -> None:
    """Tell nobody of a stage."""
    del first, last


def solve(
    problem: FlowProblem, at_stage: Callable[[int, int], None] = _unheard
) -> FlowSolution | None:
    r"""Return a circulation whose cost vector is lexicographically least, with its proof.

    .. math::

        \operatorname{lexmin} \left(\sum_a c_{ka} x_a\right)_k \quad\text{s.t.}\quad
        \sum_{a \in \delta^-(v)} x_a = \sum_{a \in \delta^+(v)} x_a,\; 0 \le x_a \le u_a

    Parameters
    ----------
    at_stage
        Hears the first and the last component of each stage before it is solved.

    Returns
    -------
    FlowSolution or None
        With potentials such that the vector of reduced costs of each arc that is not forced is
        lexicographically ≥ 0 where the arc has room and ≤ 0 where it carries flow; None if the
        forced arcs cannot be fed.

    Raises
    ------
    ArithmeticError
        If no number of bits gives a proof, which the last step of the ladder excludes.

    Notes
    -----
    Cost scaling by OR-Tools, then one shortest-path pass for exact whole-number potentials of
    each stage. A stage of one component is exact by theory, so the ladder ends there.

    References
    ----------
    A. V. Goldberg, *An Efficient Implementation of a Scaling Minimum-Cost Flow Algorithm*,
    Journal of Algorithms 22 (1), 1997, 1-29.
    R. K. Ahuja, T. L. Magnanti, J. B. Orlin, *Network Flows*, Prentice Hall, 1993, chapter 9.
    """
    for bits in _LADDER:
        attempt = _Attempt(problem, bits, at_stage)
        if not attempt.run():
            if attempt.infeasible:
                return None
            continue
        found = attempt.solution()
        if is_optimal(problem, found):
            return found
    raise ArithmeticError("one component a stage is exact")


def is_optimal(problem: FlowProblem, found: FlowSolution) -> bool:
    """Return whether the potentials prove the flow on every arc that is not forced."""
    even = np.flatnonzero(~problem.forced)
    for cost, price in zip(problem.costs, found.potentials, strict=True):
        reduced = cost[even] + price[problem.tail[even]] - price[problem.head[even]]
        flow = found.flow[even]
        wrong = (reduced < 0) & (flow < problem.capacity[even]) | (reduced > 0) & (flow > 0)
        if wrong.any():
            return False
        even = even[reduced == 0]
    return True


class _Attempt:
    """One pass through the stages with `bits` to spare for early and late components."""

    def __init__(
        self,
        problem: FlowProblem,
        bits: tuple[int, int] | None,
        at_stage: Callable[[int, int], None],
    ) -> None:
        self._problem = problem
        self._at_stage = at_stage
        self._bits = bits
        self._limit = SOLVER_BITS - int(problem.nodes).bit_length()
        self._flow = np.where(problem.forced, problem.capacity, 0)
        self._prices = np.zeros((len(problem.costs), problem.nodes), np.int64)
        self._supply = np.zeros(problem.nodes, np.int64)
        self._saturate(np.flatnonzero(problem.forced))
        self._face = np.flatnonzero(~problem.forced)
        self._stages = 0
        self.infeasible = False

    def run(self) -> bool:
        """Solve stage after stage; return False where the solver refuses the costs."""
        for group in self._groups():
            if group:
                self._at_stage(group[0][0], group[-1][0])
            cost = np.zeros(len(self._face), np.int64)
            for component, width in group:
                cost = (cost << width) + self._problem.costs[component][self._face]
            if not self._solve(cost):
                return False
            self._stages += 1
            self._restrict(cost, group)
        return True

    def solution(self) -> FlowSolution:
        """Return what the stages found."""
        return FlowSolution(flow=self._flow, potentials=self._prices, stages=self._stages)

    def _groups(self) -> Iterator[list[tuple[int, int]]]:
        """Yield (component, width in bits) of each stage; components that are all zero need none.

        The first stage is there even without a cost, since forced arcs must be fed.
        """
        group: list[tuple[int, int]] = []
        used = 0
        fed = False
        for component in range(len(self._problem.costs)):
            largest = int(np.abs(self._problem.costs[component][self._face]).max(initial=0))
            if largest == 0:
                continue
            own = largest.bit_length()
            width = own + self._to_spare(component)
            if group and (self._bits is None or used + width > self._limit):
                yield group
                fed, group, used = True, [], 0
            # Nothing stands above the first of a stage, so that it needs no bits to spare.
            used += width if group else own
            group.append((component, width))
        if group or not fed:
            yield group

    def _to_spare(self, component: int) -> int:
        early, late = self._bits or (0, 0)
        return early if 2 * component < len(self._problem.costs) else late

    def _solve(self, cost: IntArray) -> bool:
        problem, face = self._problem, self._face
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            problem.tail[face], problem.head[face], problem.capacity[face], cost
        )
        solver.set_nodes_supplies(np.arange(problem.nodes), self._supply)
        status = solver.solve()
        self.infeasible = status == solver.INFEASIBLE
        if status != solver.OPTIMAL:
            return False
        self._flow[face] = solver.flows(arcs)
        return True

    def _restrict(self, cost: IntArray, group: list[tuple[int, int]]) -> None:
        """Note the potentials of the stage, and keep the arcs that another optimum may change."""
        problem, face = self._problem, self._face
        tail, head = problem.tail[face], problem.head[face]
        price = potentials_of(
            problem.nodes,
            tail,
            head,
            cost,
            room=problem.capacity[face] - self._flow[face],
            flow=self._flow[face],
        )
        price -= price[0]
        reduced = cost + price[tail] - price[head]
        self._unpack(price, group)
        self._saturate(face[reduced < 0])
        self._face = face[reduced == 0]

    def _unpack(self, price: IntArray, group: list[tuple[int, int]]) -> None:
        """Split packed potentials into one whole number a component (balanced digits)."""
        rest = price
        for component, width in reversed(group[1:]):
            half = 1 << (width - 1)
            digit = ((rest + half) & ((1 << width) - 1)) - half
            self._prices[component] = digit
            rest = (rest - digit) >> width
        if group:
            self._prices[group[0][0]] = rest

    def _saturate(self, arcs: IntArray) -> None:
        capacity = self._problem.capacity[arcs]
        np.subtract.at(self._supply, self._problem.tail[arcs], capacity)
        np.add.at(self._supply, self._problem.head[arcs], capacity)
