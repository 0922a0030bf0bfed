"""The 44 municipalities, and made-up settlements around their centres."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, log, radians, sin
from random import Random

from graph.model.choices import MunicipalityKind, SettlementKind
from graph.model.ids import MunicipalityId
from graph.model.organisation import Municipality
from graph.samples.words import words

REGION = "Краснодарский край"

_KM_OF_DEGREE = 111.195

# Bearings (degrees, clockwise) between which there is land, for centres on a coast.
_LAND = {
    "Анапа": (10, 130),
    "Геленджик": (330, 110),
    "Новороссийск": (280, 90),
    "Сочи": (330, 110),
    "Ейский": (110, 180),
    "Приморско-Ахтарский": (60, 150),
    "Темрюкский": (110, 250),
    "Туапсинский": (340, 110),
    "Щербиновский": (90, 230),
}
_SOFT = "к"  # «Высокий», not «Высокый»
_TYPES = (("ст.", "ая"), ("х.", ""), ("с.", "ое"), ("пос.", ""))
_TYPE_WEIGHTS = (30, 38, 18, 14)


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality with what the generator knows of it beyond the record."""

    municipality: Municipality
    population: int
    has_town: bool
    land: tuple[int, int] = (0, 360)

    @property
    def code(self) -> MunicipalityId:
        """Code of the municipality."""
        return self.municipality.id


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where organisations stand: a real centre, or a made-up village."""

    name: str
    kind: SettlementKind
    lat: float
    lon: float


@cache
def read_places() -> tuple[Place, ...]:
    """Return the 44 municipalities in the order of the file, with own codes 23-01 … 23-44."""
    text = files("graph.samples").joinpath("krasnodar_municipalities.csv").read_text("utf-8")
    return tuple(
        _place(f"23-{number:02d}", row)
        for number, row in enumerate(csv.DictReader(text.splitlines()), start=1)
    )


def _place(code: str, row: dict[str, str]) -> Place:
    is_district = row["type_ru"] == "район"
    name = row["name_ru"]
    return Place(
        municipality=Municipality(
            id=MunicipalityId(code),
            name=f"{name} район" if is_district else f"город {name}",
            region=REGION,
            kind=MunicipalityKind.DISTRICT if is_district else MunicipalityKind.URBAN_OKRUG,
            centre=row["centre_ru"],
            lat=round(float(row["lat"]), 6),
            lon=round(float(row["lon"]), 6),
        ),
        population=int(row["centre_population"]),
        has_town=name not in words("village_centres"),
        land=_LAND.get(name, (0, 360)),
    )


def at_bearing(place: Place, km: float, bearing: float) -> tuple[float, float]:
    """Return the point `km` from the centre towards `bearing` degrees, to six decimals."""
    lat, lon = place.municipality.lat or 0.0, place.municipality.lon or 0.0
    north, east = km * cos(radians(bearing)), km * sin(radians(bearing))
    return (
        round(lat + north / _KM_OF_DEGREE, 6),
        round(lon + east / (_KM_OF_DEGREE * cos(radians(lat))), 6),
    )


def near(rng: Random, place: Place, median_km: float, most_km: float) -> tuple[float, float]:
    """Draw a point near the centre, on land; distances are log-normal around the median."""
    km = min(rng.lognormvariate(log(median_km), 0.55), most_km)
    start, end = place.land
    span = (end - start) % 360 or 360
    return at_bearing(place, km, start + rng.random() * span)


def villages(rng: Random, place: Place, count: int) -> list[Settlement]:
    """Draw `count` villages with different made-up names, the largest first."""
    names = village_names(rng, count)
    return [Settlement(name, SettlementKind.RURAL, *near(rng, place, 14.0, 42.0)) for name in names]


def village_names(rng: Random, count: int) -> Sequence[str]:
    """Draw `count` different names such as «х. Вербовый»."""
    found: dict[str, None] = {}
    stressed = words("stressed_stems")
    while len(found) < count:
        kind, ending = rng.choices(_TYPES, _TYPE_WEIGHTS)[0]
        stem = rng.choice(words("stems") + stressed)
        masculine = "ой" if stem in stressed else "ий" if stem[-1] in _SOFT else "ый"
        found[f"{kind} {stem}{ending or masculine}"] = None
    return list(found)
