"""What every store checks before and after it writes; shared, so that all refuse alike."""

from collections.abc import Callable, Collection, Iterable
from math import inf, isfinite
from typing import Any

from graph.errors import ConflictError, InputError
from graph.model.changes import ChangeSet
from graph.model.fields import Field, FieldType, read_dictionary
from graph.model.record import Record

Occurring = Callable[[str, str, Collection[str]], set[str]]
"""(entity, field, values) → which of the values the store holds in that field now."""

MAX_CODE_LENGTH = 64
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
    if field.type in (FieldType.CODE, FieldType.REFERENCE):
        return is_code(value) if field.to != _REGION_TOO else bool(value)
    if field.type is FieldType.REFERENCES:
        return all(map(is_code, value)) and len(set(value)) == len(value)
    if field.type is FieldType.COUNTED_REFERENCES:
        codes = [code for code, _ in value]
        return all(map(is_code, codes)) and len(set(codes)) == len(codes)
    if field.type in (FieldType.INTEGER, FieldType.REAL):
        low = -inf if field.min is None else field.min
        high = inf if field.max is None else field.max
        return isfinite(value) and bool(low <= value <= high)
    if field.type is FieldType.TEXT:
        return bool(value) and "\x00" not in value
    return True


_REGION_TOO = ("organisation", "municipality", "region")


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
