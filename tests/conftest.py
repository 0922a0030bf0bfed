"""What tests of every folder share: a real Neo4j server, started once for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph.stores import local_server
from graph.stores.local_server import Running
from tests.tools.neo4j_server import wipe
from tests.tools.turns import only_one

PASSWORD = "only-for-tests"  # noqa: S105 - of a server that lives as long as the tests

settings.register_profile(
    "methodnet",
    deadline=None,  # two cores are shared: a slow example says nothing about the code
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("methodnet")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder of this run of the tests, the same for all its processes."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def neo4j_server(shared_folder: Path) -> Iterator[Running]:
    """Start the one server of this run, or join it; the last that leaves stops it.

    There is no skipping: where it cannot start, the tests that need it fail.
    """
    home = shared_folder / "neo4j-server"
    users = shared_folder / "neo4j-users"
    with only_one(shared_folder / "neo4j-starting"):
        running = local_server.start(
            home, new_password=PASSWORD, told=print, port=local_server.free_port()
        )
        _count(users, 1)
    yield running
    with only_one(shared_folder / "neo4j-starting"):
        if _count(users, -1) == 0:
            local_server.stop(home)


@pytest.fixture
def neo4j_url(neo4j_server: Running, shared_folder: Path) -> Iterator[str]:
    """Give the address, with user and password, of an empty Neo4j database.

    The server has one database: while a test holds it, tests of other processes wait.
    """
    with only_one(shared_folder / "neo4j-database"):
        wipe(neo4j_server)
        host = neo4j_server.url.removeprefix("bolt://")
        yield f"bolt://{neo4j_server.user}:{neo4j_server.password}@{host}"


def _count(path: Path, step: int) -> int:
    number = int(path.read_text(encoding="ascii")) if path.exists() else 0
    path.write_text(str(number + step), encoding="ascii")
    return number + step
