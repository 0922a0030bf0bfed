"""Codes: what is named exists, is named once, and is not taken away while it is named."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.model.fields import Field, FieldType, read_dictionary
from graph.texts import Parameter
from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind
from graph.workbook.layout import sheet_layouts
from graph.workbook.rows import ParsedRow
from services.intake.compare import Comparison
from services.intake.names import known_codes, nearest

_SUGGESTIONS = 20  # findings of one kind that are shown; more need no nearest code
_ONE_SPACE = ("organisation", "community", "municipality", "region")


def codes_in(field: Field, value: Any) -> tuple[str, ...]:
    """Return the codes that a value of a referring field names."""
    if value is None:
        return ()
    if field.type is FieldType.COUNTED_REFERENCES:
        return tuple(code for code, _ in value)
    return (value,) if isinstance(value, str) else tuple(value)


def check_references(comparison: Comparison) -> Iterator[Finding]:
    """Every code that a row names stands in the file or in the store."""
    known = known_codes(comparison.parsed, comparison.before)
    gone = {entity: {key for e, key in comparison.removed if e == entity} for entity in known}
    found: dict[Kind, int] = {}
    seen: dict[tuple[tuple[str, ...], str], str] = {}
    for row in comparison.parsed.rows:
        for name, field in _referring(row).items():
            for code in codes_in(field, row.values.get(name)):
                if any(code in known[to] and code not in gone[to] for to in field.to):
                    continue
                kind = _kind(field)
                found[kind] = found.get(kind, 0) + 1
                near = "—"
                if found[kind] <= _SUGGESTIONS:
                    near = _nearest(field.to, code, known, seen)
                sheet = read_dictionary()[field.to[0]].sheet
                yield row.finding(kind, name, code, near=near, home=sheet)


def _kind(field: Field) -> Kind:
    is_municipality = field.to == ("municipality",)
    return Kind.UNKNOWN_MUNICIPALITY if is_municipality else Kind.UNKNOWN_REFERENCE


def _nearest(
    to: tuple[str, ...],
    code: str,
    known: Mapping[str, Mapping[str, str]],
    seen: dict[tuple[tuple[str, ...], str], str],
) -> str:
    if (to, code) not in seen:
        seen[to, code] = nearest(code, {c: n for target in to for c, n in known[target].items()})
    return seen[to, code]


def _referring(row: ParsedRow) -> Mapping[str, Field]:
    layout = sheet_layouts()[row.home.counted_as]
    return {
        field.name: field
        for field in layout.fields
        if field.to and field.name in row.home.letters and field.name in row.values
    }


def check_codes_taken(comparison: Comparison) -> Iterator[Finding]:
    """A new code of an organisation, community or municipality names nothing else."""
    known = known_codes(comparison.parsed, comparison.before)
    for change in comparison.changes:
        if change.before is not None or change.entity not in _ONE_SPACE:
            continue
        row = comparison.row_of(change.entity, change.key)
        for other in _ONE_SPACE:
            if row is not None and other != change.entity and change.key in known[other]:
                taken = known[other][change.key]
                yield row.finding(Kind.CODE_TAKEN, "id", change.key, taken=taken[:60])


def check_still_named(comparison: Comparison) -> Iterator[Finding]:
    """A record that a replaced sheet takes away is named by nothing that stays."""
    if not comparison.removed:
        return
    for entity in read_dictionary().entities.values():
        table = comparison.after.table(entity.name)
        for field in entity.fields.values():
            gone = {key for target, key in comparison.removed if target in field.to}
            if not gone:
                continue
            for key, value in zip(table.keys, table.column(field.name), strict=True):
                for code in gone.intersection(codes_in(field, value)):
                    yield _still_named(comparison, entity.name, key, field, code)


def _still_named(comparison: Comparison, entity: str, key: str, field: Field, code: str) -> Finding:
    params: dict[str, Parameter] = {"by": f"{field.sheet or entity}: {key}"}
    row = comparison.row_of(entity, key)
    if row is not None:
        return row.finding(Kind.STILL_NAMED, field.name, code, **params)
    target = next(e for e, k in comparison.removed if k == code and e in field.to)
    kind = Kind.STILL_NAMED
    return Finding(
        kind=kind,
        severity=kind.severity,
        sheet=read_dictionary()[target].sheet,
        value=code,
        params=params,
    )
