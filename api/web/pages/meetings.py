"""Meetings that passed without a word: whom to ask, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import ContextDep
from api.fields import Code, Filter, Text
from api.reports import passed_on
from api.web.page import Crumb, Desk, DeskDep, Page
from api.web.pages.decisions import SEE_OTHER, UNREADABLE
from graph.errors import ConflictError, InputError
from graph.model.choices import EventStatus
from graph.model.organisation import Municipality
from services.access import Right, require
from services.meetings.workflow import mark_meetings
from services.views.meeting_list import MeetingLine, build_meeting_lines

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsPage(Page):
    """Context of `meetings.html`."""

    heading: Annotated[str, "How many meetings passed without a word, in words."]
    lines: Annotated[tuple[MeetingLine, ...], "The meetings, the oldest first."]
    chosen: Annotated[frozenset[str], "Meetings that are ticked."]
    reason: Annotated[str, "What stands in the field of the reason."]
    fault: Annotated[str, "What is missing or wrong, in words, or empty."]
    municipality: Annotated[str, "Code of the municipality, or empty for all."]
    municipalities: Annotated[tuple[Municipality, ...], "Municipalities to choose from."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]


@router.get("/meetings", response_class=HTMLResponse)
def meetings(request: Request, desk: DeskDep, municipality: Filter = "") -> HTMLResponse:
    """List the meetings that passed without a word, with whom to ask."""
    done = request.query_params.get("marked", "")
    notice = desk.say("meetings.done", revision=done) if done.isdecimal() else ""
    return _page(desk, municipality, notice=notice)


@router.post("/meetings")
def mark(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    event: Annotated[list[Code] | None, Form()] = None,
    status: Annotated[Literal["held", "cancelled"], Form()],
    reason: Annotated[Text, Form()] = "",
    municipality: Annotated[Filter, Form()] = "",
) -> Response:
    """Mark the ticked meetings as held or cancelled, as one decision."""
    require(ctx.actor, Right.IMPORT)
    chosen = frozenset(event or ())
    if not reason or not chosen:
        missing = "meetings.nothing_chosen" if not chosen else "web.fault.reason"
        return _page(desk, municipality, chosen=chosen, reason=reason, fault=desk.say(missing))
    try:
        made = mark_meetings(desk.site.store, chosen, EventStatus(status), reason=reason, ctx=ctx)
    except (InputError, ConflictError) as error:
        fault = desk.site.say(error.message)
        return _page(desk, municipality, chosen=chosen, reason=reason, fault=fault)
    kept = {"municipality": municipality} if municipality else {}
    return RedirectResponse(f"/meetings?{urlencode({'marked': made} | kept)}", SEE_OTHER)


def _page(
    desk: Desk,
    municipality: str,
    *,
    chosen: frozenset[str] = frozenset(),
    reason: str = "",
    fault: str = "",
    notice: str = "",
) -> HTMLResponse:
    reading = desk.reading
    _, passed = passed_on(reading)
    title = desk.say("meetings.title")
    page = MeetingsPage(
        section="isolation",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=title),
        ),
        notice=notice,
        heading=desk.say("meetings.heading", n=len(passed)),
        lines=build_meeting_lines(reading.index, passed, municipality),
        chosen=chosen,
        reason=reason,
        fault=fault,
        municipality=municipality,
        municipalities=tuple(sorted(reading.network.municipalities, key=lambda m: m.name)),
        query={"municipality": municipality},
    )
    return desk.render("meetings.html", page, status=UNREADABLE if fault else 200)
