"""Cards over HTTP with 8 connections, against a bare ASGI answer in the same run."""

import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import uvicorn

from api.main import create_app
from api.warm import warm
from graph.model.changes import Action, ChangeSet, put
from graph.model.ids import Revision
from graph.network import Head
from graph.samples import build_demo
from graph.stores.sqlite import SqliteStore
from tests.tools.measure import Figure, print_figures
from tests.web.small import NOW

CONNECTIONS, ROUNDS, CARDS, RUNS = 8, 60, 400, 3
LIMIT_S = 0.060
TOKEN = "benchmark"  # noqa: S105 - of a server that lives as long as the benchmark
BARE = b"hello"

Scope = dict[str, Any]


async def bare(scope: Scope, _receive: Callable[..., Any], send: Callable[..., Any]) -> None:
    """Answer anything at once: what the server itself costs."""
    if scope["type"] != "http":
        return
    headers = [(b"content-length", str(len(BARE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BARE})


def serve(path: str | None, bound: socket.socket) -> None:
    """Serve the store at `path`, or the bare answer, until the process is ended."""
    app: Any = bare
    if path is not None:
        store = SqliteStore(Path(path))
        day = store.head().reference_date
        assert day is not None
        app = create_app(store, today=lambda: day, token=TOKEN)
        warm(app)
    config = uvicorn.Config(app, log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[bound])


def fill(path: Path) -> list[str]:
    """Fill a store with the demo region, and return the codes of some organisations."""
    demo = build_demo("region")
    head = Head(store_id="bench", revision=Revision(0), reference_date=demo.reference_date)
    store = SqliteStore(path, create_as=head)
    store.apply(
        ChangeSet(
            actor="bench",
            source="program",
            action=Action.IMPORT,
            reason="bench",
            at=NOW,
            request_key="bench",
            changes=put(demo.records),
        ),
        based_on=Revision(0),
    )
    codes = [record.key for record in demo.records if record.entity == "organisation"]
    return codes[:: max(1, len(codes) // CARDS)]


def ask(port: int, paths: Sequence[str]) -> list[float]:
    """Ask for `paths` over one connection, and return the seconds of each answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"authorization": f"Bearer {TOKEN}"}
    taken = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - start)
        assert answer.status == 200, path
    connection.close()
    return taken


def measure(port: int, paths: Sequence[str]) -> tuple[float, float]:
    """Return p99 in seconds and answers a second: medians of three runs."""
    runs = [measure_once(port, paths) for _ in range(RUNS)]
    return statistics.median(p99 for p99, _ in runs), statistics.median(rate for _, rate in runs)


def measure_once(port: int, paths: Sequence[str]) -> tuple[float, float]:
    """Return p99 in seconds and answers a second, with 8 connections at once."""
    shares = [[paths[(i * 7 + k * 31) % len(paths)] for i in range(ROUNDS)] for k in range(8)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        start = time.perf_counter()
        taken = [t for some in pool.map(lambda share: ask(port, share), shares) for t in some]
        whole = time.perf_counter() - start
    return statistics.quantiles(taken, n=100)[98], len(taken) / whole


def started(path: str | None) -> tuple[Any, int]:
    """Start a server in a process of its own, and return it with its port."""
    # With its protocol named, asyncio sends each part at once; else an answer waits 40 ms.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.bind(("127.0.0.1", 0))
    port = bound.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(path, bound))
    process.start()
    bound.close()
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return process, port
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def main() -> None:
    """Print p99 of a card as a page and as data, and the ratio to a bare answer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "region.db"
        codes = fill(path)
        cards, plain = started(str(path)), started(None)
        try:
            shown = [f"/organisations/{code}" for code in codes]
            data = [f"/api/v1{one}" for one in shown]
            figures = []
            bare_p99, most = measure(plain[1], ["/"])
            for what, paths in (("карточка, страница", shown), ("карточка, данные", data)):
                p99, rate = measure(cards[1], paths)
                figures.append(
                    Figure(
                        what=f"{what}: 99 из 100 не дольше",
                        size=f"край, {CONNECTIONS} соединений",
                        seconds=p99,
                        limit_s=LIMIT_S,
                        peer="голый ASGI",
                        peer_s=bare_p99,
                    )
                )
                sys.stdout.write(
                    f"{what}: {rate:.0f} в секунду, голый ответ ASGI {most:.0f}; "
                    f"доля {rate / most:.3f}\n"
                )
            print_figures("Карточка по HTTP", figures)
        finally:
            for process, _ in (cards, plain):
                process.terminate()
                process.join()


if __name__ == "__main__":
    main()
