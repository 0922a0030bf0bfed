"""Processes of one run of the tests take turns at what there is only one of, on any system."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

if sys.platform == "win32":
    import msvcrt

    def _take(number: int) -> bool:
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


_PAUSE_S = 0.05


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process in at a time; who ends, however it ends, lets the next one in."""
    with path.open("a", encoding="ascii") as file:
        while not _take(file.fileno()):
            sleep(_PAUSE_S)
        yield
