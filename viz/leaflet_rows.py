"""Rows of a leaflet: texts broken to the width of the paper, in real widths of the font."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz.leaflet_spec import LeafletBlock, LeafletItem, LeafletSpec
from viz.palette import ACCENT, ALARM, ALARM_TEXT, INK, INK_QUIET, MARKS
from viz.svg_text import svg_text
from viz.text_width import text_width

_LEVEL_COLOURS = {3: ALARM_TEXT, 2: "#8A5A00", 1: INK_QUIET}
_LINE = 1.32


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletStyle:
    """Measures of a leaflet on one kind of paper.

    Attributes
    ----------
    height
        Of a page; of a picture the most it may have.
    size
        Of the body text; all other measures follow from it.
    """

    width: float
    height: float
    margin: float
    size: float

    @property
    def inner(self) -> float:
        """Width of the text."""
        return self.width - 2 * self.margin


PAPER = LeafletStyle(width=595.28, height=841.89, margin=42, size=10)
"""A4 upright, in points."""
PICTURE = LeafletStyle(width=1080, height=2400, margin=56, size=27)
"""For a telephone, in pixels."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something drawn over the whole width: its height, and SVG relative to its top."""

    height: float
    svg: str = ""


Chunk = tuple[Row, ...]
"""Rows that stay on one page."""


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit; a word that is too long is broken inside.

    Examples
    --------
    >>> wrap("один два", 10, 30)
    ['один', 'два']
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(text, size, width, bold=bold):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


def _pieces(text: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    for word in text.split(" "):
        if text_width(word, size, bold=bold) <= width:
            yield from filter(None, [word])
            continue
        piece = ""
        for sign in word:
            if piece and text_width(piece + sign, size, bold=bold) > width:
                yield piece
                piece = ""
            piece += sign
        if piece:
            yield piece


def text_rows(
    text: str,
    style: LeafletStyle,
    *,
    size: float,
    bold: bool = False,
    colour: str = INK,
    indent: float = 0.0,
    less: float = 0.0,
) -> list[Row]:
    """Return a text as rows, `indent` from the left edge and `less` from the right one."""
    height = size * _LINE
    x = style.margin + indent
    room = style.inner - indent - less
    return [
        Row(height, svg_text(line, x, height / 2, size=size, colour=colour, bold=bold))
        for line in wrap(text, size, room, bold=bold)
    ]


def head_rows(spec: LeafletSpec, style: LeafletStyle) -> list[Row]:
    """Return the head of the first page: what it is, for whom, by which plan."""
    size, colour = style.size, MARKS[spec.mark].colour
    bar = f'<rect x="{style.margin:g}" y="0" width="{style.inner:g}" height="{size * 0.45:.1f}"'
    rows = [Row(size * 1.1, f'{bar} fill="{colour}"/>')]
    kind = text_rows(spec.kind, style, size=size * 1.05, colour=INK_QUIET, less=style.inner * 0.42)
    if spec.warning:
        kind = [Row(kind[0].height, kind[0].svg + _pill(spec.warning, style)), *kind[1:]]
    rows += kind
    rows += text_rows(spec.name, style, size=size * 1.9, bold=True)
    rows += text_rows(spec.place, style, size=size, colour=INK_QUIET)
    rows += text_rows(spec.plan, style, size=size, colour=INK_QUIET)
    rows.append(Row(size * 0.7))
    rows += text_rows(spec.summary, style, size=size * 1.1)
    return [*rows, Row(size * 0.5)]


def _pill(text: str, style: LeafletStyle) -> str:
    size = style.size * 0.9
    width = text_width(text, size, bold=True) + size * 1.4
    x, height = style.margin + style.inner - width, size * 1.7
    box = (
        f'<rect x="{x:.1f}" y="0" width="{width:.1f}" height="{height:.1f}" rx="{height / 2:.1f}"'
        f' fill="#fff" stroke="{ALARM}"/>'
    )
    words = svg_text(text, x + size * 0.7, height / 2, size=size, colour=ALARM_TEXT, bold=True)
    return box + words


def block_chunks(block: LeafletBlock, style: LeafletStyle) -> list[Chunk]:
    """Return a block as chunks; the heading stays with the first item."""
    size = style.size
    line = (
        f'<line x1="{style.margin:g}" x2="{style.margin + style.inner:g}" y1="{size * 0.4:.1f}"'
        f' y2="{size * 0.4:.1f}" stroke="#C9D1DB" stroke-width="{size / 12:.2f}"/>'
    )
    aside = size * 1.05
    taken = text_width(block.aside, aside, bold=True) + size if block.aside else 0
    heading = text_rows(block.heading, style, size=size * 1.35, bold=True, less=taken)
    if block.aside:
        words = svg_text(
            block.aside,
            style.margin + style.inner,
            heading[0].height / 2,
            size=aside,
            colour=ACCENT,
            bold=True,
            anchor="end",
        )
        heading[0] = Row(heading[0].height, heading[0].svg + words)
    rows = [Row(size, line), *heading]
    rows += text_rows(block.place, style, size=size * 0.95, colour=INK_QUIET)
    for label, text in block.facts:
        rows += text_rows(f"{label}: {text}", style, size=size)
    rows.append(Row(size * 0.35))
    items = [_item(item, style) for item in block.items]
    first = (*rows, *(items[0] if items else ()))
    return [tuple(first), *items[1:]]


def continued_rows(block: LeafletBlock, word: str, style: LeafletStyle) -> Sequence[Row]:
    """Return the heading of a block that goes on on a new page."""
    text = f"{block.heading} {word}"
    return text_rows(text, style, size=style.size * 1.1, bold=True, colour=INK_QUIET)


def _item(item: LeafletItem, style: LeafletStyle) -> Chunk:
    size, indent = style.size, style.size * 1.1
    badge = text_width(item.badge, size * 0.9, bold=True) + size if item.badge else 0
    rows = text_rows(item.title, style, size=size, bold=True, indent=indent, less=badge)
    if item.badge:
        words = svg_text(
            item.badge,
            style.margin + style.inner,
            rows[0].height / 2,
            size=size * 0.9,
            colour=_LEVEL_COLOURS.get(item.level, INK_QUIET),
            bold=True,
            anchor="end",
        )
        rows[0] = Row(rows[0].height, rows[0].svg + words)
    rows += text_rows(item.quote, style, size=size, indent=indent)
    rows += text_rows(item.note, style, size=size * 0.92, indent=indent, colour=INK_QUIET)
    height = sum(row.height for row in rows)
    colour = _LEVEL_COLOURS.get(item.level, INK_QUIET)
    bar = (
        f'<rect x="{style.margin:g}" y="{size * 0.15:.1f}" width="{size * 0.28:.1f}"'
        f' height="{height - size * 0.2:.1f}" fill="{colour}"/>'
    )
    return (Row(rows[0].height, bar + rows[0].svg), *rows[1:], Row(size * 0.55))
