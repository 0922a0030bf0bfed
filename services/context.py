"""Who is asking, and when: handed in from the edge, never looked up below it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from graph.model.changes import Action, Change, ChangeSet
from graph.model.ids import Revision
from services.access import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, or a program, that acts.

    Attributes
    ----------
    name
        What the journal records.
    role
        Decides what is allowed.
    source
        Through which face: ``cli``, ``web``, ``rest`` or ``program``.
    """

    name: str
    role: Role
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The edge of one request: who, when, and fresh ids.

    Attributes
    ----------
    now
        The moment of the request, with time zone.
    today
        The day that reports take by default.
    new_id
        Gives a fresh unique text at each call.
    """

    actor: Actor
    now: datetime
    today: date
    new_id: Callable[[], str]

    def decision(
        self,
        action: Action,
        changes: Iterable[Change],
        *,
        reason: str,
        request_key: str | None = None,
        undoes: Revision | None = None,
    ) -> ChangeSet:
        """Return changes as one decision of who asks, made now.

        Parameters
        ----------
        request_key
            Makes a repeated request one decision; None is a fresh one.
        undoes
            Revision that the decision takes back.
        """
        return ChangeSet(
            actor=self.actor.name,
            source=self.actor.source,
            action=action,
            reason=reason,
            at=self.now,
            request_key=self.new_id() if request_key is None else request_key,
            changes=tuple(changes),
            undoes=undoes,
        )
