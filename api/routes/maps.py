"""The interaction map over HTTP: as a page, a picture, or data."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from api.dependencies import ReadingOnDep
from api.maps import Paper, file_of_map, map_page
from api.problems import responses
from api.web.downloads import download
from api.web.pages.map import SVG, AskedMap

router = APIRouter(prefix="/maps", tags=["maps"])

PaperAsked = Annotated[Paper, Query(description="Sheet, or a small picture for messengers")]
GreyAsked = Annotated[bool, Query(description="Without colour")]
_PNG = "image/png"
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@router.get(
    "/network.html",
    response_class=HTMLResponse,
    summary="Map as one page",
    responses=responses(404),
)
def map_as_page(reading: ReadingOnDep, asked: AskedMap) -> Response:
    """Return one file that needs nothing from outside; it is meant to be saved."""
    headers = {"content-disposition": "attachment; filename=map.html"}
    return HTMLResponse(map_page(reading, asked), headers=headers)


@router.get(
    "/network.svg", response_class=Response, summary="Map as a picture", responses=responses(404)
)
def map_as_picture(
    reading: ReadingOnDep,
    asked: AskedMap,
    *,
    paper: PaperAsked = "a4",
    grey: GreyAsked = False,
) -> Response:
    """Return a still picture for print and for editors of drawings."""
    headers = {"content-security-policy": _SANDBOX}
    made = file_of_map(reading, asked, ".svg", paper=paper, is_grey=grey)
    return Response(made, media_type=SVG, headers=headers)


@router.get(
    "/network.pdf", response_class=Response, summary="Map for print", responses=responses(404)
)
def map_as_print(
    reading: ReadingOnDep,
    asked: AskedMap,
    *,
    paper: PaperAsked = "a4",
    grey: GreyAsked = False,
) -> Response:
    """Return a PDF with the letters inside; a poster is two sheets that are glued together."""
    made = file_of_map(reading, asked, ".pdf", paper=paper, is_grey=grey)
    return download(made, f"map-{paper}.pdf", "application/pdf")


@router.get(
    "/network.png",
    response_class=Response,
    summary="Map as a picture of points",
    responses=responses(404),
)
def map_as_points(
    reading: ReadingOnDep,
    asked: AskedMap,
    *,
    paper: PaperAsked = "picture",
    grey: GreyAsked = False,
) -> Response:
    """Return a picture for a message or a document."""
    made = file_of_map(reading, asked, ".png", paper=paper, is_grey=grey)
    return download(made, f"map-{paper}.png", _PNG)


@router.get(
    "/network.graphml",
    response_class=Response,
    summary="Map as GraphML",
    responses=responses(404),
)
def map_as_graphml(reading: ReadingOnDep, asked: AskedMap) -> Response:
    """Return what is shown as a graph, with what was asked for inside."""
    made = file_of_map(reading, asked, ".graphml")
    return download(made, "map.graphml", "application/graphml+xml")


@router.get(
    "/network.gexf", response_class=Response, summary="Map as GEXF", responses=responses(404)
)
def map_as_gexf(reading: ReadingOnDep, asked: AskedMap) -> Response:
    """Return what is shown as Gephi reads it, with positions, colours and sizes."""
    return download(file_of_map(reading, asked, ".gexf"), "map.gexf", "application/gexf+xml")


@router.get(
    "/network.zip", response_class=Response, summary="Map as tables", responses=responses(404)
)
def map_as_tables(reading: ReadingOnDep, asked: AskedMap) -> Response:
    """Return organisations, ties and what was asked for as CSV files in one archive."""
    return download(file_of_map(reading, asked, ".zip"), "map.zip", "application/zip")


@router.get(
    "/network.json", response_class=Response, summary="Map as data", responses=responses(404)
)
def map_as_data(reading: ReadingOnDep, asked: AskedMap) -> Response:
    """Return marks, ties, positions and legend."""
    return Response(file_of_map(reading, asked, ".json"), media_type="application/json")
