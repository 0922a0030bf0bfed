"""Letters as outlines: a text becomes a path that every program draws alike, without a font."""

import struct
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

from viz.font import read_font

Point: TypeAlias = tuple[float, float, bool]
"""x, y in units of the face, and whether it lies on the curve."""
Contour: TypeAlias = Sequence[Point]

_ON, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
_WORDS, _VALUES, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 2, 8, 32, 64, 128
_UNIT = 1 << 14  # scales are fixed-point numbers with 14 bits behind the point


def text_path(text: str, *, bold: bool = False) -> str:
    """Return a text as an SVG path in units of the face; y goes up, the base line is 0.

    Examples
    --------
    >>> text_path(" ")
    ''
    >>> text_path("I").startswith("M0 0m")
    True
    """
    font, x, found = read_font(bold=bold), 0, []
    for glyph in font.glyphs(text):
        drawn = _glyph_path(glyph, bold=bold)
        if drawn:
            found.append(f"M{x} 0{drawn}")
        x += font.advances[glyph]
    return "".join(found)


@cache
def _glyph_path(glyph: int, *, bold: bool) -> str:
    """Return a glyph as a path that begins where the pen is."""
    drawn, at = [], (0.0, 0.0)
    for contour in _contours(glyph, bold=bold):
        start, rest = _from_the_curve(contour)
        drawn.append(f"m{start[0] - at[0]:g} {start[1] - at[1]:g}{_curves(start, rest)}z")
        at = start
    return "".join(drawn)


def _from_the_curve(contour: Contour) -> tuple[tuple[float, float], Contour]:
    """Return a start that lies on the curve, and the points that follow it."""
    for i, (x, y, on) in enumerate(contour):
        if on:
            return (x, y), [*contour[i + 1 :], *contour[:i]]
    (x, y, _), (x2, y2, _) = contour[-1], contour[0]
    return ((x + x2) / 2, (y + y2) / 2), contour


def _curves(start: tuple[float, float], points: Contour) -> str:
    """Return lines and quadratic curves; between two points off the curve lies one on it."""
    found, pen, control = [], start, None
    for x, y, on in [*points, (*start, True)]:
        if control is None:
            if on:
                found.append(f"l{x - pen[0]:g} {y - pen[1]:g}")
                pen = (x, y)
            else:
                control = (x, y)
            continue
        end = (x, y) if on else ((control[0] + x) / 2, (control[1] + y) / 2)
        found.append(
            f"q{control[0] - pen[0]:g} {control[1] - pen[1]:g} {end[0] - pen[0]:g}"
            f" {end[1] - pen[1]:g}"
        )
        pen, control = end, None if on else (x, y)
    return "".join(found)


def _contours(glyph: int, *, bold: bool) -> list[Contour]:
    """Return the contours of a glyph.

    References
    ----------
    OpenType specification 1.9, table glyf.
    """
    data = read_font(bold=bold).glyph_bytes(glyph)
    if not data:
        return []
    (count,) = struct.unpack_from(">h", data)
    if count >= 0:
        return _simple(data, count)
    return [contour for part in parts_of(data) for contour in _placed(part, bold=bold)]


def _simple(data: bytes, count: int) -> list[Contour]:
    ends = struct.unpack_from(f">{count}H", data, 10)
    at = 10 + 2 * count
    (instructions,) = struct.unpack_from(">H", data, at)
    at += 2 + instructions
    total = ends[-1] + 1 if ends else 0
    flags: list[int] = []
    while len(flags) < total:
        flag = data[at]
        at += 1
        times = 1
        if flag & _REPEAT:
            times += data[at]
            at += 1
        flags += [flag] * times
    xs, at = _coordinates(data, at, flags, _X_SHORT, _X_SAME)
    ys, at = _coordinates(data, at, flags, _Y_SHORT, _Y_SAME)
    points = [(float(x), float(y), bool(f & _ON)) for x, y, f in zip(xs, ys, flags, strict=True)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [points[a : b + 1] for a, b in zip(starts, ends, strict=True)]


def _coordinates(
    data: bytes, at: int, flags: Sequence[int], short: int, same: int
) -> tuple[list[int], int]:
    found, value = [], 0
    for flag in flags:
        if flag & short:
            value += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            value += struct.unpack_from(">h", data, at)[0]
            at += 2
        found.append(value)
    return found, at


Part: TypeAlias = tuple[int, tuple[int, int], tuple[float, float, float, float]]
"""Glyph that another is made of, its shift, and its matrix."""


def parts_of(data: bytes) -> list[Part]:
    """Return what a composed glyph is made of; nothing for a simple or a blank one."""
    if not data or struct.unpack_from(">h", data)[0] >= 0:
        return []
    found, at, more = [], 10, True
    while more:
        flags, glyph = struct.unpack_from(">2H", data, at)
        form = ">2h" if flags & _WORDS else ">2b"
        shift = struct.unpack_from(form, data, at + 4)
        at += 4 + struct.calcsize(form)
        size = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _MATRIX else 0
        raw = [n / _UNIT for n in struct.unpack_from(f">{size}h", data, at)]
        at += 2 * size
        a, b, c, d = {
            0: (1.0, 0.0, 0.0, 1.0),
            1: (*raw, 0.0, 0.0, *raw),
            2: (*raw[:1], 0.0, 0.0, *raw[1:]),
            4: tuple(raw),
        }[size]
        found.append((glyph, (shift if flags & _VALUES else (0, 0)), (a, b, c, d)))
        more = bool(flags & _MORE)
    return found


def _placed(part: Part, *, bold: bool) -> Iterator[Contour]:
    glyph, (dx, dy), (a, b, c, d) = part
    for contour in _contours(glyph, bold=bold):
        yield [(a * x + c * y + dx, b * x + d * y + dy, on) for x, y, on in contour]
