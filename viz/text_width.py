"""Real widths of texts in PT Sans, read from the font file that also goes into the print."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

REGULAR = "PTS55F.ttf"
BOLD = "PTS75F.ttf"
_SEGMENTS = 4  # the format of the character map that both files hold


@dataclass(frozen=True, slots=True)
class _Font:
    units_per_em: int
    advance_of: Mapping[int, int]
    missing: int


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` at font size `size`, in the same unit.

    Examples
    --------
    >>> text_width("шш", 10) > text_width("ii", 10) > 0
    True
    """
    font = _font(BOLD if bold else REGULAR)
    units = sum(font.advance_of.get(ord(sign), font.missing) for sign in text)
    return units * size / font.units_per_em


@cache
def _font(name: str) -> _Font:
    """Read advance widths, as the OpenType specification 1.9 lays out cmap, head, hhea, hmtx."""
    data = files("viz").joinpath("assets", "fonts", name).read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for i in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        tables[tag.decode("ascii")] = offset
    (units_per_em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = [struct.unpack_from(">H", data, tables["hmtx"] + 4 * i)[0] for i in range(metrics)]
    glyph_of = _characters(data, tables["cmap"])
    advance_of = {
        code: advances[min(glyph, metrics - 1)] for code, glyph in glyph_of.items() if glyph
    }
    return _Font(units_per_em, advance_of, advances[0])


def _characters(data: bytes, cmap: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for i in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * i)
        start = cmap + offset
        if struct.unpack_from(">H", data, start)[0] == _SEGMENTS:
            return _segments(data, start)
    msg = "The font has no character map of format 4."
    raise ValueError(msg)


def _segments(data: bytes, start: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    segments = doubled // 2
    found: dict[int, int] = {}
    for i in range(segments):
        (last,) = struct.unpack_from(">H", data, start + 14 + 2 * i)
        (first,) = struct.unpack_from(">H", data, start + 16 + doubled + 2 * i)
        (delta,) = struct.unpack_from(">h", data, start + 16 + 2 * doubled + 2 * i)
        at = start + 16 + 3 * doubled + 2 * i
        (reach,) = struct.unpack_from(">H", data, at)
        for code in range(first, min(last, 0xFFFE) + 1):
            if not reach:
                found[code] = (code + delta) & 0xFFFF
                continue
            (glyph,) = struct.unpack_from(">H", data, at + reach + 2 * (code - first))
            found[code] = (glyph + delta) & 0xFFFF if glyph else 0
    return found
