"""Rows of a workbook after parsing: values of fields, and where in the file each stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.fields import read_dictionary
from graph.texts import Parameter
from graph.workbook.cells import CellValue, SourceCells
from graph.workbook.findings import Finding, shown_value
from graph.workbook.kinds import Kind
from graph.workbook.passport import Passport
from graph.workbook.shown import cell_writer, shown_key


@dataclass(frozen=True, slots=True, kw_only=True)
class RowHome:
    """What the rows of one sheet share.

    Attributes
    ----------
    sheet
        Name as the file spells it.
    counted_as
        Canonical sheet that the rows are counted under.
    letters, headings
        Field → letter, and heading as the file spells it, of its column.
    """

    sheet: str
    counted_as: str
    letters: Mapping[str, str]
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRow:
    """One data row.

    Attributes
    ----------
    key
        Key of the record the row is about; None if it could not be read.
    values
        Field → value, of the columns that the sheet has and that could be read.
    is_sound
        Whether nothing in the row blocks the file.
    numeric
        Fields whose code was typed as a number, so that leading zeros may be lost.
    """

    home: RowHome
    number: int
    entity: str
    key: str | None
    values: Mapping[str, Any]
    is_sound: bool
    numeric: frozenset[str] = frozenset()

    def finding(self, kind: Kind, name: str, value: Any = None, **params: Parameter) -> Finding:
        """Make a finding about field `name` of this row; `value` stands in for what it holds."""
        seen = self.shown(name) if value is None else value
        return Finding(
            kind=kind,
            severity=kind.severity,
            sheet=self.home.sheet,
            row=self.number,
            letter=self.home.letters.get(name),
            column=self.home.headings.get(name),
            value="" if seen is None else shown_value(seen),
            params=params,
        )

    def shown(self, name: str) -> CellValue:
        """Return what field `name` of this row holds, as a cell shows it."""
        field = read_dictionary()[self.entity].fields.get(name)
        value = self.values.get(name)
        return value if field is None else cell_writer(field)(value)

    @property
    def shown_key(self) -> str:
        """Key of the record as a person reads it."""
        definition = read_dictionary()[self.entity]
        return shown_key(definition, (self.values.get(name) for name in definition.key))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedWorkbook:
    """Everything a file says.

    Attributes
    ----------
    fields
        Canonical sheet → fields whose columns it has; only sheets that were read.
    rows
        In the order of the file.
    findings
        What was found while reading single cells, rows and sheets.
    examples
        How many example rows were skipped.
    passport
        Of an exported file, else None.
    """

    source: SourceCells
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rows: tuple[ParsedRow, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = ()
    examples: int = 0
    passport: Passport | None = None

    def sound_rows(self) -> Iterator[ParsedRow]:
        """Yield the rows that can become records."""
        return (row for row in self.rows if row.is_sound and row.key is not None)
