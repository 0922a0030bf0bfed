"""Runs every benchmark, one process each, one after another: `python -m tests.tools.bench`.

Words after the command choose benchmarks whose name holds one of them.
"""

import subprocess
import sys

from tests.tools.source import ROOT

BENCHMARKS = ROOT / "tests" / "benchmarks"


def run(words: list[str]) -> int:
    """Run the benchmarks and return 1 if one of them broke down, else 0."""
    broken = []
    for path in sorted(BENCHMARKS.glob("[!_]*.py")):
        if words and not any(word in path.stem for word in words):
            continue
        sys.stdout.write(f"\n── {path.stem} ──\n")
        sys.stdout.flush()
        module = f"tests.benchmarks.{path.stem}"
        if subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=False).returncode:
            broken.append(path.stem)
    if broken:
        sys.stdout.write(f"\nНе закончены: {', '.join(broken)}\n")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
