"""Runs every benchmark, one process each, one after another: `python -m tests.tools.bench`.

Words after the command choose benchmarks whose name holds one of them; with ``--page`` the printed
tables also go into docs/measurements.md, in place of those of the same title.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.tools.bench_page import PAGE, machine_lines, read_records, written
from tests.tools.measure import RECORD
from tests.tools.source import ROOT

BENCHMARKS = ROOT / "tests" / "benchmarks"


def run(words: list[str], record: Path | None = None) -> int:
    """Run the benchmarks and return 1 if one of them broke down, else 0.

    Parameters
    ----------
    record
        File that gets the printed tables as lines of JSON.
    """
    environment = {**os.environ, **({} if record is None else {RECORD: str(record)})}
    broken = []
    for path in sorted(BENCHMARKS.glob("[!_]*.py")):
        if words and not any(word in path.stem for word in words):
            continue
        sys.stdout.write(f"\n── {path.stem} ──\n")
        sys.stdout.flush()
        module = f"tests.benchmarks.{path.stem}"
        command = [sys.executable, "-m", module]
        if subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode:
            broken.append(path.stem)
    if broken:
        sys.stdout.write(f"\nНе закончены: {', '.join(broken)}\n")
    return int(bool(broken))


def run_for_page(words: list[str]) -> int:
    """Run the benchmarks and put their tables into the page, unless one broke down."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "tables.jsonl"
        broken = run(words, record)
        if not broken:
            page = PAGE.read_text(encoding="utf-8")
            page = written(page, read_records(record), machine_lines())
            PAGE.write_text(page, encoding="utf-8")
    return broken


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word != "--page"]
    sys.exit((run_for_page if "--page" in sys.argv[1:] else run)(asked))
