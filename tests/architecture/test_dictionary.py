"""The data dictionary and the dataclasses say the same, field by field."""

import dataclasses
import types
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from graph.model.fields import LIST_TYPES, Entity, Field, FieldType, read_dictionary
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES

DICTIONARY = read_dictionary()
BY_TYPE: dict[FieldType, type] = {
    FieldType.CODE: str,
    FieldType.TEXT: str,
    FieldType.INTEGER: int,
    FieldType.REAL: float,
    FieldType.DATE: date,
    FieldType.BOOLEAN: bool,
    FieldType.SCHOOL_YEAR: str,
    FieldType.REFERENCE: str,
    FieldType.REFERENCES: str,
    FieldType.TEXTS: str,
    FieldType.INTEGERS: int,
    FieldType.BYTES: bytes,
}
FIELDS = [
    pytest.param(entity, field, id=f"{entity.name}.{field.name}")
    for entity in DICTIONARY.entities.values()
    for field in entity.fields.values()
]


def _plain(hint: Any) -> Any:
    """Return the type behind a NewType."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return hint


def _parts(hint: Any) -> tuple[Any, bool]:
    """Return the type of a value and whether None may stand in its place."""
    if get_origin(hint) in (Union, types.UnionType):
        given = [part for part in get_args(hint) if part is not type(None)]
        return given[0], len(given) < len(get_args(hint))
    return hint, False


def _attributes(cls: type[Record]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


def test_every_entity_has_a_class_and_every_class_an_entity() -> None:
    assert list(RECORD_TYPES) == list(DICTIONARY.entities)


@pytest.mark.parametrize("name", list(RECORD_TYPES))
def test_a_class_has_the_fields_of_its_entity_in_its_order(name: str) -> None:
    """Python wants what must be given first; within each half the order is the dictionary's."""
    fields = DICTIONARY[name].fields
    ours = list(_attributes(RECORD_TYPES[name]))
    assert [n for n in ours if fields[n].required] == [n for n in fields if fields[n].required]
    assert [n for n in ours if not fields[n].required] == [
        n for n in fields if not fields[n].required
    ]


@pytest.mark.parametrize(("entity", "field"), FIELDS)
def test_a_field_has_the_type_that_the_dictionary_gives_it(entity: Entity, field: Field) -> None:
    hint, _ = _parts(_attributes(RECORD_TYPES[entity.name])[field.name])
    if field.type in LIST_TYPES:
        assert get_origin(hint) is tuple, hint
        hint = get_args(hint)[0]
    hint = _plain(hint)
    if field.type is FieldType.CHOICE:
        assert issubclass(hint, StrEnum)
        assert [word.value for word in hint] == [choice.code for choice in field.choices]
    elif field.type is FieldType.COUNTED_REFERENCES:
        assert [_parts(part) for part in map(_plain, get_args(hint))] == [
            (str, False),
            (int, True),
        ]
    else:
        assert hint is BY_TYPE[field.type]


@pytest.mark.parametrize(("entity", "field"), FIELDS)
def test_only_a_required_field_must_be_given(entity: Entity, field: Field) -> None:
    cls = RECORD_TYPES[entity.name]
    attribute = next(a for a in dataclasses.fields(cls) if a.name == field.name)
    _, may_be_empty = _parts(_attributes(cls)[field.name])
    if field.required:
        assert attribute.default is dataclasses.MISSING
        assert not may_be_empty
    elif field.type in LIST_TYPES:
        assert attribute.default == ()
    else:
        assert may_be_empty
        assert attribute.default is None


@pytest.mark.parametrize("entity", DICTIONARY.entities.values(), ids=lambda entity: entity.name)
def test_keys_ends_and_references_name_what_there_is(entity: Entity) -> None:
    assert set(entity.key) <= set(entity.fields)
    assert set(entity.ends) <= set(entity.fields)
    assert bool(entity.node) != bool(entity.tie or entity.tie_by)
    for field in entity.fields.values():
        assert set(field.to) <= {*DICTIONARY.entities, "region"}


def test_a_drawn_tie_repeats_fields_of_its_own_record() -> None:
    for entity in DICTIONARY.entities.values():
        for field in entity.fields.values():
            assert {of for _, of in field.carries} <= set(entity.fields), field.name
            assert field.ties or not field.carries, field.name
            assert {"key", "people", "revision"}.isdisjoint(name for name, _ in field.carries)


def test_a_binary_field_is_never_empty() -> None:
    """The journal leaves out what it was changed to, and tells so nothing wrong only then."""
    for entity in DICTIONARY.entities.values():
        for field in entity.fields.values():
            assert field.required or field.type is not FieldType.BYTES, field.name


@pytest.mark.parametrize("name", list(RECORD_TYPES))
def test_a_record_is_a_frozen_value(name: str) -> None:
    parameters = RECORD_TYPES[name].__dataclass_params__  # type: ignore[attr-defined]  # set by @dataclass
    assert parameters.frozen


def test_every_field_is_explained_in_russian_and_named_in_both_languages() -> None:
    bare = [
        f"{entity.name}.{field.name}"
        for entity in DICTIONARY.entities.values()
        for field in entity.fields.values()
        if not (field.heading and field.label_en and field.note)
    ]
    assert not bare, bare


def test_a_heading_and_its_synonyms_mean_one_field_of_a_sheet() -> None:
    for sheet in DICTIONARY.sheets:
        seen: dict[str, str] = {}
        for entity in DICTIONARY.entities.values():
            for field in entity.fields.values():
                if field.sheet != sheet:
                    continue
                for heading in (field.heading, *field.also):
                    word = heading.lower().replace("ё", "е").replace(" ", "")
                    name = f"{entity.name}.{field.name}"
                    assert seen.setdefault(word, name) == name, f"{sheet}: {heading}"


def test_contacts_of_people_are_marked_as_personal() -> None:
    personal = {n for n, field in DICTIONARY["person"].fields.items() if field.personal}
    assert {"name", "phone", "email"} <= personal
