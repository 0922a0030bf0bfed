"""The history of decisions, one of them with its records, and how it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import ContextDep
from api.fields import Filter, Reason, parse_day
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.model.changes import Action, Operation
from graph.model.ids import Revision
from graph.stores.journal import find_entry
from services.history.workflow import undo
from services.views.history_detail import HistoryDetail, build_history_detail
from services.views.history_view import HistoryList, HistoryQuery, build_history

router = APIRouter()

MOST_RECORDS = 40
_MOST_CREATED = 8  # of lines that were only added, the first few tell enough
SEE_OTHER = 303
RevisionNumber = Annotated[int, Path(ge=1, le=2**53)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(Page):
    """Context of `history.html`."""

    list: Annotated[HistoryList, "A page of the decisions, newest first."]
    detail: Annotated[HistoryDetail | None, "The decision that is open, with its records."]
    actions: Annotated[tuple[Action, ...], "Kinds of decisions, for the filter."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    is_filtered: Annotated[bool, "Whether anything narrows the list."]
    most_records: Annotated[int, "How many records of the open decision are written out."]
    hidden_records: Annotated[int, "How many are not."]


@router.get("/history", response_class=HTMLResponse)
def history(
    *,
    request: Request,
    desk: DeskDep,
    actor: Filter = "",
    action: Action | Literal[""] = "",
    touching: Filter = "",
    since: Filter = "",
    until: Filter = "",
    revision: Annotated[int, Query(ge=0, le=2**53)] = 0,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:
    """List the decisions, and open one of them."""
    query = HistoryQuery(
        actor=actor,
        action=action or None,
        touching=touching,
        since=parse_day(since),
        until=parse_day(until),
        offset=offset,
    )
    found = build_history(desk.site.store.history(newest_first=True), query)
    detail = _detail(desk, revision) if revision else None
    shown = _shown_records(detail) if detail else 0
    title = desk.say("web.section.history")
    page = HistoryPage(
        section="history",
        title=title,
        crumbs=(Crumb(text=title),),
        notice=_notice(desk, request),
        list=found,
        detail=detail,
        actions=tuple(Action),
        query=dict(request.query_params),
        is_filtered=any((actor, action, touching, since, until)),
        most_records=shown,
        hidden_records=len(detail.records) + detail.more - shown if detail else 0,
    )
    return desk.render("history.html", page)


def _shown_records(detail: HistoryDetail) -> int:
    only_added = all(record.operation is Operation.ADDED for record in detail.records)
    return min(_MOST_CREATED if only_added else MOST_RECORDS, len(detail.records))


def _detail(desk: Desk, revision: int) -> HistoryDetail:
    entry = find_entry(desk.site.store, Revision(revision))
    undone_by = next(
        (
            later.revision
            for later in desk.site.store.history(since=revision)
            if later.undoes == revision
        ),
        None,
    )
    return build_history_detail(entry, undone_by, desk.reading.network.name_of)


def _notice(desk: Desk, request: Request) -> str:
    undone, by = (request.query_params.get(name, "") for name in ("undone", "by"))
    known = undone.isdecimal() and by.isdecimal()
    return desk.say("web.done.undone", revision=undone, by=by) if known else ""


@router.post("/history/{revision}/undo")
def undo_revision(
    desk: DeskDep, ctx: ContextDep, revision: RevisionNumber, reason: Annotated[Reason, Form()]
) -> Response:
    """Take a decision back; the decision and its undoing stay in the history."""
    made = undo(desk.site.store, Revision(revision), reason=reason, ctx=ctx)
    return RedirectResponse(f"/history?undone={revision}&by={made}", SEE_OTHER)
