"""The history of decisions over HTTP, and their undoing."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api.dependencies import ContextDep, ReadingDep, SiteDep
from api.fields import Filter
from api.problems import responses
from api.routes.answers import ChangesOut, RevisionOut
from api.routes.bodies import ReasonBody
from api.routes.change_document import change_document
from graph.model.changes import Action
from graph.model.ids import Revision
from graph.stores.journal import find_entry
from services.history.workflow import undo
from services.views.history_view import HistoryQuery, build_history

router = APIRouter(prefix="/changes", tags=["changes"])

RevisionNumber = Annotated[int, Path(ge=1, le=2**53)]


@router.get("", summary="List decisions")
def list_changes(
    *,
    reading: ReadingDep,
    actor: Filter = "",
    action: Action | None = None,
    touching: Annotated[Filter, Query(description="Code that a record names.")] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> ChangesOut:
    """Return who decided what, when and why, newest first."""
    query = HistoryQuery(actor=actor, action=action, touching=touching, offset=offset, limit=limit)
    found = build_history(reading.site.store.history(newest_first=True), query)
    return ChangesOut.of(found, reading.site.say)


@router.get("/{revision}", summary="One decision", responses=responses(404))
def show_document(reading: ReadingDep, revision: RevisionNumber) -> dict[str, Any]:
    """Return one decision with each record before and after."""
    return change_document(find_entry(reading.site.store, Revision(revision)))


@router.post(
    "/{revision}/undo", summary="Take a decision back", responses=responses(400, 403, 404, 409)
)
def undo_change(
    site: SiteDep, ctx: ContextDep, revision: RevisionNumber, body: ReasonBody
) -> RevisionOut:
    """Take a decision back; the decision and its undoing stay in the history."""
    return RevisionOut(revision=undo(site.store, Revision(revision), reason=body.reason, ctx=ctx))
