"""Killed at any moment, an import leaves the old or the new state; a control is torn."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.model.ids import Revision
from graph.stores.content import load_hash
from graph.stores.sqlite import SqliteStore
from tests.contract import crash_child
from tests.contract.samples import HEAD, adding
from tests.contract.test_store import all_records

ROOT = Path(__file__).parents[2]
SEED = 20260824
KILLS = 20


class Ground:
    """A store before the import, and what it may look like after a kill."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.folder = folder
        self.size = size
        self.before = folder / "before.db"
        base = crash_child.base(size[0])
        store = SqliteStore(self.before, create_as=HEAD)
        store.apply(adding(*base), based_on=HEAD.revision)
        after = {(r.entity, r.key): r for r in base}
        after |= {
            (c.entity, c.key): c.after for c in crash_child.coming(*size) if c.after is not None
        }
        self.old = load_hash(base)
        self.new = load_hash(after.values())
        self.seconds = min(self._whole(how) for how in ("whole", "whole"))

    def fresh(self) -> Path:
        path = self.folder / "network.db"
        for old in self.folder.glob("network.db*"):
            old.unlink()
        shutil.copy(self.before, path)
        return path

    def _whole(self, how: str) -> float:
        child = start(self.fresh(), how, self.size)
        begun = time.monotonic()
        assert child.communicate()[0] == "done\n"
        return time.monotonic() - begun


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("crash"), crash_child.MUNICIPALITY)


def start(path: Path, how: str, size: tuple[int, int]) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.contract.crash_child", str(path), how, *map(str, size)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    return child


def outcome(ground: Ground, path: Path) -> str:
    """Return ``old``, ``new`` or ``torn``."""
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    store = SqliteStore(path)
    found = load_hash(all_records(store.read()))
    past = load_hash(all_records(store.read(at=Revision(1))))
    told = [entry.revision for entry in store.history()]
    if found == ground.old and told == [1]:
        return "old"
    return "new" if (found, past, told) == (ground.new, ground.old, [1, 2]) else "torn"


def kills(ground: Ground, how: str, number: int) -> list[tuple[float, bool, str]]:
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    seen = []
    for _ in range(number):
        path = ground.fresh()
        moment = chance.uniform(0, ground.seconds * 1.1)
        child = start(path, how, ground.size)
        time.sleep(moment)
        child.kill()
        acknowledged = child.communicate()[0] == "done\n"
        seen.append((round(moment, 3), acknowledged, outcome(ground, path)))
    return seen


def test_a_killed_import_leaves_the_old_or_the_new_state(ground: Ground) -> None:
    seen = kills(ground, "whole", KILLS)

    assert {state for _, _, state in seen} <= {"old", "new"}, seen
    assert all(state == "new" for _, acknowledged, state in seen if acknowledged), seen
    assert any(state == "old" for _, _, state in seen), seen


def test_the_control_that_imports_in_parts_is_torn(ground: Ground) -> None:
    assert "torn" in {state for _, _, state in kills(ground, "parts", 6)}


@pytest.mark.soak
def test_two_hundred_kills_of_a_regions_import(tmp_path: Path) -> None:
    seen = kills(Ground(tmp_path, crash_child.REGION), "whole", 200)

    assert {state for _, _, state in seen} == {"old", "new"}, seen
