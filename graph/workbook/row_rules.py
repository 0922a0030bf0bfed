"""Rules that one row breaks by itself: required cells, periods, ties of a thing with itself."""

from collections.abc import Callable, Iterator

from graph.model.choices import CuratorKind
from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind
from graph.workbook.layout import SheetLayout
from graph.workbook.rows import ParsedRow

# Fields of which two may not name the same organisation.
_ENDS = {
    "pair": (("mentee", "leader"),),
    "restriction": (("mentee", "leader"),),
    "tie": (("to_organisation", "from_organisation"),),
    "distance": (("to_organisation", "from_organisation"),),
    "organisation": (("parent", "id"), ("successor", "id")),
}


def check_required(layout: SheetLayout, row: ParsedRow) -> Iterator[Finding]:
    """Yield a finding for each required cell that is empty."""
    for field in layout.fields:
        if field.required and row.values.get(field.name, "") in {None, ()}:
            yield row.finding(Kind.REQUIRED_EMPTY, field.name, "", note=field.note)


def check_period(_layout: SheetLayout, row: ParsedRow) -> Iterator[Finding]:
    """Yield a finding if the period of the row ends before it begins."""
    start, end = row.values.get("from_date"), row.values.get("to_date")
    if start is not None and end is not None and end < start:
        yield row.finding(Kind.PERIOD_EMPTY, "to_date", start=start)
    first, last = row.values.get("date"), row.values.get("end_date")
    if first is not None and last is not None and last < first:
        yield row.finding(Kind.PERIOD_EMPTY, "end_date", start=first)


def check_ends(_layout: SheetLayout, row: ParsedRow) -> Iterator[Finding]:
    """Yield a finding if the two ends of the row are one organisation."""
    for one, other in _ENDS.get(row.entity, ()):
        code = row.values.get(one)
        if code is not None and code == row.values.get(other):
            yield row.finding(Kind.SELF_TIE, one)


def check_key_texts(layout: SheetLayout, row: ParsedRow) -> Iterator[Finding]:
    """Yield a finding if a text that is part of the key holds its separator."""
    for name in layout.key:
        text = row.values.get(name)
        if isinstance(text, str) and "|" in text:
            yield row.finding(Kind.FORBIDDEN_CHARACTER, name, character="|")


def check_curated(_layout: SheetLayout, row: ParsedRow) -> Iterator[Finding]:
    """Yield a finding if it is not said what a curator accompanies.

    Only a curator of a direction goes without an object, and then has a direction.
    """
    kind = row.values.get("kind")
    if row.entity != "curator_assignment" or kind is None or not _is_empty(row, "object"):
        return
    if kind is not CuratorKind.DIRECTION_CURATOR:
        yield row.finding(Kind.CURATOR_OF_NOTHING, "object", "", what=str(row.shown("kind")))
    elif _is_empty(row, "direction"):
        yield row.finding(Kind.CURATOR_OF_NOTHING, "direction", "", what=str(row.shown("kind")))


def _is_empty(row: ParsedRow, name: str) -> bool:
    """Return whether a row has nothing there, and not something that could not be read."""
    return row.values.get(name) is None and (name in row.values or name not in row.home.letters)


def check_parties(_layout: SheetLayout, row: ParsedRow) -> Iterator[Finding]:
    """Yield a finding if an agreement has one party only."""
    if row.entity == "agreement" and len(row.values.get("parties", ())) == 1:
        yield row.finding(Kind.ONE_PARTY, "parties")


ROW_RULES: tuple[Callable[[SheetLayout, ParsedRow], Iterator[Finding]], ...] = (
    check_required,
    check_period,
    check_ends,
    check_key_texts,
    check_curated,
    check_parties,
)
"""Every rule of single rows, in the order findings are shown."""
