"""Sheets, posters, grey prints and books: whole, of the right size, and readable without colour."""

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from itertools import combinations

import numpy as np
import pytest
import vl_convert

from graph.errors import InputError
from tests.unit.viz import made_up
from tests.unit.viz.test_print_fonts import unfiltered
from tests.unit.viz.test_svg import boxes
from viz import palette
from viz.encode import encode_map
from viz.grey import in_grey
from viz.map_files import MapPrint
from viz.map_filter import MapFilter
from viz.paper_sizes import A4, PAPERS, PICTURE, PaperSize, paper_named
from viz.pdf_merge import BookPage, Link, bound, halves
from viz.png_size import _chunks
from viz.printing import render_pdf, render_sheet_png
from viz.spec import LegendItem
from viz.svg import render_svg
from viz.svg_legend import _tie
from viz.svg_marks import svg_alarm, svg_mark

SMALL = encode_map(made_up.planned_view(49, 5), say=made_up.SAY)
BIG = encode_map(made_up.view(560, 12), say=made_up.SAY)
ASKED = MapFilter(view="levels")
SIDE = 40


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Return the size of each page in millimetres."""
    found = re.findall(rb"/MediaBox \[([^\]]*)\]", pdf)
    sizes = [[float(n) for n in box.split()] for box in found]
    return [(round((b[2] - b[0]) * 25.4 / 72), round((b[3] - b[1]) * 25.4 / 72)) for b in sizes]


@pytest.mark.parametrize("name", PAPERS)
def test_every_sheet_holds_all_labels_apart_and_inside(name: str) -> None:
    paper = PAPERS[name]
    labels = boxes(render_svg(BIG, paper))

    assert len(labels) >= 60
    for (one, *a), (other, *b) in combinations(labels, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)
    assert all(x0 > 0 and x1 < paper.width for _, x0, _, x1, _ in labels)
    assert all(y0 > 0 and y1 < paper.height for _, _, y0, _, y1 in labels)


def test_a_larger_sheet_names_more_organisations() -> None:
    named = [len(boxes(render_svg(BIG, PAPERS[name]))) for name in ("a4", "a3", "a2")]

    assert named == sorted(named)
    assert named[2] > 1.5 * named[0]


@pytest.mark.parametrize(
    ("name", "size"), [("a4", (297, 210)), ("a3", (420, 297)), ("a2", (594, 420))]
)
def test_a_print_has_the_size_of_its_sheet(name: str, size: tuple[int, int]) -> None:
    assert pages(MapPrint(spec=SMALL, asked=ASKED, paper=PAPERS[name]).pdf) == [size]


def test_a_poster_is_two_sheets_that_overlap_by_a_centimetre() -> None:
    pdf = MapPrint(spec=SMALL, asked=ASKED, paper=PAPERS["poster"]).pdf

    assert pages(pdf) == [(302, 420), (302, 420)]
    assert b"/FontFile" in pdf


def test_a_picture_for_messages_has_a_title_that_is_read_on_a_telephone() -> None:
    svg = render_svg(SMALL, PICTURE)
    png = render_sheet_png(svg, PICTURE.pixels)

    assert struct.unpack(">II", png[16:24]) == (1280, 960)
    title = re.search(r'<text x="28.0"[^>]*font-size="([\d.]+)" font-weight="700"', svg)
    assert title
    assert float(title[1]) * PICTURE.enlarged * 390 / 1280 >= 13, "pixels on a telephone"
    assert len(png) < 700_000


def test_title_day_counts_legend_and_source_stand_on_every_sheet() -> None:
    for paper in PAPERS.values():
        svg = render_svg(SMALL, paper)
        for said in (SMALL.title, SMALL.subtitle, SMALL.date, SMALL.source, SMALL.mark, "Лидеры"):
            assert said in svg, (paper.name, said)


def test_a_legend_too_high_for_its_sheet_is_drawn_closer() -> None:
    low = PaperSize(name="low", pixels=500, enlarged=1.0)
    svg = render_svg(SMALL, low)
    ys = [float(y) for y in re.findall(r'<text x="50.0" y="([\d.]+)"', svg)]

    assert len(ys) >= 10
    assert max(ys) < low.height - 30


def test_an_unknown_sheet_is_refused() -> None:
    with pytest.raises(InputError, match=r"map\.paper_unknown"):
        paper_named("a0")


def test_a_grey_print_has_no_colour_and_the_same_marks() -> None:
    grey = MapPrint(spec=SMALL, asked=ASKED, is_grey=True).svg
    colours = re.findall(r'(?:fill|stroke)="#([0-9a-fA-F]+)"', grey)

    assert len(colours) > 100
    for colour in colours:
        third = len(colour) // 3
        assert colour == colour[:third] * 3
    tags = [element.tag for element in ET.fromstring(grey).iter()]  # noqa: S314 - written by our own code
    assert tags == [e.tag for e in ET.fromstring(render_svg(SMALL, A4)).iter()]  # noqa: S314 - written by our own code


def looks(drawn: dict[str, str]) -> dict[str, np.ndarray]:
    """Return how each drawing looks in grey: darkness of SIDE × SIDE points at 300 dpi."""
    render_sheet_png('<svg xmlns="http://www.w3.org/2000/svg"/>', 9)  # makes the fonts known
    seen = {}
    for name, elements in drawn.items():
        svg = in_grey(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}"'
            ' viewBox="0 0 10 10" font-family="PT Sans"><rect width="10" height="10" fill="#fff"/>'
            f'<g transform="translate(5 5)">{elements}</g></svg>'
        )
        parts = _chunks(bytes(vl_convert.svg_to_png(svg, scale=1)))
        raw = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
        points = unfiltered(raw, SIDE, 4)
        assert (points[:, :, 0] == points[:, :, 1]).all(), "no colour is left"
        seen[name] = 255 - points[:, :, 0]
    return seen


def test_marks_keep_apart_in_grey_as_small_as_they_are_printed() -> None:
    marks = {mark: svg_mark(mark, (0.0, 0.0), 4.3) for mark in palette.MARKS}
    ringed = {f"alarm {level}": svg_alarm(level, (0.0, 0.0), 2.0) for level in (1, 2)}
    seen = looks({**marks, **ringed})

    for (one, a), (other, b) in combinations(seen.items(), 2):
        differing = (abs(a - b) > 60).sum() / max(1, ((a > 60) | (b > 60)).sum())
        assert differing >= 0.05, (one, other, differing)


def test_ties_keep_apart_in_grey() -> None:
    items = [LegendItem(key=k, label="", count=1, is_on=True) for k in palette.TIES]
    seen = looks({item.key: _tie(item, (-1.0, 0.0)) for item in items})

    for (one, a), (other, b) in combinations(seen.items(), 2):
        assert abs(a - b).sum() >= 0.12 * max(a.sum(), b.sum()), (one, other)


def test_a_book_has_a_page_for_each_file_bookmarks_and_links() -> None:
    one, two = (render_pdf(render_svg(SMALL, PAPERS[name])) for name in ("a4", "a3"))
    made = bound(
        [BookPage(pdf=one), BookPage(pdf=two, name="Вторая"), BookPage(pdf=one, name="Третья")],
        "Книга",
        [Link(box=(10, 20, 110, 40), to=2)],
    )

    assert pages(made) == [(297, 210), (420, 297), (297, 210)]
    assert made.count(b"/Type /Outlines") == 1
    assert "Третья".encode("utf-16-be").hex().encode() in made
    link = re.search(rb"/Rect \[([^\]]*)\] /Dest \[(\d+) 0 R", made)
    assert link
    assert [float(n) for n in link[1].split()] == pytest.approx([10, 555.28, 110, 575.28], abs=0.01)
    kids = re.search(rb"/Count 3 /Kids \[(\d+) 0 R (\d+) 0 R (\d+) 0 R\]", made)
    assert kids
    assert link[2] == kids[3]
    for at, number in places(made):
        assert made[at:].startswith(b"%d 0 obj\n" % number)
    named = {int(n) for n in re.findall(rb"(?<![\d.])(\d+) 0 R\b", made)}
    assert named <= {number for _, number in places(made)}


def places(pdf: bytes) -> list[tuple[int, int]]:
    """Return (place, number) of every object by the table of the file."""
    table = pdf[pdf.rindex(b"\nxref\n") :]
    entries = re.findall(rb"(\d{10}) 00000 n", table)
    return [(int(at), number) for number, at in enumerate(entries, start=1)]


def test_what_is_no_single_page_is_refused() -> None:
    with pytest.raises(ValueError, match="table of places"):
        halves(b"%PDF-1.7", "x")
