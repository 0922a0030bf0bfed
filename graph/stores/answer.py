"""A command that runs in a thread of its own: nobody waits for it longer than they want."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Answer(Generic[T]):
    """Outcome of a command that runs in a thread of its own."""

    def __init__(self, command: Callable[[], T]) -> None:
        self._command = command
        self._done = Event()
        self._value: T | None = None
        self._error: BaseException | None = None
        Thread(target=self._run, daemon=True).start()

    def came(self, within: float | None) -> bool:
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
