"""The history of decisions: who changed what, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from graph.model.changes import Action, Operation
from graph.model.choices import EventStatus
from graph.model.record import KEY_SEPARATOR
from graph.texts import Message, message
from services.views.journal import Entry

PAGE = 25
_OF_PLANS = frozenset({Action.PLAN, Action.APPROVE, Action.ORDER, Action.WITHDRAW})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """Which entries are asked for; empty text leaves all.

    Attributes
    ----------
    touching
        Code of an organisation, or another key part, that a record of the entry names.
    """

    actor: str = ""
    action: Action | None = None
    touching: str = ""
    since: date | None = None
    until: date | None = None
    offset: int = 0
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One decision in the list.

    Attributes
    ----------
    title
        What was decided.
    records
        How many records it touched.
    undone_by
        Revision that took it back, if one did.
    plan
        Plan it is about, if it is about one.
    may_be_undone
        Whether an undo makes sense; the store may still refuse it.
    """

    revision: int
    at: datetime
    actor: str
    source: str
    action: Action
    reason: str
    title: Message
    records: int
    undoes: int | None
    undone_by: int | None
    plan: str | None
    may_be_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryList:
    """A page of the history.

    Attributes
    ----------
    found
        How many entries answer the query.
    actors
        Everybody who ever decided, sorted.
    """

    rows: tuple[HistoryRow, ...]
    found: int
    query: HistoryQuery
    actors: tuple[str, ...]


def build_history(entries: Iterable[Entry], query: HistoryQuery) -> HistoryList:
    """Return a page of the entries that answer `query`; they are given newest first."""
    undone: dict[int, int] = {}
    actors, rows, found = set(), [], 0
    for entry in entries:
        actors.add(entry.actor)
        if entry.undoes is not None and entry.revision not in undone:
            undone[entry.undoes] = entry.revision
        if not _answers(entry, query):
            continue
        if query.offset <= found < query.offset + query.limit:
            rows.append(build_history_row(entry, undone.get(entry.revision)))
        found += 1
    return HistoryList(rows=tuple(rows), found=found, query=query, actors=tuple(sorted(actors)))


def _answers(entry: Entry, query: HistoryQuery) -> bool:
    day = entry.at.date()
    return (
        (not query.actor or entry.actor == query.actor)
        and (query.action is None or entry.action is query.action)
        and (query.since is None or query.since <= day)
        and (query.until is None or day <= query.until)
        and (not query.touching or _touches(entry, query.touching))
    )


def _touches(entry: Entry, code: str) -> bool:
    return any(code in change.key.split(KEY_SEPARATOR) for change in entry.changes)


def build_history_row(entry: Entry, undone_by: int | None) -> HistoryRow:
    """Return one entry as the list shows it."""
    plan = _plan_of(entry)
    return HistoryRow(
        revision=entry.revision,
        at=entry.at,
        actor=entry.actor,
        source=entry.source,
        action=entry.action,
        reason=entry.reason,
        title=_title(entry, plan),
        records=sum(n for some in entry.counts.values() for n in some.values()),
        undoes=entry.undoes,
        undone_by=undone_by,
        plan=plan,
        may_be_undone=not entry.content_hash and undone_by is None,
    )


def _plan_of(entry: Entry) -> str | None:
    if entry.action not in _OF_PLANS:
        return None
    return next((change.key for change in entry.changes if change.entity == "plan"), None)


def _title(entry: Entry, plan: str | None) -> Message:
    if entry.content_hash:
        return message("view.action.first_load")
    if entry.undoes is not None:
        return message("view.action.undo", revision=str(entry.undoes))
    return _particular(entry) or message(f"view.action.{entry.action.value}", plan=plan or "")


def _particular(entry: Entry) -> Message | None:
    """Name a decision by what it is about, where its kind alone says too little."""
    ties = entry.counts.get("tie", {}).get(Operation.ADDED, 0)
    if ties and entry.action in (Action.EDIT, Action.PLAN):
        pinned = entry.counts.get("restriction", {}).get(Operation.ADDED, 0)
        return message("view.action.ties", n=ties + pinned)
    if entry.action is not Action.EDIT or set(entry.counts) != {"event"}:
        return None
    marked = {change.after.get("status") for change in entry.changes}
    if marked <= {EventStatus.HELD.value}:
        return message("view.action.meetings_held", n=len(entry.changes))
    if marked <= {EventStatus.CANCELLED.value}:
        return message("view.action.meetings_cancelled", n=len(entry.changes))
    return None
