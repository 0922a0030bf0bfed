"""Who is left out: the list with reasons and next steps on any day, and the same as a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from api.dependencies import Reading, read
from api.fields import Filter, parse_day
from api.reports import isolation_report
from api.web.downloads import XLSX, download
from api.web.isolation_map import FindingsMap, build_findings_map
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.errors import InputError
from graph.model.event import Event
from graph.texts import Message, message
from graph.workbook.sheets import write_sheets
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from services.isolation.nodes import months_before
from services.isolation.rows import Row
from services.isolation.sheets import isolation_rows
from services.views.index import NetworkIndex
from services.views.isolation_list import (
    IsolationList,
    IsolationQuery,
    Reason,
    build_isolation_list,
    narrowed,
)
from services.views.partners import Who, build_who

router = APIRouter()

_FEW = "isolation.remark.few_events"
"""Said of a day to come it would blame those who cannot have reported yet."""
_BACK, _AHEAD = 36, 24
"""Months that the date slider reaches back and ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationQuestion:
    """What the address asks: the day, how far to look, and what narrows the list."""

    as_of: str
    window: int | None
    hops: int | None
    query: IsolationQuery

    def address(self) -> dict[str, str]:
        """Return the parameters that every link of the page keeps, without empty ones."""
        asked = {
            "as_of": self.as_of,
            "window": str(self.window or ""),
            "hops": str(self.hops or ""),
            "municipality": self.query.municipality,
            "type": self.query.type,
            "row": self.query.row or "",
            "kind": self.query.kind or "",
            "acute": "1" if self.query.acute else "",
            "q": self.query.text,
        }
        return {key: value for key, value in asked.items() if value}


def _number(text: str, least: int, most: int) -> int | None:
    """Return a number that a form sent, or None for the policy's own; a wrong one is refused."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise InputError("isolation_page.bad_number", typed=text, least=least, most=most)
    return int(text)


def asked_isolation(
    *,
    as_of: Annotated[Filter, Query(description="Day, ДД.ММ.ГГГГ; today if empty.")] = "",
    window: Annotated[str, Query(max_length=4, description="Months of events.")] = "",
    hops: Annotated[str, Query(max_length=4, description="Hops that are near.")] = "",
    row: Row | Annotated[str, Query(max_length=0)] = "",
    kind: Kind | Annotated[str, Query(max_length=0)] = "",
    municipality: Filter = "",
    type_: Annotated[Filter, Query(alias="type")] = "",
    acute: Annotated[Literal["", "1"], Query(description="Only acute needs.")] = "",
    q: Filter = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    rows: Annotated[Literal["", "all"], Query(description="All rows at once.")] = "",
) -> IsolationQuestion:
    """Return what the address asks."""
    query = IsolationQuery(
        text=q,
        row=row if isinstance(row, Row) else None,
        kind=kind if isinstance(kind, Kind) else None,
        municipality=municipality,
        type=type_,
        acute=bool(acute),
        offset=offset,
    )
    return IsolationQuestion(
        as_of=as_of,
        window=_number(window, 1, 120),
        hops=_number(hops, 1, 20),
        query=replace(query, limit=None, offset=0) if rows else query,
    )


Asked = Annotated[IsolationQuestion, Depends(asked_isolation)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationPage(Page):
    """Context of `isolation.html`."""

    heading: Annotated[str, "The finding: how many are without a working tie, in words."]
    lead: Annotated[tuple[Message, ...], "What else is found, and what counts, in sentences."]
    day: Annotated[date, "Day the list is about."]
    days: Annotated[tuple[date, ...], "Days of the slider."]
    day_at: Annotated[int, "Which of them is nearest to the day."]
    tense: Annotated[str, "Whether the day is past, now or future."]
    window: Annotated[int, "Months of events that are looked at."]
    hops: Annotated[int, "Most hops to a leader that are near."]
    judged: Annotated[int, "How many organisations were looked at."]
    found: Annotated[IsolationList, "A page of findings with what each filter would leave."]
    severe_total: Annotated[int, "Organisations without a working tie."]
    at_risk_total: Annotated[int, "Organisations at risk."]
    row: Annotated[str, "Row that is chosen, or empty."]
    kind: Annotated[str, "Kind that is chosen, or empty."]
    offset: Annotated[int, "How many come before the first shown."]
    limit: Annotated[int, "Findings on a page."]
    remarks: Annotated[tuple[Message, ...], "What the reader has to know of the whole."]
    picture: Annotated[FindingsMap, "The small map of the findings."]
    holes: Annotated[tuple[tuple[str, str, int], ...], "Silent municipalities: code, name, judged."]
    new: Annotated[tuple[Who, ...], "Organisations too young to be judged."]
    unmarked: Annotated[tuple[Event, ...], "Planned events whose day passed without a word."]
    query: Annotated[Mapping[str, str], "Parameters that links keep."]
    is_filtered: Annotated[bool, "Whether anything narrows the list."]

    @property
    def on_map(self) -> dict[str, str]:
        """Parameters that the map takes over."""
        kept = ("as_of", "window", "hops", "municipality")
        return {name: self.query.get(name, "") for name in kept}

    @property
    def on_repair(self) -> dict[str, str]:
        """Parameters that the page of new ties takes over."""
        return {"municipality": self.query.get("municipality", "")}

    @property
    def asked_day(self) -> dict[str, str]:
        """Parameters that the ten questions take over: the day and how far to look."""
        return {name: self.query.get(name, "") for name in ("as_of", "window", "hops")}

    @property
    def unfiltered(self) -> dict[str, str]:
        """Parameters that take every filter away, but leave the day and how far to look."""
        return dict.fromkeys(("municipality", "type", "row", "kind", "acute", "q"), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """The report that a question asks for, with the list of it."""

    reading: Reading
    report: IsolationReport
    found: IsolationList


def _answer(desk: Desk, asked: IsolationQuestion) -> _Answer:
    reading = read(desk.site, parse_day(asked.as_of) or desk.site.today())
    report = isolation_report(reading, window_months=asked.window, hops=asked.hops)
    found = build_isolation_list(reading.index, report, asked.query)
    return _Answer(reading=reading, report=report, found=found)


@router.get("/isolation", response_class=HTMLResponse)
def isolation(desk: DeskDep, asked: Asked) -> HTMLResponse:
    """List who is left out on a day, the heaviest first, with evidence and next step."""
    answer = _answer(desk, asked)
    report, found, index = answer.report, answer.found, answer.reading.index
    today, day = desk.site.today(), report.as_of
    days = tuple(months_before(today, -months) for months in range(-_BACK, _AHEAD + 1))
    place = asked.query.municipality
    title = desk.say("web.section.isolation")
    severe, at_risk = _total(found.severe), _total(found.at_risk)
    tense = "now" if day == today else "past" if day < today else "future"
    page = IsolationPage(
        section="isolation",
        title=title,
        crumbs=(Crumb(text=desk.say("web.section.home"), href="/"), Crumb(text=title)),
        heading=_heading(desk, answer, asked.query, severe, is_ahead=tense == "future"),
        lead=_lead(report, at_risk, _total(found.watched)),
        day=day,
        days=days,
        day_at=min(range(len(days)), key=lambda i: abs(days[i] - day)),
        tense=tense,
        window=report.window_months,
        hops=report.hops,
        judged=report.judged,
        found=found,
        severe_total=severe,
        at_risk_total=at_risk,
        row=asked.query.row or "",
        kind=asked.query.kind or "",
        offset=asked.query.offset,
        limit=asked.query.limit or found.found,
        remarks=tuple(one for one in report.remarks if tense != "future" or one.code != _FEW),
        picture=build_findings_map(index, found.all_found, municipality=place),
        holes=tuple(
            (hole.municipality, index.name_of.get(hole.municipality, ""), hole.judged)
            for hole in report.reporting_holes
            if place in {"", hole.municipality}
        ),
        new=tuple(
            build_who(index, code) for code in report.new if place in {"", _place_of(index, code)}
        ),
        unmarked=tuple(
            event
            for code in report.unmarked_events
            if (event := index.network.events.get(code)) is not None
            and place in {"", _place_of(index, event.host)}
        ),
        query=asked.address(),
        is_filtered=asked.query.is_narrow,
    )
    return desk.render("isolation.html", page, day=day)


def _place_of(index: NetworkIndex, code: str) -> str:
    one = index.network.organisations.get(code)
    return "" if one is None else one.municipality


def _total(reasons: tuple[Reason, ...]) -> int:
    return sum(one.n for one in reasons)


def _heading(
    desk: Desk, answer: _Answer, query: IsolationQuery, severe: int, *, is_ahead: bool
) -> str:
    """Say how many are without a tie: in the district asked for, or in all, and where silent.

    Of a day to come nobody can have reported yet, so nobody is called silent.
    """
    day = answer.report.as_of
    if query.municipality:
        place = answer.reading.network.name_of.get(query.municipality, query.municipality)
        code = "isolation_page.heading_in" if severe else "isolation_page.none_in"
        return desk.say(code, n=severe, place=place)
    if not answer.report.judged:
        return desk.say("isolation_page.nobody", day=day)
    if not severe:
        return desk.say("web.isolation.none")
    if query.type or query.text:
        return desk.say("isolation_page.heading_some", n=severe)
    if is_ahead:
        return desk.say("isolation_page.heading_future", n=severe, day=day)
    return _heading_of_all(desk, answer, severe)


def _heading_of_all(desk: Desk, answer: _Answer, severe: int) -> str:
    names = answer.reading.network.name_of
    silent = [f.municipality for f in answer.report.findings if f.hole and f.has_no_working_tie]
    if not silent:
        return desk.say("web.isolation.heading", n=severe)
    where = sorted({names.get(code, code) for code in silent})
    return desk.say(
        "web.isolation.heading_holes",
        n=severe,
        silent=len(silent),
        where=tuple(message("web.isolation.hole_name", name=name) for name in where),
    )


def _lead(report: IsolationReport, at_risk: int, watched: int) -> tuple[Message, ...]:
    said = [message("isolation_page.at_risk", n=at_risk)] if at_risk else []
    if watched:
        said.append(message("isolation_page.watched", n=watched))
    return (*said, message("web.isolation.how", n=report.window_months))


@router.get("/isolation.xlsx")
def isolation_workbook(desk: DeskDep, asked: Asked) -> Response:
    """Give what the list shows, all its pages, as a workbook."""
    answer = _answer(desk, asked)
    report = answer.report
    if asked.query.is_narrow:
        report = narrowed(report, answer.found.all_found)
    made = BytesIO()
    write_sheets(made, isolation_rows(report, answer.reading.network, desk.site.say))
    name = desk.say("web.file.isolation", day=report.as_of)
    return download(made.getvalue(), name, XLSX)
