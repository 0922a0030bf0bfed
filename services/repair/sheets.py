"""A proposal as sheets for people: ties, who is left out, passport."""

from collections.abc import Sequence

from graph.network import Network
from graph.texts import Message, Say, message
from graph.workbook.sheets import Cell, Sheet
from services.repair.proposal import Goal, Proposal

_TENTHS = 10
_TIES = {
    "from_code": 14,
    "from": 34,
    "from_municipality": 26,
    "to_code": 14,
    "to": 34,
    "to_municipality": 26,
    "km": 10,
    "gains": 14,
    "removes": 60,
    "revives": 18,
}
_LEFT = {"code": 14, "name": 34, "municipality": 26, "why": 90}
"""Columns with their widths in characters."""


def repair_rows(proposal: Proposal, network: Network, say: Say) -> tuple[Sheet, ...]:
    """Return the proposal as three sheets; the first two can be filtered."""
    return (
        _ties(proposal, network, say),
        _left_out(proposal, network, say),
        _passport(proposal, network, say),
    )


def _ties(proposal: Proposal, network: Network, say: Say) -> Sheet:
    rows: list[Sequence[Cell]] = [
        [
            *_named(network, tie.one),
            *_named(network, tie.other),
            None if tie.unknown else tie.tenths / _TENTHS,
            tie.gains,
            "; ".join(say(message(f"isolation.kind.{kind.lower()}")) for kind in tie.removes),
            say(message("repair_page.sheet.revives")) if tie.revives else None,
        ]
        for tie in proposal.ties
    ]
    return Sheet(
        name=say(message("repair_page.sheet.ties")),
        header=[say(message(f"repair_page.column.{name}")) for name in _TIES],
        rows=rows,
        widths=tuple(_TIES.values()),
        note=say(message("repair_page.sheet.ties.note", n=len(rows), day=proposal.as_of)),
    )


def _left_out(proposal: Proposal, network: Network, say: Say) -> Sheet:
    return Sheet(
        name=say(message("repair_page.sheet.left_out")),
        header=[say(message(f"repair_page.column.{name}")) for name in _LEFT],
        rows=[
            [*_named(network, code), say(message(f"repair_page.reason.{reason}"))]
            for code, reason in proposal.left_out
        ],
        widths=tuple(_LEFT.values()),
        note=say(message("repair_page.sheet.left_out.note", n=len(proposal.left_out))),
    )


def _passport(proposal: Proposal, network: Network, say: Say) -> Sheet:
    asked = proposal.asked
    word = "yes" if proposal.proved else "no"
    facts: list[tuple[str, Cell | Message]] = [
        ("goal", message(f"repair_page.goal.{asked.goal}")),
        ("hops", asked.hops if asked.goal is Goal.HOPS else None),
        ("minimise", message(f"repair_page.minimise.{asked.minimise}")),
        ("capacity", asked.capacity),
        ("leader_capacity", asked.leader_capacity),
        ("max_km", asked.max_km),
        ("ties", len(proposal.ties)),
        ("km", proposal.tenths / _TENTHS),
        ("bound_km", proposal.bound_tenths / _TENTHS),
        ("bound_ties", proposal.bound_ties),
        ("proved", message(f"repair_page.{word}")),
        ("candidates", proposal.candidates),
        ("left_out", len(proposal.left_out)),
        ("as_of", proposal.as_of),
        ("window", proposal.window_months),
        ("revision", proposal.revision),
        ("store", network.head.store_id),
    ]
    return Sheet(
        name=say(message("repair_page.sheet.passport")),
        header=[say(message(f"repair_page.column.{name}")) for name in ("fact", "value")],
        rows=[
            [
                say(message(f"repair_page.fact.{name}")),
                say(value) if isinstance(value, Message) else value,
            ]
            for name, value in facts
        ],
        widths=(44, 60),
        note=say(message("repair_page.sheet.passport.note")),
    )


def _named(network: Network, code: str) -> list[Cell]:
    """Return code, name and municipality of an organisation."""
    one = network.organisation(code)
    return [one.id, one.name, network.name_of.get(one.municipality, one.municipality)]
