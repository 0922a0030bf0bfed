"""Take in a workbook: upload, see what it would do, confirm exactly that; template and export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import ActorDep, ContextDep
from api.fields import Code, Filter, Text
from api.passports import passport_of
from api.pending import as_file
from api.reports import isolated_codes
from api.site import Site
from api.web.downloads import XLSX, download
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.workbook.template import write_template
from graph.workbook.writer import write_workbook
from services.access import Right, require
from services.context import Context
from services.intake.preview import Result
from services.intake.rejected import write_rejected
from services.intake.report import ImportReport, document, report_of
from services.intake.workflow import confirm, preview, preview_again
from services.views.import_view import ImportView, build_import_view

router = APIRouter()

SEE_OTHER = 303
Upload = Annotated[UploadFile, File()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStartPage(Page):
    """Context of `import.html`."""

    heading: Annotated[str, "What the page is for, in words."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage(Page):
    """Context of `import_preview.html`."""

    id: Annotated[str, "Id of the preview."]
    heading: Annotated[str, "The finding: may it be taken in, in words."]
    result: Annotated[str, "preview, applied, no_changes or refused."]
    report: Annotated[Mapping[str, Any], "The import report as other programs get it."]
    view: Annotated[ImportView, "Findings by sheet, differences by sheet, changes in detail."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    severity: Annotated[str, "Which findings are shown: empty, error or warning."]
    has_moved: Annotated[bool, "The network moved on; the differences are new."]


def take_upload(
    site: Site, ctx: Context, file: UploadFile, replace_sheets: Sequence[str] = ()
) -> ImportReport:
    """Preview an uploaded file and keep it for a decision."""
    isolated = partial(isolated_codes, site)
    with as_file(file.file, file.filename) as path:
        seen = preview(
            site.store, path, ctx, replace_sheets=tuple(replace_sheets), isolated=isolated
        )
    report = report_of(seen)
    site.pending.keep(report)
    return report


def take_decision(site: Site, ctx: Context, id_: str, reason: str) -> ImportReport:
    """Apply exactly what was previewed; what comes back is kept under its id."""
    report = site.pending.get(id_)
    isolated = partial(isolated_codes, site)
    done = confirm(site.store, report.preview, ctx, reason=reason, isolated=isolated)
    site.pending.keep(done)
    return done


@router.get("/import", response_class=HTMLResponse)
def start(desk: DeskDep) -> HTMLResponse:
    """Offer to upload a workbook."""
    title = desk.say("web.section.import")
    heading = desk.say("web.import.heading")
    page = ImportStartPage(
        section="import", title=title, crumbs=(Crumb(text=title),), heading=heading
    )
    return desk.render("import.html", page)


@router.post("/import")
def upload(desk: DeskDep, ctx: ContextDep, file: Upload) -> Response:
    """Read a workbook and show what it would do; nothing is changed."""
    report = take_upload(desk.site, ctx, file)
    return RedirectResponse(f"/import/{report.preview.id}", SEE_OTHER)


@router.get("/import/template.xlsx")
def template(desk: DeskDep) -> Response:
    """Give an empty workbook with lists, notes and an example row."""
    made = BytesIO()
    write_template(made, desk.site.say)
    return download(made.getvalue(), desk.say("web.file.template"), XLSX)


@router.get("/export.xlsx")
def export(desk: DeskDep) -> Response:
    """Give the whole network as a workbook, the inverse of an import."""
    network = desk.reading.network
    made = BytesIO()
    write_workbook(made, network, passport_of(network, desk.site.store))
    name = desk.say("web.file.network", revision=str(network.revision))
    return download(made.getvalue(), name, XLSX)


@router.get("/import/{id_}/rejected.xlsx")
def rejected(desk: DeskDep, id_: Code) -> Response:
    """Give the rows with errors, each with what to correct."""
    report = desk.site.pending.get(id_)
    made = BytesIO()
    write_rejected(made, report.preview, desk.site.say)
    return download(made.getvalue(), desk.say("web.file.rejected"), XLSX)


@router.get("/import/{id_}", response_class=HTMLResponse)
def shown(
    *,
    request: Request,
    desk: DeskDep,
    actor: ActorDep,
    id_: Code,
    severity: Literal["", "error", "warning", "notice"] = "",
) -> HTMLResponse:
    """Show what an uploaded workbook would do, or has done."""
    require(actor, Right.IMPORT)
    report = desk.site.pending.get(id_)
    view = build_import_view(report, desk.reading.network, severity=severity)
    name = report.preview.file_name
    page = ImportPage(
        section="import",
        title=name,
        crumbs=(Crumb(text=desk.say("web.section.import"), href="/import"), Crumb(text=name)),
        id=id_,
        heading=_heading(desk, report, view),
        result=report.result.value,
        report=document(report, desk.site.say),
        view=view,
        query=dict(request.query_params),
        severity=severity,
        has_moved="moved" in request.query_params and report.result is Result.PREVIEW,
    )
    return desk.render("import_preview.html", page)


def _heading(desk: Desk, report: ImportReport, view: ImportView) -> str:
    if report.result is Result.REFUSED:
        return desk.say("web.import.heading_refused", n=view.errors)
    return desk.say(f"web.import.heading_{report.result.value}")


@router.post("/import/{id_}/confirm")
def confirm_import(
    desk: DeskDep, ctx: ContextDep, id_: Code, reason: Annotated[Text, Form()] = ""
) -> Response:
    """Apply exactly the previewed changes."""
    told_ = reason or desk.say(
        "web.import.reason", name=desk.site.pending.get(id_).preview.file_name
    )
    report = take_decision(desk.site, ctx, id_, told_)
    moved = "?moved=yes" if report.result is Result.PREVIEW else ""
    return RedirectResponse(f"/import/{quote(report.preview.id, safe='')}{moved}", SEE_OTHER)


@router.post("/import/{id_}/sheets")
def replace(
    desk: DeskDep, ctx: ContextDep, id_: Code, sheet: Annotated[list[Filter] | None, Form()] = None
) -> Response:
    """Compare the file once more, with the chosen sheets replaced; nothing is changed."""
    require(ctx.actor, Right.IMPORT)
    before = desk.site.pending.get(id_)
    isolated = partial(isolated_codes, desk.site)
    again = preview_again(
        desk.site.store, before.preview, ctx, replace_sheets=tuple(sheet or ()), isolated=isolated
    )
    desk.site.pending.keep(report_of(again))
    desk.site.pending.drop(id_)
    return RedirectResponse(f"/import/{quote(again.id, safe='')}#replace", SEE_OTHER)


@router.post("/import/{id_}/refuse")
def refuse(desk: DeskDep, actor: ActorDep, id_: Code) -> Response:
    """Forget an uploaded workbook."""
    require(actor, Right.IMPORT)
    desk.site.pending.drop(id_)
    return RedirectResponse("/import", SEE_OTHER)
