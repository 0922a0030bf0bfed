"""A server that is down, silent, cut off or refuses: one sentence, in time, nothing half done."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from neo4j import ManagedTransaction

from api.texts import catalogue
from graph.errors import StoreUnavailableError
from graph.model.ids import Revision
from graph.stores.local_server import Running, free_port
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_session import Deadlines
from tests.contract.proxy import Proxy
from tests.contract.samples import HEAD, TOWN, adding, school

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]

IN_TIME_S = 8.0
QUICK = Deadlines(probe=2.0, read=60.0, write=60.0, watch=1.0)
PATIENT = Deadlines(probe=30.0, read=60.0, write=60.0, watch=30.0)
"""Where it is not asked how long it takes: a busy machine must not decide the answer."""


@pytest.fixture
def proxy(neo4j_server: Running, neo4j_url: str) -> Iterator[Proxy]:
    """Give a wire to an empty database."""
    assert neo4j_url
    wire = Proxy(neo4j_server.url)
    yield wire
    wire.close()


@pytest.fixture
def open_through(neo4j_server: Running, proxy: Proxy) -> Iterator[Callable[[], Neo4jStore]]:
    """Give a function that opens the store through the wire."""
    opened: list[Neo4jStore] = []

    def open_one(deadlines: Deadlines = QUICK) -> Neo4jStore:
        store = Neo4jStore(
            proxy.url,
            user=neo4j_server.user,
            password=neo4j_server.password,
            create_as=HEAD,
            deadlines=deadlines,
        )
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


def refused(command: Callable[[], object], within: float = IN_TIME_S) -> str:
    begun = time.monotonic()
    with pytest.raises(StoreUnavailableError) as caught:
        command()
    assert time.monotonic() - begun < within
    sentence = catalogue("ru")(caught.value.message)
    assert sentence != caught.value.code
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return caught.value.code


def test_a_server_that_is_down() -> None:
    url = f"bolt://127.0.0.1:{free_port()}"
    assert refused(lambda: Neo4jStore(url, password="x")) == "neo4j.unreachable"  # noqa: S106 - of nobody


def test_a_host_that_does_not_exist() -> None:
    url = "neo4j://no-such-host.invalid:7687"
    assert refused(lambda: Neo4jStore(url, password="x")) == "neo4j.unreachable"  # noqa: S106 - of nobody


def test_an_address_of_another_kind() -> None:
    assert refused(lambda: Neo4jStore("ftp://127.0.0.1:1")) == "neo4j.address"


def test_a_wrong_password(neo4j_server: Running) -> None:
    def command() -> Neo4jStore:
        return Neo4jStore(neo4j_server.url, password="wrong-password")  # noqa: S106 - wrong on purpose

    assert refused(command) == "neo4j.wrong_password"


def test_a_database_that_is_not_on_the_server(neo4j_server: Running) -> None:
    def command() -> Neo4jStore:
        return Neo4jStore(
            neo4j_server.url, password=neo4j_server.password, database="no-such-database"
        )

    assert refused(command) == "neo4j.no_database"


def test_a_port_where_somebody_accepts_and_stays_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        assert refused(lambda: Neo4jStore(url, password="x")) == "neo4j.unreachable"  # noqa: S106 - of nobody


def test_a_server_that_speaks_another_language() -> None:
    with socket.create_server(("127.0.0.1", 0)) as web:
        url = f"bolt://127.0.0.1:{web.getsockname()[1]}"

        def answer() -> None:
            client, _ = web.accept()
            client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            client.close()

        threading.Thread(target=answer, daemon=True).start()
        assert refused(lambda: Neo4jStore(url, password="x")).startswith("neo4j.")  # noqa: S106 - of nobody


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_commit_whose_answer_is_lost_is_carried_out_once(
    proxy: Proxy, open_through: Callable[[Deadlines], Neo4jStore], moment: str
) -> None:
    store = open_through(PATIENT)
    store.apply(adding(TOWN), based_on=HEAD.revision)

    proxy.cut_at_commit = moment
    made = store.apply(adding(school("1"), school("2")), based_on=Revision(1))

    assert proxy.cut_at_commit == ""
    assert made == 2
    assert [e.revision for e in store.history()] == [1, 2]
    assert len(store.read().organisations) == 2


def test_a_server_that_falls_silent_in_the_middle_is_given_up(
    proxy: Proxy, open_through: Callable[[], Neo4jStore]
) -> None:
    store = open_through()
    store.apply(adding(TOWN), based_on=HEAD.revision)

    def fall_silent(tx: ManagedTransaction) -> None:
        proxy.is_silent = True
        tx.run("RETURN 1").consume()

    assert refused(lambda: store._session.read(fall_silent)) == "neo4j.unreachable"
    assert refused(store.head) == "neo4j.unreachable"
    proxy.is_silent = False
    assert store.head().revision == 1


def test_what_was_given_up_is_not_done_later(
    proxy: Proxy, open_through: Callable[[], Neo4jStore]
) -> None:
    store = open_through()
    times: list[float] = []

    def write(tx: ManagedTransaction) -> None:
        times.append(time.monotonic())
        proxy.is_silent = True
        tx.run("CREATE (:Late)").consume()

    assert refused(lambda: store._session.write(write)) == "neo4j.unreachable"
    proxy.cut()
    proxy.is_silent = False
    time.sleep(3.0)  # the driver tries again for as long

    assert len(times) == 1
    found = store._session.read(lambda tx: tx.run("MATCH (n:Late) RETURN count(n)").single())
    assert found is not None
    assert found[0] == 0


def test_a_slow_answer_of_a_living_server_is_waited_for_until_the_deadline(
    open_through: Callable[..., Neo4jStore],
) -> None:
    patient = open_through()
    patient._session.read(lambda _: time.sleep(1.5))

    hasty = open_through(Deadlines(probe=2.0, read=0.5, write=60.0, watch=0.2))
    assert refused(lambda: hasty._session.read(lambda _: time.sleep(3.0)), 2.0) == "neo4j.slow"


def test_a_query_beyond_its_deadline_is_ended_on_the_server(
    open_through: Callable[..., Neo4jStore],
) -> None:
    hasty = open_through(Deadlines(probe=2.0, read=1.0, write=60.0, watch=5.0))
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b)"
    assert refused(lambda: hasty._session.read(lambda tx: tx.run(endless).consume())) in {
        "neo4j.slow",
        "neo4j.unreachable",
    }

    def is_running() -> bool:
        told = "SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery"
        rows = hasty._session.read(lambda tx: tx.run(told).values())
        return any("100000" in query for (query,) in rows)

    until = time.monotonic() + 5
    while is_running():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_password_is_in_no_printed_value(neo4j_server: Running, neo4j_url: str) -> None:
    store = Neo4jStore(neo4j_server.url, password=neo4j_server.password, create_as=HEAD)
    assert neo4j_url
    assert neo4j_server.password not in f"{store._session.address!r} {neo4j_server!r} {store!r}"
    store.close()
