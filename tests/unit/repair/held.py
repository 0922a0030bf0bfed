"""The best ties that hold each other, by trying every set of them, from the records alone."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import networkx as nx

from tests.unit.repair.oracle import Oracle, Tie


class Held(Oracle):
    """Knows whom a set of ties holds, whatever one tie is lost."""

    def largest(self, ties: Iterable[Tie]) -> int:
        """Return how many judged organisations the best part holds together."""
        return max((len(self.judged & part) for part in self.parts(ties)), default=0)

    def parts(self, ties: Iterable[Tie]) -> list[set[str]]:
        """Return what holds together whatever one tie is lost."""
        graph: Any = self.graph.copy()
        graph.add_edges_from(ties)
        graph.remove_edges_from(list(nx.bridges(graph)))
        return list(nx.connected_components(graph))

    def best(self, order: str, *, room: dict[str, int] | None = None) -> tuple[int, ...]:  # type: ignore[override]  # one goal alone
        """Return left out, then what is least first, then the other.

        Sets grow by one tie; more than two for each organisation but one are never the best.
        """
        ties = sorted(self.candidates)
        most = min(len(ties), 2 * (len(self.organisations) - 1))
        reachable = len(self.judged) - self.largest(ties)
        best = (len(self.judged) - self.largest([]), 0, 0)
        for count in range(1, most + 1):
            if order == "ties" and best[0] == reachable:
                break
            for chosen in combinations(ties, count):
                if room and any(sum(c in t for t in chosen) > room[c] for c in room):
                    continue
                length = sum(self.candidates[t] for t in chosen)
                cost = (length, count) if order == "km" else (count, length)
                if best[0] == reachable and cost >= best[1:]:
                    continue
                best = min(best, (len(self.judged) - self.largest(chosen), *cost))
        return best
