"""Writes what benchmarks printed into the page of measurements, with the machine and versions."""

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.tools.source import ROOT

PAGE = ROOT / "docs" / "measurements.md"
BEGIN, END = "<!-- таблицы: начало -->", "<!-- таблицы: конец -->"
"""Between these two lines the page is made; the rest is written by hand."""
PACKAGES = ("numpy", "scipy", "ortools", "networkx", "rustworkx", "munkres", "mentor-match")
_GIB = 1 << 30


def written(page: str, records: Iterable[Mapping[str, Any]], machine: Sequence[str]) -> str:
    """Return the page with these tables; tables of other benchmarks stay as they are.

    All tables of a title are replaced together, where the first of them stood; those of a new
    title come last. The line about the machine is that of the last run.

    Raises
    ------
    ValueError
        If one of the two marks is missing.
    """
    before, found, rest = page.partition(BEGIN)
    old, also, after = rest.partition(END)
    if not found or not also:
        raise ValueError(BEGIN)
    fresh: dict[str, list[str]] = {}
    for record in records:
        fresh.setdefault(record["title"], []).append("\n".join(["", *_table(record), ""]))
    tables: dict[str, list[str]] = {}
    for section in old.split("\n### ")[1:]:
        title, _, table = section.partition("\n")
        tables.setdefault(title, []).append(f"{table.rstrip()}\n")
    tables |= fresh
    parts = [BEGIN, "", *machine, ""]
    parts += [f"### {title}\n{table}" for title, some in tables.items() for table in some]
    return "\n".join([before.rstrip("\n"), "", *parts, END]) + after


def machine_lines() -> list[str]:
    """Return what was measured on: cores, memory, Python, versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    cores = len(os.sched_getaffinity(0))
    told = f"Машина: ядер {cores}, память {memory:.0f} ГиБ, {platform.system()} "
    told += f"{platform.machine()}, Python {platform.python_version()}. Версии: "
    told += ", ".join(f"{name} {number}" for name, number in _versions()) + "."
    return [told]


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the tables that `print_table` noted."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def _versions() -> Iterable[tuple[str, str]]:
    for name in PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "не установлен"


def _table(record: Mapping[str, Any]) -> Iterable[str]:
    headings: list[str] = record["headings"]
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from (_row(row) for row in record["rows"])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
