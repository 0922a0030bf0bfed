"""The demo of the region from nothing, and its second call, each as a process of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.tools.measure import Figure, print_figures
from tests.tools.source import ROOT


def _seconds(folder: Path, size: str) -> float:
    start = perf_counter()
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from api.cli import run; sys.exit(run.run(sys.argv[1:]))",
            "demo",
            "--dir",
            str(folder),
            "--size",
            size,
            "--no-serve",
        ],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return perf_counter() - start


def main() -> None:
    """Print the table."""
    figures = []
    for size, first_s, again_s in (("municipality", None, None), ("region", 240, 40)):
        with tempfile.TemporaryDirectory() as folder:
            for what, limit in (("первый вызов", first_s), ("второй вызов", again_s)):
                taken = _seconds(Path(folder), size)
                figures.append(
                    Figure(what=f"demo, {what}", size=size, seconds=taken, limit_s=limit)
                )
    print_figures("Демонстрация без веб-приложения, среда уже собрана", figures)


if __name__ == "__main__":
    main()
