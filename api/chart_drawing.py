"""Pictures that are no map of marks, as every face draws them: a network, a day, perhaps a plan."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeAlias

from api.drawing import PLAN
from graph.errors import InputError
from graph.model.chart import ChartName
from graph.model.leaders import LeadersView
from graph.model.matrix import MatrixView
from graph.network import Network
from graph.texts import Say, message
from services.views.help_scene import HelpScene
from services.views.leaders_view import build_leaders_view
from services.views.matrix_view import build_matrix_view
from viz.chart_page import render_chart_page
from viz.grey import in_grey
from viz.leaders_svg import render_leaders
from viz.matrix_svg import Link, render_matrix
from viz.printing import render_pdf

ChartView: TypeAlias = LeadersView | MatrixView


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """How a picture is made."""

    build: Callable[[HelpScene, Say], ChartView]
    render: Callable[..., str]


CHARTS: Mapping[ChartName, Chart] = {
    ChartName.LEADERS: Chart(build=build_leaders_view, render=render_leaders),
    ChartName.MATRIX: Chart(build=build_matrix_view, render=render_matrix),
}
"""Name of a picture → how it is made."""


def chart_scene(
    network: Network, *, day: date, overlays: Sequence[str], municipality: str | None
) -> HelpScene:
    """Return what a picture is made of; at most one ``plan:ID`` may lie over it.

    Raises
    ------
    InputError
        If another overlay is asked for, or two plans.
    NotFoundError
        If there is no such plan or municipality.
    """
    for overlay in overlays:
        if not overlay.startswith(PLAN):
            raise InputError("chart.overlay_unknown", overlay=overlay)
    plans = [overlay.removeprefix(PLAN) for overlay in overlays]
    if len(plans) > 1:
        raise InputError("map.two_plans", one=plans[0], other=plans[1])
    return HelpScene.of(
        network, day=day, plan=plans[0] if plans else None, municipality=municipality
    )


def chart_view(name: ChartName, scene: HelpScene, say: Say) -> ChartView:
    """Return the facts of the picture `name`."""
    return CHARTS[name].build(scene, say)


def chart_svg(name: ChartName, view: ChartView, say: Say, *, link: Link | None = None) -> str:
    """Return the picture; `link` makes its parts lead to their lists."""
    return CHARTS[name].render(view, say, link=link)


def chart_page(name: ChartName, view: ChartView, say: Say) -> str:
    """Return picture and table as one file."""
    about = say(message("chart.table"))
    return render_chart_page(view.head, chart_svg(name, view, say), view.table, about=about)


def chart_data(view: ChartView) -> str:
    """Return the facts as JSON text."""
    return json.dumps(asdict(view), ensure_ascii=False, indent=1) + "\n"


def rendered_chart(
    name: ChartName, view: ChartView, ending: str, say: Say, *, is_grey: bool = False
) -> bytes:
    """Return the picture in the format of `ending`: .svg, .pdf, .html or .json."""
    if ending == ".json":
        return chart_data(view).encode()
    if ending == ".html":
        return chart_page(name, view, say).encode()
    svg = chart_svg(name, view, say)
    svg = in_grey(svg) if is_grey else svg
    if ending == ".svg":
        return svg.encode()
    return render_pdf(svg)
