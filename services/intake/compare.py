"""Rows of a file against the network: what would be added, changed, removed and left alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from graph.model.changes import Change
from graph.model.fields import read_dictionary
from graph.model.ids import Revision
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.workbook.layout import CATEGORY
from graph.workbook.rows import ParsedRow, ParsedWorkbook
from services.intake.endings import Ending, end_missing

RecordName = tuple[str, str]
"""Entity and key."""


@dataclass(slots=True, kw_only=True)
class SheetCounts:
    """What happens to the records of one sheet."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A file beside the network it was compared with.

    Attributes
    ----------
    changes
        In the order of the dictionary, then by key.
    counts
        Canonical sheet → counts, of the sheets that the file has.
    rows
        Record → rows of the file that are about it and can be used.
    endings
        What the replaced sheets no longer name, by sheet, then by key.
    """

    parsed: ParsedWorkbook
    before: Network
    today: date
    changes: tuple[Change, ...] = field(repr=False)
    counts: Mapping[str, SheetCounts]
    rows: Mapping[RecordName, tuple[ParsedRow, ...]] = field(repr=False)
    endings: tuple[Ending, ...] = ()

    @cached_property
    def after(self) -> Network:
        """The network as it would be."""
        return self.before.after(self.changes, Revision(self.before.revision + 1))

    @cached_property
    def moved(self) -> frozenset[RecordName]:
        """Records that would be added or changed."""
        return frozenset((c.entity, c.key) for c in self.changes if c.after is not None)

    @cached_property
    def removed(self) -> frozenset[RecordName]:
        """Records that would be removed."""
        return frozenset((c.entity, c.key) for c in self.changes if c.after is None)

    def row_of(self, entity: str, key: str) -> ParsedRow | None:
        """Return a row that is about the record, or None if the file does not name it."""
        return next(iter(self.rows.get((entity, key), ())), None)


def compare(
    parsed: ParsedWorkbook, network: Network, today: date, replace_sheets: tuple[str, ...] = ()
) -> Comparison:
    """Find what the sound rows of `parsed` would change in `network`.

    A column that the file lacks leaves its values alone; an empty cell clears its value.

    Parameters
    ----------
    parsed
        The file.
    network
        The newest network.
    today
        Day on which records that `replace_sheets` ends end.
    replace_sheets
        Canonical sheets of the file whose records end if the file does not name them.
    """
    counts = {sheet: SheetCounts() for sheet in parsed.fields}
    rows = _rows_by_record(parsed, network)
    after: dict[RecordName, Record | None] = {}
    for name, some in rows.items():
        stored = network.find(*name)
        for row in some:
            _count(counts.setdefault(row.home.counted_as, SheetCounts()), row, stored)
        made = _merged(name[0], stored, some)
        if made is not None and made != stored:
            after[name] = made
    named = named_keys(parsed)
    endings: list[Ending] = []
    for sheet in replace_sheets:
        missing = tuple(end_missing(sheet, named[sheet], network, today, after))
        counts[sheet].removed = len(missing)
        endings += missing
    return Comparison(
        parsed=parsed,
        before=network,
        today=today,
        changes=_changes(network, after),
        counts=counts,
        rows=rows,
        endings=tuple(endings),
    )


def named_keys(parsed: ParsedWorkbook) -> Mapping[str, set[str]]:
    """Return canonical sheet → keys of the records that it names, also in rows with errors."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in parsed.rows:
        if row.key is not None:
            named[row.home.counted_as].add(row.key)
    return named


def _rows_by_record(
    parsed: ParsedWorkbook, network: Network
) -> dict[RecordName, tuple[ParsedRow, ...]]:
    spoilt = {(row.entity, row.key) for row in parsed.rows if not row.is_sound}
    awards = _awards(parsed, network)
    found: dict[RecordName, tuple[ParsedRow, ...]] = {}
    for row in parsed.sound_rows():
        name = (row.entity, row.key or "")
        if name in spoilt:
            continue
        if _is_category(row):
            held = awards[row.values["organisation"], row.values["status"]]
            day = row.values["from_date"]
            if any(start <= day and (end is None or day < end) for start, end in held):
                continue
        found[name] = (*found.get(name, ()), row)
    return found


def _is_category(row: ParsedRow) -> bool:
    """Return whether a row is a status that a column `Категория` means."""
    return row.entity == "status_award" and "from_date" not in row.home.letters


def _awards(
    parsed: ParsedWorkbook, network: Network
) -> dict[tuple[str, str], list[tuple[date, date | None]]]:
    """Return (organisation, status) → periods in which it is awarded, by store and file."""
    found: dict[tuple[str, str], list[tuple[date, date | None]]] = defaultdict(list)
    stored = network.statuses
    columns = (stored.column(n) for n in ("organisation", "status", "from_date", "to_date"))
    for organisation, status, start, end in zip(*columns, strict=True):
        found[organisation, status].append((start, end))
    for row in parsed.sound_rows():
        if row.entity == "status_award" and not _is_category(row):
            v = row.values
            found[v["organisation"], v["status"]].append((v["from_date"], v.get("to_date")))
    return found


def _count(counts: SheetCounts, row: ParsedRow, stored: Record | None) -> None:
    values = {name: value for name, value in row.values.items() if name != CATEGORY}
    held = {} if stored is None else {name: getattr(stored, name) for name in values}
    if stored is None:
        counts.added += 1
    elif held == values:
        counts.unchanged += 1
    elif row.home.counted_as != stored.definition().sheet and _is_bare(held, stored):
        counts.added += 1  # the second sheet of an entity: no row of it was there before
    else:
        counts.changed += 1


def _is_bare(held: Mapping[str, Any], stored: Record) -> bool:
    """Return whether nothing but the key of `stored` was filled in the columns of a row."""
    return all(value is None for name, value in held.items() if name not in stored.definition().key)


def _merged(entity: str, stored: Record | None, rows: tuple[ParsedRow, ...]) -> Record | None:
    """Return the record that the rows and what is stored make; None if too little is known."""
    values: dict[str, Any] = {}
    for row in rows:
        values |= row.values
    values.pop(CATEGORY, None)
    if stored is not None:
        differing = {n: v for n, v in values.items() if getattr(stored, n) != v}
        return replace(stored, **differing) if differing else stored
    fields = read_dictionary()[entity].fields
    if any(f.required and values.get(name) in {None, ()} for name, f in fields.items()):
        return None
    return RECORD_TYPES[entity](**values)


def _changes(network: Network, after: Mapping[RecordName, Record | None]) -> tuple[Change, ...]:
    place = {entity: number for number, entity in enumerate(read_dictionary().entities)}
    names = sorted(after, key=lambda name: (place[name[0]], name[1]))
    pairs = ((network.find(*name), after[name]) for name in names)
    return tuple(Change(before=one, after=other) for one, other in pairs if one != other)
