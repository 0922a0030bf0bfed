"""A long plan on the command line: what it shows, and how Ctrl+C stops it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services.assignment import job as jobs
from tests.cli.conftest import Cli

YEAR = "2026/2027"
INTERRUPTED = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job of a shell may begin without it
from threading import Event
from services.assignment import job
job.LONG_FROM = 0
if __name__ == "__mp_main__":  # the calculation never ends by itself, however fast it is
    job.plan_assignment = lambda *_, **__: Event().wait()
from api.cli.run import run
if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl+C cannot be sent there")
def test_ctrl_c_stops_a_long_plan_with_a_sentence_and_nothing_is_stored(
    made_demo: Path, tmp_path: Path
) -> None:
    store = f"sqlite:///{next(made_demo.glob('*.db'))}"
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    root = Path(__file__).parents[2]
    plans = [sys.executable, str(script), "plans", "--store", store]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}

    def told_plans() -> bytes:
        return subprocess.run(plans, env=environment, capture_output=True, check=True).stdout

    before = told_plans()
    command = [sys.executable, str(script), "plan", "--school-year", YEAR, "--store", store]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
        start_new_session=True,
    ) as running:
        assert running.stderr is not None
        first = running.stderr.readline()
        time.sleep(0.3)
        os.killpg(running.pid, signal.SIGINT)
        _, rest = running.communicate(timeout=60)
        code = running.returncode
    assert "Прервать можно" in first
    assert code == 1
    assert rest.strip().splitlines()[-1] == "Прервано. Ничего не записано наполовину."
    assert "Traceback" not in rest
    assert told_plans() == before


def test_where_nobody_watches_each_kind_of_news_has_one_line(
    cli: Cli, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "LONG_FROM", 0)
    store = f"sqlite:///{next(demo.glob('*.db'))}"
    told = cli("plan", "--school-year", YEAR, "--json", "-", "--store", store)
    assert told.code == 0
    assert told.out.startswith("{")
    lines = told.err.strip().splitlines()
    assert lines[1] == "Пары: кто кому может помочь"
    assert any(line.startswith("Цели 1–") for line in lines)
    assert len(lines) == len(set(lines))
