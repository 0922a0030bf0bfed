"""Reads ``krymsk.toml``: what source S001 says of the Крымский район, with made-up schools."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.choices import Mode, OpenReason, OrganisationKind, Rule
from graph.model.ids import DirectionId
from graph.samples.sketch import Fate


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """One row of [organisations]; `category` is empty where the source has no classes."""

    kind: OrganisationKind
    name: str
    at: str
    pupils: int
    category: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer: a limit of 0 km means none."""

    direction: DirectionId
    places: int
    mode: Mode
    limit_km: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """One of the 21 events: `take` guests join those named in `guests`."""

    date: date
    name: str
    format: str
    direction: DirectionId
    host: str
    givers: tuple[str, ...]
    guests: tuple[str, ...]
    take: int
    audience: str | None
    outcome: str | None
    people: int | None


@dataclass(frozen=True, slots=True)
class KrymskFacts:
    """The file by table; organisations are named by the tails of their codes.

    Attributes
    ----------
    villages
        Name → (km from the centre, bearing in degrees).
    needs, needs_last_year
        Organisation → direction → level.
    pairs
        Leader → (mentee, direction, first school year) each.
    paper
        (leader, mentee) that never met in the last year.
    hanging
        Organisation → those that meet nobody else.
    restrictions
        Rule → (leader, mentee, direction, reason).
    exchanges, lone_halves
        (who, gives, whom[, takes]) of mutual internships.
    opened, limited, shortage
        What stays open in a plan of the district alone.
    """

    villages: Mapping[str, tuple[float, float]]
    organisations: Mapping[str, NamedOrganisation]
    kindergartens: int
    kindergartens_in_centre: int
    kindergartens_at: Mapping[str, str]
    newcomers: Sequence[str]
    offers: Mapping[str, Sequence[OfferRow]]
    ended_offer: tuple[str, OfferRow, date]
    needs: Mapping[str, Mapping[str, int]]
    needs_last_year: Mapping[str, Mapping[str, int]]
    pairs: Mapping[str, Sequence[tuple[str, str, str]]]
    paper: Sequence[tuple[str, str]]
    fates: Mapping[Fate, Sequence[str]]
    hanging: Mapping[str, Sequence[str]]
    restrictions: Mapping[Rule, tuple[str, str, str, str]]
    exchanges: Sequence[tuple[str, str, str, str]]
    lone_halves: Sequence[tuple[str, str, str]]
    events: Sequence[EventRow]
    opened: Mapping[OpenReason, Sequence[str]]
    limited: Sequence[str]
    shortage: tuple[str, int, int]


@cache
def read_facts() -> KrymskFacts:
    """Return the facts of ``krymsk.toml``; the file is read once."""
    text = files("graph.samples").joinpath("krymsk.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    fates, opened, ended = raw["fates"], raw["open"], raw["offers_ended"]
    return KrymskFacts(
        villages=raw["villages"],
        organisations={
            tail: NamedOrganisation(OrganisationKind(row[0]), *row[1:])
            for tail, row in raw["organisations"].items()
        },
        kindergartens=raw["kindergartens"]["count"],
        kindergartens_in_centre=raw["kindergartens"]["in_centre"],
        kindergartens_at=raw["kindergartens"]["at"],
        newcomers=raw["newcomers"]["kindergartens"],
        offers={tail: [_offer(row) for row in rows] for tail, rows in raw["offers"].items()},
        ended_offer=(
            ended["organisation"],
            OfferRow(DirectionId(ended["direction"]), ended["places"], Mode.ON_SITE, 0),
            ended["to_date"],
        ),
        needs=raw["needs"],
        needs_last_year=raw["needs_last_year"],
        pairs=raw["pairs"],
        paper=[(leader, mentee) for leader, mentee in raw["paper"]["pairs"]],
        fates={fate: fates[fate.value] for fate in Fate if fate.value in fates and _is_list(fate)},
        hanging=fates["hanging"],
        restrictions={rule: tuple(raw["restrictions"][rule.value]) for rule in Rule},
        exchanges=raw["exchanges"]["both"],
        lone_halves=raw["exchanges"]["lone"],
        events=[_event(row) for row in raw["events"]],
        opened={reason: opened[reason.value] for reason in OpenReason if reason.value in opened},
        limited=opened["limited"],
        shortage=tuple(opened["shortage"]),
    )


def _is_list(fate: Fate) -> bool:
    return fate is not Fate.HANGING


def _offer(row: Sequence[Any]) -> OfferRow:
    direction, places, mode, limit = row
    return OfferRow(DirectionId(direction), places, Mode(mode), limit)


def _event(row: Mapping[str, Any]) -> EventRow:
    return EventRow(
        date=row["date"],
        name=row["name"],
        format=row["format"],
        direction=DirectionId(row["direction"]),
        host=row["host"],
        givers=tuple(row.get("givers", ())),
        guests=tuple(row["with"]),
        take=row["take"],
        audience=row.get("audience"),
        outcome=row.get("outcome"),
        people=row.get("people"),
    )
