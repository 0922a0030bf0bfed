"""Maps of many places as one PDF: contents that lead to every page, and bookmarks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.texts import Say, message
from viz.grey import in_grey
from viz.palette import INK, INK_QUIET
from viz.paper_sizes import A4
from viz.pdf_merge import BookPage, Link, bound
from viz.printing import render_pdf
from viz.spec import MapSpec
from viz.svg import render_svg
from viz.svg_text import clean, grouped, svg_text
from viz.text_width import text_width

_LEFT, _TOP, _BELOW = 28.0, 96.0, 40.0
_ROW, _GAP = 17.5, 26.0
_SIZE, _SMALLEST = 9.5, 4.0
_NAME_SHARE = 0.36


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: the map of one place, under the name of the contents."""

    name: str
    spec: MapSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class BookHead:
    """What the first page says above the contents."""

    title: str
    subtitle: str
    mark: str
    foot: str


def map_book(head: BookHead, sheets: Iterable[Sheet], say: Say, *, is_grey: bool = False) -> bytes:
    """Return the maps as one PDF on A4, one page each, after a page of contents.

    The sheets are drawn one after the other, so that a large book needs the memory of one.
    """
    lines: list[Sheet] = []
    pages: list[BookPage] = []
    for number, sheet in enumerate(sheets, start=2):
        drawn = render_svg(sheet.spec, A4)
        numbered = drawn.replace("</svg>", f"{_number(number)}\n</svg>")
        pages.append(
            BookPage(pdf=render_pdf(in_grey(numbered) if is_grey else numbered), name=sheet.name)
        )
        lines.append(replace(sheet, spec=_figures_only(sheet.spec)))
    rows = list(_rows(len(lines)))
    contents = "\n".join(_contents(head, lines, rows, say)) + "\n"
    first = BookPage(
        pdf=render_pdf(in_grey(contents) if is_grey else contents),
        name=say(message("map.book.contents")),
    )
    links = [
        Link(box=(row.x, row.y - row.step / 2, row.x + row.width, row.y + row.step / 2), to=i)
        for i, row in enumerate(rows, start=1)
    ]
    return bound([first, *pages], head.title, links)


def _figures_only(spec: MapSpec) -> MapSpec:
    """Return a map without what is drawn, for the line of the contents."""
    return replace(spec, nodes=(), edges=(), scenes=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    x: float
    y: float
    width: float
    step: float


def _rows(count: int) -> Iterator[_Row]:
    """Yield where each line of the contents stands: columns, closer where there are many."""
    room = A4.height - _TOP - _BELOW
    columns = 1 if count * _ROW <= room else 2
    each = -(-count // columns) or 1
    step = min(_ROW, room / each)
    width = (A4.width - 2 * _LEFT - (columns - 1) * _GAP) / columns
    for i in range(count):
        column, row = divmod(i, each)
        yield _Row(
            x=_LEFT + column * (width + _GAP), y=_TOP + (row + 0.5) * step, width=width, step=step
        )


def _contents(head: BookHead, lines: list[Sheet], rows: list[_Row], say: Say) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{A4.size[0]}" height="{A4.size[1]}"'
        f' viewBox="0 0 {A4.width} {A4.height}" font-family="PT Sans, Noto Sans, Arial, sans-serif"'
        ' xml:lang="ru">'
    )
    yield f"<title>{clean(head.title)}</title>"
    yield f'<rect width="{A4.width}" height="{A4.height}" fill="#fff"/>'
    yield svg_text(head.title, _LEFT, 32, size=A4.head, colour=INK, bold=True)
    yield svg_text(head.subtitle, _LEFT, 51, size=9.5, colour=INK_QUIET)
    if head.mark:
        right = A4.width - _LEFT
        yield svg_text(head.mark, right, 32, size=9.5, colour="#7A4A00", bold=True, anchor="end")
    heading = say(message("map.book.contents"))
    yield svg_text(heading, _LEFT, 80, size=12, colour=INK, bold=True)
    for number, (line, row) in enumerate(zip(lines, rows, strict=True), start=2):
        yield from _line(line, row, number)
    yield svg_text(head.foot, _LEFT, A4.height - 14, size=7.5, colour=INK_QUIET)
    yield "</svg>"


def _line(line: Sheet, row: _Row, number: int) -> Iterator[str]:
    size = min(_SIZE, row.step * 0.6)
    small = round(size * 0.82, 2)
    name_size = _fitting(line.name, size, row.width * _NAME_SHARE - 8)
    told = _told(line.spec, small, row.width * (1 - _NAME_SHARE) - 24)
    told_x, right = row.x + row.width * _NAME_SHARE, row.x + row.width
    yield svg_text(line.name, row.x, row.y, size=name_size, colour=INK, bold=True)
    yield svg_text(told, told_x, row.y, size=small, colour=INK_QUIET)
    yield svg_text(str(number), right, row.y, size=round(size, 1), colour=INK, anchor="end")
    below = row.y + row.step / 2
    yield (
        f'<path d="M{row.x:.1f} {below:.1f}H{row.x + row.width:.1f}" stroke="#E1E5EA"'
        ' stroke-width="0.5"/>'
    )


def _told(spec: MapSpec, size: float, room: float) -> str:
    """Return the figures that find room, alarms before the others, in their own order."""
    told = [f"{grouped(value)} {what}" for value, what, _ in spec.figures]
    shown: list[int] = []
    for i in sorted(range(len(told)), key=lambda i: (not spec.figures[i][2], i)):
        tried = " · ".join(told[k] for k in sorted([*shown, i]))
        if text_width(tried, size) <= room:
            shown.append(i)
    return " · ".join(told[k] for k in sorted(shown))


def _fitting(text: str, size: float, room: float) -> float:
    """Return the size at which a text fits, down to the smallest that can be read."""
    width = text_width(text, size, bold=True)
    return round(max(_SMALLEST, min(size, size * room / max(1.0, width))), 2)


def _number(number: int) -> str:
    right = A4.width - 28.0
    return svg_text(str(number), right, A4.height - 14, size=7.5, colour=INK_QUIET, anchor="end")
