"""Signs of reduced-cost vectors of many pairs at once: components packed into whole numbers.

A component with numbers of at most B gets 2 B + 1 times the room of all behind it, so the sign of
the packed number is the sign of the first component that is not 0: a theorem, not a guess.
"""

from collections.abc import Sequence

import numpy as np

from graph.geo import IntArray
from services.assignment.truth_pairs import Block, Small
from services.policy import AssignmentPolicy

_ROOM = 1 << 62


class Words:
    """Packs the vectors of one proof.

    Parameters
    ----------
    names
        Goal and band of each component, most important first.
    price
        Prices of all nodes, shape (components, nodes).
    """

    def __init__(
        self,
        names: Sequence[tuple[str, str]],
        price: IntArray,
        policy: AssignmentPolicy,
        *,
        most_points: int,
    ) -> None:
        self._width = policy.band_km * 10
        self._names = names
        costs = [most_points if name == "points" else 1 for name, _ in names]
        bound = [
            cost + 2 * int(np.abs(row).max(initial=0))
            for cost, row in zip(costs, price, strict=True)
        ]
        self._weights = weights_of(bound)
        self._prices = [weights @ price for weights in self._weights]

    def signs(self, block: Block, needs: IntArray, offers: IntArray) -> Small:
        """Return the sign of the vector of each pair of a block.

        Parameters
        ----------
        needs, offers
            Nodes of its needs and offers.
        """
        sign = np.zeros(block.rule.shape, np.int8)
        band = block.effective // self._width
        for weights, price in zip(self._weights, self._prices, strict=True):
            word = price[needs][:, None] - price[offers]
            by_band = np.zeros(int(band.max(initial=0)) + 1, np.int64)
            for weight, (name, of) in zip(weights.tolist(), self._names, strict=True):
                if not weight:
                    continue
                if of:
                    by_band[int(of) : int(of) + 1] = weight
                elif name == "points":
                    word += weight * block.points.astype(np.int64)
                elif name in {"preferred_pairs", "pairs_kept"}:
                    word -= weight * (block.kept if name == "pairs_kept" else block.preferred)
            word += by_band[band]
            np.copyto(sign, np.sign(word), where=sign == 0, casting="unsafe")
        return sign


def weights_of(bound: Sequence[int]) -> list[IntArray]:
    """Return the weight of each component in each word, 0 where it is in another."""
    words: list[IntArray] = []
    end = len(bound)
    while end:
        word, weight = np.zeros(len(bound), np.int64), 1
        while end and weight * (2 * bound[end - 1] + 1) < _ROOM:
            end -= 1
            word[end] = weight
            weight *= 2 * bound[end] + 1
        words.insert(0, word)
    return words
