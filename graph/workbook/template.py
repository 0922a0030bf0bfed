"""An empty workbook to fill in: headings, notes, lists, an example row in each sheet, a guide."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

from graph.model.fields import Field, FieldType
from graph.texts import Say, message
from graph.workbook.book import Book
from graph.workbook.cells import CellValue
from graph.workbook.layout import EXAMPLE_MARK, GUIDE_SHEET, SheetLayout, sheet_layouts
from graph.workbook.shown import YES

_RULES = 8
_EXAMPLES: dict[FieldType, CellValue] = {
    FieldType.DATE: date(2026, 9, 1),
    FieldType.REAL: 12.5,
    FieldType.BOOLEAN: YES,
    FieldType.SCHOOL_YEAR: "2026/2027",
}


def write_template(target: Path | IO[bytes], say: Say) -> None:
    """Write the empty workbook; its example rows are passed over when it is read.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    book = Book()
    for layout in sheet_layouts().values():
        page = book.add_sheet(layout)
        first = (f"{EXAMPLE_MARK} {say(message('workbook.guide.example'))}",)
        examples = (_example(field, say) for field in layout.fields[1:])
        book.write_row(page, 1, (*first, *examples), is_example=True)
    headings = [say(message(f"workbook.guide.{n}")) for n in _GUIDE_COLUMNS]
    book.add_table(GUIDE_SHEET, headings, list(_guide(say)))
    book.add_lists()
    book.save(target)


_GUIDE_COLUMNS = ("sheet", "column", "required", "type", "note", "also")


def _guide(say: Say) -> Iterator[tuple[CellValue, ...]]:
    for number in range(1, _RULES + 1):
        yield ("", say(message(f"workbook.guide.rule{number}")))
    for layout in sheet_layouts().values():
        for field in layout.fields:
            yield _described(layout, field, say)


def _described(layout: SheetLayout, field: Field, say: Say) -> tuple[CellValue, ...]:
    required = YES if field.required else ""
    type_ = say(message(f"workbook.type.{field.type}"))
    return (layout.name, field.heading, required, type_, field.note, ", ".join(field.also))


def _example(field: Field, say: Say) -> CellValue:
    if field.choices:
        return field.choices[0].ru
    if field.suggest:
        return field.suggest[0]
    if field.type is FieldType.INTEGER:
        return max(1, int(field.min or 0))
    if field.type is FieldType.COUNTED_REFERENCES:
        code = say(message("workbook.guide.code"))
        return f"{code}:12; {code}"
    if field.to:
        return say(message("workbook.guide.code"))
    return _EXAMPLES.get(field.type, field.note)
