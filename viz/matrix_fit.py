"""What of a big matrix comes on the sheet: the rows and columns that lack most, the rest summed."""

from collections.abc import Sequence
from dataclasses import replace

from graph.model.matrix import Axis, Balance, MatrixView

MOST_DIRECTIONS, MOST_MUNICIPALITIES = 26, 46


def fit_matrix(view: MatrixView, rest: str) -> MatrixView:
    """Return `view` with at most so many rows and columns as can be read; order is kept.

    Parameters
    ----------
    rest
        Name of the row and the column that hold what is left over.
    """
    rows = _groups(view.directions, MOST_DIRECTIONS)
    columns = _groups(view.municipalities, MOST_MUNICIPALITIES)
    return replace(
        view,
        directions=tuple(_axis(view.directions, group, rest) for group in rows),
        municipalities=tuple(_axis(view.municipalities, group, rest) for group in columns),
        cells=tuple(
            tuple(
                sum((view.cells[i][j] for i in group for j in others), Balance())
                for others in columns
            )
            for group in rows
        ),
    )


def _groups(axes: Sequence[Axis], most: int) -> list[list[int]]:
    if len(axes) <= most:
        return [[i] for i in range(len(axes))]
    worst = sorted(range(len(axes)), key=lambda i: (axes[i].total.rest, i))[: most - 1]
    kept = sorted(worst)
    return [[i] for i in kept] + [[i for i in range(len(axes)) if i not in set(kept)]]


def _axis(axes: Sequence[Axis], group: Sequence[int], rest: str) -> Axis:
    if len(group) == 1:
        return axes[group[0]]
    total = sum((axes[i].total for i in group), Balance())
    return Axis(code="", name=f"{rest} ({len(group)})", total=total)
