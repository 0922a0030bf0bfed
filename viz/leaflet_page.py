"""A leaflet as pages of A4 and as one picture for a messenger, both as SVG."""

from collections.abc import Callable, Iterable, Sequence

from viz.leaflet_rows import (
    PAPER,
    PICTURE,
    Chunk,
    LeafletStyle,
    Row,
    block_chunks,
    continued_rows,
    head_rows,
    text_rows,
)
from viz.leaflet_spec import LeafletSpec
from viz.palette import INK_QUIET
from viz.svg_text import clean, svg_text

_FOOT = 2.6  # lines kept free for the foot of a page


def render_pages(spec: LeafletSpec) -> list[str]:
    """Return the leaflet as SVG pages of A4; an item is never torn between two.

    Only an item that is longer than a page goes on where the page ends.
    """
    style = PAPER
    pages = _Pages(style, head_rows(spec, style))
    for block in spec.blocks:
        again = continued_rows(block, spec.continued, style)
        for number, chunk in enumerate(block_chunks(block, style)):
            pages.put(chunk, again if number else ())
    full = pages.pages
    return [
        _svg(spec, style, style.height, rows, f"{number}/{len(full)}")
        for number, rows in enumerate(full, start=1)
    ]


def render_picture(spec: LeafletSpec, more: Callable[[int], str]) -> str:
    """Return the leaflet as one SVG for a telephone; blocks that do not fit are counted.

    Parameters
    ----------
    more
        Says how many blocks are left out.
    """
    style = PICTURE
    rows = head_rows(spec, style)
    room = style.height - style.margin * 2 - style.size * _FOOT * 2
    used = _height(rows)
    shown = 0
    for block in spec.blocks:
        some = [row for chunk in block_chunks(block, style) for row in chunk]
        if shown and used + _height(some) > room:
            break
        used += _height(some)
        rows += some
        shown += 1
    left = len(spec.blocks) - shown
    if left:
        rows += text_rows(more(left), style, size=style.size * 1.1, bold=True, colour=INK_QUIET)
    height = _height(rows) + style.margin * 2 + style.size * _FOOT
    return _svg(spec, style, height, rows, "")


class _Pages:
    """Puts chunks one below another, and opens a page when one does not fit."""

    def __init__(self, style: LeafletStyle, head: list[Row]) -> None:
        self._room = style.height - style.margin * 2 - style.size * _FOOT
        self.pages: list[list[Row]] = []
        self._open(head)

    def put(self, chunk: Chunk, again: Sequence[Row]) -> None:
        """Add a chunk; `again` is what a new page repeats before it."""
        if self._left < _height(chunk):
            self._open(again)
        for row in chunk:
            if self._left < row.height:
                self._open(again)
            self.pages[-1].append(row)
            self._left -= row.height

    def _open(self, rows: Sequence[Row]) -> None:
        self.pages.append(list(rows))
        self._left = self._room - _height(rows)


def _height(rows: Iterable[Row]) -> float:
    return sum(row.height for row in rows)


def _svg(
    spec: LeafletSpec, style: LeafletStyle, height: float, rows: Sequence[Row], page: str
) -> str:
    y, drawn = style.margin, []
    for row in rows:
        if row.svg:
            drawn.append(f'<g transform="translate(0 {y:.1f})">{row.svg}</g>')
        y += row.height
    foot, small = height - style.margin, style.size * 0.85
    lines = text_rows(spec.footer, style, size=small, colour=INK_QUIET, less=style.size * 4)
    for number, line in enumerate(lines):
        at = foot - (len(lines) - number) * line.height + line.height * 0.5
        drawn.append(f'<g transform="translate(0 {at:.1f})">{line.svg}</g>')
    if page:
        right = style.width - style.margin
        drawn.append(svg_text(page, right, foot, size=small, colour=INK_QUIET, anchor="end"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{style.width:g}" height="{height:.2f}"'
        f' viewBox="0 0 {style.width:g} {height:.2f}" font-family="PT Sans" role="img">'
        f"<title>{clean(f'{spec.kind}: {spec.name}')}</title>"
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}</svg>'
    )
