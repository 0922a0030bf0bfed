"""Records and decisions that the contract tests speak about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from graph.model.changes import Action, Change, ChangeSet, put
from graph.model.choices import OrganisationKind
from graph.model.fields import Field, FieldType, read_dictionary
from graph.model.ids import Day, DirectionId, MunicipalityId, OrganisationId, Revision, SchoolYear
from graph.model.need import Direction, Need
from graph.model.organisation import Municipality, Organisation
from graph.model.record import Record
from graph.model.registry import CHOICE_TYPES, RECORD_TYPES
from graph.network import Head

HEAD = Head(store_id="store-1", revision=Revision(0), reference_date=date(2026, 8, 24))
AT = datetime(2026, 8, 24, 9, 30, 15, 123456, tzinfo=UTC)

_requests = count(1)


def decision(*changes: Change, **differing: Any) -> ChangeSet:
    """Return a change set with a request key of its own."""
    made = ChangeSet(
        actor="Анна",
        source="program",
        action=Action.EDIT,
        reason="проверка",
        at=AT,
        request_key=f"request-{next(_requests)}",
        changes=changes,
    )
    return replace(made, **differing)


def adding(*records: Record) -> ChangeSet:
    """Return a change set that adds `records`."""
    return decision(*put(records))


def moving(before: Record, after: Record) -> ChangeSet:
    """Return a change set that changes one record."""
    return decision(Change(before=before, after=after))


def removing(*records: Record) -> ChangeSet:
    """Return a change set that removes `records`."""
    return decision(*(Change(before=record, after=None) for record in records))


def inverse(changes: ChangeSet, undoes: int) -> ChangeSet:
    """Return the change set that takes `changes` back."""
    back = (Change(before=c.after, after=c.before) for c in reversed(changes.changes))
    return decision(*back, undoes=Revision(undoes), action=Action.UNDO)


TOWN = Municipality(id=MunicipalityId("23-01"), name="Город", region="Край")
MATHS = Direction(id=DirectionId("maths"), name="Математика")


def school(code: str, **differing: Any) -> Organisation:
    """Return a school in `TOWN`."""
    made = Organisation(
        id=OrganisationId(code),
        name=f"СОШ № {code}",
        kind=OrganisationKind.SCHOOL,
        municipality=TOWN.id,
    )
    return replace(made, **differing)


def need(code: str, **differing: Any) -> Need:
    """Return the need of a school in mathematics."""
    made = Need(
        organisation=OrganisationId(code),
        direction=MATHS.id,
        level=2,
        school_year=SchoolYear("2026/2027"),
    )
    return replace(made, **differing)


def record(entity: str, **fields: Any) -> Any:
    """Return a record of any kind; plain texts may stand for codes and words of closed lists."""
    choices = CHOICE_TYPES[entity]
    return RECORD_TYPES[entity](
        **{n: choices[n](v) if n in choices else v for n, v in fields.items()}
    )


def full_network() -> list[Record]:
    """Return records of every kind: one with all fields filled, one with the required alone."""
    found: list[Record] = []
    for name, entity in read_dictionary().entities.items():
        found.append(_built(name, "1", entity.fields))
        if entity.key == ("id",):
            required = {n: f for n, f in entity.fields.items() if f.required}
            found.append(_built(name, "2", required))
    return found


def _built(entity: str, number: str, fields: Iterable[str]) -> Record:
    definition = read_dictionary()[entity]
    values = {name: _value(entity, number, definition.fields[name]) for name in fields}
    if len(definition.ends) > 1 and values[definition.ends[0]] == values[definition.ends[1]]:
        values[definition.ends[1]] = f"{definition.fields[definition.ends[1]].to[0]}-2"
    return RECORD_TYPES[entity](**values)


def _value(entity: str, number: str, field: Field) -> Any:
    target = field.to[0] if field.to else ""
    days = {"from_date": date(2025, 9, 1), "to_date": date(2026, 9, 1)}
    by_type: dict[FieldType, Any] = {
        FieldType.CODE: f"{entity}-{number}",
        FieldType.TEXT: f"{field.name} «Ё» {number}",
        FieldType.INTEGER: max(int(field.min or 0), 1),
        FieldType.REAL: 12.345678901234,
        FieldType.DATE: days.get(field.name, Day(2026, 2, 28)),
        FieldType.BOOLEAN: True,
        FieldType.SCHOOL_YEAR: "2026/2027",
        FieldType.REFERENCE: f"{target}-1",
        FieldType.REFERENCES: (f"{target}-1", f"{target}-2"),
        FieldType.COUNTED_REFERENCES: ((f"{target}-1", None), (f"{target}-2", 12)),
        FieldType.TEXTS: ("б|в", "а|в"),
        FieldType.INTEGERS: (3, -1, 3, 2**40),
        FieldType.BYTES: bytes(range(256)),
    }
    if field.type is FieldType.CHOICE:
        return next(iter(CHOICE_TYPES[entity][field.name]))
    return by_type[field.type]
