"""Reads the data dictionary: entities, fields and closed lists, as `fields.toml` says them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class FieldType(StrEnum):
    """What a value of a field may be, in Python and in the databases."""

    CODE = "code"
    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    SCHOOL_YEAR = "school_year"
    REFERENCE = "reference"
    REFERENCES = "references"
    COUNTED_REFERENCES = "counted_references"
    TEXTS = "texts"
    INTEGERS = "integers"
    BYTES = "bytes"


LIST_TYPES = frozenset(
    {FieldType.REFERENCES, FieldType.COUNTED_REFERENCES, FieldType.TEXTS, FieldType.INTEGERS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One word of a closed list: the stored code and the words people use for it."""

    code: str
    ru: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one entity.

    Attributes
    ----------
    name
        Name in Python, in SQLite and in Neo4j.
    heading
        Canonical heading of its column (Russian); `also` are further headings understood.
    to
        Entities a reference may name; empty for other types.
    ties
        Relationship type drawn from this reference in Neo4j, empty for none.
    carries
        What the drawn tie repeats of its record: pairs of its property and the field's name.
    derived
        Label of the node that a plain text names in Neo4j, empty for none.
    choices
        Words of the closed list, empty for other types.
    sheet
        Sheet of the column, empty if the entity is in no sheet or the field is hidden.
    unusual
        A value above this one is worth a warning; None for none.
    """

    name: str
    type: FieldType
    required: bool
    heading: str
    label_en: str
    note: str
    also: tuple[str, ...]
    unit: str
    min: float | None
    max: float | None
    unusual: float | None
    personal: bool
    to: tuple[str, ...]
    ties: str
    carries: tuple[tuple[str, str], ...]
    derived: str
    choices: tuple[Choice, ...]
    suggest: tuple[str, ...]
    sheet: str

    @property
    def is_list(self) -> bool:
        """Whether the field holds several values."""
        return self.type in LIST_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One kind of record: its fields, its key, and where it is kept.

    Attributes
    ----------
    node
        Label in Neo4j if the record is a node, else empty.
    tie
        Relationship type if it is a tie of one type; `tie_by` the choice field that decides it.
    ends
        Fields of the two ends of a tie.
    unordered
        The two key fields are one unordered pair, stored in sorted order.
    journal_values
        Whether the journal keeps before and after; lines of a plan note only their creation.
    part_of
        Entity this one is a line of, else empty.
    """

    name: str
    sheet: str
    node: str
    tie: str
    tie_by: str
    ends: tuple[str, ...]
    key: tuple[str, ...]
    unordered: bool
    journal_values: bool
    part_of: str
    label_en: str
    fields: Mapping[str, Field]

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets its fields stand in, the main one first."""
        return tuple(dict.fromkeys(f.sheet for f in self.fields.values() if f.sheet))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The whole data dictionary, in the order of the file."""

    entities: Mapping[str, Entity]
    choices: Mapping[str, tuple[Choice, ...]]

    def __getitem__(self, name: str) -> Entity:
        return self.entities[name]

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of all workbook sheets, in the order of the dictionary."""
        return tuple(dict.fromkeys(s for e in self.entities.values() for s in e.sheets))


def _field(
    name: str, raw: Mapping[str, Any], sheet: str, choices: Mapping[str, tuple[Choice, ...]]
) -> Field:
    return Field(
        name=name,
        type=FieldType(raw["type"]),
        required=raw.get("required", False),
        heading=raw["ru"],
        label_en=raw["en"],
        note=raw["note"],
        also=tuple(raw.get("also", ())),
        unit=raw.get("unit", ""),
        min=raw.get("min"),
        max=raw.get("max"),
        unusual=raw.get("unusual"),
        personal=raw.get("personal", False),
        to=tuple(raw.get("to", ())),
        ties=raw.get("ties", ""),
        carries=tuple(raw.get("carries", {}).items()),
        derived=raw.get("derived", ""),
        choices=choices[raw["list"]] if "list" in raw else (),
        suggest=tuple(raw.get("suggest", ())),
        sheet="" if raw.get("hidden") else raw.get("sheet", sheet),
    )


def _entity(name: str, raw: Mapping[str, Any], choices: Mapping[str, tuple[Choice, ...]]) -> Entity:
    sheet = raw.get("sheet", "")
    return Entity(
        name=name,
        sheet=sheet,
        node=raw.get("node", ""),
        tie=raw.get("tie", ""),
        tie_by=raw.get("tie_by", ""),
        ends=tuple(raw.get("ends", ())),
        key=tuple(raw["key"]),
        unordered=raw.get("unordered", False),
        journal_values=raw.get("journal") != "creation",
        part_of=raw.get("part_of", ""),
        label_en=raw["en"],
        fields={n: _field(n, f, sheet, choices) for n, f in raw["fields"].items()},
    )


@cache
def read_dictionary() -> Dictionary:
    """Return the data dictionary; the file is read once.

    Examples
    --------
    >>> read_dictionary()["need"].key
    ('organisation', 'direction', 'school_year')
    """
    raw = tomllib.loads(files("graph.model").joinpath("fields.toml").read_text(encoding="utf-8"))
    choices = {
        name: tuple(
            Choice(code=code, ru=word["ru"], en=word["en"], also=tuple(word.get("also", ())))
            for code, word in words.items()
        )
        for name, words in raw.pop("choices").items()
    }
    entities = {name: _entity(name, entity, choices) for name, entity in raw.items()}
    return Dictionary(entities, choices)
