"""Hypothesis strategies for records of every kind, made from the data dictionary.

`networks()` gives lists of records that are consistent: every reference names something.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from graph.model.fields import Field, FieldType, read_dictionary
from graph.model.record import Record
from graph.model.registry import CHOICE_TYPES, RECORD_TYPES

Pools = Mapping[str, Sequence[str]]
"""Entity → codes that references may name; also ``region`` → names of regions."""

NAMED = tuple(name for name, e in read_dictionary().entities.items() if e.key == ("id",))
"""Entities whose records have a code of their own."""

HOSTILE = (
    "СОШ № 12 «Ёлка»",
    "'); DROP TABLE organisation; --",
    "}) DETACH DELETE n //",
    "`n`.`key` = $x {y} \\u0041",
    "=1+1",
    "строка\nвторая\tстолбец\\",
    "e\u0301 \u202eمرحبا\u202c 👩‍🏫 𝔘",
    " пробелы по краям ",
    "\u00a0",
    "<script>alert(1)</script>",
)
"""Texts that naive code breaks on."""

# Half surrogates and zero characters cannot be stored: the contract says that they are refused.
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.sampled_from(HOSTILE) | st.text(_CHARACTERS, min_size=1, max_size=8)
CODES = st.text("aя1Ё-№ .", min_size=1, max_size=5).filter(lambda t: t == t.strip())
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
WHOLE = st.integers(-(2**62), 2**62)
YEARS = st.integers(2020, 2030).map(lambda y: f"{y}/{y + 1}")
_SMALL = 1e12


def _limits(field: Field) -> tuple[float, float]:
    low = -_SMALL if field.min is None else field.min
    return low, _SMALL if field.max is None else field.max


def values(field: Field, entity: str, pools: Pools) -> SearchStrategy[Any] | None:
    """Return what may stand in `field` when it is filled; None if nothing can."""
    targets = [code for target in field.to for code in pools.get(target, ())]
    if field.to and not targets:
        return None
    low, high = _limits(field)
    plain: dict[FieldType, SearchStrategy[Any]] = {
        FieldType.CODE: CODES,
        FieldType.TEXT: TEXTS,
        FieldType.INTEGER: st.integers(int(low), int(high)),
        FieldType.REAL: st.floats(low, high),
        FieldType.DATE: DAYS,
        FieldType.BOOLEAN: st.booleans(),
        FieldType.SCHOOL_YEAR: YEARS,
        FieldType.TEXTS: st.lists(CODES, min_size=1, max_size=3).map(tuple),
        FieldType.INTEGERS: st.lists(WHOLE, max_size=4).map(tuple),
        FieldType.BYTES: st.binary(min_size=1, max_size=40),
    }
    if field.type in plain:
        return plain[field.type]
    if field.type is FieldType.CHOICE:
        return st.sampled_from(list(CHOICE_TYPES[entity][field.name]))
    names = st.sampled_from(sorted(set(targets)))
    if field.type is FieldType.REFERENCE:
        return names
    some = st.sets(names, min_size=1, max_size=4).map(lambda found: tuple(sorted(found)))
    if field.type is FieldType.REFERENCES:
        return some
    people = st.lists(st.none() | st.integers(0, 500), min_size=4, max_size=4)
    return st.tuples(some, people).map(lambda pair: tuple(zip(*pair, strict=False)))


@st.composite
def records(
    draw: DrawFn, entity: str, pools: Pools, given: Mapping[str, Any] | None = None
) -> Record | None:
    """Draw one record of `entity` with references into `pools`; None if it can name nothing.

    Parameters
    ----------
    draw
        Given by Hypothesis.
    entity
        Kind of record.
    pools
        What its references may name.
    given
        Values of some fields, kept as they are.
    """
    chosen: dict[str, Any] = dict(given or {})
    for name, field in read_dictionary()[entity].fields.items():
        if name in chosen:
            continue
        found = values(field, entity, pools)
        empty: Any = () if field.is_list else None
        if found is None:
            if field.required:
                return None
            chosen[name] = empty
        else:
            chosen[name] = draw(found if field.required else st.just(empty) | found)
    start, end = chosen.get("from_date"), chosen.get("to_date")
    if start is not None and end is not None and end < start:
        key = read_dictionary()[entity].key
        chosen["to_date"] = start if "from_date" in key else end
        chosen["from_date"] = start if "from_date" in key else end
    return RECORD_TYPES[entity](**chosen)


@st.composite
def networks(draw: DrawFn, *, most: int = 3) -> list[Record]:
    """Draw the records of a consistent network, at most `most` of each kind."""
    pools: dict[str, list[str]] = {
        name: draw(st.lists(CODES, min_size=1, max_size=most, unique=True)) for name in NAMED
    }
    made = [draw(records("municipality", {}, {"id": code})) for code in pools["municipality"]]
    regions = {getattr(record, "region", None) for record in made} - {None}
    pools["region"] = sorted(str(region) for region in regions)
    for name in RECORD_TYPES:
        if name in NAMED:
            given = [{"id": code} for code in pools[name] if name != "municipality"]
        else:
            given = [{}] * draw(st.integers(0, most))
        made += [draw(records(name, pools, some)) for some in given]
    return list({(r.entity, r.key): r for r in made if r is not None}.values())
