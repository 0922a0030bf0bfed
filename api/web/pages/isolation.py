"""Who is left out: the list with reasons and next steps, and the same as a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.fields import Filter
from api.reports import isolation_report
from api.web.downloads import XLSX, download
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.model.event import Event
from graph.texts import Message, message
from graph.workbook.sheets import write_sheets
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from services.isolation.sheets import isolation_rows
from services.views.isolation_list import FindingGroup, IsolationQuery, build_isolation_list
from services.views.organisation_list import Choice
from services.views.partners import Who, build_who

router = APIRouter()

Window = Annotated[int, Query(ge=1, le=120)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationPage(Page):
    """Context of `isolation.html`."""

    heading: Annotated[str, "The finding: how many are without a working tie, in words."]
    window: Annotated[int, "Months of events that are looked at."]
    judged: Annotated[int, "How many organisations were looked at."]
    severe_total: Annotated[int, "Organisations without a working tie."]
    at_risk_total: Annotated[int, "Organisations at risk."]
    severe_kinds: Annotated[tuple[Choice, ...], "Kinds without a working tie, with counts."]
    risk_kinds: Annotated[tuple[Choice, ...], "Kinds at risk, with counts."]
    chosen: Annotated[frozenset[str], "Kinds that are shown."]
    groups: Annotated[tuple[FindingGroup, ...], "A page of findings, by headline."]
    found: Annotated[int, "How many findings answer the filters."]
    shown: Annotated[int, "How many are on this page."]
    offset: Annotated[int, "How many come before the first shown."]
    limit: Annotated[int, "Findings on a page."]
    municipalities: Annotated[tuple[Choice, ...], "Municipalities with findings."]
    types: Annotated[tuple[Choice, ...], "Kinds of organisation with findings."]
    remarks: Annotated[tuple[Message, ...], "What the reader has to know of the whole."]
    holes: Annotated[tuple[tuple[str, int], ...], "Municipalities without reports, and judged."]
    new: Annotated[tuple[Who, ...], "Organisations too young to be judged."]
    unmarked: Annotated[tuple[Event, ...], "Planned events whose day passed without a word."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    is_filtered: Annotated[bool, "Whether anything narrows the list."]


@router.get("/isolation", response_class=HTMLResponse)
def isolation(
    *,
    request: Request,
    desk: DeskDep,
    window: Window = 12,
    kind: Kind | Annotated[str, Query(max_length=0)] = "",
    municipality: Filter = "",
    type_: Annotated[Filter, Query(alias="type")] = "",
    q: Filter = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:
    """List who is left out, the heaviest first, with evidence and next step."""
    index = desk.reading.index
    report = isolation_report(desk.reading, window_months=window)
    query = IsolationQuery(
        text=q,
        kind=kind if isinstance(kind, Kind) else None,
        municipality=municipality,
        type=type_,
        offset=offset,
    )
    found = build_isolation_list(index, report, query)
    severe = sum(one.n for one in found.severe)
    title = desk.say("web.section.isolation")
    page = IsolationPage(
        section="isolation",
        title=title,
        crumbs=(Crumb(text=desk.say("web.section.home"), href="/"), Crumb(text=title)),
        heading=_heading(desk, report, severe),
        window=report.window_months,
        judged=report.judged,
        severe_total=severe,
        at_risk_total=sum(finding.is_at_risk for finding in report.findings),
        severe_kinds=found.severe,
        risk_kinds=found.at_risk,
        chosen=frozenset({query.kind.value}) if query.kind else frozenset(),
        groups=found.groups,
        found=found.found,
        shown=found.shown,
        offset=offset,
        limit=query.limit,
        municipalities=found.municipalities,
        types=found.types,
        remarks=report.remarks,
        holes=tuple(
            (index.name_of.get(hole.municipality, hole.municipality), hole.judged)
            for hole in report.reporting_holes
        ),
        new=tuple(build_who(index, code) for code in report.new),
        unmarked=tuple(
            event
            for code in report.unmarked_events
            if (event := index.network.events.get(code)) is not None
        ),
        query=dict(request.query_params),
        is_filtered=any((kind, municipality, type_, q)),
    )
    return desk.render("isolation.html", page)


def _heading(desk: Desk, report: IsolationReport, severe: int) -> str:
    """Say how many are without a tie, and how many of them where nobody reported anything."""
    if not severe:
        return desk.say("web.isolation.none")
    names = desk.reading.network.name_of
    silent = [f.municipality for f in report.findings if f.hole and f.has_no_working_tie]
    if not silent:
        return desk.say("web.isolation.heading", n=severe)
    where = sorted({names.get(code, code) for code in silent})
    return desk.say(
        "web.isolation.heading_holes",
        n=severe,
        silent=len(silent),
        where=tuple(message("web.isolation.hole_name", name=name) for name in where),
    )


@router.get("/isolation.xlsx")
def isolation_workbook(desk: DeskDep, window: Window = 12) -> Response:
    """Give the report as a workbook."""
    report = isolation_report(desk.reading, window_months=window)
    made = BytesIO()
    write_sheets(made, isolation_rows(report, desk.reading.network, desk.site.say))
    name = desk.say("web.file.isolation", day=report.as_of)
    return download(made.getvalue(), name, XLSX)
