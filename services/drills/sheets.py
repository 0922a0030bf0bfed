"""Drills as sheets for people: all single losses by kind, or one loss with its answer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from graph.network import Network
from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet

Document = Mapping[str, Any]
_NUMBERS = {
    "leaders": ("near", "way", "pairs"),
    "organisations": ("way",),
    "curators": ("objects", "curator_lost"),
    "services": ("way", "curator_lost", "service_lost"),
    "ties": ("way",),
}
"""Lists of the ranking with their columns of numbers."""
_NAME, _PLACE, _TEXT = 40, 26, 80
"""Widths in characters."""


def ranking_sheets(document: Document, network: Network, say: Say) -> tuple[Sheet, ...]:
    """Return the black day, a sheet for each list of single losses, and the curve."""
    rows = [(n, one["text"], one["n"]) for n, one in enumerate(document["worst"], start=1)]
    return (
        Sheet(
            name=_word(say, "sheet.worst"),
            header=[_word(say, f"column.{name}") for name in ("place", "text", "n")],
            rows=rows,
            widths=(6, _TEXT, 12),
            note=_note(document, say),
        ),
        *(_list_sheet(document, name, network, say) for name in _NUMBERS),
        Sheet(
            name=_word(say, "sheet.curve"),
            header=[_word(say, f"column.{name}") for name in ("removed", "reach")],
            rows=[(point["removed"], point["reach"]) for point in document["curve"]],
            widths=(24, 24),
            note=_note(document, say),
        ),
    )


def drill_sheets(document: Document, network: Network, say: Say) -> tuple[Sheet, ...]:
    """Return who loses what with one loss, and what is to be done at once."""
    names = network.name_of
    losses: list[Sequence[Cell]] = [
        [
            loss["who"],
            loss["name"],
            _place(network, loss["who"]),
            _word(say, f"what.{loss['what']}"),
            names.get(loss.get("direction", ""), ""),
            loss["text"],
        ]
        for loss in document["losses"]
    ]
    columns = ("code", "name", "municipality", "what", "direction", "text")
    answer: list[Sequence[Cell]] = [[text] for text in document["emergency"]["texts"]]
    answer += [
        [one["text"]] for key in ("services", "leaders") for one in document["emergency"][key]
    ]
    return (
        Sheet(
            name=_word(say, "sheet.losses"),
            header=[_word(say, f"column.{name}") for name in columns],
            rows=losses,
            widths=(16, _NAME, _PLACE, 30, 40, _TEXT),
            note=document["texts"][0],
        ),
        Sheet(
            name=_word(say, "sheet.answer"),
            header=[_word(say, "column.answer")],
            rows=answer,
            widths=(120,),
            note=document["texts"][0],
        ),
    )


def _list_sheet(document: Document, name: str, network: Network, say: Say) -> Sheet:
    numbers = _NUMBERS[name]
    ends = ("one", "other") if name == "ties" else ("name",)
    header = ["code", *(part for end in ends for part in (end, "municipality")), *numbers]
    rows = [
        [*_cells(line, network), *(line[column] for column in numbers)]
        for line in document["ranking"][name]
    ]
    return Sheet(
        name=_word(say, f"sheet.{name}"),
        header=[_word(say, f"column.{column}") for column in header],
        rows=rows,
        widths=(24, *(width for _ in ends for width in (_NAME, _PLACE)), *(18 for _ in numbers)),
        note=_note(document, say),
    )


def _cells(line: Document, network: Network) -> Iterator[Cell]:
    """Yield the code, then name and municipality of each end."""
    codes = line["tie"] if "tie" in line else [line.get("organisation") or line["curator"]]
    yield " : ".join(codes)
    for code in codes:
        yield network.name_of.get(code, code)
        yield _place(network, code)


def _place(network: Network, code: str) -> str:
    """Return the municipality of an organisation, or of where a person works."""
    person = network.people.get(code)
    one = network.organisations.get(person.organisation if person else code)
    return network.name_of.get(one.municipality, one.municipality) if one else ""


def _note(document: Document, say: Say) -> str:
    window = message("drill.window", n=document["window_months"])
    return say(
        message("drill.sheet.note", date=date.fromisoformat(document["as_of"]), window=window)
    )


def _word(say: Say, code: str) -> str:
    return say(message(f"drill.{code}"))
