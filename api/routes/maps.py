"""The interaction map over HTTP: as a page, a picture, or data."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from api.dependencies import ReadingOnDep
from api.maps import map_json, map_page, map_svg
from api.problems import responses
from api.web.pages.map import SVG, AskedMap

router = APIRouter(prefix="/maps", tags=["maps"])

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
def map_as_picture(reading: ReadingOnDep, asked: AskedMap) -> Response:
    """Return a still picture for print."""
    headers = {"content-security-policy": _SANDBOX}
    return Response(map_svg(reading, asked), media_type=SVG, headers=headers)


@router.get(
    "/network.json", response_class=Response, summary="Map as data", responses=responses(404)
)
def map_as_data(reading: ReadingOnDep, asked: AskedMap) -> Response:
    """Return marks, ties, positions and legend."""
    return Response(map_json(reading, asked), media_type="application/json")
