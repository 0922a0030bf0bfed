"""The empty workbook helps to fill it in: notes, lists, examples, a guide."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from api.texts import catalogue
from graph.model.fields import FieldType
from graph.workbook.layout import RESERVED_SHEETS, match_sheet, sheet_layouts
from graph.workbook.template import write_template

SAY = catalogue("ru")


@pytest.fixture(scope="module")
def book() -> Workbook:
    made = BytesIO()
    write_template(made, SAY)
    return openpyxl.load_workbook(made)


def test_it_has_every_sheet_a_guide_and_the_lists(book: Workbook) -> None:
    assert book.sheetnames == [*sheet_layouts(), "Справка", "Списки"]
    assert all(match_sheet(name) == name for name in RESERVED_SHEETS)


def test_every_heading_has_its_note(book: Workbook) -> None:
    for name, layout in sheet_layouts().items():
        for cell, field in zip(book[name][1], layout.fields, strict=True):
            assert cell.value == field.heading
            assert cell.comment is not None
            assert field.note in cell.comment.text


def test_closed_lists_are_offered_and_hold_their_words(book: Workbook) -> None:
    for name, layout in sheet_layouts().items():
        rules = {str(rule.sqref): rule for rule in book[name].data_validations.dataValidation}
        closed = [f for f in layout.fields if f.choices or f.type is FieldType.BOOLEAN]
        strict = [rule for rule in rules.values() if rule.showErrorMessage]
        assert len(strict) == len(closed), name
        for rule in rules.values():
            sheet, _, cells = str(rule.formula1).partition("!")
            words = [c.value for (c,) in book[sheet][cells.replace("$", "")]]
            assert all(words), (name, cells)


def test_the_guide_describes_every_column(book: Workbook) -> None:
    rows = {row[:2] for row in book["Справка"].iter_rows(values_only=True)}
    for name, layout in sheet_layouts().items():
        assert {(name, field.heading) for field in layout.fields} <= rows
    texts = [str(v) for row in book["Справка"].iter_rows(values_only=True) for v in row if v]
    assert not [text for text in texts if text.startswith("workbook.")]
