"""Every test of the contract runs once for each store."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest

from graph.stores.neo4j import Neo4jStore
from graph.stores.port import NetworkStore
from graph.stores.sqlite import SqliteStore
from tests.contract.samples import HEAD
from tests.tools.neo4j_server import wipe

Opener: TypeAlias = Callable[[], NetworkStore]


def open_neo4j(url: str) -> Neo4jStore:
    """Open the database at an address that holds user and password; it may be empty."""
    parts = urlsplit(url)
    return Neo4jStore(
        f"{parts.scheme}://{parts.hostname}:{parts.port}",
        user=parts.username or "",
        password=parts.password or "",
        create_as=HEAD,
    )


STORES = [
    "sqlite",
    pytest.param("neo4j", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]),
]


@pytest.fixture(params=STORES)
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Give a function that opens the same, at first empty, store again and again."""
    opened: list[NetworkStore] = []
    url = request.getfixturevalue("neo4j_url") if request.param == "neo4j" else ""

    def open_one() -> NetworkStore:
        path = tmp_path / "network.db"
        opened.append(open_neo4j(url) if url else SqliteStore(path, create_as=HEAD))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Opener) -> NetworkStore:
    """Give an empty store."""
    return open_store()


@pytest.fixture(params=STORES)
def open_new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Give a function that opens an empty store each time; the one before is gone then."""
    url = request.getfixturevalue("neo4j_url") if request.param == "neo4j" else ""
    server = request.getfixturevalue("neo4j_server") if url else None
    numbers = count(1)

    def open_one() -> NetworkStore:
        if server is None:
            return SqliteStore(tmp_path / f"{next(numbers)}.db", create_as=HEAD)
        wipe(server)
        return open_neo4j(url)

    return open_one


@pytest.fixture
def open_neo4j_store(neo4j_url: str) -> Iterator[Callable[[], Neo4jStore]]:
    """Give a function that opens the same Neo4j store, for what only it promises."""
    opened: list[Neo4jStore] = []

    def open_one() -> Neo4jStore:
        opened.append(open_neo4j(neo4j_url))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()
