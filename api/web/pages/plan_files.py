"""Files of a plan for people, under the names they keep on a desk."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.dependencies import ContextDep
from api.fields import Code
from api.leaflet_files import Reads, leaflet_file
from api.plan_files import file_of
from api.web.downloads import file_answer
from api.web.page import Desk, DeskDep
from services.context import Context

router = APIRouter()


@router.get("/plans/{code}.xlsx")
def plan_workbook(desk: DeskDep, ctx: ContextDep, code: Code) -> Response:
    """Give the plan as a workbook."""
    return _given(desk, ctx, code, ".xlsx")


@router.get("/plans/{code}.csv")
def plan_rows(desk: DeskDep, ctx: ContextDep, code: Code) -> Response:
    """Give the plan as rows."""
    return _given(desk, ctx, code, ".csv")


@router.get("/plans/{code}.graphml")
def plan_as_graph(desk: DeskDep, ctx: ContextDep, code: Code) -> Response:
    """Give the plan as a graph."""
    return _given(desk, ctx, code, ".graphml")


@router.get("/plans/{code}/passport.html")
def passport_page(desk: DeskDep, ctx: ContextDep, code: Code) -> Response:
    """Show the passport of the plan, ready for print."""
    return _given(desk, ctx, code, ".html")


@router.get("/plans/{code}/passport.pdf")
def passport_print(desk: DeskDep, ctx: ContextDep, code: Code) -> Response:
    """Give the passport of the plan on one sheet of paper."""
    return _given(desk, ctx, code, ".pdf")


@router.get("/plans/{code}/leaflets/{own}.html")
def leaflet_page(desk: DeskDep, code: Code, own: Code, reader: Reads = "") -> Response:
    """Show the leaflet of an organisation or a curator."""
    return file_answer(leaflet_file(desk.reading, code, own, ".html", reader), f"{own}.html")


@router.get("/plans/{code}/leaflets/{own}.pdf")
def leaflet_print(desk: DeskDep, code: Code, own: Code, reader: Reads = "") -> Response:
    """Give the leaflet of an organisation or a curator on paper."""
    return file_answer(leaflet_file(desk.reading, code, own, ".pdf", reader), f"{own}.pdf")


@router.get("/plans/{code}/leaflets/{own}.png")
def leaflet_picture(desk: DeskDep, code: Code, own: Code, reader: Reads = "") -> Response:
    """Give the leaflet of an organisation or a curator as a picture."""
    return file_answer(leaflet_file(desk.reading, code, own, ".png", reader), f"{own}.png")


def _given(desk: Desk, ctx: Context, code: str, ending: str) -> Response:
    kind = "passport" if ending in {".html", ".pdf"} else "plan"
    name = desk.say(f"save.file.{kind}", plan=code)
    return file_answer(file_of(desk.reading, ctx, code, ending), f"{name}{ending}")
