"""Brings a Neo4j database to the newest schema, and refuses one that is not ours."""

from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.errors import StoreUnavailableError
from graph.network import Head
from graph.stores.neo4j_read import HEAD
from graph.stores.neo4j_session import Neo4jSession

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

_INDEXES_WITHIN_S = 250

_CREATE_HEAD = (
    "MERGE (h:Head {id: $id}) ON CREATE SET h.store_id = $store_id, h.revision = $revision,"
    " h.reference_date = $reference_date, h.schema_version = 0"
)
_SET_VERSION = "MATCH (h:Head {id: $id}) SET h.schema_version = $version"


def prepare(session: Neo4jSession, create_as: Head | None) -> None:
    """Bring the database to the newest schema; make the store if it is new and `create_as` given.

    Raises
    ------
    StoreUnavailableError
        If the database holds no store, something else, or one of a newer program.
    """
    steps = _migrations()
    version = session.read(_version)
    if version is None:
        if session.read(_is_used):
            raise StoreUnavailableError("neo4j.foreign", url=session.address.url)
        if create_as is None:
            raise StoreUnavailableError("neo4j.empty", url=session.address.url)
    if version is not None and version > len(steps):
        raise StoreUnavailableError("neo4j.newer", url=session.address.url, version=version)
    if version == len(steps):
        return
    for step in steps[version or 0 :]:
        session.write(partial(_run, statements=list(_statements(step))))
    session.run("CALL db.awaitIndexes($seconds)", seconds=_INDEXES_WITHIN_S)
    if version is None and create_as is not None:
        session.run(_CREATE_HEAD, **head_properties(create_as))
    session.run(_SET_VERSION, id=HEAD, version=len(steps))


def head_properties(head: Head) -> dict[str, Any]:
    """Return what stands on the head node."""
    return {
        "id": HEAD,
        "store_id": head.store_id,
        "revision": head.revision,
        "reference_date": head.reference_date,
    }


def _version(tx: "ManagedTransaction") -> int | None:
    row = tx.run("MATCH (h:Head {id: $id}) RETURN h.schema_version", id=HEAD).single()
    return None if row is None else int(row[0])


def _is_used(tx: "ManagedTransaction") -> bool:
    return tx.run("MATCH (n) RETURN n LIMIT 1").single() is not None


def _run(tx: "ManagedTransaction", statements: list[str]) -> None:
    for statement in statements:
        tx.run(statement).consume()


def _migrations() -> list[str]:
    folder = files("graph.stores").joinpath("migrations")
    steps = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".cypher")), key=lambda f: f.name
    )
    return [step.read_text(encoding="utf-8") for step in steps]


def _statements(step: str) -> Iterator[str]:
    lines = (line for line in step.splitlines() if not line.startswith("//"))
    yield from (text.strip() for text in "\n".join(lines).split(";") if text.strip())
