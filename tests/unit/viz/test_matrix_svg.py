"""The picture of needs against places: whole, readable in grey, deaf to hostile names."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from graph.model.matrix import Axis, Balance, MatrixView
from services.views.help_scene import HelpScene
from services.views.matrix_view import build_matrix_view
from tests.unit.views.chart_region import DAY, SAY, region
from tests.unit.viz.hostile import HOSTILE
from viz.chart_page import render_chart_page
from viz.chart_sheet import HEIGHT, WIDTH
from viz.matrix_svg import LACKS, render_matrix
from viz.printing import render_pdf

GOLDEN = Path(__file__).parent / "golden" / "matrix_small.svg"
SVG = "{http://www.w3.org/2000/svg}"
SMALL = build_matrix_view(HelpScene.of(region(), day=DAY), SAY)


def of_size(rows: int, columns: int, name: str = "Имя") -> MatrixView:
    """Return a matrix of made-up figures."""
    cells = tuple(
        tuple(Balance(open=(3 * i + j) % 7, free=(i + 2 * j) % 5) for j in range(columns))
        for i in range(rows)
    )
    total = Balance(open=2)
    return replace(
        SMALL,
        directions=tuple(Axis(code=f"d{i}", name=f"{name} {i}", total=total) for i in range(rows)),
        municipalities=tuple(
            Axis(code=f"m{j}", name=f"{name} {j}", total=total) for j in range(columns)
        ),
        cells=cells,
    )


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_small_matrix_is_the_approved_one() -> None:
    """After a change that is meant, look at the picture and write the file anew."""
    assert render_matrix(SMALL, SAY) == GOLDEN.read_text(encoding="utf-8")


def test_bands_darken_step_by_step_in_grey() -> None:
    grey = [luminance(ground) for ground, _ in LACKS]

    assert grey[0] - grey[1] > 0.15
    assert grey[1] - grey[2] > 0.15


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 60), (18, 44), (40, 2), (60, 300)])
def test_every_text_stays_on_the_sheet(rows: int, columns: int) -> None:
    root = fromstring(render_matrix(of_size(rows, columns, "Очень длинное имя " * 30), SAY))

    for text in root.iter(f"{SVG}text"):
        assert -1 <= float(text.get("x", "0")) <= WIDTH
        assert 0 <= float(text.get("y", "0")) <= HEIGHT
        assert float(text.get("font-size", "0")) >= 4.5


def test_what_does_not_fit_is_summed_and_said() -> None:
    svg = render_matrix(of_size(60, 300), SAY)

    assert "Остальные (255)" in svg
    assert "остальные сложены" in svg
    assert "остальные сложены" not in render_matrix(of_size(18, 44), SAY)


def test_cells_lead_to_their_lists_only_where_a_link_is_given() -> None:
    linked = render_matrix(SMALL, SAY, link=lambda row, column: f"?a={row}&b={column}")

    assert re.findall(r'href="([^"]*)"', linked) == [
        "?a=d-1&amp;b=m-1",
        "?a=d-1&amp;b=m-2",
        "?a=d-2&amp;b=m-1",
    ]
    assert "href" not in render_matrix(SMALL, SAY)


def test_hostile_names_are_text_in_picture_page_and_table() -> None:
    bad = tuple(Axis(code=text, name=text, total=Balance(open=1)) for text in HOSTILE)
    row = tuple(Balance(open=1) for _ in HOSTILE)
    head = replace(SMALL.head, title=HOSTILE[0], question=HOSTILE[1], source=HOSTILE[2])
    view = replace(
        SMALL, head=head, directions=bad, municipalities=bad, cells=tuple(row for _ in HOSTILE)
    )
    svg = render_matrix(view, SAY)

    tags = {element.tag.removeprefix(SVG) for element in fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "circle", "text", "g"}
    page = render_chart_page(head, svg, view.table, about=HOSTILE[0])
    assert not re.search(r"<(script|img|a|iframe)\b|\son\w+=[^<]*>", page.replace(svg, ""))


def test_a_picture_of_nothing_says_why() -> None:
    empty = replace(SMALL, head=replace(SMALL.head, empty="Загрузите лист."), cells=())

    assert "Загрузите лист." in render_matrix(empty, SAY)


def test_it_prints_as_one_a4_page_across() -> None:
    pdf = render_pdf(render_matrix(SMALL, SAY))

    assert pdf.startswith(b"%PDF-")
    assert b"/FontFile" in pdf
