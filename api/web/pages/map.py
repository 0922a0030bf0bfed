"""The map: its frame with view, overlay and municipality, and the standalone page inside it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from api.dependencies import ReadingOnDep
from api.fields import Filter, parse_day
from api.maps import Audience, MapRequest, View, map_page
from api.web.page import Crumb, DeskDep, Page, environment
from api.web.thumb import build_thumb
from graph.model.chart import ChartName
from graph.model.choices import PlanStatus
from graph.model.organisation import Municipality
from graph.model.plan import Plan

router = APIRouter()

SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFiles:
    """Addresses of the same map as files; `prints` are (name of the words, address)."""

    html: str
    public: str
    picture: str
    prints: tuple[tuple[str, str], ...]
    svg: str
    data: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Page):
    """Context of `map.html`."""

    view: Annotated[str, "Which view is shown first: levels, clusters or geo."]
    overlays: Annotated[tuple[str, ...], "Overlays that lie over the map."]
    municipality: Annotated[str, "Code of the municipality, or empty for all."]
    day: Annotated[date | None, "Day of the map, or None for today."]
    asked: Annotated[Mapping[str, int | None], "How far the overlay of isolation looks."]
    plans: Annotated[tuple[Plan, ...], "Plans that may lie over the map."]
    municipalities: Annotated[tuple[Municipality, ...], "Municipalities to choose from."]
    frame: Annotated[str, "Address of the standalone map."]
    files: Annotated[MapFiles, "Addresses of the map as files."]
    charts: Annotated[tuple[ChartName, ...], "Pictures that are no map of marks."]


def asked_map(
    *,
    view: View = "levels",
    overlay: Annotated[
        tuple[Filter, ...], Query(description="isolation, plan:ID, or both; an empty one is none")
    ] = (),
    municipality: Filter = "",
    plan: Annotated[Filter, Query(description="Short for overlay=plan:…")] = "",
    window: Annotated[int | None, Query(ge=1, le=120, description="Months of events.")] = None,
    hops: Annotated[int | None, Query(ge=1, le=20, description="Hops that are near.")] = None,
    audience: Annotated[
        Audience, Query(description="staff, or public: without private facts, without overlays")
    ] = "staff",
) -> MapRequest:
    """Return which map the address asks for."""
    asked = (*overlay, f"plan:{plan}") if plan else overlay
    overlays = tuple(dict.fromkeys(name for name in asked if name))
    return MapRequest(
        view=view,
        overlays=overlays,
        municipality=municipality,
        window=window,
        hops=hops,
        audience=audience,
    )


AskedMap = Annotated[MapRequest, Depends(asked_map)]


def _query(asked: MapRequest, day: date | None) -> str:
    parts = [("view", asked.view), *(("overlay", name) for name in asked.overlays)]
    kept = {
        "municipality": asked.municipality,
        "window": asked.window,
        "hops": asked.hops,
        "as_of": day,
        "audience": asked.audience if asked.audience != "staff" else "",
    }
    return urlencode(parts + [(name, str(value)) for name, value in kept.items() if value])


def _files(query: str, public: str) -> MapFiles:
    def file(ending: str, more: str = "") -> str:
        return f"/api/v1/maps/network.{ending}?{query}{more}"

    sheets = ("a4", "a3", "a2", "poster")
    return MapFiles(
        html=file("html"),
        public=f"/api/v1/maps/network.html?{public}",
        picture=file("png", "&paper=picture"),
        prints=(
            *((sheet, file("pdf", f"&paper={sheet}")) for sheet in sheets),
            ("grey", file("pdf", "&paper=a4&grey=true")),
        ),
        svg=file("svg"),
        data=tuple((ending, file(ending)) for ending in ("zip", "graphml", "gexf", "json")),
    )


@router.get("/map", response_class=HTMLResponse)
def map_(desk: DeskDep, asked: AskedMap, focus: Filter = "", as_of: Filter = "") -> HTMLResponse:
    """Show the map inside the application."""
    network = desk.reading.network
    day = parse_day(as_of)
    query = _query(asked, day)
    title = desk.say("web.section.map")
    page = MapPage(
        section="map",
        title=title,
        crumbs=(Crumb(text=title),),
        view=asked.view,
        overlays=asked.overlays,
        municipality=asked.municipality,
        day=day,
        asked={"window": asked.window, "hops": asked.hops},
        plans=tuple(plan for plan in network.plans if plan.status is not PlanStatus.WITHDRAWN),
        municipalities=tuple(sorted(network.municipalities, key=lambda m: m.name)),
        frame=f"/map/page?{query}{f'#{focus}' if focus else ''}",
        charts=tuple(ChartName),
        files=_files(query, _query(replace(asked, overlays=(), audience="public"), day)),
    )
    return desk.render("map.html", page, day=day)


@router.get("/map/page", response_class=HTMLResponse)
def standalone(reading: ReadingOnDep, asked: AskedMap) -> HTMLResponse:
    """Give the standalone map; its scripts run by a nonce of this answer only."""
    nonce = secrets.token_urlsafe(16)
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
    return HTMLResponse(
        map_page(reading, asked, nonce=nonce), headers={"content-security-policy": policy}
    )


@router.get("/map/thumb.svg")
def thumb(desk: DeskDep) -> Response:
    """Give the small map of the start page."""

    def draw() -> str:
        template = environment(desk.site.say).get_template("thumb.svg")
        return template.render(thumb=build_thumb(desk.reading))

    return Response(desk.reading.derived("thumb", draw), media_type=SVG)
