"""Which records that a plan was computed from have moved since, told by name."""

from collections.abc import Iterator
from functools import reduce
from typing import Any

from graph.model.canonical import canonical_text
from graph.model.fields import Field, FieldType
from graph.model.plan import Plan
from graph.model.record import Record
from graph.network import Network
from graph.texts import Message, Parameter, message
from services.assignment.fingerprint import read_lines

_TOLD = 5
_ORDER = ("offer", "need", "restriction", "organisation", "distance", "pair")
"""What decides a plan most is told first; what other plans hold is told last."""
_ENDS = ("organisation", "leader", "mentee", "from_organisation", "to_organisation", "id")


def moved_since(plan: Plan, computed_on: Network, today: Network) -> Message:
    """Name the first records that `plan` reads and that differ, and count the rest.

    Parameters
    ----------
    computed_on
        The network at the plan's revision.
    """
    names = moved_names((plan, computed_on), (plan, today))
    some = (difference_of(name, computed_on, today) for name in names[:_TOLD])
    told = [said for said in some if said is not None]
    if not told:
        return message("plan.moved.nothing")
    listed = reduce(lambda first, rest: message("plan.moved.list", first=first, rest=rest), told)
    more = len(names) - len(told)
    return message("plan.named_and_more", named=listed, n=more) if more else listed


def moved_names(before: tuple[Plan, Network], after: tuple[Plan, Network]) -> list[tuple[str, str]]:
    """Return (entity, key) of each record that two plans read and that differs between them.

    What decides a plan most comes first.
    """
    one, two = (
        dict(read_lines(network, school_year=plan.school_year, day=plan.as_of, scope=plan.scope))
        for plan, network in (before, after)
    )
    names = [
        name
        for name in one.keys() | two.keys()
        if one.get(name) != two.get(name)
        # A record that is equal came into reach by another one, which is told.
        and not (name[0] in _ORDER and before[1].find(*name) == after[1].find(*name))
    ]
    return sorted(names, key=lambda name: (_rank(name[0]), name))


def _rank(entity: str) -> int:
    return _ORDER.index(entity) if entity in _ORDER else len(_ORDER)


def difference_of(
    name: tuple[str, str],
    computed_on: Network,
    today: Network,
    only: frozenset[str] | None = None,
) -> Message | None:
    """Tell one record with the fields that differ, or that it came into reach or left it.

    Parameters
    ----------
    only
        Names of the fields that are told, None for all; the answer is None if none of them differs.

    Raises
    ------
    AssertionError
        If neither network holds such a record.
    """
    before, after = computed_on.find(*name), today.find(*name)
    some = after or before
    if some is None:
        raise AssertionError(name)  # a line is made of a record of one of the two
    record = _named(some, today if after else computed_on)
    if before is None:
        return message("plan.moved.added", record=record)
    if after is None:
        return message("plan.moved.removed", record=record)
    fields = tuple(
        message(
            "plan.moved.field",
            field=field.heading[0].lower() + field.heading[1:],
            before=_value(field, getattr(before, field.name), computed_on),
            after=_value(field, getattr(after, field.name), today),
        )
        for field in _differing(before, after)
        if only is None or field.name in only
    )
    if not fields and only is not None:
        return None
    if not fields:
        return message("plan.moved.reach", record=record)
    return message("plan.moved.changed", record=record, fields=fields)


def _differing(before: Record, after: Record) -> Iterator[Field]:
    for name, field in before.definition().fields.items():
        if getattr(before, name) != getattr(after, name) and not field.personal:
            yield field


def _named(record: Record, network: Network) -> Message:
    """Name a record by its organisations, and its direction if it has one."""
    codes = [getattr(record, name, None) for name in _ENDS]
    who = " — ".join(network.name_of.get(code, code) for code in codes if code)
    direction = getattr(record, "direction", None)
    if direction:
        who += f", «{network.name_of.get(direction, direction)}»"
    return message(f"plan.moved.{record.entity}", who=who)


def _value(field: Field, value: Any, network: Network) -> Parameter:
    if field.choices:
        return next((choice.ru for choice in field.choices if choice.code == value), "—")
    given: Parameter = canonical_text(field, value) if field.is_list else value
    if field.type is FieldType.REFERENCE and given is not None:
        return network.name_of.get(str(given), str(given))
    return given
