"""One Neo4j database: connected to, given deadlines, watched while a long step goes on."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import StoreUnavailableError
from graph.stores.answer import Answer
from graph.stores.neo4j_errors import told_failures

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

T = TypeVar("T")

_SILENT_PROBES = 2
_PATIENCE_S = 3
_ROWS_AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Neo4jAddress:
    """Where a database is and who asks; the password never appears in a printed value."""

    url: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long to wait, in seconds.

    Attributes
    ----------
    probe
        For a sign of life before every command.
    read, write
        For the work itself, on the server and here.
    watch
        Between two signs of life while the work goes on; without two of them it is given up.
    """

    probe: float = 5.0
    read: float = 60.0
    write: float = 300.0
    watch: float = 5.0


class Neo4jSession:
    """Runs work in transactions; may be shared between threads.

    The work runs in a thread of its own and is waited for. The driver alone waits for two minutes
    on a server that accepts and stays silent.
    """

    def __init__(self, address: Neo4jAddress, deadlines: Deadlines) -> None:
        self.address = address
        self._deadlines = deadlines
        self._opening = Lock()
        self._opened: Driver | None = None
        self._running: list[Answer[Any]] = []

    def read(self, work: "Callable[[ManagedTransaction], T]") -> T:
        """Run `work` in a transaction, within the deadline of reads.

        Raises
        ------
        StoreUnavailableError
            If the server cannot be reached or does not answer in time.
        """
        return self._transaction(work, self._deadlines.read)

    def write(self, work: "Callable[[ManagedTransaction], T]") -> T:
        """Run `work` in a transaction that is committed once, within the deadline of writes.

        If the connection is lost on the way, the work runs once more: it must find out by itself
        whether it was done already.

        Raises
        ------
        StoreUnavailableError
            If the server cannot be reached or does not answer in time.
        """
        from neo4j.exceptions import (  # noqa: PLC0415 - slow to import
            IncompleteCommit,
            ServiceUnavailable,
            SessionExpired,
        )

        self.probe()
        try:
            return self._attempt(work, self._deadlines.write)
        except StoreUnavailableError as error:
            lost = error.__cause__
            if not isinstance(lost, ServiceUnavailable | SessionExpired):
                raise
        try:
            return self._transaction(work, self._deadlines.write)
        except StoreUnavailableError as error:
            if not isinstance(lost, IncompleteCommit):
                raise
            raise StoreUnavailableError("neo4j.unsure", url=self.address.url) from error

    def run(self, statement: str, **values: Any) -> None:
        """Run one statement that cannot be part of a transaction, such as one of the schema.

        Raises
        ------
        StoreUnavailableError
            If the server cannot be reached or does not answer in time.
        """

        def command() -> None:
            with self._driver.session(database=self.address.database) as session:
                session.run(statement, values).consume()

        self._watched(command, self._deadlines.write)

    def probe(self) -> None:
        """Ask the server for a sign of life.

        Raises
        ------
        StoreUnavailableError
            If it gives none in time, or refuses.
        """
        self._within(self._ping, self._deadlines.probe)

    def close(self) -> None:
        """Let go of all connections."""
        with self._opening:
            opened, self._opened = self._opened, None
        for answer in self._running:
            answer.came(_PATIENCE_S)  # one that was given up may still hold a connection
        if opened is not None:
            opened.close()

    def _transaction(self, work: "Callable[[ManagedTransaction], T]", limit: float) -> T:
        self.probe()
        return self._attempt(work, limit)

    def _attempt(self, work: "Callable[[ManagedTransaction], T]", limit: float) -> T:
        from neo4j import unit_of_work  # noqa: PLC0415 - slow to import

        given_up = Event()

        def once_more(tx: "ManagedTransaction") -> T:
            # The driver tries again by itself; what its caller gave up must not happen later.
            if given_up.is_set():
                raise StoreUnavailableError("neo4j.unreachable", url=self.address.url)
            return work(tx)

        def command() -> T:
            with self._driver.session(
                database=self.address.database, fetch_size=_ROWS_AT_A_TIME
            ) as session:
                return session.execute_write(unit_of_work(timeout=limit)(once_more))

        try:
            return self._watched(command, limit)
        finally:
            given_up.set()

    def _watched(self, command: Callable[[], T], limit: float) -> T:
        answer = self._start(command)
        end = time.monotonic() + limit
        silent = 0
        while not answer.came(min(self._deadlines.watch, max(end - time.monotonic(), 0))):
            if time.monotonic() >= end:
                raise StoreUnavailableError("neo4j.slow", url=self.address.url)
            silent = 0 if self._lives() else silent + 1
            if silent == _SILENT_PROBES and not answer.came(0):
                raise StoreUnavailableError("neo4j.unreachable", url=self.address.url)
        with told_failures(self.address.url):
            return answer.get()

    def _lives(self) -> bool:
        try:
            self._within(self._ping, self._deadlines.watch)
        except StoreUnavailableError:
            return False
        return True

    def _within(self, command: Callable[[], T], limit: float) -> T:
        answer = self._start(command)
        if not answer.came(limit):
            self._drop()
            raise StoreUnavailableError("neo4j.unreachable", url=self.address.url)
        with told_failures(self.address.url):
            return answer.get()

    def _start(self, command: Callable[[], T]) -> Answer[T]:
        answer = Answer(command)
        with self._opening:
            self._running = [one for one in self._running if not one.came(0)] + [answer]
        return answer

    def _ping(self) -> None:
        with self._driver.session(database=self.address.database) as session:
            session.run("RETURN 1").consume()

    def _drop(self) -> None:
        """Leave a silent server alone; the next command connects anew."""
        with self._opening:
            opened, self._opened = self._opened, None
        waiting = self._running

        def reap() -> None:
            # A driver must not be closed while it is used; its own limit is two minutes.
            for answer in waiting:
                answer.came(None)
            if opened is not None:
                opened.close()

        Thread(target=reap, daemon=True).start()

    @property
    def _driver(self) -> "Driver":
        with self._opening:
            if self._opened is None:
                self._opened = _driver(self.address)
            return self._opened


def _driver(address: Neo4jAddress) -> "Driver":
    from neo4j import GraphDatabase, NotificationDisabledClassification  # noqa: PLC0415 - slow

    # What the driver would print for lack of a reader is told by our own sentence.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    return GraphDatabase.driver(
        address.url,
        auth=(address.user, address.password) if address.password else None,
        connection_timeout=2,
        connection_acquisition_timeout=_PATIENCE_S,
        max_transaction_retry_time=_PATIENCE_S,
        liveness_check_timeout=60,
        telemetry_disabled=True,
        user_agent="methodnet",
        # Asking for a property that no record has yet is not worth a warning.
        notifications_disabled_classifications=[NotificationDisabledClassification.UNRECOGNIZED],
    )


@contextmanager
def closing(session: Neo4jSession) -> Iterator[Neo4jSession]:
    """Close `session` if what follows fails."""
    try:
        yield session
    except BaseException:
        session.close()
        raise
