"""Failures of a Neo4j server, told by a stable code; none of its driver's errors goes further."""

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import StoreUnavailableError

_CODES = {
    "MemoryPoolOutOfMemoryError": "neo4j.memory",
    "OutOfMemoryError": "neo4j.memory",
    "TransactionTimedOut": "neo4j.slow",
    "TransactionTimedOutClientConfiguration": "neo4j.slow",
    "DatabaseNotFound": "neo4j.no_database",
}
"""What the server calls it → our code; other failures are told by their class."""


@contextmanager
def told_failures(url: str) -> Iterator[None]:
    """Turn failures of the driver and the server into refusals with a stable code.

    Raises
    ------
    StoreUnavailableError
        For every failure that is the world's and not the program's.
    """
    try:
        yield
    except Exception as error:
        code = _code_of(error)
        if code is None:
            raise
        raise StoreUnavailableError(code, url=url) from error


def _code_of(error: Exception) -> str | None:
    from neo4j import exceptions as failures  # noqa: PLC0415 - slow to import

    kinds: tuple[tuple[str, tuple[type[Exception], ...]], ...] = (
        ("neo4j.wrong_password", (failures.AuthError,)),
        ("neo4j.address", (failures.ConfigurationError,)),
        (
            "neo4j.unreachable",
            (
                failures.ServiceUnavailable,
                failures.SessionExpired,
                failures.ConnectionPoolError,
                failures.ResultFailedError,
            ),
        ),
        ("neo4j.forbidden", (failures.Forbidden, failures.ForbiddenOnReadOnlyDatabase)),
        ("neo4j.unreachable", (failures.TransientError, failures.DatabaseError)),
    )
    if isinstance(error, failures.Neo4jError):
        title = (error.code or "").rpartition(".")[2]
        if title in _CODES:
            return _CODES[title]
    return next((code for code, classes in kinds if isinstance(error, classes)), None)
