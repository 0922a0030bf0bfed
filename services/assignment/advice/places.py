"""What one more place at each leader and each offer would bring, for all at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import add, sub

import numpy as np

from graph.geo import IntArray
from services.assignment.advice.distances import Distances, LengthNetwork, distances_from
from services.assignment.advice.residual import Standing
from services.assignment.advice.swaps import Vector, ways_below
from services.assignment.arcs import OUTSIDE
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE, BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OneMore:
    """One more place and what the best plan then reaches.

    Attributes
    ----------
    leader
        Number of the leader in the problem.
    offer
        Number of the offer that has a place more, and its leader too; `NONE` for a place of the
        leader alone.
    change
        Change of the total of each component of each goal; less is better.
    """

    leader: int
    offer: int
    change: Vector


def one_more_place(standing: Standing, some: IntArray | None = None) -> list[OneMore]:
    r"""Return the exact effect of one more place at each offer and at each leader, best first.

    Parameters
    ----------
    some
        Offers that are asked about; None is all.

    Raises
    ------
    ArithmeticError
        If the plan is not the best of its problem.

    Notes
    -----
    A place more is an arc of capacity 1, so a best plan changes by at most one cycle through it,
    the shortest one. With :math:`d` the distance from the outside in the residual network of the
    plan, :math:`d_{jo}` that from leader to offer, and :math:`w_j` the price of the leader's next
    place:

    .. math::

        \text{leader } j:\ \min(0, d_j + w_j) \qquad
        \text{offer } o \text{ of } j:\ \min(0, d_o + w_j, d_{jo}, d_j + w_j)

    Two cycles, one through each of the two places of an offer, meet at their leader and can be
    joined there to one through both, and what remains is a cycle of the plan itself, which is
    never negative. Vectors are compared lexicographically. Dual prices are not used: they tell
    the change only where the optimum is not degenerate.

    Of the :math:`d_{jo}` only those are searched that could be less than the other ways:
    :math:`d_{jo} \ge d_o - d_j`, and a leader with one offer reaches it over the outside only.

    References
    ----------
    R. K. Ahuja, T. L. Magnanti, J. B. Orlin, *Network Flows*, Prentice Hall, 1993, section 9.11.
    """
    arcs, problem = standing.arcs, standing.problem
    network = standing.residual()
    to, back = distances_from(network, OUTSIDE), distances_from(network.reversed(), OUTSIDE)
    opens_offer, opens_leader = usable(standing.problem)
    next_ = _next_place(standing, opens_leader)
    none = (0,) * len(standing.costs)
    least: dict[tuple[int, int], Vector] = {}
    for leader in range(len(problem.leaders)):
        alone = _sum(_at(to, arcs.leader0 + leader), next_[leader])
        least[leader, NONE] = min(none, alone or none)
    asked = arcs.live if some is None else np.intersect1d(arcs.live, some)
    for offer in asked.tolist():
        leader = int(problem.offers.leader[offer])
        into = _at(to, arcs.offer0 + offer) if opens_offer[offer] else None
        through = _at(back, arcs.leader0 + leader)
        ways = (_sum(into, next_[leader]), _sum(into, through))
        least[leader, offer] = min(least[leader, NONE], *(way or none for way in ways))
    least |= _swapped(
        standing,
        network,
        to,
        {
            (leader, offer): way
            for (leader, offer), way in least.items()
            if offer != NONE and opens_offer[offer]
        },
    )
    found = [OneMore(leader=j, offer=o, change=way) for (j, o), way in least.items()]
    return sorted(found, key=lambda one: (one.change, one.leader, *_order(standing, one.offer)))


def _swapped(
    standing: Standing,
    network: LengthNetwork,
    to: Distances,
    least: Mapping[tuple[int, int], Vector],
) -> dict[tuple[int, int], Vector]:
    """Return what an offer's place brings where needs of its leader change the offer."""
    arcs = standing.arcs
    several = np.bincount(standing.problem.offers.leader[arcs.live]) > 1
    limits: dict[int, dict[int, Vector]] = defaultdict(dict)
    for (leader, offer), way in least.items():
        start, node = _at(to, arcs.leader0 + leader), _at(to, arcs.offer0 + offer)
        if several[leader] and start and node and tuple(map(sub, node, start)) < way:
            limits[arcs.leader0 + leader][arcs.offer0 + offer] = way
    return {
        (start - arcs.leader0, node - arcs.offer0): way
        for start, node, way in ways_below(network, to, limits)
    }


def usable(problem: AssignmentProblem) -> tuple[BoolArray, BoolArray]:
    """Return offers and leaders that gain a place by one more on their row.

    Those of which other plans of the year have given more than there is now gain none.
    """
    offers, network = problem.offers, problem.network
    sheet = np.array([network.offers.column("places")[i] for i in offers.row.tolist()], np.int64)
    valid = offers.valid
    given = np.zeros(len(problem.leaders), np.int64)
    offered = np.zeros(len(problem.leaders), np.int64)
    np.add.at(given, offers.leader[valid], problem.given[valid])
    np.add.at(offered, offers.leader[valid], sheet[valid])
    total = network.organisations.column("places_total")
    stated = [total[i] for i in problem.leaders.organisation.tolist()]
    room = np.array(
        [sum_ if own is None else own for own, sum_ in zip(stated, offered.tolist(), strict=True)],
        np.int64,
    )
    opens_offer: BoolArray = sheet >= problem.given
    opens_leader: BoolArray = room >= given
    return opens_offer, opens_leader


def _next_place(standing: Standing, opens: BoolArray) -> list[Vector | None]:
    """Return the costs of the next place of each leader, None where there is none to use."""
    return [
        tuple(standing.costs[:, arc].tolist()) if arc != NONE and is_open else None
        for arc, is_open in zip(standing.spare.tolist(), opens.tolist(), strict=True)
    ]


def _at(distances: Distances, node: int) -> Vector | None:
    return tuple(distances.vector[:, node].tolist()) if distances.reached[node] else None


def _sum(one: Vector | None, other: Vector | None) -> Vector | None:
    return None if one is None or other is None else tuple(map(add, one, other))


def _order(standing: Standing, offer: int) -> Iterator[int]:
    """Yield what puts offers of one leader in the order of their rows, after the leader alone."""
    yield NONE if offer == NONE else int(standing.problem.offers.row[offer])
