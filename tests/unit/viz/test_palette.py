"""Colours can be told apart by everyone, and every mark is known wherever it is drawn."""

import math
import re
from importlib.resources import files
from itertools import combinations

import pytest

from tests.unit.viz import made_up
from viz import palette
from viz.svg_marks import corners, svg_mark

EIGHT = (
    palette.INSTITUTE,
    palette.SERVICE,
    palette.OTHER,
    palette.LEADER,
    palette.GROWTH,
    palette.RESERVE,
    palette.MENTEE,
    palette.ALARM,
)
OKABE_ITO = (
    *("#000000", "#E69F00", "#56B4E9", "#009E73"),
    *("#F0E442", "#0072B2", "#D55E00", "#CC79A7"),
)
Matrix = tuple[tuple[float, float, float], ...]

# G. Machado, M. Oliveira, L. Fernandes. "A physiologically-based model for simulation of color
# vision deficiency". IEEE TVCG 15(6), 2009: matrices for full severity, on linear RGB.
VISION: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def contrast(colour: str, other: str = "#FFFFFF") -> float:
    """Contrast as WCAG 2.2 defines it."""
    light = [
        sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) + 0.05
        for c in (colour, other)
    ]
    return max(light) / min(light)


def lab(colour: str, vision: Matrix) -> tuple[float, float, float]:
    rgb = linear(colour)
    seen = [min(1.0, max(0.0, sum(m * v for m, v in zip(row, rgb, strict=True)))) for row in vision]
    to_xyz: Matrix = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    white = (0.95047, 1.0, 1.08883)
    f = []
    for row, w in zip(to_xyz, white, strict=True):
        t = sum(m * v for m, v in zip(row, seen, strict=True)) / w
        f.append(t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116)
    return (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))


def difference(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """CIEDE2000, after G. Sharma, W. Wu, E. Dalal, Color Research & Application 30(1), 2005."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c7 = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - math.sqrt(c7 / (c7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(hm - 30))
        + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.20 * math.cos(math.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    turned = 30 * math.exp(-(((hm - 275) / 25) ** 2))
    rt = -math.sin(math.radians(2 * turned)) * 2 * math.sqrt(cm**7 / (cm**7 + 25**7))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def nearest(colours: tuple[str, ...]) -> float:
    """Return the smallest difference of any two, over four kinds of vision."""
    return min(
        difference(lab(one, vision), lab(other, vision))
        for vision in VISION.values()
        for one, other in combinations(colours, 2)
    )


def test_the_difference_is_that_of_the_published_examples() -> None:
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


def test_the_eight_colours_keep_further_apart_than_the_usual_safe_palette() -> None:
    assert nearest(EIGHT) >= 19
    assert nearest(EIGHT) >= 1.7 * nearest(OKABE_ITO)


@pytest.mark.parametrize("colour", EIGHT)
def test_every_mark_stands_out_from_white(colour: str) -> None:
    assert contrast(colour) >= 3


@pytest.mark.parametrize("colour", [palette.INK, palette.INK_QUIET, palette.ALARM])
def test_texts_can_be_read_on_every_ground(colour: str) -> None:
    assert min(contrast(colour, ground) for ground in ("#FFFFFF", *palette.TINTS)) >= 4.5


def test_grounds_are_pale_so_that_marks_stand_out_on_them_too() -> None:
    assert min(contrast(palette.MENTEE, tint) for tint in palette.TINTS) >= 2.6


def test_no_two_marks_look_the_same() -> None:
    looks = {(s.shape, s.colour, s.letter, s.is_hollow, s.core) for s in palette.MARKS.values()}
    assert len(looks) == len(palette.MARKS)
    assert sorted(s.rank for s in palette.MARKS.values()) == list(range(len(palette.MARKS)))


@pytest.mark.parametrize("mark", sorted(palette.MARKS))
def test_every_mark_can_be_printed_and_has_its_words(mark: str) -> None:
    assert svg_mark(mark, (0.0, 0.0), 10).startswith("<")
    assert f"map.marks.{mark}" in made_up.SAY
    assert f"map.mark_of.{mark}" in made_up.SAY


@pytest.mark.parametrize("kind", sorted(palette.TIES))
def test_every_tie_has_its_words(kind: str) -> None:
    assert f"map.ties.{kind}" in made_up.SAY


def test_page_and_print_know_the_same_shapes() -> None:
    script = files("viz").joinpath("assets", "page", "glyphs.js").read_text(encoding="utf-8")
    told = set(re.findall(r'shape === "(\w+)"', script))

    assert {s.shape for s in palette.MARKS.values()} <= told | {"hexagon"}


def test_a_shape_without_corners_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        corners("circle", (0, 0), 1)
