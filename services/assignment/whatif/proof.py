"""The proof of a rerouted plan: the sign of the reduced-cost vector of every arc.

Components are packed into few 64-bit words. A component whose numbers are at most B gets 2 B + 1
times the room of all behind it, so that the sign of the first word that is not 0 is the sign of
the first component that is not 0: a theorem for the bounds that were checked before.
"""

from collections.abc import Sequence

import numpy as np

from graph.geo import IntArray
from services.assignment.potentials import Whole
from services.assignment.roster import BoolArray

_ROOM = 1 << 62
_SLACK = 2
"""How much farther potentials may spread than they do, before words must be packed anew."""


class Proof:
    """Tests potentials against all arcs of one network.

    Parameters
    ----------
    tail, head
        Ends of each arc.
    costs
        A cost of each arc for each component, most important first.
    potentials
        Those of the plan that stands, shape (components, nodes).
    """

    def __init__(
        self, tail: Whole, head: Whole, costs: Sequence[Whole], potentials: IntArray
    ) -> None:
        self._tail = np.asarray(tail, np.int64)
        self._head = np.asarray(head, np.int64)
        self._costs = costs
        self._bound = _bound(costs, potentials, _SLACK)
        self._weights = _weights(self._bound)
        self._words = [_word(weights, costs) for weights in self._weights]

    def holds(
        self,
        flow: IntArray,
        capacity: IntArray,
        forced: BoolArray,
        potentials: IntArray,
        *,
        cheaper: tuple[int, IntArray] | None = None,
    ) -> bool:
        """Return whether potentials prove that no flow within the capacities has a lesser cost.

        Every arc that is not forced must have a reduced-cost vector that is lexicographically
        ≥ 0 where it has room and ≤ 0 where it carries flow; forced arcs carry all they can.

        Parameters
        ----------
        cheaper
            A component, and arcs that cost one less in it than in the network.
        """
        if (_bound(self._costs, potentials, 1) > self._bound - 1).any():
            return Proof(self._tail, self._head, self._costs, potentials).holds(
                flow, capacity, forced, potentials, cheaper=cheaper
            )
        if (flow > capacity).any() or (flow[forced] != capacity[forced]).any():
            return False
        below = np.zeros(len(flow), bool)
        equal = np.ones(len(flow), bool)
        for weights, word in zip(self._weights, self._words, strict=True):
            price = weights @ potentials
            reduced = word + price[self._tail] - price[self._head]
            if cheaper is not None:
                reduced[cheaper[1]] -= weights[cheaper[0]]
            below |= equal & (reduced < 0)
            equal &= reduced == 0
        wrong = below & (flow < capacity) | ~(below | equal) & (flow > 0)
        return not (wrong & ~forced).any()


def _bound(costs: Sequence[Whole], potentials: IntArray, slack: int) -> IntArray:
    """Return more than the largest reduced cost of each component, with one to spare."""
    largest = np.array([int(np.abs(cost).max(initial=0)) for cost in costs], np.int64)
    spread: IntArray = potentials.max(axis=1) - potentials.min(axis=1)
    return largest + slack * spread + slack


def _weights(bound: IntArray) -> list[IntArray]:
    """Return the weight of each component in each word, 0 where it is in another."""
    words: list[IntArray] = []
    end = len(bound)
    while end:
        word, weight = np.zeros(len(bound), np.int64), 1
        while end and weight * (2 * int(bound[end - 1]) + 1) < _ROOM:
            end -= 1
            word[end] = weight
            weight *= 2 * int(bound[end]) + 1
        words.insert(0, word)
    return words


def _word(weights: IntArray, costs: Sequence[Whole]) -> IntArray:
    word = np.zeros(len(costs[0]), np.int64)
    for weight, cost in zip(weights.tolist(), costs, strict=True):
        if weight:
            word += weight * cost.astype(np.int64)
    return word
