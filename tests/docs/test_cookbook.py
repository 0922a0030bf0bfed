"""Every block of the cookbook runs, and the three languages give equal answers."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import networkx as nx
import numpy as np
import pytest

from graph.exchange import to_networkx
from graph.model.changes import Change, put
from graph.model.ids import Revision
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.network import Head
from graph.samples.demo import build_demo
from graph.stores.neo4j import Neo4jStore
from graph.stores.port import NetworkStore
from graph.stores.sqlite import SqliteStore
from tests.contract.samples import decision, record
from tests.docs.cookbook_network import ANSWERS, small_network
from tests.tools.source import ROOT

COOKBOOK = ROOT / "docs" / "reference" / "cookbook.md"
LANGUAGES = ("sql", "cypher", "python")
DAY, SINCE = date(2026, 8, 24), date(2025, 8, 24)
HEAD = Head(store_id="cookbook", revision=Revision(0), reference_date=DAY)
Rows = list[tuple[Any, ...]]


def questions() -> dict[int, dict[str, str]]:
    """Return number of the question → language → block."""
    text = COOKBOOK.read_text(encoding="utf-8")
    parts = re.split(r"^## (\d+)\. .+$", text, flags=re.MULTILINE)[1:]
    return {
        int(number): dict(re.findall(r"```(\w+)\n(.*?)```", body, flags=re.DOTALL))
        for number, body in zip(parts[::2], parts[1::2], strict=True)
    }


QUESTIONS = questions()


def test_every_question_stands_in_three_languages() -> None:
    assert list(QUESTIONS) == list(range(13))
    assert all(tuple(blocks) == LANGUAGES for blocks in QUESTIONS.values())


def ask_sql(path: Path, block: str, known: dict[str, Any]) -> Rows:
    values = {k: v.isoformat() if isinstance(v, date) else v for k, v in known.items()}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return [tuple(row) for row in db.execute(block, values)]


def ask_python(store: NetworkStore, block: str, known: dict[str, Any]) -> Rows:
    network = store.read()
    names: dict[str, Any] = {
        "Counter": Counter,
        "UTC": UTC,
        "date": date,
        "defaultdict": defaultdict,
        "graph": to_networkx(network, as_of=known["day"]),
        "network": network,
        "np": np,
        "nx": nx,
        "store": store,
        "to_networkx": to_networkx,
        **known,
    }
    exec(compile(block, str(COOKBOOK), "exec"), names)  # noqa: S102 - the page's own block
    answer: Rows = names["answer"]
    return answer


def told(rows: Rows) -> Rows:
    """Return rows in one order, days as text, whatever language gave them."""
    plain = [tuple(v.isoformat() if hasattr(v, "isoformat") else v for v in row) for row in rows]
    return sorted(plain, key=repr)


def keep(store: NetworkStore, records: list[Record]) -> None:
    """Load `records`, and then decide twice: on the day, and a day too late."""
    first = store.apply(decision(*put(records)), based_on=Revision(0))
    before = next(r for r in records if isinstance(r, Organisation) and r.id == "b")
    late = {"direction": "d2", "level": 1, "school_year": "2026/2027"}
    changed = Change(before=before, after=replace(before, site="b.ru"))
    added = put([record("need", organisation="c", **late)])
    second = store.apply(decision(changed, *added), based_on=first)
    tomorrow = put([record("need", organisation="a", **late)])
    store.apply(decision(*tomorrow, at=datetime(2026, 8, 25, 9, tzinfo=UTC)), based_on=second)


PARAMETERS = {
    "day": DAY,
    "since": SINCE,
    "year": "2025/2026",
    "school": "a",
    "other": "b",
    "municipality": "m1",
    "direction": "d1",
    "km": 60,
    "score": 50,
    "last": 2025,
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path_factory.mktemp("cookbook") / "small.db", create_as=HEAD)
    keep(store, small_network())
    yield store
    store.close()


@pytest.mark.parametrize("number", QUESTIONS)
def test_sql_and_networkx_answer_as_worked_out_by_hand(number: int, small: SqliteStore) -> None:
    blocks, expected = QUESTIONS[number], told(ANSWERS[number])

    assert told(ask_sql(small.path, blocks["sql"], PARAMETERS)) == expected
    assert told(ask_python(small, blocks["python"], PARAMETERS)) == expected


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path_factory.mktemp("cookbook") / "district.db", create_as=HEAD)
    demo = build_demo("municipality")
    store.apply(decision(*put(demo.records)), based_on=Revision(0))
    yield store
    store.close()


def of_district(store: NetworkStore) -> dict[str, Any]:
    """Return parameters with which most questions have an answer."""
    network = store.read()
    pair = next(iter(network.pairs))
    level = next(iter(network.levels), None)
    return {
        **PARAMETERS,
        "school": pair.mentee,
        "other": pair.leader,
        "direction": pair.direction,
        "municipality": network.organisation(pair.mentee).municipality,
        "last": 2025 if level is None else max(network.levels.column("year")),
        "score": 65,
    }


@pytest.mark.parametrize("number", QUESTIONS)
def test_sql_and_networkx_agree_on_the_demo_district(number: int, district: SqliteStore) -> None:
    known, blocks = of_district(district), QUESTIONS[number]

    by_sql = told(ask_sql(district.path, blocks["sql"], known))
    assert by_sql == told(ask_python(district, blocks["python"], known))


def test_most_questions_have_an_answer_on_the_demo_district(district: SqliteStore) -> None:
    known = of_district(district)
    empty = {n for n in QUESTIONS if not ask_sql(district.path, QUESTIONS[n]["sql"], known)}

    assert empty <= {7, 8, 9}  # nobody overloaded, one municipality, a first load


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_cypher_gives_the_same_answers(neo4j_url: str, district: SqliteStore) -> None:
    """One test for all questions: filling the server takes longer than asking it."""
    from neo4j import GraphDatabase  # noqa: PLC0415 - most tests need no server

    parts = urlsplit(neo4j_url)
    address, user = f"bolt://{parts.hostname}:{parts.port}", parts.username or ""
    password = parts.password or ""
    store = Neo4jStore(address, user=user, password=password, create_as=HEAD)
    keep(store, small_network())
    with (
        GraphDatabase.driver(address, auth=(user, password)) as driver,
        driver.session() as session,
    ):

        def ask(number: int, known: dict[str, Any]) -> Rows:
            rows = session.run(QUESTIONS[number]["cypher"], known).values()
            return told([tuple(row) for row in rows])

        for number in QUESTIONS:
            assert ask(number, PARAMETERS) == told(ANSWERS[number]), number
        session.run("MATCH (n) WHERE NOT n:Head DETACH DELETE n").consume()
        session.run("MATCH (h:Head) SET h.revision = 0").consume()
        store.apply(decision(*put(build_demo("municipality").records)), based_on=Revision(0))
        known = of_district(district)
        for number in QUESTIONS:
            by_sql = told(ask_sql(district.path, QUESTIONS[number]["sql"], known))
            assert ask(number, known) == by_sql, number
    store.close()
