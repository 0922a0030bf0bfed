"""The ten lists as one sheet that can be filtered by question."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.network import Network
from graph.texts import Say, message
from graph.workbook.sheets import Sheet

_COLUMNS = {"code": 14, "name": 30, "municipality": 26, "text": 56, "next_step": 56}
"""Columns after the question with their widths in characters."""
_QUESTION = 40


def questions_sheet(document: Mapping[str, Any], network: Network, say: Say) -> Sheet:
    """Return the lists of a document one below the other.

    Parameters
    ----------
    document
        What `questions_document` made of `network`.
    """
    names = network.name_of
    rows = []
    for name, lines in document["lists"].items():
        for line in lines:
            code = line["code"]
            one = network.organisations.get(code)
            place = "" if one is None else names.get(one.municipality, one.municipality)
            rows.append(
                [
                    document["questions"][name],
                    code,
                    names.get(code, code),
                    place,
                    line["text"],
                    line["next_step"],
                ]
            )
    window = message("isolation.window", n=document["window_months"])
    day = date.fromisoformat(document["as_of"])
    return Sheet(
        name=say(message("isolation_list.title")),
        header=[
            say(message("isolation_list.column.question")),
            *(say(message(f"isolation.column.{name}")) for name in _COLUMNS),
        ],
        rows=rows,
        widths=(_QUESTION, *_COLUMNS.values()),
        note=say(message("isolation_list.note", day=day, window=window)),
    )
