"""Imports over HTTP: upload and preview, look again, confirm."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, File, UploadFile

from api.dependencies import ActorDep, ContextDep, SiteDep
from api.fields import Code
from api.problems import responses
from api.routes.bodies import OptionalReasonBody
from api.web.pages.imports import take_decision, take_upload
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
    site: SiteDep, ctx: ContextDep, file: Annotated[UploadFile, File()]
) -> dict[str, Any]:
    """Preview a workbook. Nothing is changed until the preview is confirmed.

    The answer is the import report with an `id`; its `result` is `preview`, `no_changes` or
    `refused`.
    """
    return _report_document(take_upload(site, ctx, file), site)


@router.get("/{id_}", summary="A preview again", responses=responses(403, 404))
def show_document(site: SiteDep, actor: ActorDep, id_: Code) -> dict[str, Any]:
    """Return the report of an upload; previews are kept in memory, the newest eight."""
    require(actor, Right.IMPORT)
    return _report_document(site.pending.get(id_), site)


@router.post(
    "/{id_}/confirmation",
    summary="Confirm a preview",
    responses=responses(400, 403, 404, 409),
)
def confirm_document(
    site: SiteDep, ctx: ContextDep, id_: Code, body: OptionalReasonBody
) -> dict[str, Any]:
    """Apply exactly the previewed changes.

    If the network moved on, nothing is applied: `result` is `preview` again, with new differences
    and a new `id`.
    """
    return _report_document(take_decision(site, ctx, id_, body.reason), site)


def _report_document(report: ImportReport, site: SiteDep) -> dict[str, Any]:
    return {"id": report.preview.id, **document(report, site.say)}
