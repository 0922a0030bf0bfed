"""A drawn leaflet: nothing runs over an edge, long lists go on, the file is one PDF."""

import re
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.leaflet_html import render_leaflet
from viz.leaflet_page import render_pages, render_picture
from viz.leaflet_rows import PAPER, PICTURE, LeafletStyle, wrap
from viz.leaflet_spec import LeafletBlock, LeafletItem, LeafletSpec
from viz.pdf_pages import print_pages
from viz.png_size import packed_png
from viz.printing import render_png
from viz.text_width import text_width

LONG = "Совершенствование" * 12
TEXT = re.compile(
    r'<g transform="translate\(0 ([\d.]+)\)">|'
    r'<text x="([\d.-]+)" y="([\d.-]+)" font-size="([\d.]+)"( font-weight="700")?'
    r' text-anchor="(\w+)"[^>]*>([^<]*)</text>'
)
ITEM = LeafletItem(
    title="Система оценки качества подготовки обучающихся",
    badge="острая",
    level=3,
    quote="«Нужно научиться строить урок.»",
    note="Ближе лидеров по этому направлению нет.",
)
BLOCK = LeafletBlock(
    heading="СОШ № 12 имени первого учителя станицы",
    aside="очно, 12,4 км",
    place="ст. Степная",
    facts=(("Кому звонить", "Иванова Мария Петровна, директор, +7 (000) 111-22-33"),),
    items=(ITEM,),
)
SPEC = LeafletSpec(
    mark="leader",
    kind="Лист школы-лидера",
    name="Лицей № 1",
    place="Город",
    plan="План 2026-1",
    warning="Вымышленные данные",
    summary="У вас в плане 1 наставляемая организация.",
    blocks=(BLOCK,),
    footer="Код в сети: x.",
    continued="(продолжение)",
)


def assert_inside(svg: str, style: LeafletStyle) -> None:
    height = float(re.search(r'height="([\d.]+)" viewBox', svg)[1])  # type: ignore[index]  # it is there, or the test fails
    top = 0.0
    for down, x, y, size, bold, anchor, text in TEXT.findall(svg):
        if down:
            top = float(down)
            continue
        width = text_width(text.replace("&amp;", "&"), float(size), bold=bool(bold))
        left = float(x) - (width if anchor == "end" else 0)
        assert left >= style.margin - 0.1, text
        assert left + width <= style.width - style.margin + 0.6, text
        base = float(y) if text.count("/") == 1 and anchor == "end" else top + float(y)
        assert base <= height - style.margin * 0.4, text


@given(st.text(alphabet="абв где—№12\u00a0", max_size=300), st.floats(30, 400))
def test_lines_fit_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = wrap(text, 10, width)
    assert all(text_width(line, 10) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_leaflet_of_one_partner_is_one_page() -> None:
    (page,) = render_pages(SPEC)
    assert_inside(page, PAPER)
    for text in ("Лицей № 1", "Вымышленные данные", "очно, 12,4 км", "острая", "1/1"):
        assert text in page


@settings(max_examples=10, deadline=None)
@given(blocks=st.integers(0, 12), items=st.integers(0, 12), word=st.sampled_from(["", LONG]))
def test_whatever_its_length_nothing_runs_over_an_edge(blocks: int, items: int, word: str) -> None:
    item = replace(ITEM, title=f"{ITEM.title} {word}", quote=f"«{word}»" if word else "")
    block = replace(BLOCK, heading=f"{BLOCK.heading} {word}", items=(item,) * items)
    spec = replace(SPEC, name=f"Лицей {word}", blocks=(block,) * blocks, footer=f"Код {word}")
    pages = render_pages(spec)
    for page in pages:
        assert_inside(page, PAPER)
    assert "".join(pages).count(">острая</text>") == blocks * items
    picture = render_picture(spec, lambda n: f"И ещё {n}")
    assert_inside(picture, PICTURE)


def test_a_long_list_goes_on_under_a_repeated_heading() -> None:
    spec = replace(SPEC, blocks=(replace(BLOCK, items=(ITEM,) * 40),))
    pages = render_pages(spec)
    assert len(pages) > 1
    assert all("(продолжение)" in page for page in pages[1:])
    assert f"{len(pages)}/{len(pages)}" in pages[-1]


def test_a_picture_counts_what_it_leaves_out() -> None:
    picture = render_picture(replace(SPEC, blocks=(BLOCK,) * 20), lambda n: f"И ещё {n}")
    shown = picture.count(">СОШ № 12")
    assert f"И ещё {20 - shown}" in picture
    height = float(re.search(r'height="([\d.]+)" viewBox', picture)[1])  # type: ignore[index]  # it is there, or the test fails
    assert height <= PICTURE.height
    assert "И ещё" not in render_picture(SPEC, lambda n: f"И ещё {n}")


def test_pages_are_printed_as_one_file_with_their_letters_inside() -> None:
    pages = render_pages(replace(SPEC, blocks=(BLOCK,) * 7))
    assert len(pages) > 1
    made = print_pages(pages)
    assert made.count(b"/Type /Page ") == len(pages)
    assert b"/Count %d" % len(pages) in made
    assert (made.count(b"PTSans-Bold"), made.count(b"/FontFile2")) == (3, 2)
    assert print_pages(pages) == made
    assert len(made) < 80_000
    table = int(made.rpartition(b"startxref")[2].split()[0])
    offsets = [int(n) for n in re.findall(rb"(\d{10}) 00000 n", made[table:])]
    assert len(offsets) == 3 + 2 * 5 + 2 * len(pages)
    for number, offset in enumerate(offsets, start=1):
        assert made[offset:].startswith(b"%d 0 obj" % number)


def test_the_words_of_a_print_can_be_read_back_out_of_it() -> None:
    (page,) = render_pages(SPEC)
    shown = words_of(print_pages([page]))
    for text in (SPEC.name, SPEC.warning, ITEM.title, ITEM.quote, "Кому звонить", "очно, 12,4 км"):
        assert text in shown


def words_of(made: bytes) -> str:
    """Read the texts of a one-page PDF as a reader program does: by the map of each face."""
    streams = {
        int(number): zlib.decompress(body)
        for number, body in re.findall(
            rb"(\d+) 0 obj\n<< /Length \d+ /Filter /FlateDecode[^>]*>>\nstream\n(.*?)\nendstream",
            made,
            re.DOTALL,
        )
    }
    faces = {name: int(number) for name, number in re.findall(rb"/(F\d) (\d+) 0 R", made)}
    signs = {}
    for name, number in faces.items():
        found = re.search(rb"\n%d 0 obj\n.*?/ToUnicode (\d+) 0 R" % number, made, re.DOTALL)
        assert found
        pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>\n", streams[int(found[1])])
        signs[name] = {glyph: chr(int(sign, 16)) for glyph, sign in pairs}
    content = next(text for text in streams.values() if b" Tj ET" in text)
    lines = re.findall(rb"BT /(F\d) .*? <([0-9a-f]*)> Tj", content)
    return "\n".join(
        "".join(signs[face][text[i : i + 4]] for i in range(0, len(text), 4))
        for face, text in lines
    )


def test_the_picture_is_a_png_as_wide_as_a_telephone_shows() -> None:
    made = render_png(render_picture(SPEC, str))
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20]) == PICTURE.width
    assert len(made) < 200_000
    assert packed_png(made) == made
    with pytest.raises(ValueError, match="no PNG"):
        packed_png(b"GIF89a")


def test_hostile_texts_stay_texts() -> None:
    bad = '<script>alert("x")</script>&\x01'
    spec = replace(SPEC, name=bad, blocks=(replace(BLOCK, heading=bad, place=bad),))
    for made in (render_leaflet(spec, "../fonts"), *render_pages(spec)):
        assert "<script" not in made
        assert "&lt;script&gt;" in made


def test_the_page_says_what_the_print_says() -> None:
    page = render_leaflet(SPEC, "../fonts")
    for text in (SPEC.name, SPEC.warning, BLOCK.heading, BLOCK.aside, ITEM.title, ITEM.quote):
        assert text in page
    assert "../fonts/PTS55F.ttf" in page
    assert "size: A4" in page
