"""The picture of leaders and their load: whole, told apart in grey, deaf to hostile names."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from graph.model.leaders import LeaderRow, LeadersView, LeadTie, MenteeRow
from services.views.help_scene import HelpScene
from services.views.leaders_view import build_leaders_view
from tests.unit.views.chart_region import DAY, SAY, pair, region
from tests.unit.viz.hostile import HOSTILE
from viz.chart_sheet import HEIGHT, WIDTH
from viz.leaders_svg import render_leaders

GOLDEN = Path(__file__).parent / "golden" / "leaders_small.svg"
SVG = "{http://www.w3.org/2000/svg}"
SMALL = build_leaders_view(
    HelpScene.of(region(pair("l-1", "s-3"), pair("s-2", "s-4")), day=DAY), SAY
)


def of_size(leaders: int, mentees: int, name: str = "Имя") -> LeadersView:
    """Return made-up leaders, each with every seventh mentee."""
    return replace(
        SMALL,
        leaders=tuple(
            LeaderRow(code=f"l{i}", name=f"{name} {i}", municipality="Север", used=i % 9, places=5)
            for i in range(leaders)
        ),
        mentees=tuple(
            MenteeRow(code=f"m{j}", name=f"{name} {j}", municipality=f"{name} {j // 4}")
            for j in range(mentees)
        ),
        ties=tuple(
            LeadTie(leader=f"l{i}", mentee=f"m{j}", directions=("Речь",))
            for i in range(leaders)
            for j in range(i % 7, mentees, 7)
        ),
    )


def test_the_small_picture_is_the_approved_one() -> None:
    """After a change that is meant, look at the picture and write the file anew."""
    assert render_leaders(SMALL, SAY) == GOLDEN.read_text(encoding="utf-8")


def test_overload_is_said_by_hatching_shape_and_word() -> None:
    svg = render_leaders(SMALL, SAY)

    assert svg.count(">перегружен<") == 1
    assert svg.count('fill="url(#over)"') == 2  # the bar and the legend
    assert "перегружен 1" in svg


@pytest.mark.parametrize(("leaders", "mentees"), [(1, 0), (1, 1), (30, 30), (300, 900)])
def test_every_text_stays_on_the_sheet(leaders: int, mentees: int) -> None:
    root = fromstring(render_leaders(of_size(leaders, mentees, "Очень длинное имя " * 30), SAY))

    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "0")) <= WIDTH
        assert 0 <= float(text.get("y", "0")) <= HEIGHT
        assert float(text.get("font-size", "0")) >= 6


def test_too_many_are_folded_and_it_is_said() -> None:
    svg = render_leaders(of_size(300, 900), SAY)

    assert "Остальные (257)" in svg
    assert "Показаны самые загруженные лидеры" in svg
    assert "Показаны самые загруженные лидеры" not in render_leaders(SMALL, SAY)


def test_hostile_names_are_text_and_lead_nowhere() -> None:
    view = replace(
        SMALL,
        leaders=tuple(
            LeaderRow(code=f"l{i}", name=bad, municipality=bad, used=1, places=i)
            for i, bad in enumerate(HOSTILE)
        ),
        mentees=(MenteeRow(code="m", name=HOSTILE[0], municipality=HOSTILE[1]),),
        ties=(LeadTie(leader="l0", mentee="m", directions=(HOSTILE[2],)),),
    )
    svg = render_leaders(view, SAY)

    tags = {element.tag.removeprefix(SVG) for element in fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "circle", "text", "path", "defs", "pattern"}
    assert not re.search(r"<(script|a|image|foreignObject)\b", svg)
