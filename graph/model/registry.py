"""Which class holds the records of which entity, and the type of each closed list."""

from enum import StrEnum
from typing import get_args, get_type_hints

from graph.model.community import Community, CuratorAssignment, Membership
from graph.model.event import Event
from graph.model.monitoring import IndicatorValue, LevelRecord, StatusAward
from graph.model.need import Direction, Distance, Need, Offer, Restriction
from graph.model.organisation import Municipality, Organisation, Person
from graph.model.plan import (
    Assignment,
    BlockingGroup,
    GoalValue,
    OpenNeed,
    Order,
    Plan,
    Scenario,
)
from graph.model.record import Record
from graph.model.tie import Agreement, Pair, Tie

RECORD_TYPES: dict[str, type[Record]] = {
    cls.entity: cls
    for cls in (
        Municipality,
        Organisation,
        Person,
        Direction,
        Need,
        Offer,
        Pair,
        Tie,
        Agreement,
        StatusAward,
        LevelRecord,
        CuratorAssignment,
        Community,
        Membership,
        Event,
        Restriction,
        Distance,
        IndicatorValue,
        Plan,
        GoalValue,
        Assignment,
        OpenNeed,
        BlockingGroup,
        Scenario,
        Order,
    )
}


def _choice_types(cls: type[Record]) -> dict[str, type[StrEnum]]:
    found = {}
    for name, hint in get_type_hints(cls).items():
        for candidate in (hint, *get_args(hint)):
            if isinstance(candidate, type) and issubclass(candidate, StrEnum):
                found[name] = candidate
    return found


CHOICE_TYPES: dict[str, dict[str, type[StrEnum]]] = {
    name: _choice_types(cls) for name, cls in RECORD_TYPES.items()
}
"""Entity → field → type of its closed list."""
