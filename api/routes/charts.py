"""Pictures that are no map of marks over HTTP: as a page, a picture, or data."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from api.charts import ChartRequest, data_of, page_of, picture_of
from api.dependencies import ReadingOnDep
from api.fields import Filter
from api.problems import responses
from api.web.pages.map import SVG
from graph.model.chart import ChartName

router = APIRouter(prefix="/maps", tags=["maps"])

_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@router.get(
    "/{chart}.html",
    response_class=HTMLResponse,
    summary="Picture and table as one page",
    responses=responses(404),
)
def chart_as_page(
    reading: ReadingOnDep, chart: ChartName, plan: Filter = "", municipality: Filter = ""
) -> Response:
    """Return one file that needs nothing from outside; it is meant to be saved."""
    asked = ChartRequest(name=chart, plan=plan, municipality=municipality)
    headers = {"content-disposition": f"attachment; filename={chart}.html"}
    return HTMLResponse(page_of(reading, asked), headers=headers)


@router.get(
    "/{chart}.svg", response_class=Response, summary="Picture for print", responses=responses(404)
)
def chart_as_picture(
    reading: ReadingOnDep, chart: ChartName, plan: Filter = "", municipality: Filter = ""
) -> Response:
    """Return needs against places, leaders with their mentees, or events as a still picture."""
    asked = ChartRequest(name=chart, plan=plan, municipality=municipality)
    headers = {"content-security-policy": _SANDBOX}
    return Response(picture_of(reading, asked), media_type=SVG, headers=headers)


@router.get(
    "/{chart}.json", response_class=Response, summary="Facts of a picture", responses=responses(404)
)
def chart_as_data(
    reading: ReadingOnDep, chart: ChartName, plan: Filter = "", municipality: Filter = ""
) -> Response:
    """Return the figures, in the order of the picture, and its table."""
    asked = ChartRequest(name=chart, plan=plan, municipality=municipality)
    return Response(data_of(reading, asked), media_type="application/json")
