"""CSV as people save it: encodings, delimiters, quotes, names of files."""

from pathlib import Path

import pytest

from graph.workbook.kinds import Kind
from graph.workbook.parser import parse
from graph.workbook.reader import read_cells
from graph.workbook.rows import ParsedWorkbook
from tests.unit.workbook.base import DAY

HEAD = "Код;Название;С\r\n"


def read(path: Path, content: bytes) -> ParsedWorkbook:
    path.write_bytes(content)
    return parse(read_cells(path), DAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters_are_told_apart(
    encoding: str, delimiter: str, tmp_path: Path
) -> None:
    text = (HEAD + "d1;Читательская грамотность;01.09.2025\r\n").replace(";", delimiter)
    found = read(tmp_path / "Направления.csv", text.encode(encoding))
    assert found.findings == ()
    assert found.rows[0].values["name"] == "Читательская грамотность"


def test_an_old_encoding_is_read_and_said(tmp_path: Path) -> None:
    found = read(tmp_path / "Направления.csv", (HEAD + "d1;Ёлка;\r\n").encode("cp1251"))
    assert [f.kind for f in found.findings] == [Kind.GUESSED_ENCODING]
    assert found.rows[0].values["name"] == "Ёлка"


def test_open_quotes_are_refused_with_the_line(tmp_path: Path) -> None:
    found = read(tmp_path / "Направления.csv", (HEAD + 'd1;"а;\r\nd2;б;\r\n').encode())
    assert [(f.kind, f.params["line"]) for f in found.findings] == [(Kind.BROKEN_TEXT_FILE, "3")]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path / "Направления.csv", b"\x00\x01\x02")
    assert [f.kind for f in found.findings] == [Kind.BROKEN_TEXT_FILE]


def test_a_lone_file_of_another_name_is_known_by_its_headings(tmp_path: Path) -> None:
    head = "Организация;Направление;Острота;Учебный год\r\n"
    found = read(tmp_path / "выгрузка.csv", (head + "s1;d1;2;2026/2027\r\n").encode())
    assert [row.entity for row in found.rows] == ["need"]


def test_a_folder_is_read_as_one_workbook(tmp_path: Path) -> None:
    (tmp_path / "Направления.csv").write_bytes((HEAD + "d1;А;\r\n").encode())
    (tmp_path / "Муниципалитеты.csv").write_bytes("Код;Название\r\nm;М\r\n".encode())
    found = parse(read_cells(tmp_path), DAY)
    assert sorted(row.entity for row in found.rows) == ["direction", "municipality"]


@pytest.mark.parametrize(
    ("typed", "read_as"), [("'=1+1", "=1+1"), ("''-x", "'-x"), ("'слово", "'слово"), ("+7", "+7")]
)
def test_one_apostrophe_before_a_formula_is_taken_off(
    typed: str, read_as: str, tmp_path: Path
) -> None:
    found = read(tmp_path / "Направления.csv", (HEAD + f"d1;{typed};\r\n").encode())
    assert found.rows[0].values["name"] == read_as
