"""The start page, and the list of events behind one of its figures."""

from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.fields import Filter, parse_school_year
from api.reports import isolation_counts
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.model.choices import PlanStatus
from graph.texts import message
from graph.valid_time import school_year_of
from services.access import Right, may
from services.views.event_list import EventFigures, EventRow, build_event_list, count_events
from services.views.history_view import HistoryQuery, HistoryRow, build_history
from services.views.overview import IsolationCounts, Overview, build_overview

router = APIRouter()

_CHANGES = 4
_EVENTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """Context of `home.html`."""

    view: Annotated[Overview, "Figures, things to do, coming events, involvement."]
    isolation: Annotated[IsolationCounts, "Organisations without a working tie, and at risk."]
    changes: Annotated[tuple[HistoryRow, ...], "The newest decisions."]
    heading: Annotated[str, "What stands first: the finding of the day."]
    lead: Annotated[str, "One sentence under the heading."]
    next_href: Annotated[str, "Address of the next step, or empty."]
    next_label: Annotated[str, "Label of the next step."]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage(Page):
    """Context of `events.html`."""

    heading: Annotated[str, "Number of events and hosts, in words."]
    year: Annotated[str, "School year that is shown."]
    years: Annotated[tuple[str, ...], "School years with events, newest first."]
    figures: Annotated[EventFigures, "Counts of what was held."]
    rows: Annotated[tuple[EventRow, ...], "A page of the events, newest first."]
    found: Annotated[int, "How many events the year has."]
    offset: Annotated[int, "How many rows come before the first shown."]
    limit: Annotated[int, "Rows on a page."]
    query: Annotated[dict[str, str], "Parameters of the address."]


@router.get("/", response_class=HTMLResponse)
def home(desk: DeskDep) -> HTMLResponse:
    """Show what to do now, and the figures of the network."""
    reading = desk.reading
    isolation = isolation_counts(reading)
    view = reading.derived("overview", lambda: build_overview(reading.index, isolation))
    newest = islice(reading.site.store.history(newest_first=True), _CHANGES)
    changes = build_history(newest, HistoryQuery(limit=_CHANGES)).rows
    heading, lead = _heading(desk, view)
    href, label = _next_step(desk, view)
    title = desk.say("web.section.home")
    page = HomePage(
        section="home",
        title=title,
        crumbs=(Crumb(text=title),),
        view=view,
        isolation=isolation,
        changes=changes,
        heading=heading,
        lead=lead,
        next_href=href,
        next_label=label,
    )
    return desk.render("home.html", page)


def _heading(desk: Desk, view: Overview) -> tuple[str, str]:
    if not view.organisations:
        return desk.say("web.home.heading_empty"), desk.say("web.home.lead_empty")
    if view.plan is None or view.counts is None:
        return (
            desk.say("web.home.heading_no_plan", year=view.school_year),
            desk.say("web.home.lead_no_plan", n=view.mentees),
        )
    order = desk.reading.network.orders.get(view.plan.id)
    code = f"web.home.heading_{view.plan.status.value}"
    if order is not None and desk.reading.day < order.from_date:
        heading = desk.say(
            "web.home.heading_ordered_soon", plan=view.plan.id, start=order.from_date
        )
    else:
        heading = desk.say(code, plan=view.plan.id, year=view.school_year)
    return (
        heading,
        desk.say("view.todo.left", n=view.counts.open, acute=view.counts.open_acute),
    )


def _next_step(desk: Desk, view: Overview) -> tuple[str, str]:
    """Return the address of what is next for who reads, with its label; empty if nothing is."""
    if not view.organisations:
        may_import = may(desk.actor, Right.IMPORT)
        return ("/import", desk.say("web.next.import")) if may_import else ("", "")
    if view.plan is None:
        may_plan = may(desk.actor, Right.PLAN)
        return ("/plans", desk.say("web.next.plan")) if may_plan else ("", "")
    here = f"/plans/{view.plan.id}"
    if view.plan.status is PlanStatus.DRAFT:
        return here, desk.say("web.next.check")
    if view.plan.status is PlanStatus.APPROVED:
        if not may(desk.actor, Right.ORDER):
            return here, desk.say("web.todo_button.plan")
        return f"{here}/order", desk.say("web.next.order")
    return "/isolation", desk.say("web.next.isolation")


@router.get("/events", response_class=HTMLResponse)
def events(
    desk: DeskDep,
    year: Filter = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """List the events of a school year."""
    index = desk.reading.index
    shown = parse_school_year(year) if year else school_year_of(desk.reading.day)
    rows = build_event_list(index, shown)
    figures = count_events(index, shown)
    days = index.network.events.column("date")
    title = desk.say("web.events.title")
    page = EventsPage(
        section="home",
        title=title,
        crumbs=(Crumb(text=desk.say("web.section.home"), href="/"), Crumb(text=title)),
        heading=desk.say(
            "web.events.heading",
            n=figures.events,
            hosts=message("web.events.hosts", n=figures.hosts),
            year=shown,
        ),
        year=shown,
        years=tuple(sorted({school_year_of(day) for day in days} | {shown}, reverse=True)),
        figures=figures,
        rows=rows[offset : offset + _EVENTS],
        found=len(rows),
        offset=offset,
        limit=_EVENTS,
        query={"year": shown},
    )
    return desk.render("events.html", page)
