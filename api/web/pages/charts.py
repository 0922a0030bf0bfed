"""Pictures that are no map of marks, each with the table of the same facts and its lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from api.chart_drawing import chart_svg
from api.charts import ChartRequest, facts_of, scene_of
from api.dependencies import Reading, read
from api.fields import Filter, parse_day
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.model.chart import ChartHead, ChartName, TwinTable
from graph.model.choices import PlanStatus
from graph.model.organisation import Municipality
from graph.model.plan import Plan
from services.views.matrix_view import CellList, build_cell_list, cell_address
from viz.matrix_svg import Link

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPage(Page):
    """Context of `chart.html`."""

    name: Annotated[ChartName, "Which picture."]
    charts: Annotated[tuple[ChartName, ...], "All pictures, for the links between them."]
    head: Annotated[ChartHead, "Title, question and notes of the picture."]
    picture: Annotated[Markup, "The picture as SVG."]
    table: Annotated[TwinTable, "The same facts as a table."]
    address: Annotated[str, "Address of the page with its filters; a list's query is added to it."]
    municipality: Annotated[str, "Code of the municipality, or empty for all."]
    municipalities: Annotated[tuple[Municipality, ...], "Municipalities to choose from."]
    plan: Annotated[str, "Plan that lies over the picture, or empty."]
    plans: Annotated[tuple[Plan, ...], "Plans that may lie over it."]
    day: Annotated[date | None, "Day of the picture, or None for today."]
    files: Annotated[Mapping[str, str], "Ending → address of the picture as a file."]
    cell: Annotated[CellList | None, "What stands behind the chosen cell of the matrix."]


@router.get("/map/{chart}", response_class=HTMLResponse)
def chart_(
    *,
    desk: DeskDep,
    chart: ChartName,
    plan: Filter = "",
    municipality: Filter = "",
    as_of: Filter = "",
    direction: Filter = "",
    at: Filter = "",
) -> HTMLResponse:
    """Show a picture; a chosen cell shows its list below."""
    day = parse_day(as_of)
    reading = desk.reading if day is None else read(desk.site, day)
    asked = ChartRequest(name=chart, plan=plan, municipality=municipality)
    cell = None
    if chart is ChartName.MATRIX and (direction or at):
        cell = build_cell_list(scene_of(reading, asked), direction=direction, municipality=at)
    kept = {"plan": plan, "municipality": municipality, "as_of": day.isoformat() if day else ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    return desk.render("chart.html", _page(desk, reading, asked, query, cell), day=day)


def _page(
    desk: Desk, reading: Reading, asked: ChartRequest, query: str, cell: CellList | None
) -> ChartPage:
    name, facts, network = asked.name, facts_of(reading, asked), reading.network
    address = f"/map/{name}?{query}{'&' if query else ''}"
    drawn = reading.derived(
        f"chart_page:{asked}:{query}",
        lambda: chart_svg(
            name,
            facts,
            desk.site.say,
            link=_link(name, address),
        ),
    )
    return ChartPage(
        section="map",
        title=facts.head.title,
        crumbs=(Crumb(text=desk.say("web.section.map"), href="/map"), Crumb(text=facts.head.title)),
        name=name,
        charts=tuple(ChartName),
        head=facts.head,
        picture=Markup(drawn),  # noqa: S704 - drawn by us, its texts escaped; tested
        table=facts.table,
        address=address,
        municipality=asked.municipality,
        municipalities=tuple(sorted(network.municipalities, key=lambda m: m.name)),
        plan=asked.plan,
        plans=tuple(one for one in network.plans if one.status is not PlanStatus.WITHDRAWN),
        day=None if reading.day == desk.reading.day else reading.day,
        files={
            ending: f"/api/v1/maps/{name}.{ending}?{query}" for ending in ("html", "svg", "json")
        },
        cell=cell,
    )


def _link(name: ChartName, address: str) -> Link:
    if name is ChartName.MATRIX:
        return lambda row, column: f"{address}{cell_address(row, column)}#list"
    return lambda code, _: f"/organisations/{quote(code, safe='')}"
