"""How a benchmark measures and what it prints: size, median, ratio to a peer, memory, limit."""

import gc
import json
import os
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rich import box
from rich.console import Console
from rich.table import Table

RECORD = "BENCH_RECORD"
"""Variable of the environment that names a file which gets each printed table as a line of JSON."""
HEADINGS = ("что", "размер", "медиана", "сверстник", "во сколько раз", "память", "предел", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of a benchmark.

    Attributes
    ----------
    what, size
        What was done, and on how much.
    seconds
        Median of the repeats.
    limit_s
        Most seconds allowed, or None.
    peer, peer_s
        Name and median of what does the same in the same run, or empty and None.
    ratio
        How many times faster than the peer is asked for, or None.
    memory_mb
        Peak memory in MB if it was measured, and `limit_mb` the most allowed.
    """

    what: str
    size: str
    seconds: float
    limit_s: float | None = None
    peer: str = ""
    peer_s: float | None = None
    ratio: float | None = None
    memory_mb: float | None = None
    limit_mb: float | None = None

    @property
    def times_faster(self) -> float | None:
        """How many times faster than the peer it was."""
        return None if self.peer_s is None else self.peer_s / max(self.seconds, 1e-9)

    @property
    def is_reached(self) -> bool:
        """Whether every limit that is set was kept."""
        return (
            (self.limit_s is None or self.seconds <= self.limit_s)
            and (self.ratio is None or (self.times_faster or 0) >= self.ratio)
            and (self.limit_mb is None or (self.memory_mb or 0) <= self.limit_mb)
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        limits = [
            "" if self.limit_s is None else f"≤ {seconds_shown(self.limit_s)}",
            "" if self.ratio is None else f"≥ {self.ratio:g}×",
            "" if self.limit_mb is None else f"≤ {self.limit_mb:g} МБ",
        ]
        return (
            self.what,
            self.size,
            seconds_shown(self.seconds),
            "" if self.peer_s is None else f"{self.peer} {seconds_shown(self.peer_s)}",
            "" if self.times_faster is None else f"{self.times_faster:.1f}",
            "" if self.memory_mb is None else f"{self.memory_mb:.0f} МБ",
            ", ".join(filter(None, limits)),
            "достигнуто" if self.is_reached else "НЕ достигнуто",
        )


def seconds_shown(value: float) -> str:
    """Return seconds, or milliseconds below one second, as they are printed."""
    return f"{value * 1000:.1f} мс" if value < 1 else f"{value:.2f} с"


def median_s(run: Callable[[], object], *, repeats: int = 5, warm_up: int = 1) -> float:
    """Return the median seconds of `repeats` runs after `warm_up` runs that do not count."""
    for _ in range(warm_up):
        run()
    taken = []
    for _ in range(repeats):
        gc.collect()
        start = perf_counter()
        run()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def peak_mb() -> float:
    """Return the peak memory of this process so far, in MB (10⁶ bytes)."""
    import resource  # noqa: PLC0415 - absent on Windows, where benchmarks do not run

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def print_figures(title: str, figures: Iterable[Figure]) -> None:
    """Print one table of figures."""
    print_table(title, HEADINGS, [figure.cells for figure in figures])


def print_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print one table, and add it to the file that `RECORD` names, if it does."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 150).print(table)
    record = os.environ.get(RECORD)
    if record:
        line = json.dumps({"title": title, "headings": headings, "rows": rows}, ensure_ascii=False)
        with Path(record).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
