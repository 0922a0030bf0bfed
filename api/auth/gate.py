"""The one-time sign-in link and the sessions it opens; kept in memory, gone with the process."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from services.access import Role

LINK_LIVES = timedelta(minutes=10)
SESSION_LIVES = timedelta(hours=12)
_MOST_SESSIONS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who has come in.

    Attributes
    ----------
    name
        What the journal records.
    until
        When the session ends, whatever happens.
    """

    name: str
    role: Role
    until: datetime


class Gate:
    """Opens once for each link, and knows who is inside.

    Only hashes of links and sessions are kept, so that a memory dump lets nobody in.

    Parameters
    ----------
    now
        Gives the moment, with time zone.
    token
        What a program sends as ``Authorization: Bearer …``; without one, programs do not come in.
    """

    def __init__(self, now: Callable[[], datetime], *, token: str | None = None) -> None:
        self._now = now
        self._token = None if token is None else _hash(token)
        self._links: dict[str, datetime] = {}
        self._sessions: dict[str, Session] = {}
        self._lock = Lock()

    def issue_link(self) -> str:
        """Return a fresh token for ``/sign-in?token=…``; it works once, for ten minutes."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._links[_hash(token)] = self._now() + LINK_LIVES
        return token

    def is_open(self, token: str) -> bool:
        """Return whether a link would still work, without using it up."""
        until = self._links.get(_hash(token))
        return until is not None and self._now() < until

    def enter(self, token: str, name: str, role: Role = Role.PLANNER) -> str | None:
        """Use a link up and return the value of the session's cookie, or None if it is spent."""
        with self._lock:
            until = self._links.pop(_hash(token), None)
        if until is None or self._now() >= until:
            return None
        return self.open_session(name, role)

    def open_session(self, name: str, role: Role) -> str:
        """Let somebody in without a link, and return the value of the session's cookie."""
        value = secrets.token_urlsafe(32)
        now = self._now()
        with self._lock:
            living = {k: s for k, s in self._sessions.items() if now < s.until}
            while len(living) >= _MOST_SESSIONS:
                living.pop(min(living, key=lambda k: living[k].until))
            living[_hash(value)] = Session(name=name, role=role, until=now + SESSION_LIVES)
            self._sessions = living
        return value

    def find(self, value: str | None) -> Session | None:
        """Return the session of a cookie, or None."""
        session = self._sessions.get(_hash(value)) if value else None
        return session if session is not None and self._now() < session.until else None

    def is_program(self, authorization: str | None) -> bool:
        """Return whether a header ``Authorization`` carries the program's token."""
        scheme, _, value = (authorization or "").partition(" ")
        return (
            self._token is not None
            and scheme.lower() == "bearer"
            and secrets.compare_digest(_hash(value.strip()), self._token)
        )

    def leave(self, value: str | None) -> None:
        """End the session of a cookie."""
        if value:
            with self._lock:
                self._sessions.pop(_hash(value), None)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
