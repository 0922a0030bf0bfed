"""Needs against free places by direction and municipality, and the list behind each cell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from graph.errors import NotFoundError
from graph.model.chart import TwinCell, TwinTable
from graph.model.matrix import Axis, Balance, MatrixView
from graph.texts import Say, message
from services.views.help_scene import HelpScene
from services.views.organisation_list import natural
from services.views.partners import Who, build_who

Cell = tuple[str, str]
"""Direction and municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """A need that nobody helps with; `level` 3 is acute."""

    who: Who
    direction: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeLine:
    """Places that a leader still has in a direction."""

    who: Who
    direction: str
    free: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellList:
    """What stands behind a cell, a row or a column of the matrix."""

    direction: str
    municipality: str
    open: tuple[OpenLine, ...]
    free: tuple[FreeLine, ...]


def build_matrix_view(scene: HelpScene, say: Say) -> MatrixView:
    """Count open needs and free places of each direction in each municipality.

    Notes
    -----
    A free place counts where its leader is. A leader with a limit over all directions can give
    the same place in any of them: cells and rows count it in each, columns and the whole once.
    """
    cells, columns, rows = _counted(scene)
    names = scene.index.name_of
    directions = _axes(rows, names)
    municipalities = _axes(columns, names)
    total = sum(columns.values(), Balance())
    is_empty = not directions or not municipalities
    return MatrixView(
        head=scene.head(
            "matrix",
            say,
            notes=(say(message("chart.matrix.how")), say(message("chart.matrix.once"))),
            empty=say(message("chart.matrix.empty")) if is_empty else "",
        ),
        directions=directions,
        municipalities=municipalities,
        cells=tuple(
            tuple(cells.get((d.code, m.code), Balance()) for m in municipalities)
            for d in directions
        ),
        total=total,
        table=_table(cells, directions, municipalities, total, say),
    )


def build_cell_list(scene: HelpScene, *, direction: str, municipality: str) -> CellList:
    """Return the needs and places of a direction, of a municipality, or of both.

    Raises
    ------
    NotFoundError
        If there is no such direction or municipality.
    """
    network, names = scene.index.network, scene.index.name_of
    if direction and network.directions.get(direction) is None:
        raise NotFoundError("chart.direction_unknown", direction=direction)
    if municipality and network.municipalities.get(municipality) is None:
        raise NotFoundError("map.municipality_unknown", municipality=municipality)

    def is_meant(code: str, of: str) -> bool:
        at = scene.home_of[code]
        return direction in {"", of} and at == (municipality or at) and _is_shown(scene, at)

    waiting = [one for one in scene.open_needs() if is_meant(one[0], one[1])]
    waiting.sort(key=lambda one: (-one[2], natural(names.get(one[0], one[0])), one[0], one[1]))
    left = [one for one in scene.free() if is_meant(one[0], one[1])]
    left.sort(key=lambda one: (-one[2], natural(names.get(one[0], one[0])), one[0], one[1]))
    return CellList(
        direction=names.get(direction, direction),
        municipality=names.get(municipality, municipality),
        open=tuple(
            OpenLine(who=build_who(scene.index, code), direction=names.get(of, of), level=level)
            for code, of, level in waiting
        ),
        free=tuple(
            FreeLine(
                who=build_who(scene.index, code),
                direction=names.get(of, of),
                free=free,
                places=scene.offered[code, of],
            )
            for code, of, free in left
        ),
    )


def cell_address(direction: str, municipality: str) -> str:
    """Return the query of the list behind a cell, for the address of the picture's page.

    Examples
    --------
    >>> cell_address("d-1", "m-2"), cell_address("d-1", "")
    ('direction=d-1&at=m-2', 'direction=d-1')
    """
    asked = {"direction": direction, "at": municipality}
    return urlencode({name: code for name, code in asked.items() if code})


def _counted(
    scene: HelpScene,
) -> tuple[dict[Cell, Balance], dict[str, Balance], dict[str, Balance]]:
    """Return the balance of each cell, each municipality and each direction."""
    cells: defaultdict[Cell, Balance] = defaultdict(Balance)
    columns: defaultdict[str, Balance] = defaultdict(Balance)
    rows: defaultdict[str, Balance] = defaultdict(Balance)
    free_of: defaultdict[str, int] = defaultdict(int)
    for code, direction, _ in scene.open_needs():
        at = scene.home_of[code]
        if _is_shown(scene, at):
            one = Balance(open=1)
            cells[direction, at] += one
            columns[at] += one
            rows[direction] += one
    for leader, direction, free in scene.free():
        at = scene.home_of[leader]
        if _is_shown(scene, at):
            cells[direction, at] += Balance(free=free)
            rows[direction] += Balance(free=free)
            free_of[leader] += free
    for leader, free in free_of.items():
        columns[scene.home_of[leader]] += Balance(free=min(free, scene.left_of(leader)))
    return dict(cells), dict(columns), dict(rows)


def _is_shown(scene: HelpScene, municipality: str) -> bool:
    return scene.municipality in {None, municipality}


def _axes(totals: Mapping[str, Balance], names: Mapping[str, str]) -> tuple[Axis, ...]:
    found = [Axis(code=c, name=names.get(c, c), total=total) for c, total in totals.items()]
    return tuple(sorted(found, key=lambda axis: (natural(axis.name), axis.code)))


def _table(
    cells: Mapping[Cell, Balance],
    directions: Iterable[Axis],
    municipalities: Iterable[Axis],
    total: Balance,
    say: Say,
) -> TwinTable:
    everywhere = say(message("chart.matrix.everywhere"))
    rows = []
    for d in directions:
        rows.append(_row(d.name, everywhere, d.total, cell_address(d.code, "")))
        rows += [
            _row(d.name, m.name, cells[d.code, m.code], cell_address(d.code, m.code))
            for m in municipalities
            if (d.code, m.code) in cells
        ]
    every = say(message("chart.matrix.every"))
    rows += [_row(every, m.name, m.total, cell_address("", m.code)) for m in municipalities]
    rows.append(_row(every, everywhere, total, ""))
    columns = ("direction", "municipality", "open", "free", "rest")
    return TwinTable(
        caption=say(message("chart.matrix.title")),
        columns=tuple(say(message(f"chart.matrix.col.{name}")) for name in columns),
        words=2,
        rows=tuple(rows),
    )


def _row(direction: str, municipality: str, balance: Balance, href: str) -> tuple[TwinCell, ...]:
    return (
        TwinCell(text=direction),
        TwinCell(text=municipality),
        TwinCell(text=str(balance.open)),
        TwinCell(text=str(balance.free)),
        TwinCell(text=balance.told, href=href),
    )
