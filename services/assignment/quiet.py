"""Keeps what a compiled library prints off standard output, where a document may be written."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

_ONE_AT_A_TIME = Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Send to standard error what is printed below Python; do nothing where there is none.

    HiGHS prints a line of its own now and then, whatever its options say.
    """
    with _ONE_AT_A_TIME:
        try:
            kept = os.dup(1)
        except OSError:
            yield
            return
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
            with suppress(OSError):
                os.dup2(2, 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
