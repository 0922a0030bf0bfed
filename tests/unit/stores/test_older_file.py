"""A file of an older program opens, is copied first, and takes what the newer one knows."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from graph.model.changes import Change, put
from graph.model.ids import PlanId, ScenarioId
from graph.model.plan import Plan, Scenario
from graph.stores import sqlite_session
from graph.stores.sqlite import SqliteStore
from graph.stores.sqlite_rows import shape_of, to_sql
from tests.contract.samples import full_network
from tests.unit.plan_life.in_year import decide

_FIRST = ("0001_records.sql", "0002_journal.sql")
_NEW = "replaces"


@pytest.fixture
def plan() -> Plan:
    """Return a plan with the required fields alone."""
    return next(one for one in full_network() if isinstance(one, Plan) and one.replaces is None)


@pytest.fixture
def old_file(tmp_path: Path, plan: Plan) -> Path:
    """Make a file as the first release made it, with a plan in it."""
    path, steps = tmp_path / "old.db", files("graph.stores.migrations")
    fields = [field for field in shape_of("plan").columns if field.name != _NEW]
    names = "".join(f', "{field.name}"' for field in fields)
    values = [to_sql(field, getattr(plan, field.name)) for field in fields]
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for name in _FIRST:
            db.executescript(steps.joinpath(name).read_text(encoding="utf-8"))
        db.execute("INSERT INTO head VALUES (1, 's', 0, NULL)")
        db.execute(
            f"INSERT INTO plan (key, revision{names}) VALUES (?, 0{', ?' * len(fields)})",  # noqa: S608 - names of the dictionary
            [plan.key, *values],
        )
        db.execute(f"PRAGMA application_id = {sqlite_session.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(_FIRST)}")
    return path


def test_plans_of_the_first_release_are_read_as_they_were(old_file: Path, plan: Plan) -> None:
    assert list(SqliteStore(old_file).read().plans) == [plan]
    assert old_file.with_name("old.db.before-0003").exists()


def test_a_file_of_the_first_release_takes_scenarios_and_replacements(
    old_file: Path, plan: Plan
) -> None:
    store = SqliteStore(old_file)
    scenario = Scenario(
        id=ScenarioId("s1"), plan=plan.id, name="Вариант", adjustments=("ban:l:m", "ban:a:b")
    )
    decide(store, *put([replace(plan, id=PlanId("new"), replaces=plan.id), scenario]))
    network = SqliteStore(old_file).read()
    assert list(network.scenarios) == [scenario]
    assert {one.id: one.replaces for one in network.plans} == {plan.id: None, "new": plan.id}
    decide(store, Change(before=scenario, after=None))
    assert not len(store.read().scenarios)
