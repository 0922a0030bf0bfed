"""`make` lists its tasks, passes the choices of a demo on, and names what a bare machine lacks."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.source import ROOT

TASKS = ("demo", "test", "check", "fix", "bench", "docs", "soak")
MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="Нет make. Debian, Ubuntu: apt install make")


def _make(*arguments: str, cwd: Path = ROOT, path: str | None = None) -> tuple[int, str]:
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    environment = {**quiet, **({} if path is None else {"PATH": path})}
    done = subprocess.run(
        [MAKE or "make", "--no-print-directory", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_make_alone_lists_every_task_with_a_help_line() -> None:
    code, printed = _make()
    assert code == 0
    for task in TASKS:
        assert re.search(rf"^  make {task} +[а-яё].+", printed, re.MULTILINE), task


def test_demo_passes_its_choices_on() -> None:
    code, printed = _make(
        "-n", "demo", "SERVE=0", "SIZE=municipality", "DIR=out", "PORT=9000", "STORE=neo4j"
    )
    assert code == 0
    flat = " ".join(printed.replace("\\\n", " ").split())
    for option in (
        '--dir "out"',
        '--size "municipality"',
        '--port "9000"',
        "--no-serve",
        '--store "neo4j"',
    ):
        assert option in flat


def test_demo_without_choices_serves_the_region() -> None:
    _, printed = _make("-n", "demo")
    assert '--size "region"' in printed
    assert "--no-serve" not in printed
    assert "--port" not in printed


@pytest.mark.parametrize(
    ("python", "told"),
    [
        (None, "apt install python3 python3-venv"),
        ('case "$2" in *version_info*) exit 1;; esac', "Нужен Python 3.11"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "apt install python3-venv"),
    ],
)
def test_what_a_bare_machine_lacks_is_named_with_its_command(
    tmp_path: Path, python: str | None, told: str
) -> None:
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "awk"):
        (programs / name).symlink_to(shutil.which(name) or name)
    if python is not None:
        fake = programs / "python3"
        fake.write_text(f"#!/bin/sh\n{python}\nexit 0\n", encoding="utf-8")
        fake.chmod(0o755)
    code, printed = _make("demo", "SERVE=0", cwd=tmp_path, path=str(programs))
    assert code != 0
    assert told in printed


def test_ci_runs_the_checks_and_then_the_tests_and_swallows_nothing() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert text.index("make check") < text.index("make test")
    assert not re.search(r"\|\||; *true", text)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
