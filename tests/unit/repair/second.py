"""The best ties that give everybody a second way to a leader, by trying every set of them."""

from collections.abc import Iterable
from itertools import combinations

from tests.unit.repair.oracle import Oracle, Tie


class Second(Oracle):
    """Knows whom a set of ties frees from every single other organisation."""

    def free(self, ties: Iterable[Tie]) -> set[str]:
        """Return the judged who reach a leader whichever one other organisation is gone."""
        near: dict[str, set[str]] = {code: set(self.graph[code]) for code in self.organisations}
        for one, other in ties:
            near[one].add(other)
            near[other].add(one)
        cut: set[str] = set()
        for gone in self.organisations:
            met = self.leaders & set(near) - {gone}
            ends = sorted(met)
            while ends:
                new = near[ends.pop()] - met - {gone}
                met |= new
                ends += new
            cut |= set(near) - met - {gone}
        return self.judged - cut

    def best(self, order: str, *, room: dict[str, int] | None = None) -> tuple[int, ...]:  # type: ignore[override]  # one goal alone
        """Return left out, then what is least first, then the other."""
        ties = sorted(self.candidates)
        most = len(self.free(ties))
        best = (len(self.judged) - len(self.free([])), 0, 0)
        for count in range(1, len(ties) + 1):
            if best[0] == len(self.judged) - most and order == "ties":
                break
            for chosen in combinations(ties, count):
                if room and any(sum(c in t for t in chosen) > room[c] for c in room):
                    continue
                length = sum(self.candidates[t] for t in chosen)
                cost = (length, count) if order == "km" else (count, length)
                if best[0] == len(self.judged) - most and cost >= best[1:]:
                    continue
                best = min(best, (len(self.judged) - len(self.free(chosen)), *cost))
        return best
