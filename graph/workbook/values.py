"""One cell → one value of a field: texts, codes, closed lists, lists of codes.

A reader of a type takes the cell, the field and `note`, a callable for what is worth saying though
the value was understood. What cannot be understood raises `UnreadableCell`, which the parser turns
into a finding.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeAlias

from graph.model.canonical import COUNT_SEPARATOR, LIST_SEPARATOR, sorted_list
from graph.model.fields import Field, FieldType
from graph.workbook.cells import CellValue
from graph.workbook.dates import read_date, read_school_year
from graph.workbook.findings import shown_value
from graph.workbook.kinds import Kind
from graph.workbook.layout import normal
from graph.workbook.numbers import as_text, read_integer, read_real
from graph.workbook.reading import Note, UnreadableCell

LONGEST_TEXT = 500
LONGEST_CODE = 64
LONGEST_LIST = 32_767
_WORDS_SHOWN = 6
_PARTS_SHOWN = 10

_ODD = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
    r"\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_NOT_IN_CODE = re.compile(r"[;:/|\\]")
_YES = frozenset(("да", "yes", "истина", "true", "1", "+"))
_NO = frozenset(("нет", "no", "ложь", "false", "0", "-", "–", "—"))

CellReader: TypeAlias = Callable[[CellValue, Note], Any]


def read_text(
    cell: CellValue, _field: Field, note: Note, *, longest: int = LONGEST_TEXT
) -> str | None:
    """Read a text: outer white space off, inner kept; no control characters.

    Raises
    ------
    UnreadableCell
        If the cell holds no text, a forbidden character, or too many.
    """
    if not isinstance(cell, str):
        if isinstance(cell, bool):
            raise UnreadableCell(Kind.BOOLEAN_TEXT)
        cell = as_text(cell)
    text = cell.strip()
    has_spaces = len(text) < len(cell)
    if _ODD.search(text):
        text = _cleaned(text, note)
    if len(text) > longest:
        raise UnreadableCell(Kind.TOO_LONG, length=len(text), limit=longest)
    if has_spaces:
        note(Kind.SPACES)
    return text or None


def _cleaned(text: str, note: Note) -> str:
    if _ESCAPE.search(text):
        raise UnreadableCell(Kind.ESCAPE)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _FORBIDDEN.search(text)
    if bad is not None:
        raise UnreadableCell(Kind.FORBIDDEN_CHARACTER, character=f"U+{ord(bad[0]):04X}")
    shorter = _INVISIBLE.sub("", text)
    if shorter != text:
        note(Kind.INVISIBLE)
    return shorter.strip()


def read_code(cell: CellValue, field: Field, note: Note) -> str | None:
    """Read a code: a text of 1-64 characters without separators.

    Raises
    ------
    UnreadableCell
        If the cell is no code.
    """
    text = read_text(cell, field, note)
    if text is not None:
        check_code(text)
        _note_number(cell, note)
    return text


def _note_number(cell: CellValue, note: Note) -> None:
    if isinstance(cell, int | float):
        note(Kind.CODE_AS_NUMBER)


def check_code(text: str) -> None:
    """Let a well-formed code pass.

    Raises
    ------
    UnreadableCell
        If it is too long, has a separator in it, or lost digits in Excel.
    """
    if re.fullmatch(r"\d([.,]\d+)?[EeЕе]\+\d+", text):
        raise UnreadableCell(Kind.DIGITS_LOST)
    if len(text) > LONGEST_CODE or not text.isprintable() or _NOT_IN_CODE.search(text):
        raise UnreadableCell(Kind.BAD_CODE, limit=LONGEST_CODE)


def read_boolean(cell: CellValue, _field: Field, _note: Note) -> bool | None:
    """Read yes or no.

    Raises
    ------
    UnreadableCell
        If the cell says neither.
    """
    if isinstance(cell, bool):
        return cell
    word = normal(as_text(cell))
    if not word:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnreadableCell(Kind.NOT_YES_NO)


def _choice_reader(field: Field) -> CellReader:
    """Return a reader of the words of a closed list, as their codes."""
    codes = {normal(word): choice.code for choice in field.choices for word in choice.also}
    codes |= {normal(choice.ru): choice.code for choice in field.choices}
    words = [choice.ru for choice in field.choices]

    def read_choice(cell: CellValue, note: Note) -> str | None:
        text = read_text(cell, field, note)
        if text is None:
            return None
        code = codes.get(normal(text))
        if code is None:
            near = get_close_matches(text.casefold(), words, n=1, cutoff=0.5)
            shown = ", ".join(words[:_WORDS_SHOWN]) + (", …" if len(words) > _WORDS_SHOWN else "")
            raise UnreadableCell(Kind.NOT_IN_LIST, words=shown, near=near[0] if near else words[0])
        return code

    return read_choice


def read_codes(cell: CellValue, field: Field, note: Note) -> tuple[str, ...]:
    """Read codes separated by ``;``, as a sorted list without doubles.

    Raises
    ------
    UnreadableCell
        If a part is no code.
    """
    codes = _parts(cell, field, note)
    faults = {code: fault for code in codes if (fault := _fault_of(code)) is not None}
    _refuse(faults)
    return sorted_list(field.type, codes)


def _fault_of(code: str) -> UnreadableCell | None:
    """Return what is wrong with one code of a list."""
    try:
        check_code(code)
    except UnreadableCell as fault:
        return fault
    return None


def _refuse(faults: Mapping[str, UnreadableCell | None]) -> None:
    """Refuse a list for all its bad parts at once; what is wrong with a single one is told."""
    if not faults:
        return
    only = next(iter(faults.values()))
    if len(faults) == 1 and only is not None:
        raise only
    shown = [f"«{shown_value(part)}»" for part in faults]
    more = ", …" if len(shown) > _PARTS_SHOWN else ""
    raise UnreadableCell(Kind.BAD_LIST, parts=", ".join(shown[:_PARTS_SHOWN]) + more)


def read_counted_codes(
    cell: CellValue, field: Field, note: Note
) -> tuple[tuple[str, int | None], ...]:
    """Read ``code`` and ``code:12`` separated by ``;``.

    Raises
    ------
    UnreadableCell
        If any part has no code, no count after its colon, or another count elsewhere.
    """
    found: dict[str, int | None] = {}
    first: dict[str, str] = {}
    faults: dict[str, UnreadableCell | None] = {}
    for part in _parts(cell, field, note):
        code, _, count = (text.strip() for text in part.partition(COUNT_SEPARATOR))
        if (COUNT_SEPARATOR in part and not re.fullmatch(r"\d{1,9}", count)) or not code:
            faults[part] = None
            continue
        if (fault := _fault_of(code)) is not None:
            faults[part] = fault
            continue
        people = int(count) if count else None
        if found.setdefault(code, people) != people:
            faults |= {first[code]: None, part: None}
        first.setdefault(code, part)
    _refuse(faults)
    return sorted_list(field.type, found.items())


def _parts(cell: CellValue, field: Field, note: Note) -> list[str]:
    text = read_text(cell, field, note, longest=LONGEST_LIST)
    _note_number(cell, note)
    return [part.strip() for part in (text or "").split(LIST_SEPARATOR) if part.strip()]


_READERS: Mapping[FieldType, Callable[[CellValue, Field, Note], Any]] = {
    FieldType.CODE: read_code,
    FieldType.TEXT: read_text,
    FieldType.INTEGER: read_integer,
    FieldType.REAL: read_real,
    FieldType.DATE: read_date,
    FieldType.BOOLEAN: read_boolean,
    FieldType.SCHOOL_YEAR: read_school_year,
    FieldType.REFERENCE: read_code,
    FieldType.REFERENCES: read_codes,
    FieldType.COUNTED_REFERENCES: read_counted_codes,
}


def reader_of(field: Field) -> CellReader:
    """Return the function that reads cells of `field`."""
    if field.type is FieldType.CHOICE:
        return _choice_reader(field)
    if "region" in field.to:  # regions are named by their names, which need not look like codes
        return lambda cell, note: read_text(cell, field, note)
    read = _READERS[field.type]
    return lambda cell, note: read(cell, field, note)
