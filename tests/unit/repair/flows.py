"""The best ties that hold each other as a program of flows: two units from one to each other."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.unit.repair.held import Held

_MORE = 10**6
"""More than all kilometres, in tenths, of so few organisations."""


class Flows(Held):
    """Knows the least cost of ties that hold together the most organisations."""

    def least(self, order: str, *, room: dict[str, int] | None = None) -> tuple[int, ...] | None:
        """Return left out, then what is least first, then the other; None if limits forbid it."""
        most = self.largest(self.candidates)
        found = [
            cost
            for part in self.parts(self.candidates)
            if len(part & self.judged) == most
            and (cost := self.cost(sorted(part & self.judged), order, room)) is not None
        ]
        return (len(self.judged) - most, *min(found)) if found else None

    def cost(
        self, who: list[str], order: str, room: dict[str, int] | None
    ) -> tuple[int, int] | None:
        """Return the least cost of holding some organisations together."""
        if len(who) <= 1:
            return 0, 0
        new = sorted(self.candidates)
        ties = [*new, *self.graph.edges]
        number = {code: i for i, code in enumerate(sorted(self.organisations))}
        size = len(new) + 2 * len(ties) * (len(who) - 1)
        rows = list(self._flow_rows(who, number, ties, len(new), size))
        for code, limit in (room or {}).items():
            row = np.zeros(size)
            row[[i for i, tie in enumerate(new) if code in tie]] = 1
            rows.append((row, -np.inf, limit))
        cost = np.zeros(size)
        length = np.array([self.candidates[tie] for tie in new])
        cost[: len(new)] = length + 1e-3 if order == "km" else _MORE + length
        whole = np.zeros(size, dtype=np.int64)
        whole[: len(new)] = 1
        matrix, low, high = (np.array(column) for column in zip(*rows, strict=True))
        found = milp(
            cost,
            integrality=whole,
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0},
        )
        if found.x is None:
            return None
        chosen = np.round(found.x[: len(new)]) == 1
        answer = int(length[chosen].sum()), int(chosen.sum())
        return answer if order == "km" else answer[::-1]

    def _flow_rows(
        self,
        who: list[str],
        number: dict[str, int],
        ties: list[Any],
        new: int,
        size: int,
    ) -> Iterator[tuple[Any, float, float]]:
        """Yield rows: two units leave the first and come to each other, over chosen ties only."""
        for k, target in enumerate(who[1:]):
            start = new + 2 * len(ties) * k
            balance = np.zeros((len(number), size))
            for i, (one, other) in enumerate(ties):
                there, back = start + 2 * i, start + 2 * i + 1
                balance[[number[one], number[other]], [there, there]] = 1, -1
                balance[[number[one], number[other]], [back, back]] = -1, 1
                row = np.zeros(size)
                row[[there, back]] = 1
                if i < new:
                    row[i] = -1
                yield row, -np.inf, 0 if i < new else 1
            for code, i in number.items():
                leaves = 2 * ((code == who[0]) - (code == target))
                yield balance[i], leaves, leaves
