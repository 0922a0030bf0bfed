"""Records as plain values of a document, and back with every value looked at."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from graph.errors import InputError
from graph.model.fields import Field, FieldType
from graph.model.record import Record
from graph.model.registry import CHOICE_TYPES

R = TypeVar("R", bound=Record)
_LONGEST = 60  # characters of a wrong value that a sentence repeats
_MOST = 10**9
_SCHOOL_YEAR = re.compile(r"(\d{4})/(\d{4})")


def plain_line(record: Record) -> dict[str, Any]:
    """Return the values of a record as a document of plain values holds them."""
    return {f.name: _plain(getattr(record, f.name)) for f in fields(record)}


def read_line(
    kind: type[R],
    raw: object,
    where: str,
    *,
    known: Mapping[str, Any] | None = None,
    called: Mapping[str, str] | None = None,
) -> R:
    """Return the record that plain values tell of; what else they hold is not looked at.

    Parameters
    ----------
    where
        Place in the document, for sentences, such as ``assignments[3]``.
    known
        Values of fields that are not in the document.
    called
        Field → its name in the document, where that is another one.

    Raises
    ------
    InputError
        If a value is missing or not as the data dictionary says; the sentence names its place.
    """
    values = dict(known or {})
    names = called or {}
    for name, field in kind.definition().fields.items():
        if name not in values:
            key = names.get(name, name)
            value = take(raw, key, where)
            choice = CHOICE_TYPES[kind.entity].get(name)
            values[name] = read_value(field, value, f"{where}.{key}", choice)
    return kind(**values)


def take(raw: object, key: str, where: str) -> Any:
    """Return one value of a part of a document.

    Raises
    ------
    InputError
        If the part is no object or does not have it.
    """
    if not isinstance(raw, dict):
        raise wrong(raw, where)
    if key not in raw:
        raise InputError("proof.missing", where=f"{where}.{key}" if where else key)
    return raw[key]


def take_list(raw: object, key: str, where: str = "") -> list[Any]:
    """Return a list of a part of a document.

    Raises
    ------
    InputError
        If it is missing or no list.
    """
    found = take(raw, key, where)
    if not isinstance(found, list):
        raise wrong(found, f"{where}.{key}" if where else key)
    return found


def wrong(value: object, where: str) -> InputError:
    """Return the refusal of a value at its place."""
    shown = str(value)
    cut = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    return InputError("proof.value", where=where, value=cut)


def read_value(
    field: Field, value: object, where: str, choice: Callable[[Any], Any] | None = None
) -> Any:
    """Return one plain value as its field wants it.

    Raises
    ------
    InputError
        If it is none.
    """
    if value is None and not field.required:
        return None
    if field.is_list:
        if not isinstance(value, list):
            raise wrong(value, where)
        whole = field.type is FieldType.INTEGERS
        return tuple((_integer if whole else _text)(one, where) for one in value)
    found = _READERS.get(field.type, _text)(value, where)
    low, high = field.min, field.max
    if isinstance(found, int | float) and (
        (low is not None and found < low) or (high is not None and found > high)
    ):
        raise wrong(value, where)
    if choice is None:
        return found
    try:
        return choice(found)
    except ValueError as error:
        raise wrong(value, where) from error


def read_number(value: object, where: str) -> float:
    """Return a number that can be reckoned with.

    Raises
    ------
    InputError
        If it is no number, or beyond all bounds.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _MOST:
        raise wrong(value, where)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise wrong(value, where)
    return value


def _integer(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(value, where)
    return value


def _real(value: object, where: str) -> float:
    return float(read_number(value, where))


def _boolean(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise wrong(value, where)
    return value


def _day(value: object, where: str) -> date:
    try:
        return date.fromisoformat(_text(value, where))
    except ValueError as error:
        raise wrong(value, where) from error


def _school_year(value: object, where: str) -> str:
    text = _text(value, where)
    found = _SCHOOL_YEAR.fullmatch(text)
    if found is None or int(found[2]) != int(found[1]) + 1 or int(found[1]) == 0:
        raise wrong(value, where)
    return text


_READERS: dict[FieldType, Callable[[object, str], Any]] = {
    FieldType.INTEGER: _integer,
    FieldType.REAL: _real,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _day,
    FieldType.SCHOOL_YEAR: _school_year,
}
