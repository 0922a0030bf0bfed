"""A drawing as the operators of a PDF page."""

from viz.drawing import Box, Drawing, Line, Mark, Words
from viz.font import read_font

_ROUND = 0.5523  # where the handles of a quarter of a circle lie, of its radius


def page_content(drawing: Drawing) -> str:
    """Return the operators that draw a page; faces are called ``F0`` and, bold, ``F1``.

    References
    ----------
    ISO 32000-1:2008, annex A: operators.
    """
    return "\n".join(_drawn(mark, drawing.height) for mark in drawing.marks)


def _drawn(mark: Mark, height: float) -> str:
    if isinstance(mark, Words):
        glyphs = read_font(bold=mark.bold).glyphs(mark.text)
        letters = "".join(f"{glyph:04x}" for glyph in glyphs)
        return (
            f"BT /F{int(mark.bold)} {mark.size:.2f} Tf {_colour(mark.colour)} rg"
            f" {mark.x:.2f} {height - mark.y:.2f} Td <{letters}> Tj ET"
        )
    if isinstance(mark, Line):
        y = f"{height - mark.y:.2f}"
        return (
            f"{_colour(mark.stroke)} RG {mark.width:.2f} w {mark.x1:.2f} {y} m"
            f" {mark.x2:.2f} {y} l S"
        )
    return _box(mark, height)


def _box(box: Box, height: float) -> str:
    inks = []
    if box.fill:
        inks.append(f"{_colour(box.fill)} rg")
    if box.stroke:
        inks.append(f"{_colour(box.stroke)} RG 1 w")
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
    shape = _rounded(box, height) if box.radius else _square(box, height)
    return " ".join([*inks, shape, paint[bool(box.fill), bool(box.stroke)]])


def _square(box: Box, height: float) -> str:
    low = height - box.y - box.height
    return f"{box.x:.2f} {low:.2f} {box.width:.2f} {box.height:.2f} re"


def _rounded(box: Box, height: float) -> str:
    r = min(box.radius, box.width / 2, box.height / 2)
    k = r * (1 - _ROUND)
    left, right = box.x, box.x + box.width
    low, high = height - box.y - box.height, height - box.y
    corners = (
        (right - r, low, right - k, low, right, low + k, right, low + r),
        (right, high - r, right, high - k, right - k, high, right - r, high),
        (left + r, high, left + k, high, left, high - k, left, high - r),
        (left, low + r, left, low + k, left + k, low, left + r, low),
    )
    drawn = [f"{left + r:.2f} {low:.2f} m"]
    for x, y, *curve in corners:
        drawn.append(f"{x:.2f} {y:.2f} l {' '.join(f'{n:.2f}' for n in curve)} c")
    return " ".join([*drawn, "h"])


def _colour(text: str) -> str:
    """Return the three parts of a colour, 0 to 1.

    Examples
    --------
    >>> _colour("#fff"), _colour("#FF8000")
    ('1.000 1.000 1.000', '1.000 0.502 0.000')
    """
    digits = text.removeprefix("#")
    if len(digits) == 3:  # noqa: PLR2004 - the short form has one digit for each part
        digits = "".join(digit * 2 for digit in digits)
    return " ".join(f"{int(digits[i : i + 2], 16) / 255:.3f}" for i in (0, 2, 4))
