"""Letters of the print: outlines as the converter draws them, and a face cut to those used."""

import struct
import zlib
from collections.abc import Sequence

import numpy as np
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.drawing import outlined_svg, read_drawing
from viz.font import read_font
from viz.outlines import parts_of, text_path
from viz.pdf_content import page_content
from viz.pdf_font import font_file
from viz.png_size import _chunks
from viz.printing import render_pdf

LETTERS = "Школа № 1, ёлка Й «щ» ў і 0123456789 @"


def svg_of(text: str, weight: str = "") -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" viewBox="0 0 60 60"'
        ' font-family="PT Sans"><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="8" y="45" font-size="40"{weight} fill="#000">{text}</text></svg>'
    )


def ink(svg: str) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return the darkness of each point of a picture of 60 × 60."""
    png = bytes(vl_convert.svg_to_png(svg, scale=1))
    parts = dict(_chunks(png))
    raw = zlib.decompress(parts[b"IDAT"])
    return unfiltered(raw, 60, 4)[:, :, 0]


def unfiltered(raw: bytes, side: int, bytes_each: int) -> np.ndarray:
    """Undo the filters of a PNG, as section 9 of its specification says."""
    width = side * bytes_each
    above = [0] * width
    rows: list[Sequence[int]] = []
    for y in range(side):
        kind, line = raw[y * (width + 1)], list(raw[y * (width + 1) + 1 : (y + 1) * (width + 1)])
        for x in range(width):
            left = line[x - bytes_each] if x >= bytes_each else 0
            corner = above[x - bytes_each] if x >= bytes_each else 0
            guess = (0, left, above[x], (left + above[x]) // 2, paeth(left, above[x], corner))
            line[x] = (line[x] + guess[kind]) & 255
        rows.append(line)
        above = line
    return np.array(rows, np.int64).reshape(side, side, bytes_each)


def paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))


@pytest.mark.parametrize("weight", ["", ' font-weight="700"'])
@pytest.mark.parametrize("sign", ["Ш", "ё", "Й", "№", "@", "8", "i"])
def test_an_outline_is_the_letter_that_the_converter_draws(sign: str, weight: str) -> None:
    render_pdf(svg_of(sign))  # makes the fonts of the product known to the converter
    svg = svg_of(sign, weight)
    theirs, ours = ink(svg), ink(outlined_svg(read_drawing(svg)))
    assert (255 - ours).sum() > 3000
    assert abs(theirs - ours).max() <= 24


def test_a_blank_has_no_outline_and_moves_the_pen() -> None:
    assert text_path(" ") == ""
    width = read_font().advances[read_font().glyphs(" ")[0]]
    assert text_path(" I").startswith(f"M{width} 0m")


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=LETTERS, min_size=1), st.booleans())
def test_a_cut_face_keeps_the_letters_used_and_no_others(text: str, bold: bool) -> None:  # noqa: FBT001 - drawn
    font = read_font(bold=bold)
    used = set(font.glyphs(text))
    made = font_file(font, used)
    (count,) = struct.unpack_from(">H", made, 4)
    tables = {}
    for i in range(count):
        tag, check, at, size = struct.unpack_from(">4s3I", made, 12 + 16 * i)
        body = made[at : at + size]
        tables[tag] = body
        if tag != b"head":
            words = struct.unpack(f">{-(-size // 4)}I", body + bytes(-size % 4))
            assert sum(words) & 0xFFFFFFFF == check
    assert sum(struct.unpack(f">{len(made) // 4}I", made)) & 0xFFFFFFFF == 0xB1B0AFBA
    offsets = struct.unpack(f">{len(font.advances) + 1}I", tables[b"loca"])
    parts = {part[0] for glyph in used for part in parts_of(font.glyph_bytes(glyph))}
    for glyph in range(len(font.advances)):
        kept = tables[b"glyf"][offsets[glyph] : offsets[glyph + 1]]
        assert kept == (font.glyph_bytes(glyph) if glyph in used | parts | {0} else b"")


def test_what_a_drawing_does_not_know_is_refused() -> None:
    for inside in ('<circle r="1"/>', '<g transform="scale(2)"/>'):
        with pytest.raises(ValueError, match=r"leaflet has no|another way"):
            read_drawing(f'<svg width="1" height="1">{inside}</svg>')


def test_words_and_boxes_lie_on_paper_where_the_drawing_has_them() -> None:
    svg = (
        '<svg width="200" height="100"><g transform="translate(0 10.0)">'
        '<text x="190" y="20" font-size="10" text-anchor="end" fill="#000">Ш</text>'
        '<text x="10" y="20" font-size="10" text-anchor="start" fill="#000">Ш</text>'
        '<rect x="10" y="30" width="50" height="4" fill="#fff"/></g></svg>'
    )
    drawing = read_drawing(svg)
    font = read_font()
    glyph = font.glyphs("Ш")[0]
    left = 190 - font.advances[glyph] * 10 / font.units_per_em
    assert page_content(drawing).split("\n") == [
        f"BT /F0 10.00 Tf 0.000 0.000 0.000 rg {left:.2f} 70.00 Td <{glyph:04x}> Tj ET",
        f"BT /F0 10.00 Tf 0.000 0.000 0.000 rg 10.00 70.00 Td <{glyph:04x}> Tj ET",
        "1.000 1.000 1.000 rg 10.00 56.00 50.00 4.00 re f",
    ]
    outlined = outlined_svg(drawing)
    assert f"translate({left:.2f} 30.00)" in outlined
    assert 'x="10.00" y="40.00" width="50.00"' in outlined
