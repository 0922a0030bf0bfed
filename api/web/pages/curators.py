"""What is red for one curator, in one page that prints on one sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.fields import Code, Filter
from api.reports import red_list_of
from api.web.downloads import XLSX, download
from api.web.page import Crumb, DeskDep, Page
from api.web.pages.measures import reading_on
from graph.model.organisation import Person
from graph.workbook.sheets import write_sheets
from services.red_list.document import heading, lead, red_list_sheet
from services.red_list.reasons import Severity
from services.red_list.red_list import RedList
from services.views.red_list_view import RedLine, build_red_lines

router = APIRouter()

Window = Annotated[int, Query(ge=1, le=120)]
_ROWS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class RedPage(Page):
    """Context of `red_list.html`."""

    heading: Annotated[str, "How many organisations are red, in words."]
    lead: Annotated[str, "Whose list it is, of which day, out of how many, in words."]
    person: Annotated[Person, "The curator."]
    found: Annotated[RedList, "The whole list."]
    lines: Annotated[tuple[RedLine, ...], "Organisations that are shown."]
    shown_of: Annotated[int, "How many organisations answer the filter."]
    severity: Annotated[str, "Severity that the list is narrowed to, or empty."]
    day: Annotated[date, "Day of the question."]
    window: Annotated[int, "Months of events that are looked at."]
    fault: Annotated[str, "What is wrong with the day that was typed, or empty."]
    offset: Annotated[int, "How many rows come before the first shown."]
    limit: Annotated[int, "Rows on a page."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]


@router.get("/curators/{person}/red", response_class=HTMLResponse)
def red(
    *,
    request: Request,
    desk: DeskDep,
    person: Code,
    as_of: Filter = "",
    window: Window = 12,
    severity: Literal["", "now", "soon", "watch"] = "",
    rows: Literal["", "all"] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:
    """Show what is red for a curator and why, the most urgent first."""
    reading, fault = reading_on(desk, as_of)
    found = red_list_of(reading, person, window_months=window)
    lines = build_red_lines(reading.index, found)
    chosen = tuple(one for one in lines if not severity or one.row.severity == Severity(severity))
    limit = max(len(chosen), 1) if rows else _ROWS
    title = desk.say("red_list.title")
    page = RedPage(
        section="isolation",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=found.person.name, href=f"/people/{person}"),
            Crumb(text=title),
        ),
        heading=desk.site.say(heading(found)),
        lead=desk.site.say(lead(found)),
        person=found.person,
        found=found,
        lines=chosen[offset : offset + limit],
        shown_of=len(chosen),
        severity=severity,
        day=reading.day,
        window=window,
        fault=fault,
        offset=offset,
        limit=limit,
        query=dict(request.query_params),
    )
    return desk.render("red_list.html", page)


@router.get("/curators/{person}/red.xlsx")
def red_workbook(desk: DeskDep, person: Code, as_of: Filter = "", window: Window = 12) -> Response:
    """Give the list as a workbook."""
    reading, _ = reading_on(desk, as_of)
    found = red_list_of(reading, person, window_months=window)
    made = BytesIO()
    write_sheets(made, [red_list_sheet(found, desk.site.say)])
    name = desk.say("red_list.file", name=found.person.name, day=reading.day)
    return download(made.getvalue(), name, XLSX)
