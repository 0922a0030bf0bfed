"""Imports over HTTP: upload and preview, look again, confirm."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import JSONResponse

from api.dependencies import ActorDep, ContextDep, SiteDep
from api.fields import Code, Filter
from api.problems import Problem, responses
from api.problems import document as problem_document
from api.routes.bodies import OptionalReasonBody
from api.web.pages.imports import take_decision, take_upload
from graph.texts import message
from services.access import Right, require
from services.intake.report import ImportReport, document

router = APIRouter(prefix="/imports", tags=["imports"])


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Upload a workbook",
    responses=responses(400, 403, 413),
)
def upload_document(
    site: SiteDep,
    ctx: ContextDep,
    file: Annotated[UploadFile, File()],
    replace_sheets: Annotated[
        list[Filter] | None,
        Form(description="Sheets whose records end if the file does not name them; may repeat."),
    ] = None,
) -> dict[str, Any]:
    """Preview a workbook. Nothing is changed until the preview is confirmed.

    The answer is the import report with an `id`; its `result` is `preview`, `no_changes` or
    `refused`. What the replaced sheets no longer name stands in `ended` and `removed`.
    """
    return _report_document(take_upload(site, ctx, file, replace_sheets or ()), site)


@router.get("/{id_}", summary="A preview again", responses=responses(403, 404))
def show_document(site: SiteDep, actor: ActorDep, id_: Code) -> dict[str, Any]:
    """Return the report of an upload; previews are kept in memory, the newest eight."""
    require(actor, Right.IMPORT)
    return _report_document(site.pending.get(id_), site)


@router.post(
    "/{id_}/confirmation",
    response_model=dict[str, Any],
    summary="Confirm a preview",
    responses=responses(400, 403, 404, 409),
)
def confirm_document(
    site: SiteDep, ctx: ContextDep, id_: Code, body: OptionalReasonBody
) -> dict[str, Any] | JSONResponse:
    """Apply exactly the previewed changes.

    If the network moved on, nothing is applied: the answer is 409 with the code
    `workbook.moved_on`, and its `preview` is the report of the file against the newest network,
    with new differences and a new `id` to confirm.
    """
    report = take_decision(site, ctx, id_, body.reason)
    if report.preview.id == id_:
        return _report_document(report, site)
    problem = Problem(status=HTTPStatus.CONFLICT, message=message("workbook.moved_on"))
    title = site.say(message("web.problem.409"))
    again = _report_document(report, site)
    return problem_document(problem, site.say(problem.message), title, preview=again)


def _report_document(report: ImportReport, site: SiteDep) -> dict[str, Any]:
    return {"id": report.preview.id, **document(report, site.say)}
