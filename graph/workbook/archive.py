"""Looks at an XLSX file as an archive, before any of it is parsed: milliseconds, little memory."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from graph.workbook.findings import FileRefusedError, Finding, find
from graph.workbook.kinds import Kind

MAX_FILE_MB = 20
MAX_UNPACKED_MB = 150
MAX_PARTS = 2_000
MAX_SHEETS = 100
MAX_ROWS = 99_999
MAX_COLUMNS = 256
MAX_RATIO = 200

_MB = 1024 * 1024
_RATIO_MATTERS_MB = 20
_CHUNK = 1 << 20
_OVERLAP = 256
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")

_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
# A cell right of column IV (256) or below row 99,999; a row below it.
_FAR_CELL = re.compile(
    rb"""\sr\s*=\s*["']((?:[A-Za-z]{3}|[J-Zj-z][A-Za-z]|[Ii][W-Zw-z])\d+|[A-Za-z]{1,3}\d{6,})["']"""
)
_FAR_ROW = re.compile(rb"""\sr\s*=\s*["'](\d{6,})["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # UTF-16, which no spreadsheet writes
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFacts:
    """What the look told the reader.

    Attributes
    ----------
    has_formulas
        Whether any sheet holds a formula, so that a second pass is worth its time.
    findings
        Warnings; errors are raised.
    """

    has_formulas: bool
    findings: tuple[Finding, ...]


def check_archive(path: Path) -> ArchiveFacts:
    """Check the zip directory of `path`, then every XML part for declarations and far cells.

    Raises
    ------
    FileRefusedError
        If the file is no plain XLSX workbook of a sensible size.
    """
    _check_beginning(path)
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _check_directory(parts)
            return _check_parts(archive, parts)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefusedError(Kind.DAMAGED, path.name) from error


def _check_beginning(path: Path) -> None:
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError(Kind.EMPTY_FILE, path.name)
    if size > MAX_FILE_MB * _MB:
        raise FileRefusedError(Kind.TOO_LARGE, f"{size // _MB} МБ", limit=MAX_FILE_MB)
    with path.open("rb") as file:
        beginning = file.read(8)
        if beginning == _OLE:
            content = file.read()
            kind = Kind.PASSWORD if _PASSWORD in content else Kind.OLD_FORMAT
            raise FileRefusedError(kind, path.name)
    if not beginning.startswith(b"PK"):
        raise FileRefusedError(Kind.NOT_A_WORKBOOK, path.name)


def _check_directory(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if total > MAX_UNPACKED_MB * _MB or (
        total > _RATIO_MATTERS_MB * _MB and total > MAX_RATIO * max(packed, 1)
    ):
        raise FileRefusedError(Kind.TOO_LARGE, f"{total // _MB} МБ", limit=MAX_UNPACKED_MB)
    if len(parts) > MAX_PARTS:
        raise FileRefusedError(Kind.REPEATED_PARTS, f"{len(parts)} частей")
    for name in names:
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise FileRefusedError(Kind.FORGED_NAMES, name)
    lowered = [name.casefold() for name in names]
    if len(set(lowered)) < len(lowered):
        twice = next(name for name in lowered if lowered.count(name) > 1)
        raise FileRefusedError(Kind.REPEATED_PARTS, twice)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileRefusedError(Kind.PASSWORD, "")
    _check_format(lowered)


def _check_format(names: list[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefusedError(Kind.MACROS, "vbaProject.bin")
    if "xl/workbook.bin" in names:
        raise FileRefusedError(Kind.OTHER_FORMAT, ".xlsb")
    if "mimetype" in names and "content.xml" in names:
        raise FileRefusedError(Kind.OTHER_FORMAT, ".ods")
    if "word/document.xml" in names:
        raise FileRefusedError(Kind.OTHER_FORMAT, ".docx")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise FileRefusedError(Kind.NOT_A_WORKBOOK, "")
    sheets = sum(1 for name in names if _SHEET.fullmatch(name))
    if sheets > MAX_SHEETS:
        raise FileRefusedError(Kind.TOO_MANY_SHEETS, f"{sheets}", limit=MAX_SHEETS)


def _check_parts(archive: ZipFile, parts: list[ZipInfo]) -> ArchiveFacts:
    has_formulas = False
    links = []
    for part in parts:
        name = part.filename
        if name.casefold().startswith("xl/externallinks/") and name.endswith(".xml"):
            links.append(name.rpartition("/")[2])
        if not name.casefold().endswith((".xml", ".rels", ".vml")):
            continue
        is_sheet = _SHEET.fullmatch(name) is not None
        for chunk in _chunks(archive, part):
            if _DECLARATION.search(chunk) or chunk.startswith(_WIDE):
                raise FileRefusedError(Kind.FORBIDDEN_XML, name)
            if is_sheet:
                _check_range(chunk)
                has_formulas = has_formulas or _FORMULA.search(chunk) is not None
    findings = tuple(find(Kind.EXTERNAL_LINKS, name) for name in links)
    return ArchiveFacts(has_formulas=has_formulas, findings=findings)


def _chunks(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece; each piece repeats the end of the one before."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _check_range(chunk: bytes) -> None:
    found = _FAR_CELL.search(chunk)
    if found is not None:
        cells = {match[1] for match in _FAR_CELL.finditer(chunk)}
        rows = {
            cell.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") for cell in cells
        }
        address = found[1].decode().upper()
        if len(rows) > 1 and all(len(row) > len(str(MAX_ROWS)) for row in rows):
            raise FileRefusedError(Kind.TOO_MANY_ROWS, address, limit=MAX_ROWS)
        if len(cells) > 1:
            raise FileRefusedError(Kind.TOO_MANY_COLUMNS, address, limit=MAX_COLUMNS)
        raise FileRefusedError(Kind.STRAY_CELL, address, columns=MAX_COLUMNS, rows=MAX_ROWS)
    row = _FAR_ROW.search(chunk)
    if row is not None:
        raise FileRefusedError(Kind.TOO_MANY_ROWS, row[1].decode(), limit=MAX_ROWS)
