"""Starts the limited child process that parses a file, and takes plain cells from it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import graph
from graph.workbook import worker
from graph.workbook.cells import CellValue, SheetCells
from graph.workbook.findings import FileRefusedError
from graph.workbook.kinds import Kind

WALL_SECONDS = 100
"""The child is ended after this time, whatever it waits for."""

_NEEDED = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # of our environment; nothing secret goes in


def read_in_child(path: Path, kind: str) -> tuple[tuple[SheetCells, ...], str]:
    """Parse `path` in a fresh process of at most 768 MiB and 60 s of processor time.

    Parameters
    ----------
    path
        File to read.
    kind
        ``text`` for CSV; ``values`` or ``formulas`` for XLSX, the second with a pass for formulas.

    Returns
    -------
    tuple
        The sheets, and the encoding of a text file (else empty).

    Raises
    ------
    FileRefusedError
        If the child ran out of memory, text or time, or could not read the file.
    """
    with TemporaryFile() as lines:
        code = _run(path, kind, lines)
        lines.seek(0)
        if code == 0:
            return parse_lines(lines)
        if code == worker.UNREADABLE:
            last = lines.read().splitlines()[-1:]
            line = json.loads(last[0]).get("line", 0) if kind == "text" and last else 0
            if line:
                raise FileRefusedError(Kind.BROKEN_TEXT_FILE, path.name, line=str(line))
            raise FileRefusedError(Kind.DAMAGED, path.name)
    raise FileRefusedError(
        Kind.TOO_HEAVY, path.name, memory=worker.MEMORY_MB, seconds=worker.CPU_SECONDS
    )


def _run(path: Path, kind: str, out: IO[bytes]) -> int:
    """Run the child and return its exit code; negative if the system ended it."""
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    environment["PYTHONPATH"] = str(Path(graph.__file__).parent.parent)
    environment["PYTHONIOENCODING"] = "utf-8"
    command = [sys.executable, "-m", "graph.workbook.worker", kind, str(path.resolve())]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -1
    return done.returncode


def parse_lines(lines: Iterable[bytes]) -> tuple[tuple[SheetCells, ...], str]:
    """Return the sheets, and the encoding of a text file, that the child's lines tell."""
    sheets: list[SheetCells] = []
    encoding = ""
    for opening, rows, formulas in _grouped(lines):
        encoding = opening.get("encoding", "")
        filled = {number for number, _ in rows}
        rows += [(number, []) for number in {row for row, _ in formulas} - filled]
        rows.sort(key=lambda row: row[0])  # a row may hold nothing but formulas without values
        sheets.append(
            SheetCells(
                name=opening["sheet"], rows=rows, formulas=formulas, hidden=opening["hidden"]
            )
        )
    return tuple(sheets), encoding


_Group = tuple[dict[str, Any], list[tuple[int, list[CellValue]]], dict[tuple[int, int], str]]


def _grouped(lines: Iterable[bytes]) -> Iterator[_Group]:
    group: _Group | None = None
    for line in lines:
        item = json.loads(line, object_hook=_value)
        if isinstance(item, list):
            assert group is not None  # noqa: S101 - the worker opens a sheet before its rows
            group[1].append((item[0], item[1:]))
            continue
        if "formulas" in item and group is not None:
            group[2].update({(row, column): text for row, column, text in item["formulas"]})
            continue
        if group is not None:
            yield group
        group = (item, [], {})
    if group is not None:
        yield group


def _value(item: dict[str, Any]) -> Any:
    return date.fromisoformat(item["day"]) if "day" in item else item
