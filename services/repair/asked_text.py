"""A question of repair as one short text, for the overlay of a map."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import InputError
from services.repair.proposal import Asked, Goal, Minimise

_READ: Mapping[str, Callable[[str], Any]] = {
    "hops": int,
    "minimise": Minimise,
    "capacity": int,
    "leader_capacity": int,
    "max_km": float,
    "neighbours": int,
}
_MANY = 1_000_000_000
_RANGES: Mapping[str, tuple[int, int]] = {
    "hops": (1, 20),
    "capacity": (0, _MANY),
    "leader_capacity": (0, _MANY),
    "max_km": (0, 20_000),
    "neighbours": (1, 1_000),
}
"""Least and greatest value of each number, as in the other faces: anybody may write an address."""


def asked_text(asked: Asked) -> str:
    """Return the text that `read_asked` reads back; what is usual is left out.

    Examples
    --------
    >>> asked_text(Asked(goal=Goal.HOPS, hops=3, max_km=20.0))
    'hops,hops=3,max_km=20.0'
    """
    usual = Asked(goal=asked.goal)
    named = ((name, getattr(asked, name)) for name in _READ)
    return ",".join(
        [asked.goal, *(f"{n}={value}" for n, value in named if value != getattr(usual, n))]
    )


def read_asked(text: str) -> Asked:
    """Read a goal, and after it ``name=value`` for each limit.

    Raises
    ------
    InputError
        If there is no such goal or limit, or a value is none or out of its range.

    Examples
    --------
    >>> read_asked("connected,minimise=ties").minimise.value
    'ties'
    """
    goal, *parts = text.split(",")
    try:
        written = dict(part.split("=") for part in parts)
        given = {name: _READ[name](value) for name, value in written.items()}
        asked = Asked(goal=Goal(goal), **given)
    except (KeyError, ValueError) as error:
        raise InputError("map.repair_unreadable", text=text) from error
    for name in _RANGES.keys() & given.keys():
        least, most = _RANGES[name]
        if not least <= given[name] <= most:  # no number is in no range
            raise InputError("map.repair_unreadable", text=text)
    return asked
