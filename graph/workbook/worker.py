"""The child process that parses a file: `python -m graph.workbook.worker KIND PATH`.

It limits its own memory and processor time before it reads a byte, knows nothing of the network,
and writes plain cells as lines of JSON to standard output: ``{"sheet": …}`` opens a sheet,
``[row, …]`` is a filled row, ``{"formulas": …}`` closes a sheet.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from graph.workbook.text_file import TextFileError, read_text_file

MEMORY_MB = 768
CPU_SECONDS = 60
TOO_MUCH_MEMORY = 71
TOO_MUCH_TEXT = 72
UNREADABLE = 73

_MAX_CHARACTERS = 150_000_000
_LONGEST = 32_768
_WATCH_SECONDS = 0.05
_MB = 1024 * 1024


class _Output:
    """Lines of JSON, and an end to them: shared texts may multiply without bound."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._left = _MAX_CHARACTERS

    def write(self, line: Any) -> None:
        text = json.dumps(line, ensure_ascii=True, separators=(",", ":"), default=_plain)
        self._left -= len(text)
        if self._left < 0:
            self._stream.flush()
            os._exit(TOO_MUCH_TEXT)
        self._stream.write(text + "\n")


def _plain(value: Any) -> Any:
    """Write a date, time or anything unusual as JSON knows it."""
    iso = getattr(value, "isoformat", None)
    if iso is None:
        return str(value)
    text = str(iso())
    return {"day": text[:10]} if hasattr(value, "year") else text


def limit_process(memory_mb: int, cpu_seconds: int) -> None:
    """Let the system end this process when it takes more; on Windows a watching thread does."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows
    except ImportError:
        threading.Thread(target=_watch_memory, args=(memory_mb * _MB,), daemon=True).start()
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * _MB, memory_mb * _MB))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch_memory(limit: int) -> None:
    import ctypes  # noqa: PLC0415 - only where there is no `resource`

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_ulong),
            ("faults", ctypes.c_ulong),
            *((f"figure_{i}", ctypes.c_size_t) for i in range(8)),
        )

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    counters = Counters(size=ctypes.sizeof(Counters))
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    while True:
        kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
        if counters.figure_1 > limit:  # the working set
            os._exit(TOO_MUCH_MEMORY)
        time.sleep(_WATCH_SECONDS)


def _read_workbook(path: Path, out: _Output, *, has_formulas: bool) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - after the limits
    from openpyxl.worksheet import _reader  # noqa: PLC0415 - after the limits

    read_number = _reader._cast_number  # type: ignore[attr-defined]  # noqa: SLF001 - see below

    def read_any_number(text: str) -> Any:
        # openpyxl raises for a cell that says NaN, without its address: keep the text instead.
        try:
            return read_number(text)
        except ValueError:
            return text

    _reader._cast_number = read_any_number  # type: ignore[attr-defined]  # noqa: SLF001
    values = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(path, read_only=True, keep_links=False) if has_formulas else None
    for sheet in values.worksheets:
        out.write({"sheet": sheet.title, "hidden": sheet.sheet_state != "visible"})
        sheet.reset_dimensions()
        _write_rows(enumerate(sheet.iter_rows(values_only=True), start=1), out)
        if formulas is not None:
            out.write({"formulas": _formulas(formulas[sheet.title])})


def _write_rows(rows: Iterable[tuple[int, Iterable[Any]]], out: _Output) -> None:
    for number, row in rows:
        cells = [c[:_LONGEST] if isinstance(c, str) else c for c in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            out.write([number, *cells])


def _formulas(sheet: Any) -> list[tuple[int, int, str]]:
    sheet.reset_dimensions()
    return [
        (number, column, str(cell.value)[:_LONGEST])
        for number, row in enumerate(sheet.iter_rows(), start=1)
        for column, cell in enumerate(row)
        if cell.data_type == "f"
    ]


def _read_text(path: Path, out: _Output) -> None:
    encoding, rows = read_text_file(path.read_bytes())
    out.write({"sheet": path.stem, "hidden": False, "encoding": encoding})
    _write_rows(rows, out)


def write_cells(kind: str, path: Path, stream: IO[str]) -> None:
    """Write the cells of `path` to `stream`, as lines of JSON.

    Parameters
    ----------
    kind
        ``text`` for CSV; ``values`` or ``formulas`` for XLSX, the second with a pass for formulas.
    path
        File to read.
    stream
        Where the lines go.

    Raises
    ------
    TextFileError
        If a CSV file cannot be read to its end.
    """
    out = _Output(stream)
    if kind == "text":
        _read_text(path, out)
    else:
        _read_workbook(path, out, has_formulas=kind == "formulas")


def main(arguments: list[str]) -> int:
    """Read the file named by the arguments; the exit code says why it could not be read."""
    kind, name = arguments
    limit_process(MEMORY_MB, CPU_SECONDS)
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl does without; it costs memory
    os.environ["OPENPYXL_LXML"] = "False"
    try:
        write_cells(kind, Path(name), sys.stdout)
    except TextFileError as error:
        sys.stdout.write(json.dumps({"line": error.line}) + "\n")
        return UNREADABLE
    except MemoryError:
        os._exit(TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001 - the library raises anything for a damaged file
        with suppress(OSError):
            sys.stderr.write(f"{type(error).__name__}: {error}\n"[:500])
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
