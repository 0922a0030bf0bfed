"""Single cells: what a person may type and what is read."""

from datetime import date
from typing import Any

import pytest

from graph.model.fields import read_dictionary
from graph.texts import Parameter
from graph.workbook.cells import CellValue
from graph.workbook.kinds import Kind
from graph.workbook.layout import headings_of, normal_heading, sheet_layouts
from graph.workbook.reading import UnreadableCell
from graph.workbook.values import read_codes, read_counted_codes, reader_of


def read(entity: str, name: str, cell: CellValue) -> tuple[Any, list[Kind]]:
    notes: list[Kind] = []
    read_cell = reader_of(read_dictionary()[entity].fields[name])
    try:
        return read_cell(cell, lambda kind, **_: notes.append(kind)), notes
    except UnreadableCell as bad:
        return None, [bad.kind]


def no_note(kind: Kind, **_params: Parameter) -> None:
    raise AssertionError(kind)


@pytest.mark.parametrize(
    ("cell", "value", "kinds"),
    [
        ("01.09.2025", date(2025, 9, 1), [Kind.DATE_AS_TEXT]),
        ("1.9.2025 г.", date(2025, 9, 1), [Kind.DATE_AS_TEXT]),
        ("2025-09-01", date(2025, 9, 1), [Kind.DATE_AS_TEXT]),
        ("25/12/2025", date(2025, 12, 25), [Kind.DATE_AS_TEXT]),
        ("12/25/2025", date(2025, 12, 25), [Kind.DATE_AS_TEXT]),
        ("03/03/2025", date(2025, 3, 3), [Kind.DATE_AS_TEXT]),
        ("03/04/2025", None, [Kind.DATE_AMBIGUOUS]),
        (45901, date(2025, 9, 1), [Kind.DATE_AS_NUMBER]),
        (date(2025, 9, 1), date(2025, 9, 1), []),
        (date(205, 9, 1), None, [Kind.DATE_IMPOSSIBLE]),
        ("01.01.2205", None, [Kind.DATE_IMPOSSIBLE]),
        ("31.02.2025", None, [Kind.DATE_IMPOSSIBLE]),
        (-5, None, [Kind.DATE_IMPOSSIBLE]),
        ("01.09.25", None, [Kind.NOT_A_DATE]),
        (True, None, [Kind.NOT_A_DATE]),
        ("  ", None, []),
    ],
)
def test_days(cell: CellValue, value: date | None, kinds: list[Kind]) -> None:
    assert read("need", "date", cell) == (value, kinds)


@pytest.mark.parametrize(
    ("cell", "value", "kinds"),
    [
        (12.5, 12.5, []),
        ("12,5", 12.5, [Kind.DECIMAL_COMMA]),
        ("12.5", 12.5, [Kind.NUMBER_AS_TEXT]),
        ("1 234,50", 1234.5, [Kind.THOUSANDS]),
        ("1.234,50", 1234.5, [Kind.THOUSANDS]),
        ("1,234.50", 1234.5, [Kind.THOUSANDS]),
        ("1\u00a0234", 1234.0, [Kind.THOUSANDS]),
        ("1.234.567", 1234567.0, [Kind.THOUSANDS]),
        ("1.234", 1.234, [Kind.NUMBER_AS_TEXT]),
        (0.12345678, 0.123457, []),
        (-0.0, 0.0, []),
        ("inf", None, [Kind.NOT_FINITE]),
        (float("inf"), None, [Kind.NOT_FINITE]),
        ("1e999", None, [Kind.NOT_FINITE]),
        ("85 %", None, [Kind.NOT_A_NUMBER]),
        ("12,5,5", None, [Kind.NOT_A_NUMBER]),
        (True, None, [Kind.NOT_A_NUMBER]),
        (date(2025, 9, 1), None, [Kind.NOT_A_NUMBER]),
        (1e12, None, [Kind.OUT_OF_RANGE]),
    ],
)
def test_numbers(cell: CellValue, value: float | None, kinds: list[Kind]) -> None:
    assert read("indicator_value", "value", cell) == (value, kinds)


@pytest.mark.parametrize(
    ("name", "cell", "value", "kinds"),
    [
        ("id", 12.0, "12", [Kind.CODE_AS_NUMBER]),
        ("id", "1,23E+19", None, [Kind.DIGITS_LOST]),
        ("id", 1022301234567, "1022301234567", [Kind.CODE_AS_NUMBER]),
        ("id", "a" * 65, None, [Kind.BAD_CODE]),
        ("id", "a|b", None, [Kind.BAD_CODE]),
        ("is_small", "ДА", True, []),
        ("is_small", 0, False, []),
        ("is_small", "может быть", None, [Kind.NOT_YES_NO]),
        ("kind", "  Детский  САД ", "kindergarten", [Kind.SPACES]),
        ("kind", "СОШ", "school", []),
        ("name", "Школа\r\n№ 1", "Школа\n№ 1", []),
        ("name", "😀 школа", "😀 школа", []),
        ("name", "👩\u200d🏫", "👩\u200d🏫", []),
        ("name", 12, "12", []),
        ("inn", 2310000000, "2310000000", []),
    ],
)
def test_codes_words_and_texts(name: str, cell: CellValue, value: Any, kinds: list[Kind]) -> None:
    assert read("organisation", name, cell) == (value, kinds)


@pytest.mark.parametrize(
    ("cell", "value", "kinds"),
    [
        ("b; a:12;; b", (("a", 12), ("b", None)), []),
        ("a:1; a:2", None, [Kind.BAD_LIST]),
        (":5", None, [Kind.BAD_LIST]),
        ("a:", None, [Kind.BAD_LIST]),
        (7, (("7", None),), [Kind.CODE_AS_NUMBER]),
        ("", (), []),
    ],
)
def test_lists_with_counts(cell: CellValue, value: Any, kinds: list[Kind]) -> None:
    assert read("event", "participants", cell) == (value, kinds)


def test_all_bad_parts_of_a_list_are_told_at_once() -> None:
    field = read_dictionary()["event"].fields["participants"]
    with pytest.raises(UnreadableCell) as refused:
        read_counted_codes("x:12;x:3; ok ;B:-1;y:abc;x:12", field, no_note)
    assert refused.value.kind is Kind.BAD_LIST
    assert refused.value.params == {"parts": "«x:12», «x:3», «B:-1», «y:abc»"}

    givers = read_dictionary()["event"].fields["givers"]
    with pytest.raises(UnreadableCell) as refused:
        read_codes("a/b; ok; c:d", givers, no_note)
    assert refused.value.params == {"parts": "«a/b», «c:d»"}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2026/2027", "2026/2027"),
        ("2026-27", "2026/2027"),
        ("2026 – 2027", "2026/2027"),
        ("2026/2028", None),
        ("1999/00", None),
        (2026, None),
    ],
)
def test_school_years(cell: CellValue, value: str | None) -> None:
    assert read("need", "school_year", cell)[0] == value


def test_no_two_columns_of_a_sheet_share_a_heading() -> None:
    for name, layout in sheet_layouts().items():
        for field in layout.fields:
            assert headings_of(name)[normal_heading(field.heading)] == (field, True)
        words = [normal_heading(w) for f in layout.fields for w in f.also]
        shared = [word for word in words if words.count(word) > 1]
        assert shared == [], name


def test_a_heading_in_latin_letters_is_understood() -> None:
    assert normal_heading("C") == normal_heading("С")
