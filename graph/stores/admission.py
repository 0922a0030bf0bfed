"""What every store checks before and after it writes; shared, so that all refuse alike."""

from collections.abc import Callable, Collection, Iterable
from math import inf
from typing import Any

from graph.errors import ConflictError, InputError
from graph.model.canonical import LIST_SEPARATOR
from graph.model.changes import ChangeSet
from graph.model.fields import Field, FieldType, read_dictionary
from graph.model.record import Record

Occurring = Callable[[str, str, Collection[str]], set[str]]
"""(entity, field, values) → which of the values the store holds in that field now."""

MAX_CODE_LENGTH = 64
_BEYOND = 2**63  # both databases keep whole numbers in 64 bits
_NOT_IN_CODES = frozenset(";:/|\\")


def is_code(text: str) -> bool:
    """Return whether `text` may be a code.

    Examples
    --------
    >>> is_code("23-01"), is_code("a;b"), is_code("")
    (True, False, False)
    """
    return (
        0 < len(text) <= MAX_CODE_LENGTH
        and text == text.strip()
        and text.isprintable()
        and not _NOT_IN_CODES & set(text)
    )


def check_records(changes: ChangeSet) -> None:
    """Refuse a record that is not as the data dictionary says.

    Raises
    ------
    InputError
        If a required field is empty, a code cannot be one, a number is out of its range, a text
        holds control characters, or a period ends before it begins.
    """
    for change in changes.changes:
        if change.after is not None:
            _check_record(change.after)


def _check_record(record: Record) -> None:
    for name, field in record.definition().fields.items():
        value = getattr(record, name)
        if value is None or value == ():
            if field.required and not (field.type is FieldType.INTEGERS and value == ()):
                raise InputError("record.empty", record=record.entity, key=record.key, field=name)
            continue
        if not _is_admissible(field, value):
            raise InputError(
                "record.value", record=record.entity, key=record.key, field=name, value=str(value)
            )
    start, end = getattr(record, "from_date", None), getattr(record, "to_date", None)
    if start is not None and end is not None and end < start:
        raise InputError(
            "record.period", record=record.entity, key=record.key, start=start, end=end
        )


def _is_admissible(field: Field, value: Any) -> bool:
    rule = _RULES.get(field.type)
    return rule is None or rule(field, value)


def _is_name(field: Field, value: Any) -> bool:
    return is_code(value) if field.to != _REGION_TOO else _is_text(value)


def _are_codes(_: Field, value: Any) -> bool:
    return all(map(is_code, value)) and len(set(value)) == len(value)


def _are_counted(field: Field, value: Any) -> bool:
    numbers = [people for _, people in value if people is not None]
    return _are_codes(field, [code for code, _ in value]) and all(map(_is_whole, numbers))


def _is_number(field: Field, value: Any) -> bool:
    low = -inf if field.min is None else field.min
    high = inf if field.max is None else field.max
    # What is not a number compares as false with everything.
    return abs(value) < _BEYOND and bool(low <= value <= high)


def _is_whole(number: int) -> bool:
    return abs(number) < _BEYOND


def _is_school_year(_: Field, value: Any) -> bool:
    first, _, last = value.partition("/")
    years = first.isdecimal() and last.isdecimal() and len(value) == len("2026/2027")
    return years and int(last) == int(first) + 1


def _is_text(value: str) -> bool:
    # Half of a surrogate pair cannot be written as UTF-8, so no file or database takes it.
    return bool(value) and "\x00" not in value and not any("\ud800" <= c <= "\udfff" for c in value)


_RULES: dict[FieldType, Callable[[Field, Any], bool]] = {
    FieldType.CODE: _is_name,
    FieldType.REFERENCE: _is_name,
    FieldType.REFERENCES: _are_codes,
    FieldType.COUNTED_REFERENCES: _are_counted,
    FieldType.INTEGER: _is_number,
    FieldType.REAL: _is_number,
    FieldType.CHOICE: lambda field, value: any(value == word.code for word in field.choices),
    FieldType.SCHOOL_YEAR: _is_school_year,
    FieldType.INTEGERS: lambda _, value: all(map(_is_whole, value)),
    FieldType.TEXT: lambda _, value: _is_text(value),
    FieldType.TEXTS: lambda _, value: all(_is_text(t) and LIST_SEPARATOR not in t for t in value),
}

_REGION_TOO = ("organisation", "municipality", "region")


def check_presence(changes: ChangeSet, occurring: Occurring) -> set[tuple[str, str]]:
    """Return which touched records are there although new, or gone although known.

    The journal can be walked back only if the *before* of every change is what the store held.
    """
    expected: dict[str, dict[str, bool]] = {}
    for change in changes.changes:
        expected.setdefault(change.entity, {})[change.key] = change.before is not None
    return {
        (entity, key)
        for entity, keys in expected.items()
        for there in (occurring(entity, "key", keys),)
        for key, known in keys.items()
        if known != (key in there)
    }


def check_references(changes: ChangeSet, occurring: Occurring) -> None:
    """Refuse a change set after which a reference names nothing; asked inside the transaction.

    Call it when the records are written and not yet committed: what a change set brings along, or
    takes away together with what named it, is then judged as it will stand.

    Raises
    ------
    InputError
        If a record names something that is not there.
    ConflictError
        If a removed record is still named by another.
    """
    wanted: dict[tuple[str, ...], dict[str, Record]] = {}
    for change in changes.changes:
        if change.after is not None:
            for field, code in _references(change.after):
                wanted.setdefault(field.to, {}).setdefault(code, change.after)
    for targets, records in wanted.items():
        missing = set(records)
        for target in targets:
            entity, column = ("municipality", "region") if target == "region" else (target, "id")
            if missing:
                missing -= occurring(entity, column, missing)
        for code in sorted(missing):
            record = records[code]
            raise InputError("record.unknown", record=record.entity, key=record.key, named=code)
    _check_removed(changes, occurring)


def _check_removed(changes: ChangeSet, occurring: Occurring) -> None:
    removed: dict[str, set[str]] = {}
    for change in changes.changes:
        if change.after is None:
            removed.setdefault(change.entity, set()).add(change.key)
    for entity in read_dictionary().entities.values():
        for field in entity.fields.values():
            for target in field.to:
                codes = removed.get(target, set())
                still = occurring(entity.name, field.name, codes) if codes else set()
                for code in sorted(still):
                    raise ConflictError(
                        "record.still_named", record=target, key=code, by=entity.name
                    )


def _references(record: Record) -> Iterable[tuple[Field, str]]:
    for name, field in record.definition().fields.items():
        value = getattr(record, name)
        if not field.to or value is None:
            continue
        if field.type is FieldType.REFERENCE:
            yield field, value
        else:
            for item in value:
                yield field, item[0] if field.type is FieldType.COUNTED_REFERENCES else item
