"""Plans that take long are calculated in a process of their own, which tells how far it is.

The solver holds the interpreter for many seconds at a time: here, nobody else would be answered,
and nobody could stop it. A process can be ended at any moment; the plan is stored by whoever
asked for it, after it is whole, so nothing is left of one that was ended.
"""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

from api.clock import clock_ms
from graph.errors import ConflictError, MethodNetError
from graph.texts import message
from services.assignment.job import PlanJob, plan_and_check
from services.assignment.planned import PlannedAssignment
from services.assignment.progress import Tell

_LISTEN_S = 0.2
"""Between two questions whether somebody still waits."""
_TOLD, _DONE, _REFUSED = range(3)
_ONE_AT_A_TIME = threading.Lock()
"""A country takes more than a gigabyte; two of them would not fit."""


def compute_plan(job: PlanJob, *, tell: Tell, is_gone: Callable[[], bool]) -> PlannedAssignment:
    """Calculate and check a plan: a short job here, a long one in a process of its own.

    Parameters
    ----------
    tell
        Hears how far a long job is.
    is_gone
        Whether whoever asked has gone away; asked a few times a second.

    Raises
    ------
    InputError
        If there is no such plan.
    ConflictError
        If the check refuses the plan, another long one is being calculated, nobody waits any
        more, or the process ended before it was done.
    """
    if not job.is_long:
        return plan_and_check(job, clock_ms)
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        raise ConflictError("progress.busy")
    try:
        tell(message("progress.begun"))
        with _child() as (process, pipe):
            try:
                pipe.send(job)
                return _outcome(pipe, tell, is_gone)
            except (EOFError, OSError) as error:
                process.join(1)
                raise ConflictError("progress.died", ended=process.exitcode or 0) from error
    finally:
        _ONE_AT_A_TIME.release()


def _outcome(
    pipe: "Connection[Any, Any]", tell: Tell, is_gone: Callable[[], bool]
) -> PlannedAssignment:
    """Return what the child calculated, or raise what it refused."""
    while True:
        while not pipe.poll(_LISTEN_S):
            if is_gone():
                raise ConflictError("progress.left")
        kind, value = pipe.recv()
        if kind == _DONE:
            planned: PlannedAssignment = value
            return planned
        if kind == _REFUSED:
            refusal, said = value
            raise refusal(said.code, **said.params)
        tell(value)
        if is_gone():
            raise ConflictError("progress.left")


@contextmanager
def _child() -> Iterator[tuple[Any, "Connection[Any, Any]"]]:
    """Start a child, and end it whatever happens."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    with _undisturbed():
        process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start a process that Ctrl+C does not reach: its parent ends it, without a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # Its start would let the signal through again, so it comes first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: "Connection[Any, Any]") -> None:
    """Do one job in the child; everything goes back through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):  # the parent is gone
        try:
            job = pipe.recv()
            answer: tuple[int, Any] = (
                _DONE,
                plan_and_check(job, clock_ms, lambda said: pipe.send((_TOLD, said))),
            )
        except MethodNetError as error:
            answer = _REFUSED, (type(error), error.message)
        pipe.send(answer)
