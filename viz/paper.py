"""A form on one sheet of A4: titled tables in black on white, as large as they fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from viz.leaflet_rows import PAPER, LeafletStyle, Row, wrap
from viz.svg_text import clean, svg_text

_BLACK = "#000"
_MARGIN = 36
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_LINE = 1.25
_GAP = 0.8  # between columns, in sizes
_FOOT = 2.5  # lines kept free for the foot


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """One part of a form.

    Attributes
    ----------
    shares
        Width of each column as a share of the whole.
    header
        Headings of the columns; none for facts and sentences.
    """

    title: str
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSpec:
    """What a form says.

    Attributes
    ----------
    warning
        That the data are made up; empty for real ones.
    """

    title: str
    lead: str
    warning: str
    tables: tuple[PaperTable, ...]
    footer: str


def render_paper(spec: PaperSpec) -> str:
    """Return the form as one SVG page; what does not fit in the smallest letters is cut off.

    Examples
    --------
    >>> spec = PaperSpec(title="План", lead="", warning="", tables=(), footer="")
    >>> render_paper(spec).count(">План<")
    2
    """
    for size in _SIZES:
        style = replace(PAPER, margin=_MARGIN, size=size)
        rows = list(_rows(spec, style))
        if len(_fitting(rows, style)) == len(rows):
            break
    else:
        style = replace(PAPER, margin=_MARGIN, size=_SIZES[-1])
        rows = _fitting(list(_rows(spec, style)), style)
    return _page(spec, style, rows)


def _fitting(rows: Sequence[Row], style: LeafletStyle) -> list[Row]:
    """Return the rows that have room on the page."""
    left = style.height - 2 * style.margin - style.size * _LINE * _FOOT
    kept = []
    for row in rows:
        left -= row.height
        if left < 0:
            break
        kept.append(row)
    return kept


def _rows(spec: PaperSpec, style: LeafletStyle) -> Iterator[Row]:
    size = style.size
    if spec.warning:
        yield from _cells((spec.warning,), (1.0,), style, bold=True)
    yield from _cells((spec.title,), (1.0,), replace(style, size=size * 1.7), bold=True)
    yield from _cells((spec.lead,), (1.0,), style)
    for table in spec.tables:
        yield Row(size * 0.7)
        yield from _cells((table.title,), (1.0,), replace(style, size=size * 1.1), bold=True)
        yield Row(size * 0.3, _rule(style))
        if table.header:
            yield from _cells(table.header, table.shares, style, bold=True)
        for row in table.rows:
            yield from _cells(row, table.shares, style)


def _cells(
    texts: Sequence[str], shares: Sequence[float], style: LeafletStyle, *, bold: bool = False
) -> Iterator[Row]:
    """Yield the lines of one row, each cell wrapped within its column."""
    size, x, columns = style.size, style.margin, []
    for text, share in zip(texts, shares, strict=True):
        width = style.inner * share
        columns.append((x, wrap(text, size, width - size * _GAP, bold=bold)))
        x += width
    height = size * _LINE
    for number in range(max(len(lines) for _, lines in columns)):
        words = "".join(
            svg_text(lines[number], at, height / 2, size=size, colour=_BLACK, bold=bold)
            for at, lines in columns
            if number < len(lines)
        )
        yield Row(height, words)


def _rule(style: LeafletStyle) -> str:
    left, right = style.margin, style.margin + style.inner
    return (
        f'<line x1="{left:g}" x2="{right:g}" y1="0.5" y2="0.5" stroke="{_BLACK}"'
        ' stroke-width="0.6"/>'
    )


def _page(spec: PaperSpec, style: LeafletStyle, rows: Sequence[Row]) -> str:
    y, drawn = style.margin, []
    for row in rows:
        drawn.append(f'<g transform="translate(0 {y:.1f})">{row.svg}</g>')
        y += row.height
    small = replace(style, size=style.size * 0.85)
    foot = list(_cells((spec.footer,), (1.0,), small))[:2]
    y = style.height - style.margin - sum(row.height for row in foot)
    for row in foot:
        drawn.append(f'<g transform="translate(0 {y:.1f})">{row.svg}</g>')
        y += row.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{style.width:g}"'
        f' height="{style.height:g}" viewBox="0 0 {style.width:g} {style.height:g}"'
        f' font-family="PT Sans"><title>{clean(spec.title)}</title>{"".join(drawn)}</svg>'
    )
