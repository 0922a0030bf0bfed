"""What a drawn leaflet consists of: boxes, lines and words at their places on the paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element  # the type alone; texts are read by defusedxml

from defusedxml.ElementTree import fromstring

from viz.outlines import text_path
from viz.svg_text import clean
from viz.text_width import text_width

_UNITS = 1000  # of a face, to one of its size
_SHIFT = "translate(0 "


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; empty `fill` or `stroke` is none."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    fill: str
    stroke: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A level line."""

    x1: float
    x2: float
    y: float
    width: float
    stroke: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text; `x` is its left end, `y` its base line."""

    x: float
    y: float
    size: float
    bold: bool
    colour: str
    text: str


Mark: TypeAlias = Box | Line | Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One page or picture; `y` goes down."""

    title: str
    width: float
    height: float
    marks: tuple[Mark, ...]


def read_drawing(svg: str) -> Drawing:
    """Return what stands in an SVG of a leaflet: groups shifted down, `rect`, `line`, `text`.

    Raises
    ------
    ValueError
        If something else stands there: it would be missing on the paper.

    Examples
    --------
    >>> svg = '<svg width="9" height="9"><line x1="1" x2="2" y1="3" stroke="#fff"/></svg>'
    >>> read_drawing(svg).marks
    (Line(x1=1.0, x2=2.0, y=3.0, width=1.0, stroke='#fff'),)
    """
    root = fromstring(svg)
    size = {name: _number(root, name) for name in ("width", "height")}
    title = next((one.text or "" for one in root if _name(one) == "title"), "")
    return Drawing(title=title, marks=tuple(_marks(root, 0.0, size)), **size)


def outlined_svg(drawing: Drawing) -> str:
    """Return a drawing as SVG without texts: the converter opens the font file for each letter."""
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{"".join(map(_svg, drawing.marks))}</svg>'
    )


def _name(one: Element) -> str:
    return one.tag.rpartition("}")[2]


def _marks(parent: Element, top: float, page: dict[str, float]) -> Iterator[Mark]:
    for one in parent:
        name = _name(one)
        if name == "g":
            shift = one.get("transform", "")
            if not shift.startswith(_SHIFT):
                msg = f"A group is moved in another way: {shift}"
                raise ValueError(msg)
            yield from _marks(one, top + float(shift.removeprefix(_SHIFT).rstrip(")")), page)
        elif name == "rect":
            yield _box(one, top, page)
        elif name == "line":
            yield Line(
                x1=_number(one, "x1"),
                x2=_number(one, "x2"),
                y=top + _number(one, "y1"),
                width=_number(one, "stroke-width", 1.0),
                stroke=one.get("stroke", ""),
            )
        elif name == "text":
            yield _words(one, top)
        elif name != "title":
            msg = f"A leaflet has no such element: {name}"
            raise ValueError(msg)


def _box(one: Element, top: float, page: dict[str, float]) -> Box:
    whole = {name: page[name] for name in ("width", "height") if one.get(name) == "100%"}
    size = {name: whole.get(name) or _number(one, name) for name in ("width", "height")}
    return Box(
        x=_number(one, "x"),
        y=top + _number(one, "y"),
        radius=_number(one, "rx"),
        fill=one.get("fill", ""),
        stroke=one.get("stroke", ""),
        **size,
    )


def _words(one: Element, top: float) -> Words:
    text, size = one.text or "", _number(one, "font-size")
    bold, x = one.get("font-weight") == "700", _number(one, "x")
    if one.get("text-anchor") == "end":
        x -= text_width(text, size, bold=bold)
    return Words(
        x=x,
        y=top + _number(one, "y"),
        size=size,
        bold=bold,
        colour=one.get("fill", ""),
        text=text,
    )


def _number(one: Element, name: str, missing: float = 0.0) -> float:
    return float(one.get(name, missing))


def _svg(mark: Mark) -> str:
    if isinstance(mark, Box):
        stroke = f' stroke="{clean(mark.stroke)}"' if mark.stroke else ""
        return (
            f'<rect x="{mark.x:.2f}" y="{mark.y:.2f}" width="{mark.width:.2f}"'
            f' height="{mark.height:.2f}" rx="{mark.radius:.2f}"'
            f' fill="{clean(mark.fill) or "none"}"{stroke}/>'
        )
    if isinstance(mark, Line):
        return (
            f'<line x1="{mark.x1:.2f}" x2="{mark.x2:.2f}" y1="{mark.y:.2f}" y2="{mark.y:.2f}"'
            f' stroke="{clean(mark.stroke)}" stroke-width="{mark.width:.2f}"/>'
        )
    scale = mark.size / _UNITS
    return (
        f'<path transform="translate({mark.x:.2f} {mark.y:.2f}) scale({scale:.5f} -{scale:.5f})"'
        f' fill="{clean(mark.colour)}" d="{text_path(mark.text, bold=mark.bold)}"/>'
    )
