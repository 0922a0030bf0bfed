"""Annexes of the order of attachment: leaders with their sites, and who is attached to whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.model.choices import CuratorKind
from graph.model.ids import SchoolYear
from graph.model.need import Offer
from graph.model.record import key_of
from graph.network import Network
from graph.texts import Message, Say, message
from graph.valid_time import first_day, following
from graph.workbook.sheets import Cell, Sheet

Document = Mapping[str, Any]


def annex_sheets(
    network: Network, document: Document, say: Say, *, municipality: str | None = None
) -> list[Sheet]:
    """Return `Приложение 1` and `Приложение 2` of the order that puts a plan in force.

    A need is worded neutrally: by the leader's programme, or by the direction. Neither the
    school's own words nor how acute a need is stands in an order that everybody reads.

    Parameters
    ----------
    network
        For names, people and offers.
    document
        The plan as `services.assignment.document.plan_document` gives it.
    municipality
        Take only the mentees of this one, with their leaders; None takes all.
    """
    lines = [
        line
        for line in document["assignments"]
        if municipality in (None, network.organisation(line["mentee"]).municipality)
    ]
    return [_leaders(network, document, lines, say), _attached(network, document, lines, say)]


def annex_municipalities(network: Network, document: Document) -> tuple[str, ...]:
    """Return the municipalities whose mentees a plan attaches to somebody, by code."""
    mentees = {line["mentee"] for line in document["assignments"]}
    return tuple(sorted({network.organisation(code).municipality for code in mentees}))


def _leaders(network: Network, document: Document, lines: Sequence[Document], say: Say) -> Sheet:
    offers = {(line["leader"], line["direction"], line["offer_from"]) for line in lines}
    curators = _curators(network, date.fromisoformat(document["as_of"]))
    names = network.name_of
    rows: list[list[Cell]] = []
    for leader, way, since in sorted(offers):
        offer = _offer(network, leader, way, since)
        home = network.organisation(leader).municipality
        curator = curators.get((way, home)) or curators.get((way, ""))
        rows.append(
            [
                len(rows) + 1,
                names[leader],
                names.get(home, home),
                names.get(way, way),
                None if curator is None else names.get(curator, curator),
                None if offer is None else names.get(offer.head or "", offer.head),
                None if offer is None else offer.site,
            ]
        )
    columns = ("number", "leader", "municipality", "direction", "curator", "head", "site")
    return Sheet(
        name=say(message("sheet.annex.first")),
        header=_header(say, columns),
        rows=rows,
        widths=(6, 34, 24, 48, 34, 34, 34),
        note=_note(network, say(message("sheet.annex.first_title", **_plan(document))), say),
    )


def _attached(network: Network, document: Document, lines: Sequence[Document], say: Say) -> Sheet:
    names, period = network.name_of, _period(network, document)
    rows: list[list[Cell]] = []
    for number, line in enumerate(lines, start=1):
        offer = _offer(network, line["leader"], line["direction"], line["offer_from"])
        rows.append(
            [
                number,
                names[line["leader"]],
                names[line["mentee"]],
                names.get(line["direction"], line["direction"]),
                say(_neutral(offer)),
                say(message(f"plan.mode.{line['mode']}")),
                None if offer is None else offer.hours,
                say(message("sheet.annex.period", from_date=period[0], to_date=period[1])),
            ]
        )
    columns = ("number", "leader", "mentee", "direction", "need", "format", "hours", "period")
    return Sheet(
        name=say(message("sheet.annex.second")),
        header=_header(say, columns),
        rows=rows,
        widths=(6, 34, 34, 48, 48, 16, 10, 28),
        note=_note(network, say(message("sheet.annex.second_title", **_plan(document))), say),
    )


def _neutral(offer: Offer | None) -> Message:
    if offer is None or not offer.programme:
        return message("sheet.annex.need")
    return message("sheet.annex.need_by_programme", programme=offer.programme)


def _offer(network: Network, leader: str, way: str, since: str) -> Offer | None:
    return network.offers.get(key_of((leader, way, date.fromisoformat(since))))


def _curators(network: Network, day: date) -> dict[tuple[str, str], str]:
    """Return (direction, municipality or empty) → curator of the direction on a day."""
    return {
        (row.direction, row.object or ""): row.curator
        for row in network.curators
        if row.kind is CuratorKind.DIRECTION_CURATOR
        and row.direction
        and row.from_date <= day
        and (row.to_date is None or day < row.to_date)
    }


def _period(network: Network, document: Document) -> tuple[date, date]:
    """Return the first and the last day: those of the order, else of the school year."""
    order = network.orders.get(document["id"])
    year = SchoolYear(document["school_year"])
    first = first_day(year) if order is None else order.from_date
    end = first_day(following(year)) if order is None else order.to_date
    return first, date.fromordinal(end.toordinal() - 1)


def _plan(document: Document) -> dict[str, str]:
    return {"plan": document["id"], "school_year": document["school_year"]}


def _note(network: Network, title: str, say: Say) -> str:
    if network.head.reference_date is None:
        return title
    return f"{title} {say(message('sheet.made_up'))}"


def _header(say: Say, columns: Sequence[str]) -> list[str]:
    return [say(message(f"sheet.annex.column.{column}")) for column in columns]
