"""One Neo4j database: connected to, given deadlines, watched while a long step goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from graph.errors import StoreUnavailableError
from graph.stores.neo4j_errors import told_failures

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

T = TypeVar("T")

_SILENT_PROBES = 2
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

        If the connection is lost at the very commit, the work runs once more: it must find out by
        itself whether it was done already.

        Raises
        ------
        StoreUnavailableError
            If the server cannot be reached or does not answer in time.
        """
        from neo4j.exceptions import IncompleteCommit  # noqa: PLC0415 - slow to import

        try:
            return self._transaction(work, self._deadlines.write)
        except StoreUnavailableError as error:
            if not isinstance(error.__cause__, IncompleteCommit):
                raise
        try:
            return self._transaction(work, self._deadlines.write)
        except StoreUnavailableError as error:
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
        if opened is not None:
            opened.close()

    def _transaction(self, work: "Callable[[ManagedTransaction], T]", limit: float) -> T:
        from neo4j import unit_of_work  # noqa: PLC0415 - slow to import

        def command() -> T:
            with self._driver.session(
                database=self.address.database, fetch_size=_ROWS_AT_A_TIME
            ) as session:
                return session.execute_write(unit_of_work(timeout=limit)(work))

        self.probe()
        return self._watched(command, limit)

    def _watched(self, command: Callable[[], T], limit: float) -> T:
        answer = _Answer(command)
        end = time.monotonic() + limit
        silent = 0
        while not answer.came(min(self._deadlines.watch, max(end - time.monotonic(), 0))):
            if time.monotonic() >= end:
                self._give_up()
                raise StoreUnavailableError("neo4j.slow", url=self.address.url)
            silent = 0 if self._lives() else silent + 1
            if silent == _SILENT_PROBES and not answer.came(0):
                self._give_up()
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
        answer = _Answer(command)
        if not answer.came(limit):
            self._give_up()
            raise StoreUnavailableError("neo4j.unreachable", url=self.address.url)
        with told_failures(self.address.url):
            return answer.get()

    def _ping(self) -> None:
        with self._driver.session(database=self.address.database) as session:
            session.run("RETURN 1").consume()

    def _give_up(self) -> None:
        # Closing may itself wait for the silent server, so nobody waits for the closing.
        Thread(target=self.close, daemon=True).start()

    @property
    def _driver(self) -> "Driver":
        with self._opening:
            if self._opened is None:
                self._opened = _driver(self.address)
            return self._opened


class _Answer(Generic[T]):
    """Outcome of a command that runs in a thread of its own."""

    def __init__(self, command: Callable[[], T]) -> None:
        self._command = command
        self._done = Event()
        self._value: T | None = None
        self._error: BaseException | None = None
        Thread(target=self._run, daemon=True).start()

    def came(self, within: float) -> bool:
        """Wait for the outcome, at most `within` seconds; return whether it is there."""
        return self._done.wait(within)

    def get(self) -> T:
        """Return what the command returned, or raise what it raised."""
        if self._error is not None:
            raise self._error
        return cast("T", self._value)

    def _run(self) -> None:
        try:
            self._value = self._command()
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
        finally:
            self._done.set()


def _driver(address: Neo4jAddress) -> "Driver":
    from neo4j import GraphDatabase, NotificationDisabledClassification  # noqa: PLC0415 - slow

    return GraphDatabase.driver(
        address.url,
        auth=(address.user, address.password) if address.password else None,
        connection_timeout=2,
        connection_acquisition_timeout=3,
        max_transaction_retry_time=3,
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
