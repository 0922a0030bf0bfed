"""Periods and places: what may not hold at the same time, or after an organisation has closed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graph.model.choices import PairStatus
from graph.model.need import Need
from graph.model.record import Record
from graph.table import Table
from graph.valid_time import first_day
from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind, Severity
from graph.workbook.rows import ParsedRow
from graph.workbook.shown import shown_key
from services.intake.checks.codes import codes_in
from services.intake.compare import Comparison, RecordName

_BINDING = frozenset({PairStatus.ORDERED, PairStatus.ACTIVE})
_WORKING = {
    "pair": ("leader", "mentee"),
    "tie": ("from_organisation", "to_organisation"),
    "agreement": ("parties",),
    "status_award": ("organisation",),
    "membership": ("organisation",),
    "person": ("organisation",),
    "event": ("host", "givers", "participants"),
    "need": ("organisation",),
    "offer": ("organisation",),
}
_ONLY_DOUBTFUL = frozenset({"need", "offer"})


def overlap(one: Any, other: Any) -> bool:
    """Return whether the periods of two records share a day."""
    starts_in_time = one.to_date is None or other.from_date < one.to_date
    return starts_in_time and (other.to_date is None or one.from_date < other.to_date)


def check_two_leaders(comparison: Comparison) -> Iterator[Finding]:
    """An organisation has one leader at a time in a direction, by orders and ties in force."""
    pairs = comparison.after.pairs
    groups = _grouped(pairs, ("mentee", "direction"))
    for group in groups:
        bound = [p for p in group if p.status in _BINDING]
        for one, other in _clashes(comparison, bound):
            if one.leader != other.leader:
                yield from clash(comparison, Kind.TWO_LEADERS, "leader", one, other)


def check_offers(comparison: Comparison) -> Iterator[Finding]:
    """An organisation has one offer at a time in a direction."""
    for group in _grouped(comparison.after.offers, ("organisation", "direction")):
        for one, other in _clashes(comparison, group):
            yield from clash(comparison, Kind.OFFERS_OVERLAP, "from_date", one, other)


def _grouped(table: Table[Any], names: tuple[str, ...]) -> Iterator[list[Any]]:
    """Yield the records of each group of more than one, by equal values of `names`."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for i, values in enumerate(zip(*(table.column(n) for n in names), strict=True)):
        groups[values].append(i)
    return ([table[i] for i in some] for some in groups.values() if len(some) > 1)


def _clashes(comparison: Comparison, group: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield pairs that overlap and of which the file moves at least one."""
    for i, one in enumerate(group):
        for other in group[i + 1 :]:
            names = {(one.entity, one.key), (other.entity, other.key)}
            if names & comparison.moved and overlap(one, other):
                yield one, other


def clash(
    comparison: Comparison, kind: Kind, field: str, one: Record, other: Record
) -> Iterator[Finding]:
    """Yield a finding at the later moved row of the two; it names the other as well."""
    found = [(record, comparison.row_of(record.entity, record.key)) for record in (one, other)]
    at = [
        (record, row)
        for record, row in found
        if row is not None and (record.entity, record.key) in comparison.moved
    ]
    if not at:
        return
    record, row = max(at, key=lambda pair: pair[1].number)
    against, there = found[0] if record is other else found[1]
    definition = against.definition()
    yield row.finding(
        kind,
        field,
        row="—" if there is None else str(there.number),
        other=shown_key(definition, (getattr(against, name) for name in definition.key)),
    )


def check_branch_pairs(comparison: Comparison) -> Iterator[Finding]:
    """A branch and its own parent organisation are no pair."""
    organisations = comparison.after.organisations
    parent = dict(zip(organisations.keys, organisations.column("parent"), strict=True))
    for name in sorted(comparison.moved):
        row = comparison.row_of(*name) if name[0] == "pair" else None
        if row is not None:
            leader, mentee = row.values["leader"], row.values["mentee"]
            if parent.get(leader) == mentee or parent.get(mentee) == leader:
                yield row.finding(Kind.BRANCH_AND_PARENT, "mentee", leader=leader)


def check_closures(comparison: Comparison) -> Iterator[Finding]:
    """Nothing of an organisation begins on or after the day it ceased to be."""
    organisations = comparison.after.organisations
    columns = (organisations.keys, organisations.column("to_date"))
    closed = {code: end for code, end in zip(*columns, strict=True) if end is not None}
    if not closed:
        return
    for entity, key in sorted(comparison.moved):
        row = comparison.row_of(entity, key) if entity in _WORKING else None
        record = comparison.after.find(entity, key) if row is not None else None
        start = None if record is None else _start(record)
        if row is None or record is None or start is None:
            continue
        for name in _WORKING[entity]:
            field = record.definition().fields[name]
            for code in codes_in(field, getattr(record, name)):
                if code in closed and closed[code] <= start:
                    found = row.finding(Kind.AFTER_CLOSURE, name, code, end=closed[code])
                    doubtful = entity in _ONLY_DOUBTFUL
                    yield replace(found, severity=Severity.WARNING) if doubtful else found


def _start(record: Record) -> date | None:
    if isinstance(record, Need):
        return first_day(record.school_year)
    day = getattr(record, "from_date", None)
    return day if day is not None else getattr(record, "date", None)


def check_minimum_load(comparison: Comparison) -> Iterator[Finding]:
    """The least load of a leader does not exceed its places, where the file says anything of it."""
    places = places_offered(comparison)
    for name in sorted(comparison.moved):
        row = _row_of_leader(comparison, name) if name[0] == "organisation" else None
        leader = comparison.after.organisations.get(name[1]) if row is not None else None
        if row is None or leader is None or not leader.places_min:
            continue
        offered = sum(n for (code, _), n in places.items() if code == leader.id)
        most = offered if leader.places_total is None else leader.places_total
        if leader.places_min > most:
            yield row.finding(Kind.MINIMUM_ABOVE_PLACES, "places_min", leader.places_min, most=most)


def _row_of_leader(comparison: Comparison, name: RecordName) -> ParsedRow | None:
    """Return the row that says how many places an organisation has or takes at least, if any."""
    rows = comparison.rows.get(name, ())
    return next((r for r in rows if {"places_min", "places_total"} & r.home.letters.keys()), None)


def places_offered(comparison: Comparison) -> dict[tuple[str, str], int]:
    """Return (leader, direction) → places over all offers that have not ended."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for offer in comparison.after.offers:
        if offer.to_date is None or offer.to_date > comparison.today:
            found[offer.organisation, offer.direction] += offer.places
    return found
