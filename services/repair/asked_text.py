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
        If there is no such goal or limit, or a value is none.

    Examples
    --------
    >>> read_asked("connected,minimise=ties").minimise.value
    'ties'
    """
    goal, *parts = text.split(",")
    try:
        given = dict(part.split("=") for part in parts)
        return Asked(goal=Goal(goal), **{name: _READ[name](value) for name, value in given.items()})
    except (KeyError, ValueError) as error:
        raise InputError("map.repair_unreadable", text=text) from error
