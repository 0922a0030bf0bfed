"""Undo one revision, with who, when and why."""

from graph.errors import ConflictError
from graph.model.changes import Action
from graph.model.ids import Revision
from graph.model.plan import Plan
from graph.network import Network
from graph.stores.journal import find_entry, inverse
from graph.stores.port import JournalEntry, NetworkStore
from graph.texts import Message, message
from services.access import Right, require
from services.assignment.admission import require_step_back
from services.context import Context
from services.views.history_detail import name_of_key

_NAMED = 5  # records named in a refusal


def undo(store: NetworkStore, revision: Revision, *, reason: str, ctx: Context) -> Revision:
    """Take back what `revision` changed, and return the revision this makes.

    The decision stays in the history, and so does its undoing, which can be undone itself, except
    that only a new order puts a plan in force again.

    Raises
    ------
    NotFoundError
        If the store has no such revision.
    ConflictError
        If it is the first load, which has no state before it; a later decision touched one of its
        records, which is named; or a plan would come back to a state it may not have today.
    StaleRecordsError
        If a record it touched moves at this very moment; nothing is changed then.
    """
    require(ctx.actor, Right.UNDO)
    entry = find_entry(store, revision)
    if entry.content_hash:
        raise ConflictError("undo.first_load", revision=revision)
    network = store.read()
    changes = inverse(entry, network)
    if not changes:
        raise ConflictError("undo.nothing", revision=revision)
    _require_untouched(store, network, entry)
    for change in changes:
        if isinstance(change.before, Plan) and isinstance(change.after, Plan):
            require_step_back(network, change.before, change.after, lambda at: store.read(at=at))
    return store.apply(
        ctx.decision(Action.UNDO, changes, reason=reason, undoes=revision),
        based_on=revision,
    )


def _require_untouched(store: NetworkStore, network: Network, entry: JournalEntry) -> None:
    touched = {(change.entity, change.key) for change in entry.changes}
    for later in store.history(since=entry.revision, newest_first=True):
        again = sorted(touched & {(change.entity, change.key) for change in later.changes})
        if again:
            shown = tuple(_named(network, *record) for record in again[:_NAMED])
            raise ConflictError(
                "undo.touched_later",
                revision=entry.revision,
                later=later.revision,
                reason=later.reason,
                records=shown,
            )


def _named(network: Network, entity: str, key: str) -> Message:
    """Name a record as its readers know it: what it is, and the names its key stands for."""
    name = name_of_key(key, network.name_of)
    return message("record.named", kind=message(f"view.entity.{entity}"), name=name)
