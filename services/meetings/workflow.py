"""Read the meetings without a word, and mark what became of them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from graph.errors import ConflictError, InputError, NotFoundError
from graph.model.changes import Action, Change
from graph.model.choices import EventStatus
from graph.model.ids import Revision
from graph.stores.port import NetworkStore
from graph.texts import Say
from graph.valid_time import as_known_on
from services.access import Right, require
from services.context import Context
from services.isolation.scene import Scene
from services.meetings.document import meetings_document
from services.meetings.passed import passed_meetings
from services.policy import IsolationPolicy

WORDS = (EventStatus.HELD, EventStatus.CANCELLED)
"""What may be said of a meeting that passed."""


def read_meetings_document(
    store: NetworkStore, policy: IsolationPolicy, *, day: date, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return the meetings that passed before `day` without a word, with whom to ask.

    A meeting later than today has not been held yet, so that a later day asks about none.
    """
    require(ctx.actor, Right.READ)
    scene = Scene.of(as_known_on(store.read(), ctx.today), policy, day=day)
    return meetings_document(scene, passed_meetings(scene), say)


def mark_meetings(
    store: NetworkStore,
    events: Collection[str],
    status: EventStatus,
    *,
    reason: str,
    ctx: Context,
) -> Revision:
    """Store what became of meetings, as one decision that can be undone.

    Raises
    ------
    InputError
        If no meeting is named, or the word is neither held nor cancelled.
    NotFoundError
        If there is no such meeting.
    ConflictError
        If a meeting is not planned any more, or its day has not passed; nothing is stored then.
    """
    require(ctx.actor, Right.IMPORT)
    if not events or status not in WORDS:
        raise InputError("meetings.nothing_to_mark")
    network = store.read()
    changes = []
    for code in sorted(set(events)):
        event = network.events.get(code)
        if event is None:
            raise NotFoundError("meetings.unknown", event=code)
        if event.status is not EventStatus.PLANNED:
            raise ConflictError("meetings.has_word", name=event.name, date=event.date)
        if (event.end_date or event.date) >= ctx.today:
            raise ConflictError("meetings.not_yet", name=event.name, date=event.date)
        changes.append(Change(before=event, after=replace(event, status=status)))
    return store.apply(ctx.decision(Action.EDIT, changes, reason=reason), based_on=network.revision)
