"""Files that are no workbook, or worse: refused with a sentence, and this process stays whole."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from api.texts import catalogue
from graph.errors import InputError
from graph.workbook.findings import FileRefusedError
from graph.workbook.kinds import Kind
from graph.workbook.parser import parse
from graph.workbook.reader import read_cells
from graph.workbook.rows import ParsedWorkbook
from graph.workbook.sandbox import read_in_child
from tests.unit.workbook.base import DAY
from tests.unit.workbook.raw_files import (
    MAIN,
    directions,
    parts,
    text_cell,
    write_parts,
    write_truncated,
)

SAY = catalogue("ru")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = directions(text_cell("A2", "d1"), text_cell("B2", "Математика"))
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SHEET = "xl/worksheets/sheet1.xml"


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _zip(*extra: tuple[str, bytes], rows: str = GOOD, sheets: int = 1) -> Callable[[Path], Path]:
    return lambda path: write_parts(path, parts(rows, sheets=sheets), extra=extra)


def _sheet(content: bytes) -> Callable[[Path], Path]:
    return lambda path: write_parts(path, {**parts(), SHEET: content})


def _rows(count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, count))


def _columns(count: int) -> str:
    wide = [f"{chr(65 + a)}{chr(65 + b)}" for a in range(26) for b in range(26)][:count]
    return '<row r="1">' + "".join(f'<c r="{c}1"><v>1</v></c>' for c in wide) + "</row>"


REFUSED: dict[str, tuple[Callable[[Path], Path], Kind]] = {
    "empty": (_bytes(b""), Kind.EMPTY_FILE),
    "text": (_bytes("Код;Название".encode()), Kind.NOT_A_WORKBOOK),
    "old xls": (_bytes(OLE + b"Workbook" * 9), Kind.OLD_FORMAT),
    "password": (_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), Kind.PASSWORD),
    "xlsb": (_zip(("xl/workbook.bin", b"")), Kind.OTHER_FORMAT),
    "ods": (_zip(("mimetype", b"x"), ("content.xml", b"<a/>")), Kind.OTHER_FORMAT),
    "docx": (_zip(("word/document.xml", b"<a/>")), Kind.OTHER_FORMAT),
    "other zip": (lambda path: write_parts(path, {"a.txt": b"a"}), Kind.NOT_A_WORKBOOK),
    "macros": (_zip(("xl/vbaProject.bin", b"x")), Kind.MACROS),
    "truncated": (lambda path: write_truncated(path, parts(GOOD)), Kind.DAMAGED),
    "broken XML": (_sheet(b"<worksheet><sheetData><row>"), Kind.DAMAGED),
    "bomb by sum": (_zip(("xl/media/a.bin", bytes(160 << 20))), Kind.TOO_LARGE),
    "bomb by ratio": (_zip(("xl/media/a.bin", bytes(40 << 20))), Kind.TOO_LARGE),
    "part twice": (_zip((SHEET, b"<worksheet/>")), Kind.REPEATED_PARTS),
    "2,001 parts": (
        _zip(*((f"xl/media/{n}.bin", b"") for n in range(2001))),
        Kind.REPEATED_PARTS,
    ),
    "parent folder": (_zip(("../../evil.xml", b"<a/>")), Kind.FORGED_NAMES),
    "absolute path": (_zip(("/etc/evil.xml", b"<a/>")), Kind.FORGED_NAMES),
    "drive": (_zip(("C:/evil.xml", b"<a/>")), Kind.FORGED_NAMES),
    "laughs in the sheet": (_sheet(LAUGHS + b"<worksheet>&b;</worksheet>"), Kind.FORBIDDEN_XML),
    "laughs in the texts": (_zip(("xl/sharedStrings.xml", LAUGHS + b"<sst/>")), Kind.FORBIDDEN_XML),
    "external entity": (_sheet(XXE + b"<worksheet>&a;</worksheet>"), Kind.FORBIDDEN_XML),
    "entity in UTF-16": (
        _sheet((XXE + b"<worksheet/>").decode().encode("utf-16")),
        Kind.FORBIDDEN_XML,
    ),
    "too many rows": (_zip(rows=_rows(100_200)), Kind.TOO_MANY_ROWS),
    "stray cell": (_zip(rows=GOOD + '<row r="9"><c r="XFD9"><v>1</v></c></row>'), Kind.STRAY_CELL),
    "last cell": (
        _zip(rows=GOOD + "<row><c r='XFD1048576'><v>1</v></c></row>"),
        Kind.STRAY_CELL,
    ),
    "too many columns": (_zip(rows=_columns(600)), Kind.TOO_MANY_COLUMNS),
    "300 sheets": (_zip(sheets=300), Kind.TOO_MANY_SHEETS),
}


def read(path: Path) -> ParsedWorkbook:
    return parse(read_cells(path), DAY)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_one_sentence(name: str, tmp_path: Path) -> None:
    make, kind = REFUSED[name]
    path = make(tmp_path / "сеть.xlsx")
    started = time.monotonic()

    (finding,) = read(path).findings

    assert finding.kind is kind
    assert time.monotonic() - started < 10
    text = SAY(finding.text)
    assert "workbook." not in text
    assert "{" not in text
    assert len(text) < 300
    assert finding.value is not None
    assert finding.value in text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_sheet(LAUGHS + b"<worksheet>&b;</worksheet>"), id="laughs"),
        pytest.param(_sheet(XXE + b"<worksheet>&a;</worksheet>"), id="external entity"),
    ],
)
def test_the_child_refuses_entities_by_itself(
    content: Callable[[Path], Path], tmp_path: Path
) -> None:
    with pytest.raises(FileRefusedError) as caught:
        read_in_child(content(tmp_path / "a.xlsx"), "values")
    assert caught.value.finding.kind is Kind.DAMAGED


def test_a_bomb_that_slips_through_kills_only_the_child(tmp_path: Path) -> None:
    head = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    giant = b"a" * (600 << 20)
    path = _sheet(head.encode() + giant + b"</t></is></c></row></sheetData></worksheet>")(
        tmp_path / "a.xlsx"
    )
    del giant
    started = time.monotonic()
    with pytest.raises(FileRefusedError) as caught:
        read_in_child(path, "values")
    assert caught.value.finding.kind is Kind.TOO_HEAVY
    assert time.monotonic() - started < 40


def test_a_far_cell_that_slips_through_is_read_in_little_time(tmp_path: Path) -> None:
    rows = GOOD + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    started = time.monotonic()
    sheets, _ = read_in_child(write_parts(tmp_path / "a.xlsx", parts(rows)), "values")
    assert time.monotonic() - started < 20
    assert [number for number, _ in sheets[0].rows] == [1, 2, 1_048_576]


def test_a_link_to_another_file_is_a_warning(tmp_path: Path) -> None:
    link = ("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    found = read(_zip(link)(tmp_path / "a.xlsx"))
    assert [f.kind for f in found.findings] == [Kind.EXTERNAL_LINKS]
    assert len(found.rows) == 1


def test_a_workbook_without_a_known_sheet_names_the_nearest(tmp_path: Path) -> None:
    found = read(write_parts(tmp_path / "a.xlsx", parts(GOOD, name="Направление")))
    assert [f.kind for f in found.findings] == [Kind.NO_KNOWN_SHEET]
    assert "Ближе всего: Направления" in SAY(found.findings[0].text)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ('<c r="B2"><v>NaN</v></c>', None),
        ('<c r="B2"><v>1e999</v></c>', Kind.NOT_FINITE),
        ('<c r="B2"><f>1+1</f></c>', Kind.FORMULA_WITHOUT_VALUE),
        ('<c r="B2" t="str"><f>"а"</f><v>а</v></c>', None),
        ('<c r="B2" t="e"><v>#DIV/0!</v></c>', Kind.ERROR_CELL),
    ],
)
def test_odd_cells_are_findings_of_their_cell(cell: str, kind: Kind | None, tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", parts(directions(text_cell("A2", "d1"), cell)))
    found = read(path).findings
    assert [(f.kind, f.cell) for f in found] == ([(kind, "B2")] if kind else [])


def test_a_code_by_formula_is_read_with_a_warning(tmp_path: Path) -> None:
    cells = ('<c r="A2" t="str"><f>"d"</f><v>d</v></c>', text_cell("B2", "Имя"))
    found = read(write_parts(tmp_path / "a.xlsx", parts(directions(*cells))))
    assert [(f.kind, f.cell, f.value) for f in found.findings] == [
        (Kind.CODE_BY_FORMULA, "A2", "d")
    ]
    assert found.rows[0].key == "d"


def test_days_counted_from_1904_are_shifted(tmp_path: Path) -> None:
    rows = directions(text_cell("A2", "d"), text_cell("B2", "Имя"), '<c r="C2" s="1"><v>1</v></c>')
    found = read(write_parts(tmp_path / "a.xlsx", parts(rows, dates_1904=True)))
    assert str(found.rows[0].values["from_date"]) == "1904-01-02"


def test_a_missing_file_is_an_error_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_cells(tmp_path / "нет.xlsx")
    assert caught.value.code == "workbook.no_file"
