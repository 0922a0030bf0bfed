"""Undo one revision, with who, when and why."""

from graph.errors import ConflictError
from graph.model.changes import Action, ChangeSet
from graph.model.ids import Revision
from graph.stores.journal import find_entry, inverse
from graph.stores.port import NetworkStore
from services.access import Right, require
from services.context import Context


def undo(store: NetworkStore, revision: Revision, *, reason: str, ctx: Context) -> Revision:
    """Take back what `revision` changed, and return the revision this makes.

    The decision stays in the history, and so does its undoing, which can be undone itself.

    Raises
    ------
    NotFoundError
        If the store has no such revision.
    ConflictError
        If it is the first load, which has no state before it.
    StaleRecordsError
        If a record it touched has moved since; nothing is changed then.
    """
    require(ctx.actor, Right.UNDO)
    entry = find_entry(store, revision)
    if entry.content_hash:
        raise ConflictError("undo.first_load", revision=revision)
    changes = inverse(entry, store.read())
    if not changes:
        raise ConflictError("undo.nothing", revision=revision)
    return store.apply(
        ChangeSet(
            actor=ctx.actor.name,
            source=ctx.actor.source,
            action=Action.UNDO,
            reason=reason,
            at=ctx.now,
            request_key=ctx.new_id(),
            changes=changes,
            undoes=revision,
        ),
        based_on=revision,
    )
