"""Needs against free places as a picture: filled where places lack, outlined where they are left.

The sign, the number and filled or outlined say the same, so a greyscale print says it too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.model.matrix import MINUS, Axis, Balance, MatrixView
from graph.texts import Say, message
from viz.chart_sheet import BODY, chart_sheet
from viz.fitted_text import fitted_text, wrapped_text
from viz.matrix_fit import fit_matrix
from viz.palette import GROWTH, INK, INK_QUIET
from viz.svg_text import clean, svg_text

Link = Callable[[str, str], str]
"""Gives the address of a cell's list for a direction and a municipality."""

LACKS = (("#F6D3C8", INK), ("#DD8A74", "#000"), ("#9C2413", "#fff"))
"""Ground and ink of the three bands of missing places, each darker than the one before."""
_NAMES, _NAMES_MOST, _SUMS = 168.0, 400.0, 44.0
_FLAT = 62.0  # width of a column that has its name written across
_WIDEST, _TALLEST = 118.0, 42.0
_LEGEND = 20.0
_LEAST = 4.6  # smaller numbers cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Where the cells lie."""

    left: float
    top: float
    width: float
    height: float
    cuts: tuple[int, int]

    @property
    def size(self) -> float:
        return min(10.5, self.height * 0.46, self.width * 0.62)

    @property
    def shows_parts(self) -> bool:
        return self.width >= 44 and self.height >= 20  # noqa: PLR2004 - room for a second line


def render_matrix(view: MatrixView, say: Say, *, link: Link | None = None) -> str:
    """Return the matrix as one SVG on A4 across.

    Parameters
    ----------
    link
        Makes each cell lead to its list; without it the picture leads nowhere.
    """
    if view.head.empty:
        return chart_sheet(view.head, ())
    rest = say(message("chart.matrix.rest"))
    shown = fit_matrix(view, rest)
    is_cut = shown.directions != view.directions or shown.municipalities != view.municipalities
    notes = (say(message("chart.matrix.cut")),) if is_cut else ()
    return chart_sheet(view.head, _body(shown, say, link), notes=notes)


def band_of(lacking: int, cuts: tuple[int, int]) -> int:
    """Return 0 to 2: how badly places lack.

    Examples
    --------
    >>> [band_of(n, (3, 6)) for n in (1, 3, 4, 7)]
    [0, 0, 1, 2]
    """
    return (lacking > cuts[0]) + (lacking > cuts[1])


def _body(view: MatrixView, say: Say, link: Link | None) -> Iterator[str]:
    grid = _grid_of(view)
    yield from _column_names(view, grid, say)
    for i, (axis, cells) in enumerate(zip(view.directions, view.cells, strict=True)):
        y = grid.top + i * grid.height
        yield _row_name(axis.name, y, grid)
        for j, (other, cell) in enumerate(zip(view.municipalities, cells, strict=True)):
            told = f"{axis.name} · {other.name}: {_parts(cell, say)}"
            at = (grid.left + j * grid.width, y)
            drawn = _cell(cell, at, grid, say, told)
            yield _linked(drawn, axis, other, link if not cell.is_empty else None)
        x = grid.left + len(cells) * grid.width + 6
        yield _sum(axis.total, (x, y), (_SUMS, grid.height))
    y = grid.top + len(view.cells) * grid.height + 5
    total = say(message("chart.matrix.sum"))
    yield svg_text(total, BODY[0], y + 8, size=8.6, colour=INK, bold=True)
    for j, other in enumerate(view.municipalities):
        yield _sum(other.total, (grid.left + j * grid.width, y), (grid.width, 16))
    x = grid.left + len(view.municipalities) * grid.width + 6
    yield _sum(view.total, (x, y), (_SUMS, 16))
    yield from _legend(grid, y + 16 + _LEGEND, say)


def _row_name(name: str, y: float, grid: _Grid) -> str:
    size, step = min(8.6, grid.height * 0.8), 10.0
    most = max(1, min(3, int(grid.height // step)))
    lines = wrapped_text(name, grid.left - BODY[0] - 10, size, most=most)
    first = y + grid.height / 2 - step * (len(lines) - 1) / 2
    return "".join(
        svg_text(line, BODY[0], first + i * step, size=size, colour=INK)
        for i, line in enumerate(lines)
    )


def _grid_of(view: MatrixView) -> _Grid:
    spare = BODY[2] - BODY[0] - _SUMS - 6 - _WIDEST * len(view.municipalities)
    left = BODY[0] + min(_NAMES_MOST, max(_NAMES, spare))
    width = (BODY[2] - left - _SUMS - 6) / len(view.municipalities)
    is_flat = width >= _FLAT
    top = BODY[1] + (26.0 if is_flat else 84.0)
    height = (BODY[3] - top - 21 - 2 * _LEGEND) / len(view.directions)
    worst = max((-cell.rest for row in view.cells for cell in row), default=0)
    cuts = next(
        (c for c in ((2, 5), (5, 15), (20, 60), (100, 300)) if worst <= 4 * c[1]), (500, 2000)
    )
    return _Grid(
        left=left, top=top, width=min(width, _WIDEST), height=min(height, _TALLEST), cuts=cuts
    )


def _column_names(view: MatrixView, grid: _Grid, say: Say) -> Iterator[str]:
    is_flat = grid.width >= _FLAT
    size = 8.4 if is_flat else min(8.4, grid.width * 0.62)
    for j, axis in enumerate(view.municipalities):
        x = grid.left + (j + 0.5) * grid.width
        if is_flat:
            name = fitted_text(axis.name, grid.width - 4, size)
            yield svg_text(name, x, grid.top - 9, size=size, colour=INK, anchor="middle")
        else:
            name = svg_text(fitted_text(axis.name, 80, size), 0, 0, size=size, colour=INK)
            yield f'<g transform="translate({x:.1f} {grid.top - 4:.1f}) rotate(-90)">{name}</g>'
    x = grid.left + len(view.municipalities) * grid.width + 6 + _SUMS / 2
    total = say(message("chart.matrix.sum"))
    yield svg_text(total, x, grid.top - 9, size=8.6, colour=INK, bold=True, anchor="middle")


def _cell(cell: Balance, at: tuple[float, float], grid: _Grid, say: Say, told: str) -> str:
    x, y = at[0] + 0.8, at[1] + 0.8
    wide, tall = grid.width - 1.6, grid.height - 1.6
    middle = (x + wide / 2, y + tall / 2)
    if cell.is_empty:
        return f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="0.9" fill="#B8C0CA"/>'
    ink = INK
    if cell.rest < 0:
        fill, ink = LACKS[band_of(-cell.rest, grid.cuts)]
        box = _box(x, y, wide, tall, f'fill="{fill}"')
    elif cell.rest > 0:
        box = _box(x + 0.5, y + 0.5, wide - 1, tall - 1, f'fill="#fff" stroke="{GROWTH}"')
        ink = GROWTH
    else:
        box = _box(x, y, wide, tall, 'fill="#EEF1F4"')
    number = cell.told
    size = round(max(_LEAST, min(grid.size, 0.92 * wide / len(number) / 0.54)), 2)
    up = 5.0 if grid.shows_parts else 0.0
    words = svg_text(
        number, middle[0], middle[1] - up, size=size, colour=ink, bold=True, anchor="middle"
    )
    if grid.shows_parts:
        code = "chart.matrix.parts" if grid.width >= 84 else "chart.matrix.short"  # noqa: PLR2004 - room for words
        parts = say(message(code, open=cell.open, free=cell.free))
        words += svg_text(parts, middle[0], middle[1] + 6.5, size=6.8, colour=ink, anchor="middle")
    return f"<g><title>{clean(told)}</title>{box}{words}</g>"


def _box(x: float, y: float, width: float, height: float, paint: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="1.5"'
        f" {paint}/>"
    )


def _linked(drawn: str, row: Axis, column: Axis, link: Link | None) -> str:
    if link is None or not row.code or not column.code:
        return drawn
    return f'<a href="{clean(link(row.code, column.code))}">{drawn}</a>'


def _sum(total: Balance, at: tuple[float, float], room: tuple[float, float]) -> str:
    number = total.told
    size = round(max(_LEAST, min(9.0, 0.95 * room[0] / len(number) / 0.54)), 2)
    return svg_text(
        number,
        at[0] + room[0] / 2,
        at[1] + room[1] / 2,
        size=size,
        colour=INK,
        bold=True,
        anchor="middle",
    )


def _legend(grid: _Grid, y: float, say: Say) -> Iterator[str]:
    first, second = grid.cuts
    bands = (
        ("chart.matrix.band_from", {"low": second + 1}, 2),
        ("chart.matrix.band", {"low": first + 1, "high": second}, 1),
        ("chart.matrix.band", {"low": 1, "high": first}, 0),
    )
    x = BODY[0]
    for code, params, band in bands:
        fill, ink = LACKS[band]
        yield _box(x, y - 6, 16, 12, f'fill="{fill}"')
        yield svg_text(MINUS, x + 8, y, size=8, colour=ink, bold=True, anchor="middle")
        yield svg_text(say(message(code, **params)), x + 21, y, size=8.2, colour=INK)
        x += 116
    for code, paint, sign in (
        ("chart.matrix.even", 'fill="#EEF1F4"', "0"),
        ("chart.matrix.left", f'fill="#fff" stroke="{GROWTH}"', "+"),
    ):
        yield _box(x, y - 6, 16, 12, paint)
        yield svg_text(sign, x + 8, y, size=8, colour=INK, bold=True, anchor="middle")
        yield svg_text(say(message(code)), x + 21, y, size=8.2, colour=INK)
        x += 116
    yield f'<circle cx="{x + 8:.1f}" cy="{y:.1f}" r="1.2" fill="{INK_QUIET}"/>'
    yield svg_text(say(message("chart.matrix.nothing")), x + 21, y, size=8.2, colour=INK)


def _parts(cell: Balance, say: Say) -> str:
    parts = say(message("chart.matrix.parts", open=cell.open, free=cell.free))
    return f"{cell.told} ({parts})"
