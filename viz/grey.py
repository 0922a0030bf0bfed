"""The print without colour: every colour becomes a grey, so chosen that marks stay apart.

Shapes, dashes, hollow marks and letters say what colours say; where two marks or ties differ by
colour alone, their greys keep apart.
"""

import re

from viz.palette import ACCENT, ALARM, ALARM_TEXT, GROWTH, LEADER, MENTEE, OTHER, RESERVE, SERVICE

_COLOUR = re.compile(r'\b(fill|stroke)="#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"')
_GREYS = {
    LEADER: "#000000",
    SERVICE: "#6E6E6E",
    GROWTH: "#3C3C3C",
    RESERVE: "#2A2A2A",
    MENTEE: "#8E8E8E",
    OTHER: "#767676",
    ALARM: "#000000",
    ALARM_TEXT: "#000000",
    ACCENT: "#000000",
    "#B4650B": "#8C8C8C",  # mentoring of today, under the pairs of a plan
    "#3F6385": "#9A9A9A",
}
_DIGITS = 6  # of a colour in full; three are short for six
_WEIGHTS = (0.2126, 0.7152, 0.0722)
"""Share of red, green and blue in lightness, ITU-R BT.709."""


def in_grey(svg: str) -> str:
    """Return an SVG of `viz.svg.render_svg` without colour.

    Examples
    --------
    >>> in_grey('<rect fill="#FFF8E9" stroke="#E17720"/>')
    '<rect fill="#f8f8f8" stroke="#000000"/>'
    """
    return _COLOUR.sub(lambda found: f'{found[1]}="{_grey(found[2])}"', svg)


def _grey(colour: str) -> str:
    full = colour if len(colour) == _DIGITS else "".join(sign * 2 for sign in colour)
    chosen = _GREYS.get(f"#{full.upper()}")
    if chosen:
        return chosen
    parts = (int(full[i : i + 2], 16) for i in (0, 2, 4))
    level = round(sum(share * part for share, part in zip(_WEIGHTS, parts, strict=True)))
    return "#" + f"{level:02x}" * 3
