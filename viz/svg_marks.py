"""Marks of organisations as SVG elements, with the ring of an alarm around them."""

import math
from xml.sax.saxutils import escape

from viz.palette import ALARM, MARKS, MarkStyle
from viz.spec import Point

_BADGE_FROM = 2.5  # radius in points below which a hollow badge would hide its neighbours
_LETTERS_FROM = 4.2  # radius in points below which a letter is a blot


def svg_mark(mark: str, at: Point, radius: float) -> str:
    """Return the elements of a mark of `radius` around `at`."""
    style = MARKS[mark]
    body = _outline(style.shape, at, radius)
    x, y = at
    if style.is_hollow:
        width = max(1.1, radius * 0.26)
        drawn = body.format(
            f'fill="#fff" stroke="{style.colour}" stroke-width="{width:.1f}"'
            ' stroke-linejoin="round"'
        )
        return drawn + (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.3:.1f}" fill="{style.colour}"/>'
        )
    drawn = body.format(
        f'fill="{style.colour}" stroke="#fff" stroke-width="{max(0.6, radius * 0.14):.1f}"'
        ' stroke-linejoin="round"'
    )
    if style.core:
        drawn += (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.36:.1f}" fill="{style.core}"'
            f' stroke="#fff" stroke-width="{max(0.4, radius * 0.1):.1f}"/>'
        )
    return drawn + _letter(style, at, radius)


def svg_alarm(level: int, at: Point, radius: float) -> str:
    """Return the ring of an alarm around a mark: solid with a full badge, or dashed, hollow."""
    x, y = at
    ring = radius + 2.2
    dash = "" if level > 1 else ' stroke-dasharray="2.2 1.7"'
    drawn = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{ring:.1f}" fill="none" stroke="{ALARM}"'
        f' stroke-width="{1.2 if level > 1 else 0.9}"{dash}/>'
    )
    if level > 1 or radius > _BADGE_FROM:
        paint, line = (ALARM, "#fff") if level > 1 else ("#fff", ALARM)
        bx, by = x + ring * 0.78, y - ring * 0.78
        drawn += (
            f'<circle cx="{bx:.1f}" cy="{by:.1f}" r="2.9" fill="{paint}" stroke="{line}"'
            f' stroke-width="0.7"/><text x="{bx:.1f}" y="{by + 1.7:.1f}" font-size="4.8"'
            f' font-weight="700" fill="{line}" text-anchor="middle" aria-hidden="true">!</text>'
        )
    return drawn


def _letter(style: MarkStyle, at: Point, radius: float) -> str:
    if not style.letter or radius < _LETTERS_FROM:
        return ""
    size = radius * (0.74 if len(style.letter) > 1 else 1.12)
    return (
        f'<text x="{at[0]:.1f}" y="{at[1] + size * 0.36:.1f}" font-size="{size:.1f}"'
        ' font-weight="700" fill="#fff" text-anchor="middle" aria-hidden="true">'
        f"{escape(style.letter)}</text>"
    )


def _outline(shape: str, at: Point, radius: float) -> str:
    """Return the element of a shape with a place for its paint."""
    x, y = at
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {{}}/>'
    if shape == "square":
        half = radius * 0.94
        return (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}"'
            f' height="{2 * half:.1f}" rx="{radius * 0.32:.1f}" {{}}/>'
        )
    path = "L".join(f"{px:.1f} {py:.1f}" for px, py in corners(shape, at, radius))
    return f'<path d="M{path}Z" {{}}/>'


def corners(shape: str, at: Point, radius: float) -> list[Point]:
    """Return the corners of a star, triangle, diamond or hexagon, clockwise.

    Raises
    ------
    ValueError
        If the shape has no corners.
    """
    if shape == "star":
        turns = [(-math.pi / 2 + i * math.pi / 5, 0.56 if i % 2 else 1.16) for i in range(10)]
        lower = 0.0
    elif shape == "triangle":
        turns = [(-math.pi / 2 + i * math.tau / 3, 1.22) for i in range(3)]
        lower = 0.12
    elif shape == "diamond":
        turns = [(-math.pi / 2 + i * math.tau / 4, 1.18) for i in range(4)]
        lower = 0.0
    elif shape == "hexagon":
        turns = [(math.pi / 6 + i * math.tau / 6, 1.06) for i in range(6)]
        lower = 0.0
    else:
        msg = f"The shape {shape!r} has no corners."
        raise ValueError(msg)
    return [
        (
            at[0] + radius * share * math.cos(angle),
            at[1] + radius * lower + radius * share * math.sin(angle),
        )
        for angle, share in turns
    ]
