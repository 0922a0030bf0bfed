"""PT Sans as the product holds it: widths, characters and outlines, read from the font file."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

REGULAR = "PTS55F.ttf"
BOLD = "PTS75F.ttf"
_SEGMENTS = 4  # the format of the character map that both files hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """One face.

    Attributes
    ----------
    tables
        Tag → bytes of the table.
    advances
        Width of each glyph, in units of the face.
    glyph_of
        Code of a character → number of its glyph; 0 is the glyph of what is missing.
    """

    tables: Mapping[str, bytes] = field(repr=False)
    units_per_em: int
    advances: tuple[int, ...] = field(repr=False)
    glyph_of: Mapping[int, int] = field(repr=False)

    def glyphs(self, text: str) -> list[int]:
        """Return the glyphs of a text, in its order."""
        return [self.glyph_of.get(ord(sign), 0) for sign in text]

    def glyph_bytes(self, glyph: int) -> bytes:
        """Return the description of a glyph; empty for a blank one."""
        start, end = struct.unpack_from(">2I", self.tables["loca"], 4 * glyph)
        return self.tables["glyf"][start:end]


@cache
def read_font(*, bold: bool = False) -> Font:
    """Return a face of the product.

    Raises
    ------
    ValueError
        If the file of the face is laid out in a way that is not read here.

    References
    ----------
    OpenType specification 1.9: table directory, cmap, head, hhea, hmtx, loca.
    """
    data = files("viz").joinpath("assets", "fonts", BOLD if bold else REGULAR).read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        tables[tag.decode("ascii")] = data[offset : offset + length]
    (units_per_em,) = struct.unpack_from(">H", tables["head"], 18)
    (long_offsets,) = struct.unpack_from(">h", tables["head"], 50)
    if not long_offsets:
        msg = "The font has short offsets of its glyphs."
        raise ValueError(msg)
    (metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
    (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
    widths = [struct.unpack_from(">H", tables["hmtx"], 4 * i)[0] for i in range(metrics)]
    return Font(
        tables=tables,
        units_per_em=units_per_em,
        advances=tuple(widths[min(i, metrics - 1)] for i in range(glyphs)),
        glyph_of=_characters(tables["cmap"]),
    )


def _characters(cmap: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    for i in range(count):
        _, _, start = struct.unpack_from(">HHI", cmap, 4 + 8 * i)
        if struct.unpack_from(">H", cmap, start)[0] == _SEGMENTS:
            return _segments(cmap, start)
    msg = "The font has no character map of format 4."
    raise ValueError(msg)


def _segments(cmap: bytes, start: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", cmap, start + 6)
    segments = doubled // 2
    found: dict[int, int] = {}
    for i in range(segments):
        (last,) = struct.unpack_from(">H", cmap, start + 14 + 2 * i)
        (first,) = struct.unpack_from(">H", cmap, start + 16 + doubled + 2 * i)
        (delta,) = struct.unpack_from(">h", cmap, start + 16 + 2 * doubled + 2 * i)
        at = start + 16 + 3 * doubled + 2 * i
        (reach,) = struct.unpack_from(">H", cmap, at)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if reach:
                (glyph,) = struct.unpack_from(">H", cmap, at + reach + 2 * (code - first))
            if not reach or glyph:
                found[code] = (glyph + delta) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}
