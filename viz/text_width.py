"""Real widths of texts in PT Sans, of the font that also goes into the print."""

from viz.font import read_font


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` at font size `size`, in the same unit.

    Examples
    --------
    >>> text_width("шш", 10) > text_width("ii", 10) > 0
    True
    """
    font = read_font(bold=bold)
    units = sum(font.advances[glyph] for glyph in font.glyphs(text))
    return units * size / font.units_per_em
