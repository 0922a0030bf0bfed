"""The network in numbers: each in a plain sentence, each with the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.dependencies import Reading, read
from api.fields import Filter, parse_day
from api.web.downloads import XLSX, download
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.errors import InputError
from graph.model.organisation import Municipality
from graph.texts import Message
from graph.valid_time import as_known_on
from graph.workbook.sheets import write_sheets
from services.isolation.nodes import months_before
from services.isolation.scene import Scene
from services.measures.involvement import Basis, Part
from services.measures.measures import Measures, measure
from services.measures.wording import Topic, heading, remarks, sentences
from services.policy import shipped_policy
from services.views.measures_list import Behind, BehindList, build_behind
from services.views.measures_sheets import measures_sheets
from services.views.measures_view import MeasuresView, build_measures_view

router = APIRouter()

Window = Annotated[int, Query(ge=1, le=120)]
By = Literal["kind", "municipality"]
ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPage(Page):
    """Context of `measures.html`."""

    heading: Annotated[str, "The finding: how many reach a leader, in words."]
    lead: Annotated[str, "Day, window and how many were looked at, in words."]
    remarks: Annotated[tuple[Message, ...], "Why some numbers are missing."]
    view: Annotated[MeasuresView, "The numbers beside those of a year before."]
    asked: Annotated[Behind, "Which list stands below the numbers."]
    behind: Annotated[BehindList, "The list behind a number, whole."]
    offset: Annotated[int, "How many rows of the list come before the first shown."]
    limit: Annotated[int, "Rows of the list on a page."]
    by: Annotated[str, "What the table of parts has a row for: kind or municipality."]
    day: Annotated[date, "Day of the question."]
    window: Annotated[int, "Months of events that are looked at."]
    municipality: Annotated[str, "Code of the municipality, or empty for all."]
    municipalities: Annotated[tuple[Municipality, ...], "Municipalities to choose from."]
    fault: Annotated[str, "What is wrong with the day that was typed, or empty."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]


@router.get("/measures", response_class=HTMLResponse)
def measures(
    *,
    request: Request,
    desk: DeskDep,
    as_of: Filter = "",
    window: Window = 12,
    municipality: Filter = "",
    by: By = "kind",
    topic: Topic | Annotated[str, Query(max_length=0)] = "",
    basis: Basis = Basis.ANY,
    part: Part = Part.NEITHER,
    kind: Filter = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:
    """Tell how far the network carries, on whom it hangs, and who does what."""
    reading, fault = reading_on(desk, as_of)
    now, before = _measured(reading, window, municipality)
    asked = Behind(
        topic=topic if isinstance(topic, Topic) else None, basis=basis, part=part, kind=kind
    )
    title = desk.say("measures.title")
    page = MeasuresPage(
        section="isolation",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=title),
        ),
        heading=desk.site.say(_finding(now)).rstrip("."),
        lead=desk.site.say(heading(now)),
        remarks=tuple(remarks(now)),
        view=build_measures_view(now, before, by=by),
        asked=asked,
        behind=build_behind(reading.index, now, asked),
        offset=offset,
        limit=ROWS,
        by=by,
        day=reading.day,
        window=window,
        municipality=municipality,
        municipalities=tuple(sorted(reading.network.municipalities, key=lambda m: m.name)),
        fault=fault,
        query=dict(request.query_params),
    )
    return desk.render("measures.html", page)


@router.get("/measures.xlsx")
def measures_workbook(
    desk: DeskDep, as_of: Filter = "", window: Window = 12, municipality: Filter = ""
) -> Response:
    """Give the numbers with all their lists as a workbook."""
    reading, _ = reading_on(desk, as_of)
    now, before = _measured(reading, window, municipality)
    made = BytesIO()
    write_sheets(made, measures_sheets(reading.index, now, before, desk.site.say))
    return download(made.getvalue(), desk.say("measures.file", day=reading.day), XLSX)


def reading_on(desk: Desk, typed: str) -> tuple[Reading, str]:
    """Return the network on the day that was typed, or today's and what is wrong with the day."""
    try:
        day = parse_day(typed)
    except InputError as error:
        return desk.reading, desk.site.say(error.message)
    return (desk.reading if day is None else read(desk.site, day)), ""


def _measured(reading: Reading, window: int, municipality: str) -> tuple[Measures, Measures]:
    """Return the measures of the day and of the same day a year before; events to come are not."""
    known = as_known_on(reading.network, reading.site.today())

    def on(day: date) -> Measures:
        policy = shipped_policy().isolation.asked(window_months=window)
        return measure(Scene.of(known, policy, day=day), municipality)

    return reading.derived(
        f"measures:{window}:{municipality}",
        lambda: (on(reading.day), on(months_before(reading.day, 12))),
    )


def _finding(found: Measures) -> Message:
    said = sentences(found)
    return said.get(Topic.REACH, said[Topic.PARTS])
