"""Take in a workbook: preview it, confirm the preview."""

from pathlib import Path

from graph.errors import StaleRecordsError
from graph.model.changes import Action
from graph.stores.port import NetworkStore
from graph.workbook.parser import parse
from graph.workbook.reader import read_cells
from graph.workbook.rows import ParsedWorkbook
from services.access import Right, require
from services.context import Context
from services.intake.effects import Isolated
from services.intake.preview import Preview, Result, preview_workbook
from services.intake.report import ImportReport, report_of


def preview(
    store: NetworkStore,
    file_path: Path,
    ctx: Context,
    *,
    replace_sheets: tuple[str, ...] = (),
    isolated: Isolated | None = None,
) -> Preview:
    """Read a file and compare it with the newest network; nothing is changed.

    Parameters
    ----------
    store
        Where the network is kept.
    file_path
        XLSX, CSV, or a folder of CSV files.
    ctx
        Who asks, and when.
    replace_sheets
        Sheets whose records end if the file does not name them.
    isolated
        Finds the isolated organisations of a network, for the effects.

    Raises
    ------
    NotAllowedError
        If the actor may not import.
    InputError
        If there is no such file, or `replace_sheets` names a sheet that it does not have. What is
        wrong inside the file is told by the findings.
    StoreUnavailableError
        If the database cannot be used.
    """
    require(ctx.actor, Right.IMPORT)
    parsed = parse(read_cells(file_path), ctx.today)
    return _compared(store, parsed, ctx, replace_sheets, isolated)


def preview_again(
    store: NetworkStore,
    preview: Preview,
    ctx: Context,
    *,
    replace_sheets: tuple[str, ...],
    isolated: Isolated | None = None,
) -> Preview:
    """Compare the file of `preview` with the newest network once more; nothing is changed.

    Parameters
    ----------
    store
        Where the network is kept.
    preview
        What the user saw.
    ctx
        Who asks, and when.
    replace_sheets, isolated
        As in `preview`.

    Raises
    ------
    NotAllowedError
        If the actor may not import.
    InputError
        If `replace_sheets` names a sheet that the file does not have.
    StoreUnavailableError
        If the database cannot be used.
    """
    require(ctx.actor, Right.IMPORT)
    return _compared(store, preview.parsed, ctx, replace_sheets, isolated)


def _compared(
    store: NetworkStore,
    parsed: ParsedWorkbook,
    ctx: Context,
    replace_sheets: tuple[str, ...],
    isolated: Isolated | None,
) -> Preview:
    return preview_workbook(
        parsed,
        store.read(),
        today=ctx.today,
        id_=ctx.new_id(),
        replace_sheets=replace_sheets,
        isolated=isolated,
    )


def confirm(
    store: NetworkStore,
    preview: Preview,
    ctx: Context,
    *,
    reason: str = "",
    isolated: Isolated | None = None,
) -> ImportReport:
    """Apply exactly the changes of `preview`; if the network moved on, compare the file again.

    Parameters
    ----------
    store
        Where the network is kept.
    preview
        What the user saw.
    ctx
        Who confirms, and when.
    reason
        For the journal; empty takes the name of the file.
    isolated
        As in `preview`, for a new comparison.

    Returns
    -------
    ImportReport
        Not applied if records moved since: then it tells the new differences, or what is wrong
        now.

    Raises
    ------
    NotAllowedError
        If the actor may not import.
    ConflictError
        If a removed record is still named by another.
    StoreUnavailableError
        If the database cannot be used; nothing is changed then.
    """
    require(ctx.actor, Right.IMPORT)
    if preview.result is not Result.PREVIEW:
        return report_of(preview)
    changes = ctx.decision(
        Action.IMPORT,
        preview.changes,
        reason=reason.strip() or preview.file_name,
        request_key=preview.id,
    )
    try:
        revision = store.apply(changes, based_on=preview.based_on, relies_on=preview.relies_on)
    except StaleRecordsError:
        again = preview_again(
            store, preview, ctx, replace_sheets=preview.replace_sheets, isolated=isolated
        )
        return report_of(again)
    return ImportReport(preview=preview, result=Result.APPLIED, revision=revision)
