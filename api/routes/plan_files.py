"""Files of a plan over HTTP: tables, graph, passport, and leaflets."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.dependencies import ContextDep, ReadingDep
from api.fields import Code
from api.leaflet_files import Reads, leaflet_file
from api.plan_files import file_of
from api.problems import responses
from api.web.downloads import file_answer

router = APIRouter(prefix="/plans", tags=["plans"], default_response_class=Response)


@router.get("/{code}.xlsx", summary="One plan as a workbook", responses=responses(404))
def plan_workbook(reading: ReadingDep, ctx: ContextDep, code: Code) -> Response:
    """Return pairs, open needs, load, goals, last year, passport and annexes as sheets."""
    return file_answer(file_of(reading, ctx, code, ".xlsx"), f"{code}.xlsx")


@router.get("/{code}.csv", summary="One plan as rows", responses=responses(404))
def plan_rows(reading: ReadingDep, ctx: ContextDep, code: Code) -> Response:
    """Return a row for each need, with its leader or the reason why it has none."""
    return file_answer(file_of(reading, ctx, code, ".csv"), f"{code}.csv")


@router.get("/{code}.graphml", summary="One plan as a graph", responses=responses(404))
def plan_as_graph(reading: ReadingDep, ctx: ContextDep, code: Code) -> Response:
    """Return organisations as nodes and pairs as edges from leader to mentee."""
    return file_answer(file_of(reading, ctx, code, ".graphml"), f"{code}.graphml")


@router.get("/{code}/passport.html", summary="Passport as a page", responses=responses(404))
def passport_page(reading: ReadingDep, ctx: ContextDep, code: Code) -> Response:
    """Return the passport of a plan as a page that prints on one sheet."""
    return file_answer(file_of(reading, ctx, code, ".html"), f"{code}.html")


@router.get("/{code}/passport.pdf", summary="Passport as a print", responses=responses(404))
def passport_print(reading: ReadingDep, ctx: ContextDep, code: Code) -> Response:
    """Return the passport of a plan as one sheet of A4."""
    return file_answer(file_of(reading, ctx, code, ".pdf"), f"{code}.pdf")


@router.get("/{code}/leaflets/{own}.html", summary="Leaflet, a page", responses=responses(404))
def leaflet_page(reading: ReadingDep, code: Code, own: Code, reader: Reads = "") -> Response:
    """Return what a leader, a mentee or a curator is handed, as a page."""
    return file_answer(leaflet_file(reading, code, own, ".html", reader), f"{own}.html")


@router.get("/{code}/leaflets/{own}.pdf", summary="Leaflet, a print", responses=responses(404))
def leaflet_print(reading: ReadingDep, code: Code, own: Code, reader: Reads = "") -> Response:
    """Return what a leader, a mentee or a curator is handed, on sheets of A4."""
    return file_answer(leaflet_file(reading, code, own, ".pdf", reader), f"{own}.pdf")


@router.get("/{code}/leaflets/{own}.png", summary="Leaflet, a picture", responses=responses(404))
def leaflet_picture(reading: ReadingDep, code: Code, own: Code, reader: Reads = "") -> Response:
    """Return what a leader, a mentee or a curator is handed, as a picture for messengers."""
    return file_answer(leaflet_file(reading, code, own, ".png", reader), f"{own}.png")
