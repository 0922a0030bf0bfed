"""Any valid set of records: references name what is there, values are what a store takes."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from graph.model.fields import Field, FieldType, read_dictionary
from graph.model.record import Record
from graph.model.registry import CHOICE_TYPES, RECORD_TYPES

_LETTERS = st.characters(
    categories=("Lu", "Ll", "Lt", "Lo", "Nd", "Pd", "Po", "Ps", "Pe", "Sm", "Sc", "So", "Zs"),
    exclude_characters="|\u00ad",
)
_TEXTS = (
    (
        st.text(_LETTERS, min_size=1, max_size=12)
        | st.sampled_from(
            ["=1+1", "'-2", "+7 861", "@x", "-", "<b>ОО</b>", "а\nб", "да", "1.5", '"; "']
        )
    )
    .map(str.strip)
    .filter(lambda text: text and not text.casefold().startswith(("пример", "итого", "всего", "#")))
)
_CODES = (
    st.text("абвгд-_+№ 019xyz.", min_size=1, max_size=6)
    .map(str.strip)
    .filter(lambda code: code and not code.startswith(("'",)) and code.casefold() != "0")
)
_DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
_ENDS = {
    "pair": ("leader", "mentee"),
    "restriction": ("leader", "mentee"),
    "tie": ("from_organisation", "to_organisation"),
    "distance": ("from_organisation", "to_organisation"),
}
_TARGETS = ("municipality", "direction", "organisation", "community", "person")


@st.composite
def record_sets(draw: st.DrawFn) -> list[Record]:
    """Draw records of every entity that has a sheet."""
    codes = draw(st.lists(_CODES, min_size=10, max_size=16, unique=True))
    known: dict[str, list[str]] = {
        "municipality": codes[:2],
        "direction": codes[2:4],
        "community": codes[4:5],
        "person": codes[5:7],
        "organisation": codes[7:],
        "region": [],
    }
    records: list[Record] = []
    for entity in read_dictionary().entities.values():
        if not entity.sheet:
            continue
        count = len(known[entity.name]) if entity.name in _TARGETS else draw(st.integers(0, 3))
        for number in range(count):
            values = {
                name: draw(_values(field, known, entity.name))
                for name, field in entity.fields.items()
                if field.sheet
            }
            if entity.name in _TARGETS:
                values["id"] = known[entity.name][number]
            records.append(RECORD_TYPES[entity.name](**_mended(entity.name, values)))
    return list({(record.entity, record.key): record for record in records}.values())


def _mended(entity: str, values: dict[str, Any]) -> dict[str, Any]:
    """Make a drawn row keep the rules of single rows."""
    for one, other in (("from_date", "to_date"), ("date", "end_date")):
        if values.get(one) and values.get(other) and values[other] < values[one]:
            values[other] = values[one]
    if entity == "agreement" and len(values["parties"]) == 1:
        values["parties"] = tuple(sorted({*values["parties"], "вторая сторона"}))
    if entity == "curator_assignment" and values["object"] is None:
        values["object"] = values["curator"]
    if entity == "organisation":
        values["parent"] = values["successor"] = None
    if entity in _ENDS:
        one, other = _ENDS[entity]
        if values[one] == values[other]:
            values[other] += "_"
        if read_dictionary()[entity].unordered and values[one] > values[other]:
            values[one], values[other] = values[other], values[one]
    return values


def _values(field: Field, known: dict[str, list[str]], entity: str) -> st.SearchStrategy[Any]:
    values = _filled(field, known, entity)
    if field.is_list or field.required:
        return values
    return st.none() | values


def _filled(field: Field, known: dict[str, list[str]], entity: str) -> st.SearchStrategy[Any]:
    low = -1000 if field.min is None else field.min
    high = min(3000, field.max or 3000)
    references = st.sampled_from([code for to in field.to for code in known[to]] or ["x"])
    if field.type is FieldType.CHOICE:
        return st.sampled_from(sorted(CHOICE_TYPES[entity][field.name]))
    if field.type is FieldType.COUNTED_REFERENCES:
        counts = st.none() | st.integers(0, 999)
        return st.dictionaries(references, counts, max_size=3).map(
            lambda found: tuple(sorted(found.items()))
        )
    if field.type is FieldType.REFERENCES:
        least = int(field.required)
        return st.sets(references, min_size=least, max_size=3).map(lambda some: tuple(sorted(some)))
    made: dict[FieldType, st.SearchStrategy[Any]] = {
        FieldType.CODE: _CODES,
        FieldType.TEXT: _TEXTS,
        FieldType.INTEGER: st.integers(int(low), min(int(high), max(1000, int(low) + 50))),
        FieldType.REAL: st.floats(low, high, allow_nan=False).map(lambda x: round(x, 6) + 0.0),
        FieldType.DATE: _DAYS,
        FieldType.BOOLEAN: st.booleans(),
        FieldType.SCHOOL_YEAR: st.integers(1950, 2090).map(lambda year: f"{year}/{year + 1}"),
        FieldType.REFERENCE: references,
    }
    return made[field.type]
