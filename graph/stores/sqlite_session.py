"""One SQLite file: opened, brought forward, and every failure told by a stable code."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from threading import Lock

from graph.errors import StoreUnavailableError

APPLICATION_ID = 0x4D4E4554  # "MNET": tells our files from other SQLite files
WAIT_S = 5.0

_CODES = {
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_CANTOPEN: "store.cannot_open",
    sqlite3.SQLITE_FULL: "store.disk_full",
    sqlite3.SQLITE_IOERR: "store.disk_error",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_PERM: "store.read_only",
    sqlite3.SQLITE_NOTADB: "store.not_a_database",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
}


class SqliteSession:
    """Opens connections to one file; each lives for one call, so threads share nothing.

    Writers of this process queue at a lock instead of waiting for the file: with 32 writers the
    slowest then waits tens of milliseconds instead of seconds.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writing = Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside one consistent read.

        Raises
        ------
        StoreUnavailableError
            If the file cannot be opened or read.
        """
        with self._connection() as db:
            db.execute("BEGIN DEFERRED")
            yield db
            db.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside one write; committed at the end, or nothing happened.

        Raises
        ------
        StoreUnavailableError
            If the file cannot be opened or written, or another program holds it.
        """
        with self._writing, self._connection() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                if db.in_transaction:  # a full disk has rolled back by itself
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
            # Somebody may keep the file open, and then no closing brings it up to date.
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with told_failures(self.path):
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=WAIT_S)
            with closing(connection) as db:
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("PRAGMA synchronous = FULL")  # an order must outlive a power cut
                yield db

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the file to `target`, while others read and write.

        Raises
        ------
        StoreUnavailableError
            If it cannot be written.
        """
        # VACUUM refuses to run in a transaction; what fails here is the copy, not the store.
        with self._connection() as db, told_failures(target):
            db.execute("VACUUM INTO ?", (str(target),))

    def prepare(self, fill_new: Callable[[sqlite3.Connection], None]) -> None:
        """Bring the file to the newest schema, with a copy of it before.

        A new file gets its first rows from `fill_new` in the same transaction, so that a file is
        either empty or whole.

        Raises
        ------
        StoreUnavailableError
            If the file is not ours, or was written by a newer program.
        """
        steps = _migrations()
        with self._connection() as db:
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            tables = int(db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
            mark = int(db.execute("PRAGMA application_id").fetchone()[0])
            if tables and mark != APPLICATION_ID:
                raise StoreUnavailableError("store.foreign", path=str(self.path))
            if version > len(steps):
                raise StoreUnavailableError("store.newer", path=str(self.path), version=version)
            if version == len(steps):
                return
            if version:
                db.execute("VACUUM INTO ?", (f"{self.path}.before-{version + 1:04d}",))
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        with self.writing() as db:
            for step in steps[version:]:
                _run(db, step)
            db.execute(f"PRAGMA user_version = {len(steps)}")
            if version == 0:
                fill_new(db)


@contextmanager
def told_failures(path: Path) -> Iterator[None]:
    """Turn failures of SQLite into refusals with a stable code.

    Raises
    ------
    StoreUnavailableError
        For every failure that is the world's and not the program's.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # extended codes keep it there
        if primary not in _CODES:
            raise
        raise StoreUnavailableError(_CODES[primary], path=str(path)) from error


def _migrations() -> list[str]:
    folder = files("graph.stores").joinpath("migrations")
    steps = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [step.read_text(encoding="utf-8") for step in steps]


def _run(db: sqlite3.Connection, script: str) -> None:
    # `executescript` would commit; statements of a migration must be one transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
