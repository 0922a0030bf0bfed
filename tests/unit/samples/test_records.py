"""Every record is valid by the dictionary: codes, references, lists, numbers, dates."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from graph.model.canonical import sorted_list
from graph.model.fields import Field, FieldType
from graph.model.record import Record
from graph.samples import Demo, build_demo, build_dobrush

BAD = re.compile(r"[;:/|\\\x00-\x1f]")
ONE_SPACE = ("organisation", "community", "municipality")


def records_of(name: str) -> tuple[Record, ...]:
    return build_dobrush() if name == "dobrush" else build_demo(name).records  # type: ignore[arg-type]  # a size by name


NETWORKS = {name: records_of(name) for name in ("municipality", "region", "dobrush")}
every_network = pytest.mark.parametrize("records", NETWORKS.values(), ids=NETWORKS)


@every_network
def test_records_are_sorted_and_no_key_is_twice(records: tuple[Record, ...]) -> None:
    names = [(record.entity, record.key) for record in records]
    assert names == sorted(set(names))


@every_network
def test_codes_are_short_plain_and_in_one_space(records: tuple[Record, ...]) -> None:
    codes = [
        (record.entity, record.key)
        for record in records
        if record.definition().fields[record.definition().key[0]].type is FieldType.CODE
    ]
    assert not [code for _, code in codes if BAD.search(code) or not 1 <= len(code) <= 64]
    shared = Counter(code for entity, code in codes if entity in ONE_SPACE)
    regions = {getattr(r, "region", None) for r in records if r.entity == "municipality"}
    assert not [code for code, times in shared.items() if times > 1 or code in regions]


@every_network
def test_whatever_is_named_exists(records: tuple[Record, ...]) -> None:
    known: dict[str, set[str]] = {}
    for record in records:
        known.setdefault(record.entity, set()).add(record.key)
    known["region"] = {
        str(getattr(record, "region", "")) for record in records if record.entity == "municipality"
    }
    missing = set()
    for record in records:
        for name, field in record.definition().fields.items():
            if not field.to:
                continue
            value = getattr(record, name)
            if field.type is FieldType.COUNTED_REFERENCES:
                value = tuple(code for code, _ in value)
            for code in value if isinstance(value, tuple) else (value,):
                if code is not None and not any(code in known.get(e, ()) for e in field.to):
                    missing.add((record.entity, name, code))
    assert not missing


PYTHON_TYPES = {
    FieldType.REAL: float,
    FieldType.INTEGER: int,
    FieldType.DATE: date,
    FieldType.BOOLEAN: bool,
}


def fault(field: Field, value: Any) -> str:
    """Return what is wrong with a value, or empty text."""
    if value is None:
        return "empty" if field.required else ""
    checks = {
        "type": type(value) is PYTHON_TYPES.get(field.type, type(value)),
        "rounding": field.type is not FieldType.REAL or value == round(value, 6),
        "order": not field.is_list or value == sorted_list(field.type, value),
        "min": field.min is None or value >= field.min,
        "max": field.max is None or value <= field.max,
        "white space": field.type is not FieldType.TEXT or (value and value == value.strip()),
    }
    return ", ".join(name for name, holds in checks.items() if not holds)


@every_network
def test_values_are_of_their_type_and_within_their_bounds(records: tuple[Record, ...]) -> None:
    faults = {
        (record.entity, name, said)
        for record in records
        for name, field in record.definition().fields.items()
        if (said := fault(field, getattr(record, name)))
    }
    assert not faults


@every_network
def test_no_tie_joins_an_organisation_with_itself(records: tuple[Record, ...]) -> None:
    ends = {
        "pair": ("leader", "mentee"),
        "tie": ("from_organisation", "to_organisation"),
        "restriction": ("leader", "mentee"),
        "distance": ("from_organisation", "to_organisation"),
    }
    for record in records:
        if record.entity in ends:
            one, other = ends[record.entity]
            assert getattr(record, one) != getattr(record, other)


def test_equal_seeds_give_equal_records_and_others_do_not(region: Demo, municipality: Demo) -> None:
    assert build_demo("region").records == region.records
    other = build_demo("region", seed=1)
    assert other.records != region.records
    assert build_demo("municipality", seed=1).records != municipality.records


def test_the_district_is_the_same_alone_and_in_the_region(region: Demo, municipality: Demo) -> None:
    """What S001 says of the district stands word for word in both sizes."""
    whole = set(region.records)
    alone = [
        record
        for record in municipality.records
        if record.entity in ("offer", "pair", "agreement", "membership", "tie", "community")
    ]
    assert alone
    assert not [record for record in alone if record not in whole]
    events = [r for r in municipality.records if r.entity == "event" and "-e25-" in r.key]
    assert len(events) == 21
    assert not [record for record in events if record not in whole]
