"""The question that is asked at every page, where a store stands, over a connection kept open."""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Any

from graph.errors import StoreUnavailableError
from graph.stores.sqlite_session import WAIT_S, told_failures


class SqliteWatch:
    """Asks one file short questions, a hundred times quicker than over a connection of each call.

    Opening makes the files beside a database anew and closing removes them: milliseconds on a busy
    disk. The connection holds no lock between questions; a file that took the place of the old one
    is opened anew, and one that is gone is refused.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._open: tuple[tuple[int, int], sqlite3.Connection] | None = None

    def ask(self, statement: str) -> list[Any]:
        """Return the rows that `statement` gives.

        Raises
        ------
        StoreUnavailableError
            If the file is gone or cannot be read.
        """
        with self._lock, told_failures(self._path):
            try:
                return self._connection().execute(statement).fetchall()
            except sqlite3.Error:
                self._drop()
                raise

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        with self._lock:
            self._drop()

    def _connection(self) -> sqlite3.Connection:
        try:
            found = self._path.stat()
        except FileNotFoundError as error:
            self._drop()
            raise StoreUnavailableError("store.missing", path=str(self._path)) from error
        file = (found.st_dev, found.st_ino)
        if self._open is None or self._open[0] != file:
            self._drop()
            # Any thread may ask: the lock lets them in one by one.
            made = sqlite3.connect(
                self._path, isolation_level=None, timeout=WAIT_S, check_same_thread=False
            )
            self._open = (file, made)
        return self._open[1]

    def _drop(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def __del__(self) -> None:
        self._drop()
