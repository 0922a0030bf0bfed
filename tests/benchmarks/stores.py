"""Both stores on the demo region: first load, cold read, one small decision, copy with proof."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from graph.model.changes import Action, Change, ChangeSet, put
from graph.model.ids import Revision
from graph.network import Head
from graph.samples import REFERENCE_DATE, build_demo
from graph.stores import local_server
from graph.stores.copy import copy_network
from graph.stores.neo4j import Neo4jStore
from graph.stores.port import NetworkStore
from graph.stores.sqlite import SqliteStore
from tests.tools.measure import Figure, median_s, print_figures

HEAD = Head(store_id="bench", revision=Revision(0), reference_date=REFERENCE_DATE)
PASSWORD = "only-for-benchmarks"  # noqa: S105 - of a server that lives as long as the benchmark


def _decision(*changes: Change) -> ChangeSet:
    return ChangeSet(
        actor="А",
        source="program",
        action=Action.EDIT,
        reason="измерение",
        at=datetime.now(UTC),
        request_key=uuid4().hex,
        changes=changes,
    )


def _figures(name: str, open_store: Callable[[], NetworkStore], read_s: float) -> list[Figure]:
    records = build_demo("region").records
    size = f"край, записей {len(records)}"
    with closing(open_store()) as store:
        start = perf_counter()
        store.apply(_decision(*put(records)), based_on=Revision(0))
        load_s = perf_counter() - start

    def cold_read() -> None:
        with closing(open_store()) as fresh:
            fresh.read()

    def small() -> None:
        one = store.read().organisations[0]
        changed = replace(one, site="a" if one.site != "a" else "b")
        store.apply(_decision(Change(before=one, after=changed)), based_on=store.head().revision)

    with closing(open_store()) as store:
        decision_s = median_s(small, repeats=3)
    return [
        Figure(what=f"{name}: первая загрузка", size=size, seconds=load_s),
        Figure(
            what=f"{name}: холодное чтение",
            size=size,
            seconds=median_s(cold_read, repeats=3),
            limit_s=read_s,
        ),
        Figure(what=f"{name}: чтение и одно решение", size=size, seconds=decision_s),
    ]


@contextmanager
def _server(folder: Path) -> Iterator[Callable[[], NetworkStore]]:
    running = local_server.start(
        folder, new_password=PASSWORD, told=lambda _: None, port=local_server.free_port()
    )
    try:
        yield lambda: Neo4jStore(
            running.url,
            user=running.user,
            password=running.password,
            database="neo4j",
            create_as=HEAD,
        )
    finally:
        local_server.stop(folder)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = _figures(
            "SQLite", lambda: SqliteStore(folder / "s.db", create_as=HEAD), read_s=1.0
        )
        served: AbstractContextManager[Callable[[], NetworkStore]] = _server(folder / "neo4j")
        with served as open_store:
            figures += _figures("Neo4j", open_store, read_s=6.0)
            with closing(open_store()) as source:
                target = SqliteStore(folder / "copy.db", create_as=HEAD)
                start = perf_counter()
                copy_network(source, target)
                figures.append(
                    Figure(
                        what="копия Neo4j → SQLite с доказательством",
                        size="край",
                        seconds=perf_counter() - start,
                    )
                )
    print_figures("Хранилища", figures)


if __name__ == "__main__":
    main()
