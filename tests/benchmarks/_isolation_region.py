"""A made-up region for the measurements of isolation, of any size and always the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from graph.measures import Ints
from graph.model.choices import CuratorKind, OrganisationKind
from graph.model.community import CuratorAssignment
from graph.model.event import Event
from graph.model.ids import (
    DirectionId,
    EventId,
    MunicipalityId,
    OrganisationId,
    PersonId,
    SchoolYear,
)
from graph.model.need import Need, Offer
from graph.model.organisation import Municipality, Organisation, Person
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network

DAY = date(2026, 8, 24)
SINCE = date(2025, 8, 24)
SOON = date(2025, 10, 24)
START = date(2023, 8, 25)
CURATORS, LOAD = 12, 3
DIRECTIONS = [DirectionId(f"d{i}") for i in range(8)]


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything; `edges` are dated, in three years."""

    organisations: int
    municipalities: int
    leaders: int
    needs: int
    pairs: int
    edges: int

    @property
    def institute(self) -> OrganisationId:
        """The organisation after the services, one in each municipality."""
        return OrganisationId(f"o{self.municipalities:05d}")


def made_up_region(size: Size) -> Network:
    """Return a made-up region with dated edges of three years, always the same."""
    return Network.of(list(_records(np.random.default_rng(7), size)))


def _records(rng: np.random.Generator, size: Size) -> Iterator[Record]:
    codes = [OrganisationId(f"o{i:05d}") for i in range(size.organisations)]
    places = [MunicipalityId(f"m{i:04d}") for i in range(size.municipalities)]
    for place in places:
        yield Municipality(id=place, name=f"Примерный район {place}")
    home = rng.integers(0, size.municipalities, size.organisations)
    home[: size.municipalities] = range(size.municipalities)
    spot = rng.uniform((43.5, 37.0), (46.5, 41.0), (size.municipalities, 2))[home]
    spot += rng.normal(0, 0.1, (size.organisations, 2))
    kinds = [OrganisationKind.METHODICAL_SERVICE] * size.municipalities + [
        OrganisationKind.INSTITUTE
    ]
    for i, code in enumerate(codes):
        yield Organisation(
            id=code,
            name=f"Школа {i}",
            kind=kinds[i] if i < len(kinds) else OrganisationKind.SCHOOL,
            municipality=places[int(home[i])],
            lat=round(float(spot[i, 0]), 5),
            lon=round(float(spot[i, 1]), 5),
        )
    yield from _events(rng, codes, home, size)
    yield from _roles(rng, codes, size)


def _events(
    rng: np.random.Generator,
    codes: list[OrganisationId],
    home: Ints,
    size: Size,
) -> Iterator[Record]:
    """Yield events of up to forty participants, mostly of one municipality."""
    activity = rng.lognormal(0, 1.2, len(codes)) * (rng.random(len(codes)) > 0.04)
    share = activity / activity.sum()
    local = [np.flatnonzero(home == place) for place in range(size.municipalities)]
    made, number = 0, 0
    givers = iter(rng.choice(len(codes), size.edges, p=share).tolist())
    while made < size.edges:
        giver = next(givers)
        away = rng.choice(len(codes), max(1, len(codes) // 500))
        near = np.union1d(local[home[giver]], away)
        weight = activity[near] + 1e-9
        invitations = min(int(rng.integers(1, 40)), len(near) - 1)
        invited = rng.choice(near, invitations, replace=False, p=weight / weight.sum())
        made += invitations
        host = size.institute if number % 20 == 0 else codes[giver]
        yield Event(
            id=EventId(f"e{number:06d}"),
            date=START + timedelta(days=int(rng.integers(0, (DAY - START).days + 1))),
            name="Семинар",
            host=host,
            directions=(DIRECTIONS[int(rng.integers(len(DIRECTIONS)))],),
            participants=tuple((codes[i], None) for i in invited.tolist() if codes[i] != host),
        )
        number += 1


def _roles(rng: np.random.Generator, codes: list[OrganisationId], size: Size) -> Iterator[Record]:
    schools = codes[size.municipalities + 1 :]
    leaders = rng.choice(len(schools), size.leaders, replace=False).tolist()
    for i in leaders:
        yield Offer(
            organisation=schools[i],
            direction=DIRECTIONS[int(rng.integers(len(DIRECTIONS)))],
            places=int(rng.integers(1, 12)),
            from_date=START,
        )
    slots = rng.choice(len(schools) // 4 * len(DIRECTIONS), size.needs, replace=False).tolist()
    for slot in slots:
        yield Need(
            organisation=schools[slot // len(DIRECTIONS)],
            direction=DIRECTIONS[slot % len(DIRECTIONS)],
            level=int(rng.integers(1, 4)),
            school_year=SchoolYear("2025/2026"),
        )
    for slot in slots[: size.pairs]:
        yield Pair(
            leader=schools[leaders[slot % size.leaders]],
            mentee=schools[slot // len(DIRECTIONS)],
            direction=DIRECTIONS[slot % len(DIRECTIONS)],
            from_date=date(2025, 9, 1),
            to_date=date(2026, 9, 1),
        )
    for i, service in enumerate(codes[: size.municipalities]):
        yield Person(
            id=PersonId(f"p{i % CURATORS}"),
            name=f"Куратор {i % CURATORS}",
            organisation=size.institute,
            capacity=LOAD,
        )
        if i % 11:
            yield CuratorAssignment(
                curator=PersonId(f"p{i % CURATORS}"),
                kind=CuratorKind.SERVICE_CURATOR,
                object=service,
                from_date=START,
            )
