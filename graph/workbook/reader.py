"""XLSX or CSV → cells with sheet, row and column; a file that cannot be read is a finding."""

from pathlib import Path

from graph.errors import InputError
from graph.workbook.archive import check_archive
from graph.workbook.cells import SourceCells
from graph.workbook.findings import FileRefusedError, find
from graph.workbook.kinds import Kind
from graph.workbook.sandbox import read_in_child

_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
_MAX_TEXT_MB = 50
_MB = 1024 * 1024


def read_cells(path: Path) -> SourceCells:
    """Read a workbook, a CSV file named as its sheet, or a folder of such CSV files.

    The file is checked as an archive first and parsed in a limited child process; whatever it
    holds, this process stays as it is.

    Raises
    ------
    InputError
        If there is no such file, or it may not be read.
    """
    try:
        if path.is_dir():
            return _read_folder(path)
        if not path.is_file():
            raise InputError("workbook.no_file", file=str(path))
        if path.suffix.lower() in _TEXT_SUFFIXES:
            return _read_text(path)
        return _read_workbook(path)
    except FileRefusedError as refused:
        return SourceCells(name=path.name, findings=(refused.finding,))
    except PermissionError as error:
        raise InputError("workbook.no_permission", file=str(path)) from error


def _read_workbook(path: Path) -> SourceCells:
    facts = check_archive(path)
    sheets, _ = read_in_child(path, "formulas" if facts.has_formulas else "values")
    return SourceCells(name=path.name, sheets=sheets, findings=facts.findings)


def _read_text(path: Path) -> SourceCells:
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError(Kind.EMPTY_FILE, path.name)
    if size > _MAX_TEXT_MB * _MB:
        raise FileRefusedError(Kind.TOO_LARGE, f"{size // _MB} МБ", limit=_MAX_TEXT_MB)
    sheets, encoding = read_in_child(path, "text")
    guessed = encoding == "cp1251"
    findings = (find(Kind.GUESSED_ENCODING, path.name),) if guessed else ()
    return SourceCells(name=path.name, is_text=True, sheets=sheets, findings=findings)


def _read_folder(path: Path) -> SourceCells:
    read = [_read_text(one) for one in sorted(path.glob("*.csv"))]
    if not read:
        raise InputError("workbook.no_csv", folder=str(path))
    return SourceCells(
        name=path.name,
        is_text=True,
        sheets=tuple(sheet for one in read for sheet in one.sheets),
        findings=tuple(finding for one in read for finding in one.findings),
    )
