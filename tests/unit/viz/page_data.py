"""Reads the data out of a finished map file, in other words than the page does."""

import json
import re
from typing import Any

_DATA = re.compile(
    r'<script type="application/json" id="map-(data|facts)">(.*?)</script>', re.DOTALL
)


def data_of(page: str) -> dict[str, Any]:
    """Return ``nodes`` and ``edges`` as records, and ``facts``."""
    found = {name: json.loads(text) for name, text in _DATA.findall(page)}
    return {
        "nodes": records(found["data"], "nodes"),
        "edges": records(found["data"], "edges"),
        "facts": found["facts"],
    }


def records(packed: dict[str, Any], name: str) -> list[Any]:
    """Return the records of one table, taken one after another from the heads of its columns."""
    column = packed[name]
    length = _length(column)
    return [_value(packed, column, i) for i in range(length)]


def _length(column: dict[str, Any]) -> int:
    ((form, body),) = column.items()
    if form == "all":
        return int(body[0])
    if form == "parts":
        return _length(body[0])
    if form == "keys":
        return _length(next(iter(body.values())))
    return _length(body[0]) if form == "lists" else len(body)


def _value(packed: dict[str, Any], column: dict[str, Any], i: int) -> Any:
    ((form, body),) = column.items()
    if form == "is":
        return body[i]
    if form == "all":
        return body[1]
    if form == "text":
        text = packed["texts"][body[i]]
        return text if isinstance(text, str) else " ".join(packed["pieces"][n] for n in text)
    if form == "parts":
        return [_value(packed, part, i) for part in body]
    if form == "keys":
        return {key: _value(packed, part, i) for key, part in body.items()}
    lengths, members = body
    start = sum(_value(packed, lengths, before) for before in range(i))
    stop = start + _value(packed, lengths, i)
    return [_value(packed, members, n) for n in range(start, stop)]
