"""The print: whole, readable, without scripts, and the same every time."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from graph.model.view import NetworkView
from tests.unit.viz import made_up
from tests.unit.viz.hostile import HOSTILE, hostile_view
from viz.encode import encode_map
from viz.paper_sizes import A4
from viz.printing import render_pdf
from viz.spec import MapSpec
from viz.svg import render_svg
from viz.text_width import text_width

GOLDEN = Path(__file__).parent / "golden" / "map_small.svg"
WIDTH, HEIGHT = A4.width, A4.height
SVG = "{http://www.w3.org/2000/svg}"
VIEWS = {
    "60": made_up.view(49, 5),
    "600": made_up.view(560, 12),
    "plan": made_up.planned_view(49, 5),
    "one": made_up.view(560, 12, municipality="m03"),
}


def spec_of(view: NetworkView, first: str = "levels") -> MapSpec:
    return encode_map(view, first=first, say=made_up.SAY)


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Return text and box of every label and caption on the map itself."""
    root = ET.fromstring(svg)  # noqa: S314 - written a line above by our own code
    seen = set()
    found = []
    for text in root.iter(f"{SVG}text"):
        if text.get("aria-hidden") and text.get("stroke"):
            seen.add((text.get("x"), text.get("y")))
            continue
        place = (text.get("x"), text.get("y"))
        if place not in seen or text.text is None:
            continue
        size = float(text.get("font-size", "0"))
        half = text_width(text.text, size, bold=text.get("font-weight") == "700") / 2
        x, y = float(place[0] or 0), float(place[1] or 0)
        found.append((text.text, x - half, y - size * 0.75, x + half, y + size * 0.1))
    return found


@pytest.mark.parametrize("first", ["levels", "geo"])
@pytest.mark.parametrize("name", VIEWS)
def test_no_label_lies_over_another_or_off_the_sheet(name: str, first: str) -> None:
    labels = boxes(render_svg(spec_of(VIEWS[name], first)))

    assert len(labels) >= 30
    for (one, *a), (other, *b) in combinations(labels, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)
    assert all(x0 > 0 and x1 < WIDTH and y0 > 0 and y1 < HEIGHT for _, x0, y0, x1, y1 in labels)


def test_on_a_small_map_nearly_every_organisation_has_its_name() -> None:
    view = VIEWS["60"]
    told = {text.partition(" · ")[0] for text, *_ in boxes(render_svg(spec_of(view)))}

    assert len({one.label for one in view.organisations} - told) <= 2


def test_on_a_big_map_every_school_without_ties_has_its_name() -> None:
    view = VIEWS["600"]
    severe = {o.label for o in view.organisations if o.finding and o.finding.is_severe}
    told = {text for text, *_ in boxes(render_svg(spec_of(view)))}

    assert len(severe - told) <= 0.1 * len(severe)


def test_title_legend_counts_day_and_source_stand_on_the_sheet() -> None:
    svg = render_svg(spec_of(VIEWS["plan"]))

    for said in (
        "Карта взаимодействия",
        "на 01.10.2026",
        "Лидеры",
        "Пары плана",
        "Нет рабочих связей",
        "Источник: сеть «МетодСеть», редакция 1",
        "Вымышленные данные · Проект плана, не утверждён",
    ):
        assert f">{said}<" in svg or said in svg


def test_words_of_the_legend_leave_room_for_their_counts() -> None:
    spec = spec_of(VIEWS["600"])
    for item in (*spec.legend.marks, *spec.legend.ties, *spec.legend.alarms):
        count = text_width(str(item.count), 8.6)
        assert text_width(item.label, 8.6) <= 132 - 22 - count - 3, item.label


@pytest.mark.parametrize("first", ["levels", "geo"])
def test_a_print_holds_no_script_no_style_and_no_address(first: str) -> None:
    svg = render_svg(spec_of(VIEWS["60"], first))

    assert set(re.findall(r"https?://[^\"'\s]*", svg)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(script|style|image|foreignObject|a)\b|href=|\bon\w+=", svg)


def test_hostile_names_are_text_and_nothing_else() -> None:
    svg = render_svg(spec_of(hostile_view()))
    root = ET.fromstring(svg)  # noqa: S314 - written a line above by our own code

    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "path", "circle", "text"}
    assert any("<" in (text.text or "") for text in root.iter(f"{SVG}text"))
    assert len(HOSTILE) >= 10


def test_the_small_map_is_the_approved_one() -> None:
    """After a change that is meant, look at the picture and write the file anew."""
    svg = render_svg(spec_of(made_up.view(9, 2)))

    assert svg == GOLDEN.read_text(encoding="utf-8")


def test_the_same_map_is_the_same_text() -> None:
    view = VIEWS["60"]
    mixed = replace(view, organisations=view.organisations[::-1], ties=view.ties[::-1])

    assert render_svg(spec_of(view)) == render_svg(spec_of(mixed))


def test_the_pdf_is_one_a4_page_across_with_pt_sans_inside() -> None:
    pdf = render_pdf(render_svg(spec_of(VIEWS["60"])))

    assert pdf.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox\s*\[([^\]]*)\]", pdf)
    assert box is not None
    left, bottom, right, top = map(float, box.group(1).split())
    assert (round(right - left), round(top - bottom)) == (842, 595)
    assert b"PTSans-Regular" in pdf or b"PTSans" in pdf
    assert b"/FontFile" in pdf
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_a_long_line_under_the_title_is_set_smaller_so_that_it_stays_on_the_sheet() -> None:
    svg = render_svg(replace(spec_of(VIEWS["60"]), subtitle="Приозёрская область " * 12))

    found = re.search(r'<text x="28.0" y="[\d.]+" font-size="([\d.]+)"[^>]*>(Приозёр[^<]+)<', svg)
    assert found
    assert 28 + text_width(found[2], float(found[1])) <= WIDTH - 27
