"""The catalogues of directions, and what is said in each: needs, themes of events."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.ids import DirectionId
from graph.model.need import Direction

D1, D2, D3, D4, D5, D6, D7, D8 = (DirectionId(f"d{n}") for n in range(1, 9))
ALL = (D1, D2, D3, D4, D5, D6, D7, D8)
SEVEN = ALL[:7]
"""The directions of source S001, word for word."""

PRESCHOOL = D8
"""The direction added for preschool teams."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What people say about one direction."""

    direction: Direction
    needs: tuple[str, ...]
    themes: tuple[str, ...]
    factors: tuple[str, ...]


@cache
def read_topics() -> Mapping[DirectionId, Topic]:
    """Return the eight directions with their sentences, from ``directions.toml``."""
    return {
        DirectionId(code): Topic(
            direction=Direction(id=DirectionId(code), name=raw["name"], catalogue=raw["catalogue"]),
            needs=tuple(raw["needs"]),
            themes=tuple(raw["themes"]),
            factors=tuple(raw.get("factors", ())),
        )
        for code, raw in _raw()["direction"].items()
    }


@cache
def methodist_directions() -> tuple[Direction, ...]:
    """Return the ten directions of methodists of source S004."""
    raw = _raw()["methodists"]
    return tuple(
        Direction(id=DirectionId(f"m{n:02d}"), name=name, catalogue=raw["catalogue"])
        for n, name in enumerate(raw["names"], start=1)
    )


@cache
def _raw() -> dict[str, Any]:
    text = files("graph.samples").joinpath("directions.toml").read_text("utf-8")
    raw: dict[str, Any] = tomllib.loads(text)
    return raw
