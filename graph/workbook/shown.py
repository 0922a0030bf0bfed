"""A value of a field as a cell shows it: words of closed lists, да and нет, lists with ``;``."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from graph.model.canonical import list_text
from graph.model.fields import Entity, Field, FieldType
from graph.workbook.cells import CellValue
from graph.workbook.numbers import as_text

YES, NO = "да", "нет"


def cell_writer(field: Field) -> Callable[[Any], CellValue]:
    """Return the function from a value of `field` to the cell of an XLSX workbook.

    Examples
    --------
    >>> from graph.model.fields import read_dictionary
    >>> cell_writer(read_dictionary()["offer"].fields["mode"])("remote")
    'дистанционно'
    """
    if field.is_list:
        return lambda value: list_text(field.type, value) or None
    if field.type is FieldType.CHOICE:
        words = {choice.code: choice.ru for choice in field.choices}
        return lambda value: None if value is None else words[value]
    if field.type is FieldType.BOOLEAN:
        return lambda value: None if value is None else YES if value else NO
    return lambda value: value


def text_writer(field: Field) -> Callable[[Any], str]:
    """Return the function from a value of `field` to the text of a CSV cell.

    Texts that begin like a formula, and those that begin like a text guarded so, get an apostrophe.

    Examples
    --------
    >>> from graph.model.fields import read_dictionary
    >>> write = text_writer(read_dictionary()["need"].fields["content"])
    >>> write("=1+1"), write("'-a"), write("it's"), write(None)
    ("'=1+1", "''-a", "it's", '')
    """
    write = cell_writer(field)
    if field.type in {FieldType.INTEGER, FieldType.REAL}:
        return lambda value: "" if value is None else _number_text(value)
    if field.type is FieldType.DATE:
        return as_text
    return lambda value: guarded(str(write(value) or ""))


def cell_text(value: CellValue) -> str:
    """Return the cell of a table for people as CSV writes it, guarded as `text_writer` guards.

    Examples
    --------
    >>> cell_text("=1+1"), cell_text(12.4), cell_text(None), cell_text(True)
    ("'=1+1", '12,4', '', 'да')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return _number_text(value)
    return as_text(value) if isinstance(value, date) else guarded(value)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip("'")[:1] in tuple("=+-@") else text


def _number_text(value: float) -> str:
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return f"{value:.6f}".rstrip("0").replace(".", ",")


def shown_key(entity: Entity, values: Iterable[object]) -> str:
    """Return a key as a person reads it: `values` of its fields in order, empty ones left out.

    Examples
    --------
    >>> from graph.model.fields import read_dictionary
    >>> from datetime import date
    >>> shown_key(read_dictionary()["offer"], ["s-1", "d-1", date(2026, 9, 1)])
    's-1, d-1, 01.09.2026'
    """
    fields = (entity.fields[name] for name in entity.key)
    parts = (cell_writer(field)(value) for field, value in zip(fields, values, strict=True))
    return ", ".join(as_text(part) for part in parts if part is not None)
