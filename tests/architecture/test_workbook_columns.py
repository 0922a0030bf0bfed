"""Every column of the workbook has exactly one home in the dictionary, and none is surplus."""

import tomllib
from pathlib import Path

import pytest

from graph.model.fields import Field, read_dictionary

DICTIONARY = read_dictionary()
COLUMNS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("workbook_columns.toml").read_text(encoding="utf-8")
)
READ_AS_STATUS = ("Организации", "Категория")
"""The class of a school lives in the sheet of statuses; this column is only read."""
SHEET_OF_PLACES = "Лидеры"
"""Its rows are named by the organisation, whose own sheet is another."""


def _homes(sheet: str, column: str) -> list[Field]:
    return [
        field
        for entity in DICTIONARY.entities.values()
        for field in entity.fields.values()
        if field.sheet == sheet and field.heading == column
    ]


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(sheet, column) for sheet, columns in COLUMNS.items() for column in columns],
)
def test_a_column_has_exactly_one_home(sheet: str, column: str) -> None:
    heading = column.removesuffix("*")
    if (sheet, heading) in {READ_AS_STATUS, (SHEET_OF_PLACES, "Организация")}:
        assert not _homes(sheet, heading)
        return
    homes = _homes(sheet, heading)
    assert len(homes) == 1, [home.name for home in homes]
    assert homes[0].required == column.endswith("*")


def test_sheets_are_those_that_were_agreed() -> None:
    assert sorted(DICTIONARY.sheets) == sorted(COLUMNS)


def test_no_column_was_added_without_being_written_down() -> None:
    known = {(sheet, c.removesuffix("*")) for sheet, columns in COLUMNS.items() for c in columns}
    surplus = [
        f"{field.sheet}: {field.heading}"
        for entity in DICTIONARY.entities.values()
        for field in entity.fields.values()
        if field.sheet and (field.sheet, field.heading) not in known
    ]
    assert not surplus, surplus
