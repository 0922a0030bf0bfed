"""Isolation along the calendar: soon, ahead, by month, two days; each as a page and a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.fields import Filter
from api.isolation_in_time import ahead_on, compared_on, soon_on, trend_on
from api.web.downloads import XLSX, download
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.texts import Message, message
from graph.workbook.sheets import Sheet, write_sheets
from services.isolation.kinds import Kind
from services.isolation.nodes import months_before
from services.isolation_in_time.compared import Compared, Moved
from services.isolation_in_time.sheets import ahead_rows, compared_rows, soon_rows, trend_rows
from services.isolation_in_time.standing import Tally
from services.isolation_in_time.warnings import WarningKind
from services.isolation_in_time.wording import ChangeWording
from services.views.isolation_time import (
    PAGE,
    FallList,
    Line,
    SoonList,
    TimeQuery,
    build_fall_list,
    build_lines,
    build_soon_list,
    number_of,
)
from services.views.partners import Who, build_who

router = APIRouter()

Window = Annotated[int, Query(ge=1, le=120)]
_QUARTER, _YEAR = 3, 12
_MOST_AHEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePage(Page):
    """What the four pages share."""

    heading: Annotated[str, "The finding in words."]
    lead: Annotated[tuple[Message, ...], "More of it, in sentences."]
    tab: Annotated[str, "Which of the pages is shown."]
    day: Annotated[date, "Day that stands for today."]
    window: Annotated[int, "Months of events that are looked at."]
    fault: Annotated[str, "What is wrong with what was asked, or empty."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoonPage(TimePage):
    """Context of `isolation_soon.html`."""

    found: Annotated[SoonList, "A page of rows with the filters' values."]
    counts: Annotated[Mapping[WarningKind, int], "Warning and how many organisations have it."]
    total: Annotated[int, "How many have any warning."]
    days: Annotated[int, "Days before the end of a paper in which it warns."]
    asked: Annotated[TimeQuery, "What narrows the list."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadPage(TimePage):
    """Context of `isolation_ahead.html`."""

    until: Annotated[date, "The later day."]
    days: Annotated[tuple[date, ...], "Days of the slider."]
    day_at: Annotated[int, "Which of them is nearest to the later day."]
    found: Annotated[FallList, "A page of falls with the filters' values."]
    months: Annotated[tuple[tuple[date, int, int], ...], "Day, who fell by it, who is out then."]
    closed: Annotated[tuple[Who, ...], "Who closes by the later day."]
    asked: Annotated[TimeQuery, "What narrows the list."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPage(TimePage):
    """Context of `isolation_trend.html`."""

    lines: Annotated[tuple[Line, ...], "A chart for each kind."]
    years: Annotated[tuple[tuple[Tally, ...], ...], "Months, a year at a time, the newest first."]
    kinds: Annotated[tuple[Kind | None, ...], "Rows of the table."]
    since: Annotated[date, "The first month."]

    def number(self, month: Tally, kind: Kind | None) -> int:
        """How many organisations a kind holds in a month."""
        return number_of(month, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedList:
    """Those who fell out, or came back: who, why, and by what; `found` is how many in all."""

    name: str
    found: int
    rows: tuple[tuple[Who, Moved, tuple[Message, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(TimePage):
    """Context of `isolation_compare.html`."""

    compared: Annotated[Compared, "Both days."]
    remarks: Annotated[tuple[Message, ...], "What makes the comparison less than it seems."]
    lists: Annotated[tuple[MovedList, ...], "Fallen out, and come back."]

    @property
    def is_whole(self) -> bool:
        """Whether both lists are shown to their ends."""
        return all(len(one.rows) == one.found for one in self.lists)


def asked_rows(
    *,
    warning: WarningKind | Annotated[str, Query(max_length=0)] = "",
    municipality: Filter = "",
    q: Filter = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    rows: Annotated[Literal["", "all"], Query(description="All rows at once.")] = "",
) -> TimeQuery:
    """Return what narrows a list."""
    return TimeQuery(
        warning=warning if isinstance(warning, WarningKind) else None,
        municipality=municipality,
        text=q,
        offset=offset,
        limit=None if rows else PAGE,
    )


Rows = Annotated[TimeQuery, Depends(asked_rows)]


@router.get("/isolation/soon", response_class=HTMLResponse)
def soon(request: Request, desk: DeskDep, asked: Rows, window: Window = _YEAR) -> HTMLResponse:
    """List who still has a tie and may soon lose it."""
    found = soon_on(desk.reading, window)
    heading, *lead = found.texts
    page = SoonPage(
        **_shared(request, desk, "soon", heading, window=window),
        lead=tuple(lead),
        found=build_soon_list(desk.reading.index, found, asked),
        counts=found.counts,
        total=len(found.rows),
        days=found.days,
        asked=asked,
    )
    return desk.render("isolation_soon.html", page)


@router.get("/isolation/soon.xlsx")
def soon_workbook(desk: DeskDep, window: Window = _YEAR) -> Response:
    """Give the list as a workbook."""
    made = soon_rows(soon_on(desk.reading, window), desk.reading.network, desk.site.say)
    return _workbook(desk, made, "soon")


@router.get("/isolation/ahead", response_class=HTMLResponse)
def ahead(
    request: Request, desk: DeskDep, asked: Rows, until: Filter = "", window: Window = _YEAR
) -> HTMLResponse:
    """Tell who will be left out by a later day if nothing is renewed."""
    found, fault = ahead_on(desk.reading, until, window)
    heading, *lead = found.texts
    today = desk.reading.day
    days = tuple(months_before(today, -months) for months in range(_MOST_AHEAD + 1))
    page = AheadPage(
        **_shared(request, desk, "ahead", heading, window=window, fault=fault),
        lead=tuple(lead),
        until=found.until,
        days=days,
        day_at=min(range(len(days)), key=lambda i: abs(days[i] - found.until)),
        found=build_fall_list(desk.reading.index, found, asked),
        months=tuple(
            (end, n, month.without_tie)
            for (end, n), month in zip(found.by_month, found.months[1:], strict=True)
        ),
        closed=tuple(build_who(desk.reading.index, code) for code in found.closed),
        asked=asked,
    )
    return desk.render("isolation_ahead.html", page)


@router.get("/isolation/ahead.xlsx")
def ahead_workbook(desk: DeskDep, until: Filter = "", window: Window = _YEAR) -> Response:
    """Give the list as a workbook."""
    found, _ = ahead_on(desk.reading, until, window)
    made = ahead_rows(found, desk.reading.network, desk.site.say)
    return _workbook(desk, made, "ahead")


@router.get("/isolation/trend", response_class=HTMLResponse)
def trend(request: Request, desk: DeskDep, window: Window = _YEAR) -> HTMLResponse:
    """Draw every kind by month, with the numbers in a table."""
    found = trend_on(desk.reading, window)
    heading, *lead = found.texts
    lines = build_lines(found)
    newest_first = found.months[::-1]
    page = TrendPage(
        **_shared(request, desk, "trend", heading, window=window),
        lead=tuple(lead),
        lines=lines,
        years=tuple(
            newest_first[start : start + _YEAR][::-1]
            for start in range(0, len(newest_first), _YEAR)
        ),
        kinds=tuple(line.kind for line in lines),
        since=found.months[0].day,
    )
    return desk.render("isolation_trend.html", page)


@router.get("/isolation/trend.xlsx")
def trend_workbook(desk: DeskDep, window: Window = _YEAR) -> Response:
    """Give the numbers as a workbook."""
    return _workbook(desk, trend_rows(trend_on(desk.reading, window), desk.site.say), "trend")


@router.get("/isolation/compare", response_class=HTMLResponse)
def compare(
    *,
    request: Request,
    desk: DeskDep,
    from_: Annotated[Filter, Query(alias="from")] = "",
    to: Filter = "",
    window: Window = _YEAR,
    rows: Annotated[Literal["", "all"], Query(description="All rows at once.")] = "",
) -> HTMLResponse:
    """Compare two days: who fell out, who came back, and by what."""
    found, fault = compared_on(desk.reading, from_, to, window)
    index, wording = desk.reading.index, ChangeWording(desk.reading.network)
    heading, *lead = found.texts
    page = ComparePage(
        **_shared(request, desk, "compare", heading, window=window, fault=fault),
        lead=tuple(lead),
        remarks=found.remarks,
        compared=found,
        lists=tuple(
            MovedList(
                name=name,
                found=len(some),
                rows=tuple(
                    (build_who(index, one.organisation), one, wording.reason(one))
                    for one in (some if rows else some[:PAGE])
                ),
            )
            for name, some in (("fell_out", found.fell_out), ("came_back", found.came_back))
        ),
    )
    return desk.render("isolation_compare.html", page)


@router.get("/isolation/compare.xlsx")
def compare_workbook(
    desk: DeskDep,
    from_: Annotated[Filter, Query(alias="from")] = "",
    to: Filter = "",
    window: Window = _YEAR,
) -> Response:
    """Give both lists as a workbook."""
    found, _ = compared_on(desk.reading, from_, to, window)
    return _workbook(desk, compared_rows(found, desk.reading.network, desk.site.say), "compare")


def _shared(
    request: Request, desk: Desk, tab: str, heading: Message, *, window: int, fault: str = ""
) -> dict[str, Any]:
    title = desk.say(f"isolation_time.page.{tab}")
    section = desk.say("web.section.isolation")
    return {
        "section": "isolation",
        "title": title,
        "crumbs": (Crumb(text=section, href="/isolation"), Crumb(text=title)),
        "heading": desk.site.say(heading).rstrip("."),
        "tab": tab,
        "day": desk.reading.day,
        "window": window,
        "fault": fault,
        "query": dict(request.query_params),
    }


def _workbook(desk: Desk, sheets: tuple[Sheet, ...], name: str) -> Response:
    made = BytesIO()
    write_sheets(made, sheets)
    file = desk.site.say(message(f"isolation_time.file.{name}", day=desk.reading.day))
    return download(made.getvalue(), file, XLSX)
