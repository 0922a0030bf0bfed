"""A run that left something out says so in its last lines, and fails where that is forbidden."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.source import ROOT

SKIPPED = "import pytest\ndef test_map():\n    pytest.skip('Нет Chromium. Поставьте: apt')\n"
RUN = "import pytest\n@pytest.mark.neo4j\ndef test_store():\n    pass\n"


def _run(folder: Path, code: str, ci: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "CI": ci, "PYTHONUTF8": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    return subprocess.run(
        [*command, "-c", ROOT / "pyproject.toml", "--rootdir", folder, folder],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("-n", "1", "--dist", "loadgroup")])
def test_what_was_left_out_stands_in_the_last_lines(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    done = _run(tmp_path, SKIPPED, "", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-2:] == [
        "Выполнено на Neo4j: 0, Chromium: 0. Пропущено: 1.",
        "  1 × Нет Chromium. Поставьте: apt",
    ]


@pytest.mark.parametrize("options", [(), ("-n", "1", "--dist", "loadgroup")])
def test_under_ci_leaving_out_is_a_failure(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = _run(tmp_path, SKIPPED, "true", *options)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("CI=true")


@pytest.mark.parametrize("options", [(), ("-n", "1", "--dist", "loadgroup")])
def test_a_whole_run_tells_what_ran_on_neo4j(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = _run(tmp_path, RUN, "true", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("Выполнено на Neo4j: 1, ")
