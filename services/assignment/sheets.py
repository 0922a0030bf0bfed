"""A plan as sheets for people: pairs, open needs, load, goals, passport, annexes of the order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.network import Network
from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet
from services.assignment.annexes import annex_sheets
from services.assignment.passport.build import Passport
from services.assignment.sheet_of_last_year import last_year_sheet

Document = Mapping[str, Any]


def plan_sheets(network: Network, document: Document, passport: Passport, say: Say) -> list[Sheet]:
    """Return the sheets of a plan's workbook.

    Parameters
    ----------
    network
        Newest network, for names and places.
    document
        The plan as `services.assignment.document.plan_document` gives it.
    passport
        The same plan's passport.
    """
    return [
        _pairs(network, document, say),
        _open_needs(network, document, say),
        _load(network, document, say),
        _goals(document, say),
        last_year_sheet(network, document, say),
        _passport(passport, say),
        *annex_sheets(network, document, say),
    ]


def _named(network: Network, code: str) -> list[Cell]:
    return [network.name_of.get(code, code), code]


def _place(network: Network, code: str) -> str:
    municipality = network.organisation(code).municipality
    return network.name_of.get(municipality, municipality)


def _yes(said: bool, say: Say) -> str | None:  # noqa: FBT001 - the value of a cell
    return say(message("plan.yes")) if said else None


def _named_all(network: Network, codes: Sequence[str]) -> str | None:
    return "; ".join(network.name_of.get(code, code) for code in codes) or None


def _header(say: Say, sheet: str, *columns: str) -> list[str]:
    return [say(message(f"plan.sheet.{sheet}.{column}")) for column in columns]


def _pairs(network: Network, document: Document, say: Say) -> Sheet:
    rows: list[list[Cell]] = []
    for number, line in enumerate(document["assignments"], start=1):
        rows.append(
            [
                number,
                *_named(network, line["leader"]),
                _place(network, line["leader"]),
                *_named(network, line["mentee"]),
                _place(network, line["mentee"]),
                network.name_of.get(line["direction"], line["direction"]),
                line["level"],
                line["distance_km"],
                say(message(f"plan.mode.{line['mode']}")),
                _yes(line["over_border"], say),
                _yes(line["kept"], say),
                _yes(line["pinned"], say),
                _named_all(network, line["with_community"]),
                " ".join(line["reasons"]),
            ]
        )
    columns = (
        "number",
        "leader",
        "leader_code",
        "leader_place",
        "mentee",
        "mentee_code",
        "mentee_place",
        "direction",
        "level",
        "km",
        "mode",
        "border",
        "kept",
        "pinned",
        "community",
        "reasons",
    )
    return Sheet(
        name=say(message("plan.sheet.pairs")),
        header=_header(say, "pairs", *columns),
        rows=rows,
        widths=(6, 28, 14, 22, 28, 14, 22, 40, 9, 9, 14, 16, 13, 12, 34, 80),
        note=_title(document, say),
    )


def _open_needs(network: Network, document: Document, say: Say) -> Sheet:
    rows: list[list[Cell]] = [
        [
            number,
            *_named(network, line["mentee"]),
            _place(network, line["mentee"]),
            network.name_of.get(line["direction"], line["direction"]),
            line["level"],
            say(message(f"plan.reason.{line['reason']}")),
            line["text"],
            line["blocking_group"],
            _named_all(network, line["with_community"]),
        ]
        for number, line in enumerate(document["open_needs"], start=1)
    ]
    columns = ("number", "mentee", "mentee_code", "mentee_place", "direction", "level")
    return Sheet(
        name=say(message("plan.sheet.open")),
        header=_header(say, "open", *columns, "reason", "text", "group", "community"),
        rows=rows,
        widths=(6, 28, 14, 22, 40, 9, 30, 90, 10, 34),
        note=_title(document, say),
    )


def _load(network: Network, document: Document, say: Say) -> Sheet:
    load = Counter(line["leader"] for line in document["assignments"])
    mentees: dict[str, set[str]] = {}
    for line in document["assignments"]:
        mentees.setdefault(line["leader"], set()).add(line["mentee"])
    rows: list[list[Cell]] = [
        [
            *_named(network, leader),
            _place(network, leader),
            load[leader],
            len(mentees[leader]),
            _places(network, leader, document["as_of"]),
        ]
        for leader in sorted(load, key=lambda code: (-load[code], code))
    ]
    columns = ("leader", "leader_code", "leader_place", "needs", "mentees", "total")
    return Sheet(
        name=say(message("plan.sheet.load")),
        header=_header(say, "load", *columns),
        rows=rows,
        widths=(28, 14, 22, 14, 14, 14),
        note=_title(document, say),
    )


def _places(network: Network, leader: str, as_of: str) -> int:
    """Return the leader's places in total on the plan's day."""
    total = network.organisation(leader).places_total
    if total is not None:
        return total
    offers = network.offers.where(network.offers.in_force(np.datetime64(as_of)))
    owners, places = offers.column("organisation"), offers.column("places")
    return sum(n for owner, n in zip(owners, places, strict=True) if owner == leader)


def _goals(document: Document, say: Say) -> Sheet:
    rows: list[list[Cell]] = []
    for number, goal in enumerate(document["goals"], start=1):
        value = goal["value"]
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        proved = "plan.proved" if goal["proved"] else "plan.not_proved"
        rows.append(
            [
                number,
                say(message(f"plan.goal.{goal['name']}")),
                say(message(f"plan.sense.{goal['sense']}")),
                shown,
                say(message(proved)),
            ]
        )
    return Sheet(
        name=say(message("plan.sheet.goals")),
        header=_header(say, "goals", "number", "goal", "sense", "value", "proved"),
        rows=rows,
        widths=(6, 60, 16, 40, 24),
        note=_title(document, say),
    )


def _passport(passport: Passport, say: Say) -> Sheet:
    return Sheet(
        name=say(message("plan.sheet.passport")),
        header=_header(say, "passport", "fact", "value"),
        rows=[[what, value] for what, value in passport.facts],
        widths=(44, 76),
        note=passport.title,
    )


def _title(document: Document, say: Say) -> str:
    return say(
        message(
            "plan.sheet.title",
            plan=document["id"],
            school_year=document["school_year"],
            status=message(f"plan.status.{document['status']}"),
        )
    )
