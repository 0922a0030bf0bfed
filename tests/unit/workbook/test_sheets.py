"""Tables for people: what is written is read back as it was, and text never becomes a formula."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.workbook.sheets import LONGEST_TEXT, Cell, Sheet, write_sheets


def written(*sheets: Sheet) -> bytes:
    stream = BytesIO()
    write_sheets(stream, sheets)
    return stream.getvalue()


def one(rows: list[list[Cell]], *, note: str = "") -> Worksheet:
    content = written(Sheet(name="Лист", header=["А", "Б"], rows=rows, widths=[10, 40], note=note))
    page = load_workbook(BytesIO(content)).active
    assert isinstance(page, Worksheet)
    return page


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+7 861", "-5", "@SUM(A1)", "http://x", "mailto:a@b", "<script>", "'кавычка", "007"],
)
def test_text_stays_text_whatever_it_begins_with(text: str) -> None:
    page = one([[text, "б"]])

    assert page["A2"].value == text
    assert page["A2"].data_type == "s"
    assert page["A2"].hyperlink is None


def test_numbers_days_and_empty_cells_keep_their_type() -> None:
    page = one([[3, 12.5], [date(2026, 8, 24), None], [True, "да"]])

    assert [cell.value for cell in page[2]] == [3, 12.5]
    assert page["A3"].is_date
    assert page["A3"].number_format == "dd.mm.yyyy"
    assert page["B3"].value is None
    assert page["A4"].value is True


def test_a_day_before_the_first_day_of_excel_is_written_as_text() -> None:
    assert one([[date(1899, 5, 1), ""]])["A2"].value == "1899-05-01"


def test_header_is_frozen_and_filtered_and_columns_have_their_width() -> None:
    page = one([["а", "б"], ["в", "г"]])

    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"
    assert page.column_dimensions["B"].width == pytest.approx(40, abs=1)


def test_a_note_stands_above_the_header() -> None:
    page = one([["а", "б"]], note="Что здесь")

    assert [page["A1"].value, page["A2"].value, page["A3"].value] == ["Что здесь", "А", "а"]
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:B3"


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    value = one([["ы" * (LONGEST_TEXT + 1), ""]])["A2"].value

    assert isinstance(value, str)
    assert len(value) == LONGEST_TEXT
    assert value.endswith("…")


def test_control_characters_do_not_spoil_the_file() -> None:
    assert one([["а\x01б", ""]])["A2"].value is not None


def test_equal_sheets_give_equal_bytes_and_tabs_keep_their_order() -> None:
    sheets = [Sheet(name=name, header=["А"], rows=[["б"]]) for name in ("Второй", "Первый")]

    assert written(*sheets) == written(*sheets)
    assert load_workbook(BytesIO(written(*sheets))).sheetnames == ["Второй", "Первый"]


def test_a_file_is_written_whole_by_its_path(tmp_path: Path) -> None:
    target = tmp_path / "table.xlsx"

    write_sheets(target, [Sheet(name="А", header=["А"], rows=[])])

    assert ZipFile(target).testzip() is None


def test_a_folder_that_is_not_there_is_told_by_the_system_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_sheets(tmp_path / "no" / "table.xlsx", [Sheet(name="А", header=["А"], rows=[])])


def test_a_row_is_as_tall_as_its_longest_wrapped_text() -> None:
    page = one([["коротко", "коротко"], ["коротко", "слово " * 40], ["строка\nстрока", None]])
    heights = [page.row_dimensions[row].height for row in (2, 3, 4)]
    assert heights == [None, 105.0, 30.0]
