"""Texts of the print: escaped, with a white halo that every converter draws the same way."""

import re
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Return `text` fit to stand in XML: what XML cannot hold is left out, the rest escaped.

    Examples
    --------
    >>> clean("СОШ <№ 1>\x01")
    'СОШ &lt;№ 1&gt;'
    """
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"})


def svg_text(
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    colour: str,
    bold: bool = False,
    anchor: str = "start",
    halo: bool = False,
) -> str:
    """Return `text` with its middle line at `y`.

    The halo is an element of its own: converters and office suites ignore `paint-order` and would
    draw it over the letters.
    """
    weight = ' font-weight="700"' if bold else ""
    place = (
        f'x="{x:.1f}" y="{y + size * 0.35:.1f}" font-size="{size:g}"{weight} text-anchor="{anchor}"'
    )
    words = clean(text)
    drawn = f'<text {place} fill="{colour}">{words}</text>'
    if halo:
        drawn = (
            f'<text {place} aria-hidden="true" fill="#fff" stroke="#fff" stroke-width="1.8"'
            f' stroke-linejoin="round">{words}</text>{drawn}'
        )
    return drawn


def grouped(number: int) -> str:
    r"""Return `number` as people read it, thousands apart.

    Examples
    --------
    >>> grouped(3234) == "3\u00a0234"
    True
    """
    return f"{number:,}".replace(",", "\u00a0")
