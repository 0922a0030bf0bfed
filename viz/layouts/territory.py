"""Soft areas around the organisations of each group, side by side without gaps or overlaps.

They show where the organisations of a municipality lie. They are no borders: the product ships
none, and says so on every picture.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from viz.layouts.spots import rounded
from viz.spec import Point

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Loop = list[tuple[int, int]]

_CELLS = 150
_SMOOTHINGS = 10
_SMALLEST = 6  # cells: smaller patches are specks


def areas_of(
    at: Mapping[str, Point], group_of: Mapping[str, str], reach: float
) -> dict[str, tuple[tuple[Point, ...], ...]]:
    """Return for each group the outlines of its area, the largest first.

    The ground up to `reach` from an organisation belongs to the group of the nearest one. It is cut
    into cells, traced, and smoothed at the shared corners, so that neighbours keep one border.
    """
    ids = sorted(i for i in at if group_of.get(i))
    if not ids:
        return {}
    names = sorted({group_of[i] for i in ids})
    number = {name: n for n, name in enumerate(names)}
    points = np.array([at[i] for i in ids], dtype=np.float64)
    owner = np.array([number[group_of[i]] for i in ids])
    low = points.min(axis=0) - reach * 1.3
    size = points.max(axis=0) + reach * 1.3 - low
    cell = float(size.max()) / _CELLS
    middle = _middles(low, size, cell)
    distance, nearest = cKDTree(points).query(middle)
    labels = _framed(np.where(distance <= reach, owner[nearest], -1))
    loops = _loops(labels)
    corner = _smoothed(loops)
    found: dict[str, tuple[tuple[Point, ...], ...]] = {}
    for n, name in enumerate(names):
        outlines = sorted(loops.get(n, []), key=lambda loop: (-len(loop), loop[0]))
        found[name] = tuple(
            tuple(
                rounded(low[0] + corner[c][0] * cell, low[1] + corner[c][1] * cell)
                for c in loop
                if _kept(c)
            )
            for loop in outlines
            if len(loop) > _SMALLEST
        )
    return {name: outlines for name, outlines in found.items() if outlines}


def _middles(low: Floats, size: Floats, cell: float) -> Floats:
    """Return the middle of every cell, shape (columns, rows, 2)."""
    columns, rows = (int(np.ceil(side / cell)) + 2 for side in size)
    x = low[0] + (np.arange(columns) + 0.5) * cell
    y = low[1] + (np.arange(rows) + 0.5) * cell
    return np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1)


def _framed(labels: Labels) -> Labels:
    """Return the labels with an empty frame, so that every outline closes."""
    labels[[0, -1], :] = -1
    labels[:, [0, -1]] = -1
    return labels


def _loops(labels: Labels) -> dict[int, list[Loop]]:
    """Trace the outline of each group along cell corners, its cells on the right hand."""
    steps: dict[int, dict[tuple[int, int], list[tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for i, j in np.argwhere(labels >= 0).tolist():
        own = int(labels[i, j])
        sides = (
            (labels[i, j - 1], (i, j), (i + 1, j)),
            (labels[i + 1, j], (i + 1, j), (i + 1, j + 1)),
            (labels[i, j + 1], (i + 1, j + 1), (i, j + 1)),
            (labels[i - 1, j], (i, j + 1), (i, j)),
        )
        for other, start, end in sides:
            if other != own:
                steps[own][start].append(end)
    return {own: _chained(ways) for own, ways in steps.items()}


def _chained(ways: dict[tuple[int, int], list[tuple[int, int]]]) -> list[Loop]:
    loops = []
    for start in sorted(ways):
        while ways[start]:
            loop, here, before = [start], ways[start].pop(), start
            while here != start:
                loop.append(here)
                ends = ways[here]
                turn = (here[0] - before[0], here[1] - before[1])
                # At a corner where two cells touch, stay with the own cell: turn to the right.
                ends.sort(key=lambda e: turn[0] * (e[1] - here[1]) - turn[1] * (e[0] - here[0]))
                before, here = here, ends.pop()
            loops.append(loop)
    return loops


def _smoothed(loops: Mapping[int, Sequence[Loop]]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return where each corner comes to lie; corners are shared, so borders stay shared."""
    sides = sorted(
        {
            (min(a, b), max(a, b))
            for some in loops.values()
            for loop in some
            for a, b in zip(loop, [*loop[1:], loop[0]], strict=True)
        }
    )
    corners = sorted({corner for side in sides for corner in side})
    index = {corner: i for i, corner in enumerate(corners)}
    ends = np.array([[index[a], index[b]] for a, b in sides], dtype=np.int64).reshape(-1, 2)
    place = np.array(corners, dtype=np.float64).reshape(-1, 2)
    degree = np.bincount(ends.ravel(), minlength=len(corners))[:, None]
    for _ in range(_SMOOTHINGS):
        total = np.zeros_like(place)
        np.add.at(total, ends[:, 0], place[ends[:, 1]])
        np.add.at(total, ends[:, 1], place[ends[:, 0]])
        place = (place + total / degree) / 2
    return {corner: (float(place[i, 0]), float(place[i, 1])) for corner, i in index.items()}


def _kept(corner: tuple[int, int]) -> bool:
    """Return whether the drawing keeps this corner; neighbours agree, no group is asked."""
    return (corner[0] + 2 * corner[1]) % 3 != 1
